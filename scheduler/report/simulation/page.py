"""`simulation.html` and its siblings: what callers meet, queue by queue, day by day, with nothing from the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import plotly.offline
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scheduler.judge.simulation import Simulation
from scheduler.operation import Operation, Queue
from scheduler.report.answer.service import promise, service_table
from scheduler.report.answer.verdicts import missed_queues, targets_words, verdict_of
from scheduler.report.page.index import embedded
from scheduler.report.page.served import duration
from scheduler.report.simulation.charts import days_chart, queue_charts
from scheduler.report.simulation.tables import simulation_csv, simulation_object
from scheduler.report.text import json_bytes

FOLDER = Path(__file__).parent
STYLE = FOLDER.parent / "page" / "style.css"


def simulation_files(
    operation: Operation, found: Simulation, notes: tuple[str, ...] = (), report: bool = False
) -> dict[str, bytes]:
    """Name -> content of the files that lie beside the roster; `report` says whether the page links to index.html."""
    return {
        "simulation.html": simulation_page(operation, found, notes, report),
        "simulation.csv": simulation_csv(found),
        "simulation.json": json_bytes(simulation_object(found, notes)),
    }


def simulation_page(operation: Operation, found: Simulation, notes: tuple[str, ...], report: bool = False) -> bytes:
    """The page in UTF-8; every name in it is escaped."""
    library = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    charts = {"days": days_chart(found), "queues": queue_charts(found)} if found.queues else {}
    return (
        library.get_template("simulation.html")
        .render(
            operation=operation,
            horizon=found.horizon,
            settings=found.settings,
            replayed=found.replayed,
            rows=rows_of(found),
            headline=headline(found),
            notes=notes,
            report=report,
            duration=duration,
            style=Markup(STYLE.read_text(encoding="utf-8")),
            plotly=Markup(plotly.offline.get_plotlyjs()),
            charts={name: embedded(figure.to_plotly_json()) for name, figure in charts.items()},
        )
        .encode()
    )


def headline(found: Simulation) -> dict[str, Any]:
    """Live contacts of the horizon together, and the queues that miss a target, as a report tells them."""
    counts = {name: float(getattr(found.live, name).mean.sum()) for name in ("offered", "judged", "abandoned")}
    level = found.live.service_level.mean
    weights = found.live.judged.mean
    good = float((level * weights)[weights > 0].sum())
    told = service_table(found)
    return {
        "offered": counts["offered"],
        "level": good / counts["judged"] if counts["judged"] else None,
        "abandoned": counts["abandoned"] / counts["offered"] if counts["offered"] else None,
        "missed": missed_queues(told),
        "targets": targets_words(told),
        "live": sum(not queue.deferred for queue in found.queues),
    }


def rows_of(found: Simulation) -> list[dict[str, Any]]:
    """A row a queue; verdicts are those of the report."""
    told = service_table(found)["queues"]
    verdicts = {name: verdict_of(row) for name, row in told.items()}
    return [{**_row(found, *pair), "verdict": verdicts.get(pair[1].id, "none")} for pair in enumerate(found.queues)]


def _row(found: Simulation, row: int, queue: Queue) -> dict[str, Any]:
    """One queue over the horizon; None where there is no figure."""
    whole = found.whole
    figures = {name: _known(getattr(whole, name).mean[row, 0]) for name in vars(whole)}
    half = _known(whole.service_level.half[row, 0]) or 0.0
    target = queue.service.share if queue.service is not None else None
    return {
        "queue": queue.id,
        "target": target,
        "promise": promise(queue),
        "half": half,
        "abandoned_share": (figures["abandoned"] or 0.0) / figures["offered"] if figures["offered"] else None,
        "deferred": queue.deferred,
        **figures,
    }


def _known(value: float) -> float | None:
    return None if value != value else float(value)
