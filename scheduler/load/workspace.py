"""A whole workspace: every file read, judged alone and against the others, and made one Operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from scheduler.clock import WEEKDAYS
from scheduler.errors import InputError
from scheduler.goals import read_goals
from scheduler.load.complaints import Complaints, Place
from scheduler.load.documents.document import Document, read_document
from scheduler.load.documents.models import (
    Settings,
    read_contracts,
    read_cover,
    read_meetings,
    read_queues,
    read_settings,
    read_shifts,
    read_sites,
)
from scheduler.load.duty.keys import judge_keys
from scheduler.load.duty.law import barred, tell_barred
from scheduler.load.duty.lines import DutyLines
from scheduler.load.duty.people import judge_people
from scheduler.load.duty.rows import odd_dates, parted, read_duty_pins, read_duty_wishes
from scheduler.load.files import TABLES, Files
from scheduler.load.overlay import read_overlay
from scheduler.load.references import judge_meetings, judge_skills, judge_tables
from scheduler.load.refined import refined
from scheduler.load.shapes import judge_breaks, judge_shifts, odd_stretches
from scheduler.load.sheets.rows import Known
from scheduler.load.sheets.sheet import Row, Sheet, read_sheet
from scheduler.load.tables import decided, duty_history, forecast, headcount, people, requests
from scheduler.load.tables.duty_history import read_duty_history
from scheduler.load.tables.intervals import judge_intervals, warn_of_gaps
from scheduler.operation import Operation, activity_step
from scheduler.rules import PACKS, law_breaks, read_limits


def load(root: Path, *, forecast: Sequence[str] = (), scenario: str | None = None) -> Operation:
    """The operation that the workspace at `root` describes, with a scenario of `config/scenarios/` laid over it.

    `forecast` names files to read instead of all under `forecasts/`. Raises `InputError` with every complaint of
    every file at once, `path:line: what is wrong; what would be right`, by file and line.
    """
    return Loader(root, tuple(forecast), scenario).operation()


class Loader:
    """Reads file after file; what one file names is judged against what the ones before it said."""

    def __init__(self, root: Path, named: tuple[str, ...], scenario: str | None) -> None:
        if not root.is_dir():
            raise InputError(f"{root}: no such folder; `scheduler init {root}` lays out a workspace there")
        self.complaints = Complaints()
        self.files = Files(root, self.complaints)
        self.named, self.scenario = named, scenario
        self.duty_rows: list[Row] = []
        """Rows of fixed.csv and wishes.csv that are about duties."""
        self.overlay = read_overlay(self.files, scenario, self.complaints)

    def operation(self) -> Operation:
        self.files.strangers()
        documents = self._documents()
        settings = read_settings(documents["operation"], self.complaints)
        known = self._known(documents)
        self._duties(documents["cover"], known)
        cover = tuple(known.cover.values())
        agents = self.overlay.agents(self._rows("agents", people.REQUIRED, people.OPTIONAL), self.complaints)
        people.read_agents(agents, known, self.complaints)
        grid = activity_step(settings.interval_minutes, settings.break_step_minutes)
        meetings = read_meetings(documents["meetings"], grid, self.complaints)
        judge_tables(documents, known, cover, self.complaints)
        judge_meetings(documents["meetings"], known, meetings, self.overlay.gone, self.complaints)
        judge_shifts(documents["shifts"], known, settings.shift_step_minutes, self.complaints)
        operation = replace(
            self._bare(settings, known),
            cover=cover,
            meetings=meetings,
            rules=documents["rules"].table,
            goals=documents["goals"].table,
            **self._asked(known),  # type: ignore[arg-type]
            **self._decided(known, settings),  # type: ignore[arg-type]
        )
        odd_dates(self.duty_rows, operation, self.complaints)
        operation = self._refined(operation, documents)
        operation = self._with_demand(operation, known)
        wanted = {row.skill for row in operation.headcount if row.skill}
        held = judge_skills(agents, documents, known, cover, wanted, self.complaints)
        self._judge_duties(documents["cover"], known, held)
        operation = self._parsed(operation, documents)
        self.complaints.refuse()
        return replace(operation, inputs=dict(sorted(self.files.inputs.items())), warnings=self.complaints.warnings())

    def _refined(self, operation: Operation, documents: dict[str, Document]) -> Operation:
        """The operation on intervals that its queues' opening hours and its duties fall on."""
        queues, duties = documents["queues"], documents["cover"]
        return refined(
            operation,
            lambda queue: queues.place(queue, "open"),
            lambda number: duties.place("cover", number, "hours"),
            self.complaints,
        )

    def _documents(self) -> dict[str, Document]:
        documents = {}
        for name in TABLES:
            file = f"config/{name}.toml"
            documents[name] = read_document(file, self.files.text(file), self.complaints)
        self.overlay.tables(documents, self.complaints)
        return documents

    def _known(self, documents: dict[str, Document]) -> Known:
        return Known(
            sites=read_sites(documents["sites"], self.complaints),
            queues=read_queues(documents["queues"], self.complaints),
            shifts=read_shifts(documents["shifts"], self.complaints),
            contracts=read_contracts(documents["contracts"], self.complaints),
            site_ids=self._ids(documents["sites"]),
            queue_ids=self._ids(documents["queues"]),
            shift_ids=self._ids(documents["shifts"]),
            contract_ids=self._ids(documents["contracts"]),
        )

    def _duties(self, document: Document, known: Known) -> None:
        """The duties, each tier barred to the sites whose law forbids it."""
        read = barred(read_cover(document, self.complaints), known.sites)
        known.cover = {duty.name: duty for duty in read}
        tables = document.table.get("cover", [])
        named = [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else []
        unread = document.file in self.complaints.unread
        known.cover_ids = None if unread else {str(table.get("name")) for table in named}

    def _ids(self, document: Document) -> set[str] | None:
        return None if document.file in self.complaints.unread else set(document.table)

    def _rows(self, name: str, required: Sequence[str], optional: Sequence[str]) -> list[Row]:
        file = f"config/{name}.csv"
        sheet = read_sheet(file, self.files.text(file), required, optional, self.complaints)
        return [row for row in sheet.rows() if row["agent"] not in self.overlay.gone]

    def _bare(self, settings: Settings, known: Known) -> Operation:
        packs = {site.id: [pack for pack in site.rules if pack in PACKS] for site in known.sites.values()}
        return Operation(
            root=self.files.root,
            name=settings.name,
            id=settings.id,
            scenario=self.scenario or "",
            time_zone=settings.time_zone,
            week_starts=WEEKDAYS.index(settings.week_starts),
            interval_minutes=settings.interval_minutes,
            shift_step_minutes=settings.shift_step_minutes,
            break_step_minutes=settings.break_step_minutes,
            pooling=settings.pooling,
            sites=known.sites,
            queues=known.queues,
            shifts=known.shifts,
            contracts=known.contracts,
            agents=tuple(known.agents.values()),
            law_breaks={
                site: tuple(pause for pack in names for pause in law_breaks(pack)) for site, names in packs.items()
            },
        )

    def _asked(self, known: Known) -> dict[str, object]:
        """Leave, availability and wishes."""
        leave = requests.read_leave(self._rows("time_off", *requests.LEAVE_COLUMNS), known, self.complaints)
        spans = self._rows("availability", *requests.AVAILABILITY_COLUMNS)
        wishes, of_duty = parted(self._rows("wishes", *requests.WISH_COLUMNS))
        self.duty_rows += of_duty
        requests.odd_wishes(wishes, leave, self.complaints)
        return {
            "leave": leave,
            "availability": requests.read_availability(spans, known, self.complaints),
            "wishes": requests.read_wishes(wishes, known, self.complaints),
            "duty_wishes": read_duty_wishes(of_duty, known, self.complaints),
        }

    def _decided(self, known: Known, settings: Settings) -> dict[str, object]:
        """Pins and history."""
        pins, of_duty = parted(self._rows("fixed", *decided.PIN_COLUMNS))
        worked, held = self._rows("history", *decided.COLUMNS), self._rows("duty_history", *duty_history.COLUMNS)
        self.duty_rows += of_duty
        return {
            "pins": decided.read_pins(pins, known, settings.shift_step_minutes, self.complaints),
            "duty_pins": read_duty_pins(of_duty, known, self.complaints),
            "history": decided.read_history(worked, known, self.complaints),
            "duty_history": read_duty_history(held, known, settings.time_zone, self.complaints),
        }

    def _with_demand(self, operation: Operation, known: Known) -> Operation:
        """The forecasts and the headcount, and what is odd or wrong about their intervals."""
        sheets, people_wanted = self._demand_sheets(operation)
        queues = None if known.queue_ids is None else sorted(known.queue_ids)
        rows, place = forecast.read_forecast(sheets, queues, self.complaints)
        judge_intervals(rows, place, operation.time_zone, self.complaints)
        wanted = headcount.read_headcount(people_wanted, known, self.complaints)
        operation = replace(operation, forecast=self.overlay.forecast(rows, self.complaints), headcount=wanted)
        if known.queue_ids == set(known.queues) and not self.complaints.wrong:
            warn_of_gaps(operation, place, self.complaints)
            self._unforecast(operation)
        return operation

    def _demand_sheets(self, operation: Operation) -> tuple[list[Sheet], list[Sheet]]:
        found: tuple[list[Sheet], list[Sheet]] = ([], [])
        files = self.files.forecasts(self.named)
        if not files and not self.named and not operation.cover:
            said = "no forecast and no headcount file; put NAME.csv or headcount.csv there, or duties into cover.toml"
            self.complaints.add(Place("forecasts"), said)
        for name, path in files:
            wanted = headcount.is_headcount(name)
            columns: tuple[Sequence[str], Sequence[str]] = headcount.COLUMNS if wanted else forecast.COLUMNS
            found[wanted].append(read_sheet(name, self.files.text(name, path), *columns, self.complaints))
        return found

    def _unforecast(self, operation: Operation) -> None:
        held = set(operation.forecast.queue_index.tolist())
        for number, name in enumerate(operation.forecast.queue):
            if number not in held and not operation.queues[name].backlog:
                self.complaints.warn(
                    Place("config/queues.toml"), f"queue {name!r} has no forecast; it wants its minimum only"
                )

    def _judge_duties(self, document: Document, known: Known, held: dict[str, set[str]]) -> None:
        """Duties by themselves and against people; `held` are the words of agents.csv."""
        lines, cover, agents = DutyLines(document, self.complaints), known.cover.values(), tuple(known.agents.values())
        judge_keys(cover, known.cover_ids, lines)
        tell_barred(cover, known.sites, agents, lines)
        judge_people(cover, agents, held, known.site_ids, lines)

    def _parsed(self, operation: Operation, documents: dict[str, Document]) -> Operation:
        """The operation with its limits and goals parsed; judges them, and the breaks beside the law's."""
        judge_breaks(documents["shifts"], operation, self.complaints)
        odd_stretches(documents["shifts"], operation, self.complaints)
        operation, wrong_limits = read_limits(operation)
        operation, wrong_goals = read_goals(operation)
        for file, table, key, message in (*wrong_limits, *wrong_goals):
            keys = tuple(part for part in (table, key) if part)
            self.complaints.add(documents[Path(file).stem].place(*keys), message)
        return operation
