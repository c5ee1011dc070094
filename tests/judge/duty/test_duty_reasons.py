"""Why a place of a duty stays open, by person: what its able people hold and do then, and what others lack."""

from __future__ import annotations

from dataclasses import replace

from duty_case import at, held, lead
from small_case import agent, doing, duty, horizon, operation, requirement, roster

from scheduler.judge import explain
from scheduler.judge.explain.candidate import FREE
from scheduler.judge.explain.duty_reasons import lacking
from scheduler.operation import Contract, Cover
from scheduler.roster import Held

PEOPLE = [agent("A", roles=["lead"]), agent("B", roles=["lead"])]


def first(covers, duties=(), rows=None, activities=(), people=PEOPLE):
    """The first open stretch: who is kept from it by what, and the reason as text."""
    made = operation(people, cover=tuple(covers))
    answer = replace(roster(duties, activities), held=None if rows is None else tuple(rows))
    reason = explain(made, horizon(), requirement(made, horizon()), answer).covers[0]
    return {name: why for why, names in reason.people.items() for name in names}, reason.why


def test_who_holds_one_of_two_places_is_on_it_already():
    """Before, a lead on calls who held the other place was told as `on other queues`."""
    calls = doing("A", 0, 8, 16, "queue:calls")
    told, why = first([lead(agents=2)], [duty("A", 0, 8)], activities=[calls])
    assert told == {"A": "on it already", "B": FREE}
    assert why == "2 are able; at 08:00: 1 could come (no limit forbids it) (B), 1 on it already (A)"
    named, _ = first([lead(agents=2)], [duty("A", 0, 8)], [held("A", 8, 16), held("", 8, 16)], [calls])
    assert named == told


def test_who_is_named_and_away_is_not_told_as_on_it():
    """A's shift was taken out by hand and the row of duty.csv stayed."""
    told, _ = first([lead()], [], [held("A", 8, 16)])
    assert told == {"A": FREE, "B": FREE}


def test_who_holds_another_tier_is_told_by_it():
    tiers = lead(tiers=["primary", "backup"])
    rows = [held("A", 8, 16, tier="primary"), held("", 8, 16, tier="backup")]
    told, _ = first([tiers], [duty("A", 0, 8)], rows)
    assert told == {"A": "holds its tier primary then", "B": FREE}


def test_who_holds_a_duty_that_bars_this_one_is_told_by_it():
    """B holds one that does not bar it, and so could hold this one too."""
    covers = [lead(), lead(name="Escalation", apart_from=["Lead"]), lead(name="Floor")]
    rows = [held("", 8, 16), held("A", 8, 16, cover="Escalation"), held("B", 8, 16, cover="Floor")]
    told, _ = first(covers, [duty("A", 0, 8), duty("B", 0, 8)], rows)
    assert told == {"A": "holds Escalation then", "B": "there and not named for it"}


def test_standby_elsewhere_and_work_keep_from_standby():
    night = {"kind": "on_call", "hours": "08:00-16:00"}
    covers = [lead(**night), lead(name="Other", **night)]
    rows = [held("", 8, 16, kind="on_call"), held("A", 8, 16, cover="Other", kind="on_call")]
    done = [doing("A", 0, 8, 16, "on_call:Other"), doing("B", 0, 8, 16, "queue:calls")]
    told, _ = first(covers, [duty("B", 0, 8)], rows, done)
    assert told == {"A": "holds Other then", "B": "at work"}


def test_a_hand_over_keeps_nobody_from_a_place():
    tiers = lead(tiers=["primary", "backup"], hours="08:00-09:00")
    rows = [held("B", 8, 9, tier="primary"), held("", 8, 9, tier="backup")]
    rows.append(Held("Lead", "primary", at(8), at(9), "A", "handover"))
    told, _ = first([tiers], [duty("A", 0, 8), duty("B", 0, 8)], rows)
    assert told == {"A": "there and not named for it", "B": "holds its tier primary then"}


def test_who_is_there_for_a_part_is_told():
    """The interval of an hour is held until 07:30, when A goes home."""
    told, _ = first([lead(hours="07:00-08:00")], [duty("A", 0, 6, hours=1.5)])
    assert told == {"A": "there for a part of it", "B": FREE}


def test_people_of_the_role_without_the_language_are_told():
    spanish = Cover(name="Lead", role="lead", language="es", on=["monday"], hours="08:00-16:00")
    _, why = first([spanish], people=[*PEOPLE, agent("C", roles=["lead"], languages=["en", "es"])])
    assert why.endswith("(C); 2 more have role lead but not language es")
    assert first([spanish])[1] == "No agent has role lead and language es; 2 more have role lead but not language es"


def test_people_whom_a_law_bars_are_told_by_it():
    """Before, `2 more have role lead but not ` ended in nothing where no language, skill or site was asked."""
    made = operation(PEOPLE, cover=(lead(kind="on_call", barred_sites={"": (PEOPLE[0].site,)}),))
    assert lacking(made, made.tiers[0]) == "2 more have role lead at a site whose law forbids it"


def test_standby_that_takes_a_day_off_is_kept_away_by_that_limit():
    """A works Monday to Friday; standby on Saturday leaves one free day of two, unless it counts as rest."""
    contract = Contract(id="full", limits={"days_off_together_week": {"days": 2}})
    week = roster([duty("A", day, 8) for day in range(5)])
    for counted, kept in (("standby", "days_off_together_week"), ("rest", FREE)):
        asked = lead(kind="on_call", on=["saturday"], counts_as=counted)
        made = operation(PEOPLE, contract=contract, cover=(asked,))
        told = explain(made, horizon(), requirement(made, horizon()), replace(week, held=())).covers[0].people
        assert {name: why for why, names in told.items() for name in names} == {"A": kept, "B": FREE}
