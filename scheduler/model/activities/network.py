"""A flow of whole units from supply nodes to one sink that maximises the worth of the arcs used (min-cost flow)."""

from __future__ import annotations

from collections.abc import Hashable

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

SINK = "sink"


class Network:
    """A network whose nodes are named by any hashable key; parallel arcs are allowed."""

    def __init__(self) -> None:
        self.flow = SimpleMinCostFlow()
        self.number: dict[Hashable, int] = {}
        self.arcs: list[tuple[Hashable, Hashable]] = []
        self.units = 0

    def supply(self, node: Hashable, units: int) -> None:
        """Put units at a node; units that no other arc takes go to the sink at worth 0."""
        self.flow.set_node_supply(self._node(node), units)
        self.units += units
        self.add(node, SINK, units)

    def add(self, tail: Hashable, head: Hashable, capacity: int, worth: int = 0) -> None:
        """Add an arc; `worth` is that of each unit on it."""
        self.flow.add_arc_with_capacity_and_unit_cost(self._node(tail), self._node(head), capacity, -worth)
        self.arcs.append((tail, head))

    def solve(self) -> dict[tuple[Hashable, Hashable], int]:
        """The units of the best flow by (tail, head), parallel arcs summed; pairs without units are left out."""
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
        """The total worth of the flow that `solve` found."""
        return -int(self.flow.optimal_cost())

    def _node(self, key: Hashable) -> int:
        return self.number.setdefault(key, len(self.number))
