"""A network through which whole units flow from where they are to one sink, for the most worth."""

from __future__ import annotations

from collections.abc import Hashable

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

SINK = "sink"


class Network:
    """Nodes are any keys; between two nodes lie as many arcs as are added."""

    def __init__(self) -> None:
        self.flow = SimpleMinCostFlow()
        self.number: dict[Hashable, int] = {}
        self.arcs: list[tuple[Hashable, Hashable]] = []
        self.units = 0

    def supply(self, node: Hashable, units: int) -> None:
        """Units that are at a node; those that find no arc of worth go to the sink for nothing."""
        self.flow.set_node_supply(self._node(node), units)
        self.units += units
        self.add(node, SINK, units)

    def add(self, tail: Hashable, head: Hashable, capacity: int, worth: int = 0) -> None:
        """An arc, and what each unit on it is worth."""
        self.flow.add_arc_with_capacity_and_unit_cost(self._node(tail), self._node(head), capacity, -worth)
        self.arcs.append((tail, head))

    def solve(self) -> dict[tuple[Hashable, Hashable], int]:
        """Units by (tail, head), where there are any."""
        self.flow.set_node_supply(self._node(SINK), -self.units)
        if self.flow.solve() != self.flow.OPTIMAL:
            raise AssertionError("the minutes of an interval could not be assigned")
        answer: dict[tuple[Hashable, Hashable], int] = {}
        for arc, ends in enumerate(self.arcs):
            if units := int(self.flow.flow(arc)):
                answer[ends] = answer.get(ends, 0) + units
        return answer

    @property
    def worth(self) -> int:
        """The worth of what `solve` found."""
        return -int(self.flow.optimal_cost())

    def _node(self, key: Hashable) -> int:
        return self.number.setdefault(key, len(self.number))
