"""The page's charts, one figure a function; hours on their axes are the planning zone's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import plotly.graph_objects as go

from scheduler.clock import local
from scheduler.count.by_site import on_queues_by_site
from scheduler.operation import FloatArray
from scheduler.report.answer.answer import Answer
from scheduler.report.page.lanes import PALETTE

INK, MUTED, LINE, RED, TEAL = "#1d2733", "#667085", "#e6e9ee", "#c23b2e", "#0f766e"
FONT = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif"
TICKS = [
    {"dtickrange": [None, 86_399_999], "value": "%H:%M\n%a %d %b"},
    {"dtickrange": [86_400_000, None], "value": "%a %d %b"},
]
"""Hours where the axis shows less than a day between its marks (in milliseconds), else days."""


def figures(answer: Answer) -> dict[str, go.Figure]:
    """Every figure that the answer has figures for, under the name of its place on the page."""
    found = {}
    if answer.requirement.queues:
        found["shortage"] = shortage(answer)
        found["queues"] = queues(answer)
        found["sites"] = sites(answer)
    if len([row for row in answer.result.story if row.best is not None]) > 1:
        found["story"] = story(answer)
    return found


def shortage(answer: Answer) -> go.Figure:
    """Agents short, queue by interval: white where nobody is missing."""
    coverage = answer.score.case.coverage
    names = [queue for row, queue in enumerate(coverage.queues) if coverage.live[row]]
    short = coverage.short[coverage.live]
    heat = go.Heatmap(
        x=wall_times(answer),
        y=names,
        z=np.round(short, 2).tolist(),
        zmin=0,
        zmax=max(1.0, float(short.max(initial=0))),
        colorscale=[[0, "#f4f6f8"], [0.02, "#fbe3dc"], [0.35, "#ee9a83"], [0.7, RED], [1, "#7d1d15"]],
        colorbar={"thickness": 10, "outlinewidth": 0, "len": 1, "nticks": 4, "ypad": 0},
        hovertemplate="%{y}<br>%{x|%a %d %b %H:%M}<br>%{z:.2f} agents short<extra></extra>",
    )
    figure = _figure([heat], height=70 + 26 * max(4, len(names)), top=14)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(showgrid=False)
    return figure


def queues(answer: Answer) -> go.Figure:
    """Required against rostered agents, one queue at a time, chosen from a list; all live queues first."""
    coverage = answer.score.case.coverage
    live = coverage.live
    views = [("All live queues", coverage.required[live].sum(axis=0), coverage.assigned[live].sum(axis=0))]
    views += [(name, coverage.required[row], coverage.assigned[row]) for row, name in enumerate(coverage.queues)]
    each = [_required_and_rostered(answer, *view, number == 0) for number, view in enumerate(views)]
    traces = [trace for group in each for trace in group]
    buttons = [
        {
            "label": name,
            "method": "restyle",
            "args": ["visible", [at == number for at, group in enumerate(each) for _ in group]],
        }
        for number, (name, _, _) in enumerate(views)
    ]
    figure = _figure(traces, height=380)
    menu = {"buttons": buttons, "x": 0, "xanchor": "left", "y": 1.2, "yanchor": "top", "bgcolor": "#ffffff"}
    figure.update_layout(updatemenus=[{**menu, "bordercolor": "#cfd5dd", "font": {"size": 13}, "pad": {"l": 0}}])
    figure.update_yaxes(title_text="agents", rangemode="tozero")
    return figure


def _required_and_rostered(
    answer: Answer, name: str, required: FloatArray, assigned: FloatArray, visible: bool
) -> list[Any]:
    times = wall_times(answer, closing=True)
    step = {"mode": "lines", "x": times, "visible": visible}
    tip = "%{x|%a %d %b %H:%M}: %{y:.1f}<extra>"
    met = np.minimum(required, assigned)
    return [
        go.Scatter(
            **step, y=_closed(assigned), name="rostered", fill="tozeroy", fillcolor="rgba(15,118,110,.16)",
            line={"shape": "hv", "color": TEAL, "width": 1}, hovertemplate=tip + "rostered</extra>",
        ),
        go.Scatter(
            **step, y=_closed(met), line={"shape": "hv", "width": 0}, hoverinfo="skip", showlegend=False,
        ),
        go.Scatter(
            **step, y=_closed(required), name="short", fill="tonexty", fillcolor="rgba(194,59,46,.55)",
            line={"shape": "hv", "width": 0, "color": RED}, hoverinfo="skip",
        ),
        go.Scatter(
            **step, y=_closed(required), name="required", line={"shape": "hv", "color": INK, "width": 1.6},
            hovertemplate=tip + "required</extra>",
        ),
    ]  # fmt: skip


def sites(answer: Answer) -> go.Figure:
    """Agents on the queues by site, stacked, under all that the queues require."""
    coverage = answer.score.case.coverage
    presence = on_queues_by_site(answer.score.case)
    times = wall_times(answer, closing=True)
    traces: list[Any] = [
        go.Scatter(
            x=times, y=_closed(presence[site]), name=answer.operation.sites[site].name or site, stackgroup="sites",
            line={"shape": "hv", "width": 0}, fillcolor=PALETTE[number % len(PALETTE)],
            hovertemplate="%{y:.1f}",
        )
        for number, site in enumerate(sorted(presence))
    ]  # fmt: skip
    total = coverage.required.sum(axis=0)
    line = {"shape": "hv", "color": INK, "width": 1.6}
    required = go.Scatter(
        x=times, y=_closed(total), name="required, all queues", mode="lines", line=line, hovertemplate="%{y:.1f}"
    )
    figure = _figure([*traces, required], height=340)
    figure.update_layout(hovermode="x unified")
    figure.update_xaxes(hoverformat="%a %d %b %H:%M")
    figure.update_yaxes(title_text="agents", rangemode="tozero")
    return figure


def story(answer: Answer) -> go.Figure:
    """The best roster's points and the proved bound over the seconds of the solve."""
    rows, tip = answer.result.story, "%{x:.1f} s: %{y:,.0f} points"
    best = [row for row in rows if row.best is not None]
    traces = [
        go.Scatter(
            x=[row.seconds for row in best], y=[row.best for row in best], name="best roster", mode="lines",
            line={"shape": "hv", "color": TEAL, "width": 2}, hovertemplate=tip,
        ),
        go.Scatter(
            x=[row.seconds for row in rows], y=[row.bound for row in rows], name="proved bound", mode="lines",
            line={"shape": "hv", "color": INK, "width": 1.4, "dash": "dot"}, hovertemplate=tip,
        ),
    ]  # fmt: skip
    figure = _figure(traces, height=260)
    figure.update_xaxes(title_text="seconds", tickformatstops=[])
    figure.update_yaxes(title_text="points", rangemode="tozero")
    return figure


def wall_times(answer: Answer, closing: bool = False) -> list[datetime]:
    """Each interval's start on the planning zone's clock, without offset; `closing` adds the horizon's end."""
    requirement, horizon = answer.requirement, answer.horizon
    columns = range(requirement.intervals + closing)
    moments = (horizon.moment(column * requirement.interval_minutes) for column in columns)
    return [local(moment, horizon.time_zone).replace(tzinfo=None) for moment in moments]


def _closed(values: FloatArray) -> list[float]:
    """The values with the last one again, so that the last step has its width."""
    rounded = np.round(values, 3).tolist()
    return [*rounded, *rounded[-1:]]


def _figure(traces: list[Any], height: int, top: int = 42) -> go.Figure:
    figure = go.Figure(traces)
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 56, "r": 12, "t": top, "b": 36},
        font={"family": FONT, "size": 12, "color": INK},
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.16, "yanchor": "top"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"font": {"family": FONT}},
    )
    axes = {"gridcolor": LINE, "zeroline": False, "tickfont": {"color": MUTED}, "automargin": True}
    figure.update_xaxes(tickformatstops=TICKS, **axes)
    figure.update_yaxes(**axes)
    return figure
