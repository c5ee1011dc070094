"""The best plan of standby for given shifts, by CP-SAT: fewest open minutes, then days wished off, then hand-overs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from scheduler.model.escalation.standby.relay import Stretch
from scheduler.model.escalation.standby.slices import Slice

EFFORT = 2.0
"""Deterministic seconds for each of the two solves: the same plan comes back on every machine."""
UNLOVED, HAND_OVER, LONGEST = 20, 600, 1
"""The cost of a minute on a day wished off, of a stretch that begins, and of a minute of who stands by most."""

Plan = Mapping[str, Sequence[Stretch]]


def best_places(slices: Sequence[Slice], first: Sequence[Mapping[str, int]]) -> dict[str, list[Stretch]]:
    """Stretches by agent; `first` [slice][agent] is a plan to begin with, by the duty that each holds."""
    model = _Places(slices)
    model.hint(first)
    answer = model.fewest_open()
    return model.calmest(answer)


class _Places:
    """One Boolean for each slice, agent and duty."""

    def __init__(self, slices: Sequence[Slice]) -> None:
        self.slices, self.model = slices, cp_model.CpModel()
        self.holds: dict[tuple[int, str, int], cp_model.IntVar] = {}
        """(slice, agent, standby duty) -> whether the agent holds the duty in the slice."""
        self.open: list[tuple[int, cp_model.IntVar]] = []
        """Minutes of a slice, and how many places stay open in it."""
        for at, one in enumerate(slices):
            self._slice(at, one)

    def _slice(self, at: int, one: Slice) -> None:
        """Each place has a holder or is open, and each agent holds one place at most."""
        own: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for place in sorted({*one.due}):
            people = []
            for name in sorted(one.free[place]):
                people.append(self.model.new_bool_var(""))
                self.holds[at, name, place] = people[-1]
                own[name].append(people[-1])
            wanted = one.due.count(place)
            left = self.model.new_int_var(0, wanted, "")
            self.model.add(sum(people) + left == wanted)
            self.open.append((one.minutes, left))
        for mine in own.values():
            if len(mine) > 1:
                self.model.add_at_most_one(mine)

    def hint(self, plan: Sequence[Mapping[str, int]]) -> None:
        """Begin with a plan."""
        for (at, name, place), var in self.holds.items():
            self.model.add_hint(var, plan[at].get(name) == place)

    def fewest_open(self) -> list[dict[str, int]]:
        """[slice] the duty by agent, open minutes being fewest; later solves keep to as few."""
        minutes = sum(minutes * left for minutes, left in self.open)
        self.model.minimize(minutes)
        answer, solver = self._solved()
        self.model.add(minutes <= int(solver.objective_value))
        return answer

    def calmest(self, plan: Sequence[Mapping[str, int]]) -> dict[str, list[Stretch]]:
        """Stretches by agent: few minutes on days wished off, few hand-overs, and the smallest greatest load."""
        self.model.clear_hints()
        self.hint(plan)
        cost = [UNLOVED * self.slices[at].minutes * var for (at, name, _), var in self.holds.items()
                if name in self.slices[at].unloved]  # fmt: skip
        cost += [HAND_OVER * begins for begins in self._begins()]
        self.model.minimize(sum(cost) + LONGEST * self._greatest())
        return _joined(self.slices, self._solved()[0])

    def _begins(self) -> list[cp_model.IntVar]:
        """Whether a stretch begins, for each slice, agent and duty."""
        found = []
        for (at, name, place), var in self.holds.items():
            before = self.holds.get((at - 1, name, place))
            if before is None or self.slices[at - 1].end != self.slices[at].start:
                found.append(var)
                continue
            begins = self.model.new_bool_var("")
            self.model.add(begins >= var - before)
            found.append(begins)
        return found

    def _greatest(self) -> cp_model.IntVar:
        """The minutes of the agent who stands by most."""
        minutes: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)
        for (at, name, _), var in self.holds.items():
            minutes[name].append(self.slices[at].minutes * var)
        greatest = self.model.new_int_var(0, sum(one.minutes for one in self.slices), "")
        for own in minutes.values():
            self.model.add(greatest >= sum(own))
        return greatest

    def _solved(self) -> tuple[list[dict[str, int]], cp_model.CpSolver]:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise AssertionError(f"standby could not be planned: {solver.status_name(status)}")
        answer: list[dict[str, int]] = [{} for _ in self.slices]
        for (at, name, place), var in self.holds.items():
            if solver.boolean_value(var):
                answer[at][name] = place
        return answer, solver


def _joined(slices: Sequence[Slice], plan: Sequence[Mapping[str, int]]) -> dict[str, list[Stretch]]:
    """Stretches by agent: slices that follow one another with the same holder are one."""
    found: dict[str, list[Stretch]] = defaultdict(list)
    for one, holders in zip(slices, plan, strict=True):
        for name, place in holders.items():
            rows = found[name]
            if rows and rows[-1][0] == place and rows[-1][2] == one.start:
                rows[-1] = (place, rows[-1][1], one.end)
            else:
                rows.append((place, one.start, one.end))
    return found
