"""The simulation's charts: each queue's service level by day, and interval by interval with its uncertainty."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go

from scheduler.clock import local
from scheduler.judge.simulation import Simulation
from scheduler.operation import FloatArray

INK, MUTED, LINE, RED, TEAL = "#1d2733", "#667085", "#e6e9ee", "#c23b2e", "#0f766e"
FONT = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif"
FEW = 0.5
"""Contacts an interval below which its service level says nothing and is left out of the chart."""


def days_chart(found: Simulation) -> go.Figure:
    """Percentage points above or below target, queue by day; the level itself is written in the cell."""
    level = found.by_day.service_level.mean
    targets = np.array([queue.service.share if queue.service is not None else np.nan for queue in found.queues])
    apart = 100 * (level - targets[:, None])
    days = [f"{day:%a %d %b}" for day in found.horizon.dates()][: level.shape[1]]
    heat = go.Heatmap(
        x=days,
        y=[queue.id for queue in found.queues],
        z=_cells(apart, 1),
        text=[["" if np.isnan(value) else f"{100 * value:.0f} %" for value in row] for row in level],
        texttemplate="%{text}",
        zmid=0,
        zmin=-25,
        zmax=25,
        colorscale=[[0, RED], [0.45, "#fbe3dc"], [0.5, "#f7f8f9"], [0.55, "#d9efeb"], [1, TEAL]],
        colorbar={"thickness": 10, "outlinewidth": 0, "title": {"text": "points<br>from target"}},
        hovertemplate="%{y}, %{x}: %{text} in time, %{z:+.1f} points from target<extra></extra>",
    )
    figure = _figure([heat], 90 + 26 * max(3, len(found.queues)), top=14)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(showgrid=False, side="bottom", type="category")
    return figure


def queue_charts(found: Simulation) -> go.Figure:
    """One queue at a time: service level with its confidence band, the target, and contacts offered beneath."""
    horizon, step = found.horizon, found.interval_minutes
    moments = (local(horizon.moment(step * i), horizon.time_zone) for i in range(found.day.size))
    times = [moment.replace(tzinfo=None) for moment in moments]  # plotly would shift them to UTC
    order = sorted(range(len(found.queues)), key=lambda row: found.queues[row].deferred)
    each = [_queue_traces(found, row, times, number == 0) for number, row in enumerate(order)]
    buttons = [
        {
            "label": found.queues[row].id,
            "method": "restyle",
            "args": ["visible", [at == number for at, group in enumerate(each) for _ in group]],
        }
        for number, row in enumerate(order)
    ]
    figure = _figure([trace for group in each for trace in group], 460)
    menu = {"buttons": buttons, "x": 0, "xanchor": "left", "y": 1.17, "yanchor": "top", "bgcolor": "#ffffff"}
    figure.update_layout(
        updatemenus=[{**menu, "bordercolor": "#cfd5dd", "font": {"size": 13}, "pad": {"l": 0}}],
        yaxis={"domain": [0.36, 1], "range": [0, 104], "title": {"text": "% in time"}, "ticksuffix": " %"},
        yaxis2={"domain": [0, 0.26], "rangemode": "tozero", "title": {"text": "contacts"}, "gridcolor": LINE},
        legend={"y": 1.16},
    )
    return figure


def _queue_traces(found: Simulation, row: int, times: list[Any], visible: bool) -> list[Any]:
    figures, queue = found.by_interval, found.queues[row]
    offered = figures.offered.mean[row]
    level = 100 * np.where(offered >= FEW, figures.service_level.mean[row], np.nan)
    half = 100 * np.nan_to_num(figures.service_level.half[row])
    shown: dict[str, Any] = {"x": times, "visible": visible}
    thin = {"width": 0, "shape": "hvh"}
    target = [queue.service.share * 100 if queue.service is not None else None] * len(times)
    return [
        go.Scatter(**shown, y=_cells(np.minimum(100, level + half), 2), line=thin, mode="lines", hoverinfo="skip",
                   showlegend=False),
        go.Scatter(**shown, y=_cells(np.maximum(0, level - half), 2), line=thin, mode="lines", fill="tonexty",
                   fillcolor="rgba(15,118,110,.18)", name="95 % confidence", hoverinfo="skip"),
        go.Scatter(**shown, y=_cells(level, 2), name="in time", mode="lines",
                   line={"color": TEAL, "width": 1.8, "shape": "hvh"},
                   hovertemplate="%{x|%a %d %b %H:%M}: %{y:.1f} %<extra>in time</extra>"),
        go.Scatter(**shown, y=target, name="target", mode="lines", line={"color": INK, "width": 1.2, "dash": "dot"},
                   hoverinfo="skip"),
        go.Bar(**shown, y=_cells(offered, 2), name="offered", yaxis="y2", marker={"color": "#b9c1cc"},
               hovertemplate="%{x|%a %d %b %H:%M}: %{y:.1f}<extra>offered</extra>"),
    ]  # fmt: skip


def _cells(values: FloatArray, places: int) -> list[Any]:
    """Rounded values as lists, with None where there is none."""
    rounded = np.round(values, places).astype(object)
    rounded[np.isnan(values)] = None
    found: list[Any] = rounded.tolist()
    return found


def _figure(traces: list[Any], height: int, top: int = 48) -> go.Figure:
    figure = go.Figure(traces)
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 64, "r": 12, "t": top, "b": 36},
        font={"family": FONT, "size": 12, "color": INK},
        legend={"orientation": "h", "x": 1, "xanchor": "right"},
        bargap=0,
    )
    figure.update_xaxes(gridcolor=LINE, linecolor="#cfd5dd", automargin=True)
    figure.update_yaxes(gridcolor=LINE, automargin=True)
    return figure
