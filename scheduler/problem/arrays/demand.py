"""What binds people together, as flat arrays: rows of queues and duties, who serves them, and headcount."""

from __future__ import annotations

from dataclasses import dataclass

from scheduler.operation import BoolArray, FloatArray, IntArray
from scheduler.problem.arrays.families import Nest, Term, nests
from scheduler.problem.arrays.heads import Split
from scheduler.requirement import DeferredWork


@dataclass(frozen=True)
class Demand:
    """What binds people together."""

    profiles: tuple[frozenset[int], ...]
    """The queues and exclusive duties that people of each profile serve at work."""
    keeps: tuple[frozenset[int], ...]
    """[profile] the duties beside all else that they may hold on shift, breaks included."""
    holds: tuple[frozenset[int], ...]
    """[profile] the standby duties that they may hold off work."""
    need: FloatArray
    """[row, interval] agent-ticks wanted; 0 for deferred queues.

    Rows are queues, exclusive duties, duties beside all else, standby duties.
    """
    given: FloatArray
    """[profile, interval] agent-ticks that shifts begun before the horizon supply."""
    free: FloatArray
    """[profile, interval] agent-ticks of those who could stand by, if nobody worked."""
    free_most: FloatArray
    """[profile, interval] for bounds: `free` and those kept off by a day into which a night shift may run on."""
    weight: FloatArray
    """[row] points for each missing agent-tick."""
    goal: tuple[str, ...]
    """[row] the goal that prices it; empty where none does."""
    short_goal: str
    """The goal that prices live queues, and the one that prices deferred work; empty where none does."""
    late_goal: str
    counted: BoolArray
    """[row] whether it is a queue."""
    exclusive: frozenset[int]
    """Rows of exclusive duties: people hold them in breaks, too."""
    beside: tuple[frozenset[int], ...]
    """Rows of tiers that people on shift hold beside all else, by family: an agent holds one of a family at a time.

    They are held by presence, breaks included, and take nobody off a queue. But the ledger takes a break with which a
    shift begins for one in which no duty goes on, as it does for exclusive duties: there the count is lower by the
    break (count/cover_table.py), and so may the bound be.
    """
    terms: tuple[Term, ...]
    """Over rows in points an agent-tick."""
    deferred: tuple[DeferredWork, ...]
    deferred_row: tuple[int, ...]
    cover_need: FloatArray
    """[cover, cell] agent-ticks still wanted of other duties that people at work hold beside all else."""
    cover_weight: float
    """Points for each missing agent-tick."""
    cover_goal: str
    """The goal that prices duties; empty where none does."""
    head_day: IntArray
    """[row of headcount] its day, shift, set of people, people wanted, and points for each missing and extra one."""
    head_shift: IntArray
    head_who: IntArray
    head_need: IntArray
    head_under: FloatArray
    head_over: FloatArray
    head_family: IntArray
    """[row of headcount] rows of one family are neighbours; only the one that costs most of them costs points."""
    head_counted: BoolArray
    """[row of headcount] whether it costs points; others are there for linear programs."""
    head_goal: str
    """The goal that prices headcount; empty where none does."""
    splits: tuple[Split, ...]
    described: BoolArray
    """[`People.described_as`, set] whether people described so are in the set."""
    heads_exact: bool
    """Whether the points of headcount are those that are counted; else they are fewer at times."""

    @property
    def queued(self) -> bool:
        """Whether the shortage of any queue costs points."""
        return bool((self.weight[self.counted] > 0).any())

    @property
    def activities(self) -> int:
        """How many rows take people's time minute by minute: the queues, then the exclusive duties."""
        return int(self.counted.sum()) + len(self.exclusive)

    @property
    def standby(self) -> int:
        """The first row of the standby duties."""
        return self.activities + sum(map(len, self.beside))

    def nests(self, weights: dict[int, float]) -> list[Nest]:
        """The nests of all rows that people serve at work, then of each family beside these, then of standby duties.

        A family never mixes with other rows: whoever is on shift may hold one duty of each, and serve queues as well.
        """
        at_work = {row: weight for row, weight in weights.items() if row < self.activities}
        off_work = {row: weight for row, weight in weights.items() if row >= self.standby}
        beside = ({row: weights[row] for row in sorted(family & weights.keys())} for family in self.beside)
        return [
            *nests(at_work, self.profiles, self.exclusive),
            *(nest for own in beside for nest in nests(own, self.keeps)),
            *nests(off_work, self.holds),
        ]
