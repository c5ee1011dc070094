"""`scheduler erlang`: one interval by Erlang A or C, without a workspace."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import rich_click as click
from click.types import FloatParamType

from scheduler.cli import options
from scheduler.errors import InputError

if TYPE_CHECKING:
    from scheduler.staffing.erlang import Target

DEFINITIONS = ("answered_of_offered", "answered_of_answered", "virtual_wait", "short_abandons_excluded")
MOST_ERLANGS = 1_000_000


class Number(FloatParamType):
    """A number within bounds, which help need not show; click's own range lets NaN pass."""

    def __init__(self, least: float, most: float) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not self.least <= number <= self.most:  # NaN is in no range
            self.fail(f"{value} does not lie between {self.least:g} and {self.most:g}.", param, ctx)
        return number


SHARE, SECONDS, CONTACTS = Number(0, 1), Number(0, 1e9), Number(0, 1e6)


@click.command("erlang")
@click.option("--calls", metavar="N", type=CONTACTS, required=True, help="Contacts that arrive in the interval.")
@click.option("--minutes", metavar="M", type=Number(1e-3, 1e6), required=True, help="Its length.")
@click.option("--handle-seconds", metavar="S", type=SECONDS, required=True, help="Mean handle time, wrap-up included.")
@click.option("--share", metavar="P", type=SHARE, default=0.8, show_default=True, help="Share to answer in time.")
@click.option("--within", metavar="T", type=SECONDS, default=20.0, show_default=True, help="In time: so many seconds.")
@click.option("--agents", metavar="N", type=click.IntRange(0, 10_000_000), help="Evaluate so many; else: the least.")
@click.option("--patience", metavar="S", type=SECONDS, help="Mean patience, seconds: Erlang A. Without it: Erlang C.")
@click.option("--max-occupancy", metavar="P", type=Number(1e-3, 1), default=1.0, help="At most so busy.")
@click.option(
    "--definition",
    metavar="WORD",
    type=click.Choice(DEFINITIONS),
    default=DEFINITIONS[0],
    show_default=True,
    help=f"What counts as in time, of what: {', '.join(DEFINITIONS)}.",
)
@click.option(
    "--short-abandon-seconds",
    metavar="T",
    type=SECONDS,
    help="Who leaves within this does not count in short_abandons_excluded. Default: as --within.",
)
@options.as_json
def command(
    calls: float,
    minutes: float,
    handle_seconds: float,
    share: float,
    within: float,
    agents: int | None,
    patience: float | None,
    max_occupancy: float,
    definition: str,
    short_abandon_seconds: float | None,
    as_json: bool,
) -> None:
    """Agents for one interval of calls, and the service that they give.

    Example: scheduler erlang --calls 100 --minutes 30 --handle-seconds 180 --share 0.8 --within 20
    """
    from scheduler.staffing.erlang import ServiceLevel, Target

    target = Target(share, within, ServiceLevel(definition), short_abandon_seconds, max_occupancy=max_occupancy)
    load = calls * handle_seconds / (60.0 * minutes)
    if load > MOST_ERLANGS:
        raise InputError(f"{load:g} Erlangs are not a contact centre's; at most {MOST_ERLANGS:,} are worked out")
    answer = figures(load, handle_seconds, math.inf if patience is None else patience, target, agents)
    if as_json:
        options.print_json(answer)
    else:
        for name, value in answer.items():
            click.echo(f"{name:<22}{'endless' if value is None else f'{value:.6g}'}")


def figures(load: float, handle: float, patience: float, target: Target, agents: int | None) -> dict[str, float | None]:
    """The agents asked about, or the least that meet the target, with their figures; None for an endless wait."""
    from scheduler.staffing.erlang import evaluate, least_agents

    count = int(least_agents(load, handle, patience, target)) if agents is None else agents
    found = evaluate(count, load, handle, patience, target)
    return {
        "agents": count,
        "service_level": float(found.service_level),
        "asa_seconds": _finite(float(found.asa_seconds)),
        "asa_answered_seconds": _finite(float(found.asa_answered_seconds)),
        "abandoned": float(found.abandoned),
        "occupancy": float(found.occupancy),
        "probability_of_wait": float(found.probability_of_wait),
        "erlangs": load,
    }


def _finite(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None
