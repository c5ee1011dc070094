"""The page of a comparison: scenarios side by side, each with its bound, self-contained (no network)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jinja2
import numpy as np
import plotly.graph_objects as go
import plotly.io

from scheduler.clock import local
from scheduler.report.answer.answer import Answer

PAGE = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; color: #1f2733; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .35rem .9rem; border-bottom: 1px solid #d9dee6; text-align: right; }
td { font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
thead th { border-bottom: 2px solid #5b6778; }
.scroll { overflow-x: auto; }
</style></head><body>
<h1>{{ title }}</h1>
<p>{{ subtitle }}</p>
{% for table in tables if table %}
<div class="scroll"><table><thead><tr>{% for cell in table[0] %}<th>{{ cell }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in table[1:] %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</tbody>
</table></div>
{% endfor %}<ul>{% for line in verdicts %}<li>{{ line }}</li>{% endfor %}</ul>
{% for heading, chart in charts %}<h2>{{ heading }}</h2>
{{ chart | safe }}
{% endfor %}
<p>Down to the person: people.csv. Down to the queue and half-hour: shortages.csv. For programs: compare.json.</p>
</body></html>
"""
)


def compare_page(
    title: str,
    subtitle: str,
    tables: Sequence[Sequence[Sequence[str]]],
    verdicts: Sequence[str],
    answers: Mapping[str, Answer],
) -> bytes:
    """`tables` are the comparison as printed, their headers first; `answers` maps scenario names to what was found."""
    figures = {"Points by goal": points_chart(answers), "Short by half-hour": short_chart(answers)}
    charts = [
        (heading, plotly.io.to_html(figure, full_html=False, include_plotlyjs=not number, div_id=f"chart-{number}"))
        for number, (heading, figure) in enumerate(figures.items())
    ]
    return PAGE.render(title=title, subtitle=subtitle, tables=tables, verdicts=verdicts, charts=charts).encode()


def short_chart(answers: Mapping[str, Answer]) -> go.Figure:
    """Live agents short over the horizon, one line a scenario, on the planning zone's clocks."""
    figure = go.Figure()
    for name, answer in answers.items():
        table, horizon = answer.score.case.coverage, answer.horizon
        step = answer.requirement.interval_minutes
        short = np.where(table.live[:, None], table.short, 0.0).sum(axis=0)
        moments = (local(horizon.moment(step * column), horizon.time_zone) for column in range(len(short)))
        times = [moment.replace(tzinfo=None) for moment in moments]  # plotly would shift them to UTC
        figure.add_scatter(x=times, y=short.round(3).tolist(), name=name, mode="lines", line_shape="hv")
    return figure.update_layout(
        template="plotly_white", height=420, yaxis_title="agents short", hovermode="x unified", legend_orientation="h"
    )


def points_chart(answers: Mapping[str, Answer]) -> go.Figure:
    """Points stacked by goal, one bar a scenario, with its bound as a mark."""
    figure = go.Figure()
    names = list(answers)
    goals = list(dict.fromkeys(goal for answer in answers.values() for goal in answer.score.points))
    for goal in goals:
        figure.add_bar(x=names, y=[answer.score.points.get(goal, 0) for answer in answers.values()], name=goal)
    bounds = [answer.bound for answer in answers.values()]
    marker = {"symbol": "line-ew", "size": 60, "line": {"width": 3, "color": "#1f2733"}}
    figure.add_scatter(x=names, y=bounds, name="bound", mode="markers", marker=marker)
    return figure.update_layout(template="plotly_white", barmode="stack", height=360, yaxis_title="points")
