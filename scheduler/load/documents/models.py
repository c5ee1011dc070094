"""TOML tables -> the frozen models of `operation`; what pydantic finds wrong, in a planner's words at its line."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, PositiveInt, ValidationError
from pydantic_core import ErrorDetails

from scheduler.clock import WEEKDAYS
from scheduler.load.complaints import Complaints, meant
from scheduler.load.documents.document import Document
from scheduler.load.documents.toml_lines import Keys
from scheduler.load.documents.unions import meant_branch
from scheduler.load.zones import zone_meant
from scheduler.operation import (
    Config,
    Contract,
    Cover,
    DutyHours,
    Meeting,
    OpenHours,
    Queue,
    Shift,
    Site,
    ZoneName,
)

Model = TypeVar("Model", bound=BaseModel)
UNWRITTEN = {"id", "limits", "holiday_stated", "barred_sites"}
"""Fields that no file has a key for."""


class Settings(Config):
    """What `operation.toml` says."""

    name: str
    id: str = ""
    """Part of the identity of every event in calendars."""
    time_zone: ZoneName
    week_starts: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    interval_minutes: Literal[15, 30, 60] = 30
    shift_step_minutes: PositiveInt = Field(default=30, le=1440)
    break_step_minutes: PositiveInt = Field(default=15, le=60)
    pooling: Literal["on", "off"] = "on"
    """Whether queues that share people are staffed together."""


def read_settings(document: Document, complaints: Complaints) -> Settings:
    """The planning zone, the grid and the steps; defaults where they are wrong."""
    fallback = Settings(name="", time_zone="UTC")
    if not document.table:
        return fallback
    settings = build(Settings, document, (), document.table, "the operation", complaints) or fallback
    for key, whole, of in (("shift_step_minutes", 1440, "a day"), ("break_step_minutes", 60, "an hour")):
        step = getattr(settings, key)
        if whole % step:
            nearest = min(
                (part for part in range(1, whole + 1) if whole % part == 0), key=lambda part: abs(part - step)
            )
            complaints.add(document.place(key), f"{key} is {step}, which does not divide {of}; {nearest} does")
    return settings


def read_tables(model: type[Model], document: Document, noun: str, complaints: Complaints) -> dict[str, Model]:
    """One model a table, by the table's name; wrong ones are left out."""
    found = {}
    for name, table in document.tables(complaints, noun).items():
        one = build(model, document, (name,), {**table, "id": name}, f"{noun} {name!r}", complaints)
        if one is not None:
            found[name] = one
    return found


def read_sites(document: Document, complaints: Complaints) -> dict[str, Site]:
    return read_tables(Site, document, "site", complaints)


def read_queues(document: Document, complaints: Complaints) -> dict[str, Queue]:
    return read_tables(Queue, document, "queue", complaints)


def read_shifts(document: Document, complaints: Complaints) -> dict[str, Shift]:
    return read_tables(Shift, document, "shift", complaints)


def read_contracts(document: Document, complaints: Complaints) -> dict[str, Contract]:
    """A contract's own fields; every other key is a limit, held as written."""
    own = set(Contract.model_fields) - {"id", "limits"}
    found = {}
    for name, table in document.tables(complaints, "contract").items():
        fields = {key: value for key, value in table.items() if key in own}
        limits = {key: value for key, value in table.items() if key not in own}
        one = build(
            Contract, document, (name,), {**fields, "id": name, "limits": limits}, f"contract {name!r}", complaints
        )
        if one is not None:
            found[name] = one
    return found


def read_cover(document: Document, complaints: Complaints) -> tuple[Cover, ...]:
    """One duty a `[[cover]]`."""
    tables = document.table.get("cover", [])
    for key in document.table:
        if key != "cover":
            complaints.add(document.place(key), f"unknown key {key!r}; each duty is a table [[cover]]")
    if not isinstance(tables, list):
        complaints.add(document.place("cover"), "[cover] holds one duty only; write [[cover]]")
        return ()
    found: dict[str, Cover] = {}
    for number, table in enumerate(tables):
        noun = f"cover {(table.get('name') if isinstance(table, dict) else None) or number + 1!r}"
        if isinstance(table, dict) and "barred_sites" in table:
            text = f"unknown key 'barred_sites' in {noun}; {meant('barred_sites', keys_at(Cover, []))}"
            complaints.add(document.place("cover", number, "barred_sites"), text)
        one = build(Cover, document, ("cover", number), table, noun, complaints)
        if one is not None and one.name in found:
            complaints.add(document.place("cover", number, "name"), f"two duties are named {one.name!r}; rename one")
        elif one is not None:
            found[one.name] = one
    return tuple(found.values())


def read_meetings(document: Document, grid: int, complaints: Complaints) -> dict[str, Meeting]:
    """One meeting a table; each lasts a whole number of `grid` minutes."""
    found = read_tables(Meeting, document, "meeting", complaints)
    for meeting in found.values():
        if meeting.minutes % grid:
            near = max(grid, round(meeting.minutes / grid) * grid)
            text = f"meeting {meeting.id!r}: minutes is {meeting.minutes}, which is no multiple of {grid}; write {near}"
            complaints.add(document.place(meeting.id, "minutes"), text)
    return found


def build(
    model: type[Model], document: Document, keys: Keys, table: dict[str, Any], noun: str, complaints: Complaints
) -> Model | None:
    """The model of one table; None, with a complaint for each thing wrong, where there is none."""
    try:
        return model.model_validate(table)
    except ValidationError as error:
        findings = meant_branch(error.errors(), table) if model is Cover else error.errors()
        for detail in findings:
            complaints.add(document.place(*keys, *detail["loc"]), in_words(detail, model, noun))
        return None


def in_words(detail: ErrorDetails, model: type[BaseModel], noun: str) -> str:
    """One finding of pydantic in a planner's words."""
    path = [str(part) for part in detail["loc"]]
    path = path[: path.index("days")] if "days" in path[:-1] else path
    key, given = ".".join(path), detail["input"]
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key {path[-1]!r} in {noun}; {meant(path[-1], keys_at(model, path[:-1]))}"
    if kind == "missing":
        return f"{noun} has no {key!r}; add it"
    if kind == "value_error" and "is not a time zone" in str(context["error"]):
        return f"{noun}: {key}: unknown time zone {given!r}; {zone_meant(str(given))}"
    if kind == "value_error":
        return f"{noun}: {context['error']!s}" if not key else f"{noun}: {key}: {context['error']}"
    if kind == "literal_error":
        words = context["expected"].replace("'", "")
        guess = f"; {meant(given, words.replace(' or ', ', ').split(', '))}" if isinstance(given, str) else ""
        return f"{noun}: {key} is {given!r}, which is none of {words}" + (guess if "did you mean" in guess else "")
    if kind == "string_too_short":
        return f"{noun}: {key} is empty; fill it in"
    if kind == "string_pattern_mismatch":
        return f"{noun}: {key} is {given!r}; write it without '/', which parts duty and tier where they are named"
    return f"{noun}: {key} is {given!r}; {_wanted(detail)}"


def _wanted(detail: ErrorDetails) -> str:
    return detail["msg"].replace("Input should be", "it must be").replace("it must be a valid", "it must be a")


def keys_at(model: type[BaseModel], path: list[str]) -> list[str]:
    """The keys that a table within a model may hold."""
    for part in path:
        if part.isdigit():
            continue
        field = next((info for name, info in model.model_fields.items() if part in (name, info.alias)), None)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    skipped = UNWRITTEN | ({"days"} if model in (OpenHours, DutyHours) else set())
    days = ["every_day", "monday-friday", "saturday-sunday", *WEEKDAYS] if "days" in skipped else []
    return days + [info.alias or name for name, info in model.model_fields.items() if name not in skipped]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside `Model | None`, `tuple[Model, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((part for part in inner if part is not None), None)
