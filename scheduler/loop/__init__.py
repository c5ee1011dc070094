"""The judge's loop: simulate a roster, move requirements where it misses or overshoots its targets, solve again.

    pools   Which queues share people, and how many agents would do if they shared them all
    moves   Which requirements to move, and why; moves kept beside a roster
    rounds  Round after round, and which roster is best
"""

from __future__ import annotations

from scheduler.loop.moves import MOVES_FILE, Move, moves_csv, with_moves
from scheduler.loop.rounds import Judged, Round, judge, told

__all__ = ["MOVES_FILE", "Judged", "Move", "Round", "judge", "moves_csv", "told", "with_moves"]
