"""Shifts that cannot be: starts or lengths off their steps, breaks that fit nowhere."""

from __future__ import annotations

from itertools import permutations

from scheduler.load.complaints import Complaints, Place
from scheduler.load.documents.document import Document
from scheduler.load.sheets.rows import Known
from scheduler.operation import Break, Operation, Shift, Site
from scheduler.rules import PACKS, law_of
from scheduler.rules.tools.between_breaks import Stretch, gaps_of
from scheduler.rules.tools.break_orders import can_be_placed

MOST_BREAKS = 6


def judge_shifts(document: Document, known: Known, start_step: int, complaints: Complaints) -> None:
    """What is wrong with each shift whatever the law adds to it; those of no sound length leave `known`."""
    for shift in list(known.shifts.values()):
        noun = f"shift {shift.id!r}"
        _starts(document.place(shift.id, "start"), noun, shift, start_step, complaints)
        fault = _lengths_fault(shift)
        if fault:
            complaints.add(document.place(shift.id, "hours"), f"{noun}: {fault}")
            del known.shifts[shift.id]
        names = [pause.name for pause in shift.breaks]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                place = document.place(shift.id, "breaks")
                complaints.add(place, f"{noun} has {names.count(name)} breaks named {name!r}; give each its own name")
            if name.startswith("law-"):
                complaints.add(
                    document.place(shift.id, "breaks"), f"{noun}: break {name!r}: law- is kept for the law's; rename it"
                )


def _starts(place: Place, noun: str, shift: Shift, step: int, complaints: Complaints) -> None:
    first, last = shift.start.from_, shift.start.to
    last = last if last >= first else last + 1440
    if (last - first) % step:
        low = first + (last - first) // step * step
        words = " or ".join(_clock(minute) for minute in (low, low + step))
        complaints.add(
            place,
            f"{noun}: start from {_clock(first)} to {_clock(last)} is no whole number of steps of {step} minutes "
            f"(shift_step_minutes); end it at {words}",
        )


def _lengths_fault(shift: Shift) -> str:
    """What is wrong with the hours; empty where nothing is."""
    first, last, step = shift.hours.from_, shift.hours.to, shift.hours.step
    if last < first:
        return f"hours from {first:g} to {last:g}; write the shorter first"
    if last > 24:
        return f"{last:g} hours; a shift lasts at most 24"
    if any(round(60 * hours, 6) % 1 for hours in (first, last, step)):
        return "hours must be whole minutes, such as 8.5"
    if round(60 * (last - first)) % round(60 * step):
        return f"hours from {first:g} to {last:g} is no whole number of steps of {step:g} hours"
    return ""


def judge_breaks(document: Document, operation: Operation, complaints: Complaints) -> None:
    """A complaint for each shift whose breaks, the law's included, fit into it in no way at some site."""
    step = operation.break_step_minutes
    for shift in operation.shifts.values():
        sites = [site for site in operation.sites if shift.sites is None or site in shift.sites]
        found: dict[str, tuple[str, int]] = {}
        for site in sites or [""]:
            for minutes in shift.lengths():
                said = _unfit(operation.breaks_of(site, shift, minutes), minutes, step)
                if said:
                    found.setdefault(said, (site, minutes))
        for said, (site, minutes) in list(found.items())[:1]:
            where = f" at {site}" if "law-" in said else ""
            complaints.add(
                document.place(shift.id, "breaks"), f"shift {shift.id!r} of {minutes / 60:g} h{where}: {said}"
            )


def odd_stretches(document: Document, operation: Operation, complaints: Complaints) -> None:
    """A note for each shift of a length whose breaks cannot keep what a site's law says of the work between them."""
    for shift in operation.shifts.values():
        for site in [site for site in operation.sites.values() if shift.sites is None or site.id in shift.sites]:
            laws = _stretches(site)
            for minutes in [one for one in shift.lengths() if not _kept(operation, site.id, shift, one, laws)][:1]:
                articles = " and ".join(f"{limit.name} ({limit.source})" for limit in laws)
                told = f"shift {shift.id!r} of {minutes / 60:g} h at {site.id}: no places of its breaks keep {articles}"
                text = f"{told}, so nobody works it; change between_hours or add breaks"
                complaints.warn(document.place(shift.id, "breaks"), text)


def _stretches(site: Site) -> list[Stretch]:
    """What the packs of a site say of the work between breaks."""
    limits = (limit for pack in site.rules if pack in PACKS for limit in law_of(pack))
    return [limit for limit in limits if isinstance(limit, Stretch)]


def _kept(operation: Operation, site: str, shift: Shift, minutes: int, laws: list[Stretch]) -> bool:
    """Whether the breaks of a shift of that length have places within the law, at some start."""
    pauses, step = operation.breaks_of(site, shift, minutes), operation.break_step_minutes
    phases = {-start % step for start in shift.starts(operation.shift_step_minutes)}
    return any(can_be_placed(pauses, minutes, phase, step, gaps_of(laws)) for phase in phases)


def _unfit(breaks: tuple[Break, ...], minutes: int, step: int) -> str:
    """Why the breaks cannot all be placed; empty where they can."""
    total = sum(pause.minutes for pause in breaks)
    if total >= minutes:
        return f"its breaks take {total} minutes, more than it lasts; shorten them or it"
    for pause in breaks:
        if earliest([pause], minutes, step) is None:
            low, high = pause.between_hours
            return (
                f"break {pause.name!r} of {pause.minutes} minutes finds no place between hour {low:g} and {high:g}; "
                "change between_hours, or keep it to longer shifts with if_hours_at_least"
            )
    if len(breaks) <= MOST_BREAKS and all(
        earliest(list(order), minutes, step) is None for order in permutations(breaks)
    ):
        names = ", ".join(repr(pause.name) for pause in breaks)
        return f"breaks {names} cannot all be placed without touching; widen their between_hours"
    return ""


def earliest(breaks: list[Break], minutes: int, step: int) -> int | None:
    """The end of the last of these breaks, each as early as it can be in this order; None where one has no place."""
    end = -1
    for pause in breaks:
        low = max(round(60 * pause.between_hours[0]), end + 1)
        start = -(-low // step) * step
        if start > 60 * pause.between_hours[1] or start + pause.minutes > minutes:
            return None
        end = start + pause.minutes
    return end


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
