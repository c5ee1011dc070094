"""Dealing duty out after the roster: known holders by hand, limits of drawn operations, and the comparison's bars."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_case import agent, duty, horizon, operation, roster

from scheduler.load import choose_horizon, load
from scheduler.operation import Cover
from scheduler.roster import Roster

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def deal(shifts: tuple[Any, ...], **settings: Any) -> tuple[list[tuple[str, int, int]], int]:
    """(agent, first and last hour from Monday 00:00) of what A and B are dealt, and the minutes left open."""
    from benchmarks.dealing import dealt

    cover = Cover(**{"name": "Lead", "role": "lead", "on": ["monday"], "hours": "08:00-16:00", **settings})
    made = operation([agent(name, roles=["lead"]) for name in "AB"], cover=(cover,))
    found = dealt(made, horizon(), roster(shifts))
    span = horizon()
    rows = [(row.agent, span.minute(row.start) // 60, span.minute(row.end) // 60) for row in found.held if row.agent]
    return rows, found.open["Lead", ""]


def test_on_shift_whoever_is_present_longest_holds() -> None:
    """A is there 08:00-12:00, B 10:00-14:00: A holds four hours, B two more, and two stay open."""
    assert deal((duty("A", 0, 8, hours=4), duty("B", 0, 10, hours=4))) == ([("A", 8, 12), ("B", 12, 14)], 120)


def test_on_call_whoever_is_free_longest_holds() -> None:
    """B works 10:00-14:00; A is free all day."""
    assert deal((duty("B", 0, 10, hours=4),), kind="on_call") == ([("A", 8, 16)], 0)


def test_standby_ends_early_enough_for_the_shift_after_it() -> None:
    """B works from 06:00 to 20:00; A from 18:00, with 4 hours of rest after duty: A stands by until 14:00."""
    shifts = (duty("A", 0, 18, hours=4), duty("B", 0, 6, hours=14))
    assert deal(shifts, kind="on_call", rest_after_hours=4) == ([("A", 8, 14)], 120)


def test_who_is_at_work_holds_on_where_the_duty_says_so() -> None:
    """A works 10:00-14:00 and holds all eight hours."""
    shifts = (duty("A", 0, 10, hours=4), duty("B", 0, 6, hours=14))
    assert deal(shifts, kind="on_call", held_at_work=True, language=None)[1] == 0
    assert deal(shifts, kind="on_call") == ([("A", 8, 10), ("A", 14, 16)], 240)


def test_limits_of_a_duty_are_kept() -> None:
    """Three hours in one piece: A, B, and again A and B for two. One window in a row: two agents, so 7 days are held
    alternately; one window in seven days each: two of seven are held."""
    rows, left = deal((), kind="on_call", max_hours=3)
    assert (rows, left) == ([("A", 8, 11), ("B", 11, 14), ("A", 14, 16)], 0)
    rows, left = deal((), kind="on_call", on=["every_day"], max_in_a_row=1)
    assert ("".join(name for name, _, _ in rows), left) == ("ABABABA", 0)
    rows, left = deal((), kind="on_call", on=["every_day"], max_windows={"windows": 1, "days": 7})
    assert ([name for name, _, _ in rows], left) == (["A", "B"], 5 * 480)


def test_nobody_has_two_tiers_or_two_standby_duties_at_once() -> None:
    """Two tiers and two agents: one each. With a second duty in the same hours, four places for two people."""
    from benchmarks.dealing import dealt

    told = {"role": "lead", "on": ["monday"], "hours": "08:00-16:00", "kind": "on_call"}
    people = [agent(name, roles=["lead"]) for name in "AB"]
    both = operation(people, cover=(Cover(name="Lead", tiers=("one", "two"), **told),))
    found = dealt(both, horizon(), Roster(()))
    assert sorted(row.agent for row in found.held) == ["A", "B"]
    more = replace(both, cover=(*both.cover, Cover(name="Other", **told)))
    assert sum(dealt(more, horizon(), Roster(())).open.values()) == 480


def test_a_drawn_operation_with_duties_is_read_and_dealt_within_its_limits(tmp_path: Path) -> None:
    """The recount of limits finds nothing in what is dealt to people without shifts; every kind of duty is drawn."""
    from benchmarks.dealing import dealt
    from benchmarks.drawn import draw
    from benchmarks.duty_limits import broken_duty_limits

    seen: set[object] = set()
    for seed in range(25):
        one = draw(seed, "small", escalation=True)
        one.write(tmp_path / str(seed))
        made = load(tmp_path / str(seed))
        weeks = choose_horizon(made, one.first, one.weeks)
        nobody = Roster(())
        assert broken_duty_limits(made, weeks, replace(nobody, held=dealt(made, weeks, nobody).held)) == []
        for cover in made.cover:
            seen |= {cover.block, cover.tiers, isinstance(cover.role, dict), isinstance(cover.kind, dict)}
            seen |= {key for key in ("max_in_a_row", "max_windows", "max_hours", "apart_from") if getattr(cover, key)}
            seen |= {tier.counts_as for tier in cover.parts}
    assert seen >= {"any", "window", "day", "weekend", "week", "run", None, ("primary", "backup"), True, False}
    assert seen >= {"max_in_a_row", "max_windows", "max_hours", "apart_from", "standby", "rest"}


def test_without_the_switch_seeds_stay_what_they_are() -> None:
    from benchmarks.drawn import draw

    assert all("tiers" not in draw(seed).files["config/cover.toml"] for seed in range(40))
    assert draw(3, "small", escalation=True) == draw(3, "small", escalation=True)


def test_the_most_urgent_tier_that_differs_decides() -> None:
    """Fewer minutes of the first and more of the second are fewer, though more in sum."""
    from benchmarks.dealt import Compared, bars

    one = Compared(1, ours=[0, 90], theirs=[30, 30])
    assert (one.verdict, one.by_sum) == ("fewer", "more")
    same, worse = Compared(2, ours=[0], theirs=[0]), Compared(3, ours=[5], theirs=[0])
    assert [bar.met for bar in bars([one, same, same])] == [True, True, True]
    assert [bar.met for bar in bars([one, same, same, same])] == [True, False, True]
    assert [bar.met for bar in bars([one, worse])] == [False, True, True]
    assert [bar.met for bar in bars([one, replace(worse, unfair=["a limit"])])] == [True, True, True]
    assert [bar.met for bar in bars([replace(one, faults=["a limit"])])] == [True, True, False]


def test_the_recount_finds_each_limit_that_holders_break() -> None:
    """B stands by on three nights of which one in a row is allowed, 10 hours of 9, and begins work an hour after."""
    from duty_case import held

    from benchmarks.duty_limits import broken_duty_limits

    settings = {"role": "lead", "kind": "on_call", "hours": "08:00-18:00"}
    limits = {"max_in_a_row": 1, "max_hours": 9, "rest_after_hours": 2, "max_windows": {"windows": 1, "days": 7}}
    covers = (Cover(name="Lead", **settings, **limits), Cover(name="Other", apart_from=("Lead",), **settings))
    made = operation([agent("B", roles=["lead"])], cover=covers)
    rows = [held("B", 8, 18, kind="on_call"), held("B", 32, 33, kind="on_call"), held("B", 17, 18, cover="Other")]
    answer = replace(roster([duty("B", 0, 19, hours=4)]), held=tuple(rows))
    told = broken_duty_limits(made, horizon(), answer)
    words = ("holds Lead and Other at once", "more than 1 in a row", "2 windows in 7 days", "2 h rest are", "10 h of")
    assert len(told) == len(words)
    assert all(word in line for word, line in zip(words, told, strict=True)), told
