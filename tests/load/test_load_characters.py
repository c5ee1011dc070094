"""Names that look the same are the same, and what nobody sees is refused where it stands."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from load_case import broken, complaints

from scheduler.load import load
from scheduler.load.characters import composed

AGENTS = "config/agents.csv"
FIRST = "A01,Ada,"
"""How the starter's first person begins, on line 2."""


def test_one_name_in_two_forms_of_unicode_is_one_name(tmp_path: Path) -> None:
    """Before, `José` of wishes.csv was unknown, and the skill `español` served no queue."""
    twice = {form: unicodedata.normalize(form, "José") for form in ("NFC", "NFD")}
    assert twice["NFC"] != twice["NFD"]
    wishes = f"agent,date,wish,shift,weight\n{twice['NFC']},2027-01-12,off,,10\n"
    folder = broken(tmp_path, (AGENTS, "A01,", f"{twice['NFD']},"), ("config/wishes.csv", "*", wishes))
    for file in folder.rglob("*.csv"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("A01,", f"{twice['NFD']},"), encoding="utf-8")
    operation = load(folder)
    assert operation.wishes[0].agent == "José" in {agent.id for agent in operation.agents}


def test_a_skill_in_another_form_serves_its_queue(tmp_path: Path) -> None:
    folder = broken(tmp_path)
    for name, form in ((AGENTS, "NFD"), ("config/queues.toml", "NFC")):
        file, skill = folder / name, unicodedata.normalize(form, "español")
        file.write_text(file.read_text(encoding="utf-8").replace("general", skill), encoding="utf-8")
    operation = load(folder)
    served = [agent.id for agent in operation.agents if any(map(agent.serves, operation.queues.values()))]
    assert len(served) == len(operation.agents)


def test_escapes_of_toml_are_composed_too(tmp_path: Path) -> None:
    folder = broken(tmp_path, ("config/operation.toml", '"A small operation"', '"Jose\\u0301"'))
    assert load(folder).name == "José"


def test_spaces_of_other_widths_are_spaces(tmp_path: Path) -> None:
    folder = broken(tmp_path, (AGENTS, "Ada", "Ad\u00a0a"))
    assert load(folder).agent("A01").name == "Ad a"
    assert composed("\u260e\ufe0f") == "\u260e"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("\u200bA01", r"agent: '\u200bA01' holds what nobody sees (U+200B, zero width space) at its beginning"),
        ("A0\u200d1", r"agent: 'A0\u200d1' holds what nobody sees (U+200D, zero width joiner) after 'A0'"),
        ("A\u202e01", r"agent: 'A\u202e01' holds what nobody sees (U+202E, right-to-left override) after 'A'"),
        ("A\xad01", r"agent: 'A\xad01' holds what nobody sees (U+00AD, soft hyphen) after 'A'"),
        ("A\x0701", r"agent: 'A\x0701' holds what nobody sees (U+0007, a control character) after 'A'"),
        ("A\x0001", r"agent: 'A\x0001' holds what nobody sees (U+0000, a control character) after 'A'"),
        ("A\t01", r"agent: 'A\t01' holds a tab after 'A'"),
        ('"A\n01"', r"agent: 'A\n01' holds a line break after 'A'"),
        ('"A\r01"', r"agent: 'A\r01' holds a line break after 'A'"),
    ],
)
def test_what_nobody_sees_is_refused_once_with_its_place(tmp_path: Path, cell: str, said: str) -> None:
    """Before, `\\u200bA01` was a second person. The rows that name A01 elsewhere are not complained of too."""
    found = complaints(broken(tmp_path, (AGENTS, FIRST, FIRST.replace("A01", cell))))
    assert found == [f"{AGENTS}:2: {said}; delete it"]


def test_a_line_break_in_a_name_is_refused_and_in_a_kind_of_leave_is_not(tmp_path: Path) -> None:
    """Names go into calendars, where the export of one ended with an AssertionError."""
    name = broken(tmp_path / "name", (AGENTS, "Ada", '"Ada\nATTENDEE:x"'))
    said = r"name: 'Ada\nATTENDEE:x' holds a line break after 'Ada'; delete it"
    assert complaints(name) == [f"{AGENTS}:2: {said}"]
    kind = 'agent,start,end,kind\nA01,2027-01-12,2027-01-12,"long\nweekend"\n'
    assert load(broken(tmp_path / "kind", ("config/time_off.csv", "*", kind))).leave[0].kind == "long\nweekend"


def test_texts_and_keys_of_toml_hide_nothing(tmp_path: Path) -> None:
    folder = broken(
        tmp_path,
        ("config/operation.toml", '"A small operation"', '"A small\\noperation"'),
        ("config/cover.toml", "*", '[[cover]]\nname = "Lead\u200b"\nrole = "escalation_lead"\n'),
        ("config/meetings.toml", "*", '["hud\\u200bdle"]\nminutes = 15\nagents = ["A01"]\nwithin = ["09:00-10:00"]\n'),
    )
    hides = "holds what nobody sees (U+200B, zero width space)"
    found = complaints(folder)
    assert rf"config/cover.toml:2: name: 'Lead\u200b' {hides} after 'Lead'; delete it" in found
    assert r"config/operation.toml:2: 'A small\noperation' holds a line break after 'A small'; delete it" in found
    assert rf"config/meetings.toml:1: 'hud\u200bdle' {hides} after 'hud'; delete it" in found


def test_a_scenario_may_describe_itself_in_lines(tmp_path: Path) -> None:
    busy = 'description = """\nMore\ncalls"""\nvolume_factor = 2\n'
    assert complaints(broken(tmp_path, ("config/scenarios/busy.toml", "*", busy)), "busy") == []
