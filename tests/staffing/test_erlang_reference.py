"""Published tables and other calculators: each right row agrees to its printed digits, each wrong one does not."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from scheduler.staffing.erlang import Figures, ServiceLevel, Target, erlang_b, evaluate, least_agents

FILE = Path(__file__).parents[3] / "shared" / "benchmarks" / "erlang_reference.csv"
ROWS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines())) if FILE.is_file() else []
WRONG = [row for row in ROWS if row["verdict"].startswith("WRONG")]
RIGHT = [row for row in ROWS if row not in WRONG and row["model"][:8] in ("Erlang C", "Erlang A", "Erlang B")]
STAFFED = [row for row in RIGHT if row["sl_target"] and row["agents_required"]]
CALLS = [row for row in RIGHT if not row["model"].startswith("Erlang B")]
COLUMNS = {
    "p_wait": "probability_of_wait",
    "service_level": "service_level",
    "asa_s": "asa_seconds",
    "occupancy": "occupancy",
    "abandonment": "abandoned",
}
PRINTED = [(row, column) for row in CALLS for column in COLUMNS if row[column]]
pytestmark = pytest.mark.skipif(not ROWS, reason="the reference rows lie outside the project, in ../shared/benchmarks")


def number(row: dict[str, str], column: str, otherwise: float) -> float:
    return float(row[column]) if row[column] else otherwise


def load_of(row: dict[str, str]) -> float:
    if row["calls"] and row["interval_s"]:  # calls and handle time are exact, the Erlangs printed are rounded
        return float(row["calls"]) * float(row["aht_s"]) / float(row["interval_s"])
    return float(row["offered_erlangs"])


def target_of(row: dict[str, str]) -> Target:
    definition = {"answered<=t / offered": ServiceLevel.ANSWERED_OF_OFFERED}
    return Target(
        number(row, "sl_target", 0.0),
        19.98 if "0.333 min" in row["verdict"] else number(row, "answer_within_s", 20.0),
        definition.get(row["sl_definition"], ServiceLevel.VIRTUAL_WAIT),
        max_abandoned=0.05 if "max_abandonment 0.05" in row["other"] else 1.0,
        max_occupancy=number(row, "max_occupancy", 1.0),
    )


def least(row: dict[str, str]) -> int:
    patience = number(row, "patience_s", math.inf)
    return int(least_agents(load_of(row), number(row, "aht_s", 180.0), patience, target_of(row)))


def figures(row: dict[str, str]) -> Figures:
    agents = int(row["agents_given"] or math.ceil(float(row["agents_required"].lstrip("~"))))
    handle, patience = number(row, "aht_s", 180.0), number(row, "patience_s", math.inf)
    return evaluate(agents, load_of(row), handle, patience, target_of(row))


def half_a_digit(printed: str, exactness: str) -> float:
    """Half a unit of the last digit printed (minutes with two decimals are seconds to 0.3), and a float's own noise."""
    minutes = 0.3 if "minutes" in exactness and float(printed) > 1 else 0.0
    return max(minutes, 0.5 * 10.0 ** -len(printed.partition(".")[2])) * 1.000001 + 1e-12 * float(printed)


@pytest.mark.parametrize(("row", "column"), PRINTED, ids=lambda part: part if isinstance(part, str) else part["id"])
def test_a_reference_row_agrees_to_its_printed_digits(row: dict[str, str], column: str) -> None:
    printed = row[column].lstrip("~")
    if printed == "1/3":
        printed = f"{1 / 3:.15f}"
    found = float(getattr(figures(row), COLUMNS[column]))
    assert abs(found - float(printed)) <= half_a_digit(printed, row["exactness"])


@pytest.mark.parametrize("row", STAFFED, ids=lambda row: row["id"])
def test_the_least_agents_are_those_of_the_reference_row(row: dict[str, str]) -> None:
    assert least(row) == math.ceil(float(row["agents_required"]))
    if row["agents_with_shrinkage"]:  # rostered = net / (1 - shrinkage), never net times (1 + shrinkage)
        assert math.ceil(least(row) / (1 - float(row["shrinkage"]))) == int(row["agents_with_shrinkage"])


@pytest.mark.parametrize("row", [row for row in RIGHT if row["model"] == "Erlang B"], ids=lambda row: row["id"])
def test_erlang_b_agrees_with_the_reference_row(row: dict[str, str]) -> None:
    kind, value = row["other"].replace("max blocking ", "most=").split("=")
    agents = int(row["agents_given"] or row["agents_required"])
    few, enough = erlang_b([agents - 1, agents], float(row["offered_erlangs"]))
    if kind == "most":
        assert enough <= float(value) < few
    else:
        assert abs(enough - float(value)) <= half_a_digit(value, "")


@pytest.mark.parametrize("row", WRONG, ids=lambda row: row["id"])
def test_a_wrong_reference_row_is_not_what_the_formula_gives(row: dict[str, str]) -> None:
    if row["agents_required"]:
        assert least(row) != float(row["agents_required"].lstrip("~"))
    elif row["abandonment"]:
        assert abs(float(figures(row).abandoned) - float(row["abandonment"])) > 0.005
    else:
        printed = row["service_level"].lstrip("~")
        assert abs(float(figures(row).service_level) - float(printed)) > half_a_digit(printed, "")


def test_a_simulated_row_pins_two_definitions_of_service_level() -> None:
    row = next(row for row in ROWS if row["id"] == "29")
    found = {
        name: float(evaluate(12, 8.4, 120, 60, Target(0.8, 20, name)).service_level)
        for name in (ServiceLevel.ANSWERED_OF_ANSWERED, ServiceLevel.SHORT_ABANDONS_EXCLUDED)
    }
    assert row["service_level"] == "0.975 and 0.968"
    np.testing.assert_allclose(list(found.values()), [0.975, 0.968], atol=0.001)  # its days start empty
    np.testing.assert_allclose(evaluate(12, 8.4, 120, 60).abandoned, float(row["abandonment"]), rtol=0.03)
