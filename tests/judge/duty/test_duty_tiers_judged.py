"""Nobody holds two tiers of a duty at once, two duties of standby, or duties that are kept apart."""

from __future__ import annotations

import random

from duty_case import case, count, faults, held, lead
from small_case import agent, doing, duty, horizon, operation, roster

from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.judge.duty import duty_counts, holders_at

TIERS = ["primary", "backup"]


def two(**settings):
    return lead(tiers=TIERS, **settings)


def test_each_tier_has_its_own_count_in_the_order_of_the_file():
    # 8 h x 1 place a tier; the backup leaves at 11:00: 180 of 480 minutes held
    rows = [held("A", 8, 16, tier="primary"), held("B", 8, 11, tier="backup"), held("", 11, 16, tier="backup")]
    made, answer = case(rows, two(), shifts=[duty("A", 0, 8), duty("B", 0, 8, hours=3)])
    assert faults(made, answer) == []
    found = [(one.tier, one.minutes, one.held) for one in duty_counts(made, horizon(), answer)]
    assert found == [("primary", 480, 480), ("backup", 480, 180)]
    now = holders_at(made, horizon(), answer, answer.duties[0].start)
    assert [(one.tier, one.agent) for one in now] == [("primary", "A"), ("backup", "B")]


def test_one_agent_in_two_tiers_at_once_is_found_and_told_with_both():
    # primary 8-16 and backup 12-16: four hours
    rows = [held("A", 8, 16, tier="primary"), held("B", 8, 12, tier="backup"), held("A", 12, 16, tier="backup")]
    text = "A holds two tiers of Lead at once, primary and backup, Mon 2026-12-21 12:00-16:00"
    made, answer = case(rows, two())
    assert faults(made, answer) == [("A", 240, text)]
    assert [one.two_places for one in duty_counts(made, horizon(), answer)] == [("A",), ("A",)]


def test_a_place_that_only_the_holder_of_another_tier_could_hold_is_no_fault():
    rows = [held("A", 8, 16, tier="primary"), held("", 8, 16, tier="backup")]
    assert faults(*case(rows, two(), shifts=[duty("A", 0, 8)])) == []
    text = "nobody holds a place of Lead/backup Mon 2026-12-21 08:00-16:00, though B could"
    assert faults(*case(rows, two())) == [("B", 480, text)]


def test_a_tier_that_does_not_exist_is_found():
    made, answer = case([held("A", 8, 16, tier="primary"), held("B", 8, 16, tier="third")], two(), people=("A",))
    assert next(row[2] for row in faults(made, answer)) == "duty.csv names duty Lead/third, which does not exist"


def test_two_duties_of_standby_at_once_are_found_also_where_another_row_lies_between():
    # A stands by for One 16-24, for Two 18-19 and 20-21: both overlap One, and neither the other
    names = ("One", "Two", "Three")
    duties = [lead(name=name, kind="on_call", hours=hours) for name, hours in
              zip(names, ("16:00-24:00", "18:00-19:00", "20:00-21:00"), strict=True)]  # fmt: skip
    rows = [held("A", 16, 24, "One", "on_call"), held("A", 18, 19, "Two", "on_call"),
            held("A", 20, 21, "Three", "on_call")]  # fmt: skip
    made, answer = case(rows, *duties, activities=[doing("A", 0, 16, 24, "on_call:One")])
    told = [text for _, _, text in faults(made, answer) if "at once" in text]
    assert told == [
        "A stands by for One and Two at once Mon 2026-12-21 18:00-19:00",
        "A stands by for One and Three at once Mon 2026-12-21 20:00-21:00",
    ]


def test_apart_from_works_both_ways():
    rows = [held("A", 8, 16), held("A", 10, 12, "Other"), held("B", 8, 10, "Other"), held("B", 12, 16, "Other")]
    for duties in (
        (lead(apart_from=("Other",)), lead(name="Other")),
        (lead(), lead(name="Other", apart_from=("Lead",))),
    ):
        [(agent, minutes, text)] = faults(*case(rows, *duties))
        assert (agent, minutes) == ("A", 120)
        assert text.startswith("A holds Lead and Other at once, which ")
        assert text.endswith("keeps apart, Mon 2026-12-21 10:00-12:00")
    assert faults(*case(rows, lead(), lead(name="Other"))) == []


def test_who_is_kept_apart_could_not_hold_the_open_place():
    rows = [held("A", 8, 16), held("", 8, 16, "Other")]
    duties = lead(apart_from=("Other",)), lead(name="Other")
    assert faults(*case(rows, *duties, people=("A",))) == []
    assert len(faults(*case(rows, lead(), lead(name="Other"), people=("A",)))) == 1


def test_a_skill_or_a_site_of_a_tier_is_asked_of_its_holder():
    made, answer = case([held("A", 8, 16)], lead(site="barcelona"))
    assert [row[0] for row in faults(made, answer)] == ["A"]
    assert count(made, answer).open == 480


def test_without_duty_csv_nobody_counts_for_two_tiers():
    # A and B are there 8-11, A alone 11-16: the backup could be held for three hours
    made, answer = case(None, two(), shifts=[duty("A", 0, 8), duty("B", 0, 8, hours=3)])
    found = [(one.tier, one.held, one.open) for one in duty_counts(made, horizon(), answer)]
    assert found == [("primary", 480, 0), ("backup", 180, 300)]


def test_without_duty_csv_it_counts_as_the_goal_does():
    """Drawn shifts of people with different roles: open minutes of each tier are those of the goal `cover`."""
    chance = random.Random(22)
    for _ in range(40):
        people = [agent(name, roles=chance.sample(["lead", "manager", "expert"], chance.randint(1, 3)))
                  for name in "ABDEF"]  # fmt: skip
        duty_of = lead(tiers=["one", "two", "three"], on=["every_day"], hours="08:00-16:00",
                       role={"one": "lead", "two": "manager", "three": "expert"},
                       agents={"one": chance.randint(1, 2), "two": chance.randint(1, 2)})  # fmt: skip
        made = operation(people, cover=(duty_of,))
        shifts = [duty(one.id, day, chance.randint(4, 14), hours=chance.randint(2, 9))
                  for one in people for day in range(2)]  # fmt: skip
        answer = roster(shifts)
        short: dict[str, float] = {}
        for row in cover_of(made, horizon(), answer, spans_of(made, horizon(), answer)):
            short[row.name] = short.get(row.name, 0) + 60 * row.short_hours
        for one in duty_counts(made, horizon(), answer):
            assert one.open == round(short[f"Lead/{one.tier}"])
            assert one.open == sum((hole.end - hole.start).total_seconds() / 60 for hole in one.holes)
