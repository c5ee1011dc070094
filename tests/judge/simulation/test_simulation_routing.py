"""Who takes what when, second by second, on floors small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest
from simulation_case import EMAIL, HALF_HOUR, PHONE, TEXTS, contacts, crew, played, stage, stint

from scheduler.judge.simulation.events import OFF, ON, OPENS, PAUSE
from scheduler.judge.simulation.settings import SimulationSettings
from scheduler.judge.simulation.simulate import replications

OTHER = PHONE.model_copy(update={"id": "other"})
URGENT = PHONE.model_copy(update={"id": "urgent", "priority": 1})


def test_the_longest_idle_agent_takes_the_call() -> None:
    told, _ = played(stage([PHONE], crew(2)), contacts((0, 10, 5), (0, 20, 5), (0, 30, 5)))
    assert told["holder"].tolist() == [0, 1, 0]


def test_who_is_rostered_on_the_queue_comes_before_the_longest_idle() -> None:
    scene = stage([PHONE, OTHER], [stint(0, activity=0), stint(1, activity=1)])
    told, _ = played(scene, contacts((1, 10, 5), (1, 20, 5), (1, 21, 5)))
    assert told["holder"].tolist() == [1, 1, 0]


def test_skills_bind() -> None:
    scene = stage([PHONE, OTHER], crew(2), serves=[[True, False], [False, True]])
    told, _ = played(scene, contacts((1, 10, 100), (1, 20, 100), (0, 30, 100)))
    assert told["holder"].tolist() == [1, 1, 0]
    assert told["started"].tolist() == [10, 110, 30]


def test_a_freed_agent_takes_the_most_urgent_then_the_oldest_whatever_the_activity() -> None:
    scene = stage([PHONE, OTHER, URGENT], [stint(0, activity=1)])
    given = contacts((0, 0, 100), (0, 10, 100), (1, 15, 100), (0, 20, 100), (2, 30, 100))
    told, _ = played(scene, given)
    assert told["started"].tolist() == [0, 200, 300, 400, 100]


def test_a_caller_leaves_when_patience_ends_and_the_turn_is_still_known() -> None:
    scene = stage([PHONE], crew(1))
    told, counts = played(scene, contacts((0, 0, 100), (0, 10, 100, 40), (0, 20, 100, 200)))
    np.testing.assert_equal(told["started"], [0, np.nan, 100])
    assert told["turn"].tolist() == [0, 100, 100]
    assert counts.abandoned[0, 0] == 1
    assert counts.waited[0, 0] == 30 + 80


def test_patience_0_is_served_only_by_an_idle_agent() -> None:
    told, counts = played(stage([PHONE], crew(1)), contacts((0, 5, 100, 5), (0, 10, 100, 10), (0, 200, 5, 200)))
    np.testing.assert_equal(told["started"], [5, np.nan, 200])
    assert counts.abandoned[0, 0] == 1


def test_a_break_begins_when_the_call_is_finished_and_keeps_its_length() -> None:
    moves = ((0.0, ON, 0.0), (100.0, PAUSE, 60.0), (160.0, ON, 0.0))
    told, _ = played(stage([PHONE], [stint(0, moves=moves)]), contacts((0, 90, 50), (0, 110, 10)))
    assert told["finished"].tolist() == [140, 210]  # the break lasts from 140 to 200
    assert told["started"].tolist() == [90, 200]


def test_a_call_in_hand_at_the_end_of_the_shift_is_finished() -> None:
    told, counts = played(stage([PHONE], [stint(0, end=100.0)]), contacts((0, 90, 50), (0, 95, 10)))
    np.testing.assert_equal(told["finished"], [140, np.nan])
    assert counts.present[0, 0] == pytest.approx(140)


def test_messages_are_held_side_by_side_and_calls_are_not() -> None:
    scene = stage([TEXTS, PHONE], crew(1))
    told, _ = played(scene, contacts((0, 0, 100), (0, 10, 100), (0, 20, 100), (1, 30, 50)))
    assert told["started"].tolist() == [0, 10, 100, 200]  # the third text waited longer than the call
    told, _ = played(scene, contacts((1, 0, 100), (0, 10, 10)))
    assert told["started"].tolist() == [0, 100]


def test_messages_wait_where_everyone_is_full_to_the_last_place() -> None:
    slow = TEXTS.model_copy(update={"id": "slow", "concurrency": 1.5})
    scene = stage([slow, TEXTS], crew(3))
    held = np.array([[2, 3], [2, 3], [2, 3]])  # a slow text takes half, a quick one a third: none fits what is left
    slow_texts, quick_texts = ([(q, 10 * q + at, 1000) for at in range(3)] for q in (0, 1))
    given = contacts(*slow_texts, *quick_texts, (0, 20, 5))
    told, _ = played(scene, given, held)
    assert told["started"].tolist() == [0, 1, 2, 10, 11, 12, 1000]


def test_no_message_overtakes_a_more_urgent_call() -> None:
    scene = stage([TEXTS, URGENT], crew(1))
    told, _ = played(scene, contacts((0, 0, 100), (1, 10, 50), (0, 20, 100)))
    assert told["started"].tolist() == [0, 100, 150]


def test_work_that_may_wait_fills_idle_time_and_is_put_down_for_a_call() -> None:
    scene = stage([PHONE, EMAIL], [stint(0, activity=0)])
    told, _ = played(scene, contacts((1, 0, 100), (0, 40, 30)))
    assert told["started"].tolist() == [0, 40]
    assert told["finished"].tolist() == [130, 70]  # 40 s done, 30 s of call, then the other 60 s


def test_who_is_rostered_on_email_is_not_interrupted() -> None:
    scene = stage([PHONE, EMAIL], [stint(0, activity=1)])
    told, _ = played(scene, contacts((1, 0, 100), (0, 40, 30)))
    assert told["started"].tolist() == [0, 100]


def test_the_earliest_due_comes_first() -> None:
    slow = EMAIL.model_copy(update={"id": "slow"})
    scene = stage([slow, EMAIL], [stint(0)])
    told, _ = played(scene, contacts((0, 0, 10, np.inf, 9), (0, 1, 10, np.inf, 900), (1, 2, 10, np.inf, 300)))
    assert told["started"].tolist() == [0, 20, 10]


def test_after_work_that_may_wait_comes_a_breather_up_to_the_occupancy_limit() -> None:
    careful = EMAIL.model_copy(update={"max_occupancy": 0.8})
    told, _ = played(stage([careful], [stint(0)]), contacts((0, 0, 80), (0, 1, 80)))
    assert told["started"].tolist() == [0, 100]


def test_closed_work_waits_for_the_opening() -> None:
    is_open = np.ones((1, 24), dtype=bool)
    is_open[0, 0] = False
    scene = stage([EMAIL], [stint(0, moves=((0.0, ON, 0.0), (HALF_HOUR, OPENS, 0.0)))], is_open=is_open)
    told, _ = played(scene, contacts((0, 5, 10)))
    assert told["started"].tolist() == [HALF_HOUR]


def test_the_oldest_in_line_is_seen_at_the_intervals_end() -> None:
    _, counts = played(stage([PHONE], crew(1)), contacts((0, 0, 2000), (0, 600, 10), (0, 700, 10)))
    assert counts.oldest[0, :2].tolist() == [1200, 0]


def test_breaks_that_fall_due_together_keep_their_lengths() -> None:
    """A call to 3,000; 900 s of break due at 1,000 begin then, and another 900 s due at 3,300 follow: 4,800."""
    moves = ((0.0, ON, 0.0), (1000.0, PAUSE, 900.0), (1900.0, ON, 0.0), (3300.0, PAUSE, 900.0), (4200.0, ON, 0.0))
    told, _ = played(stage([PHONE], [stint(0, moves=moves)]), contacts((0, 0, 3000), (0, 3100, 10)))
    assert told["started"].tolist() == [0, 4800]


def test_an_interrupted_item_is_rested_for_whole() -> None:
    """Email is half of its time: 100 s of it, a call from 100 to 150, rest to 250, email to 350, rest to 450."""
    careful = EMAIL.model_copy(update={"max_occupancy": 0.5})
    told, _ = played(stage([PHONE, careful], [stint(0, activity=0)]), contacts((1, 0, 200), (1, 1, 10), (0, 100, 50)))
    assert told["finished"].tolist() == [350, 460, 150]


@pytest.mark.parametrize(("calls", "handle"), [(0, 180), (40, 180), (12, 600), (9, 1800)])
def test_the_share_of_time_away_is_the_shrinkage_however_busy_people_are(calls, handle) -> None:
    """Ten people on one queue for 40 intervals, 30 % away; the end of the day costs less than two points."""
    ended = 40 * HALF_HOUR
    scene = stage([PHONE], [stint(k, end=ended, shrinkage=0.3) for k in range(10)], calls, handle, intervals=44)
    found = replications(scene, SimulationSettings(20, 1))
    at_desk = found["present"][:, 0, :40].sum() / (20 * 10 * ended)
    assert 1 - at_desk == pytest.approx(0.3, abs=0.02)


@pytest.mark.parametrize(("kind", "value"), [(OFF, 0.0), (PAUSE, 900.0)])
def test_somebody_idle_goes_on_with_work_that_is_put_down(kind, value) -> None:
    """The item takes 2,000 s. 990 are done when the first agent leaves at 1,000; the second does the rest by 2,010."""
    stints = [stint(0, moves=((0.0, ON, 0.0), (1000.0, kind, value))), stint(1, activity=0)]
    told, _ = played(stage([EMAIL], stints), contacts((0, 10, 2000)))
    assert told["finished"].tolist() == [2010]


def test_an_idle_agent_goes_on_with_work_that_a_call_interrupts() -> None:
    """The first agent, on calls, fills time with an email from 10 to 200; the other goes on with it at 300."""
    scene = stage([PHONE, EMAIL], [stint(0, activity=0), stint(1, activity=1)], serves=[[True, True], [False, True]])
    told, _ = played(scene, contacts((1, 5, 295), (1, 10, 3000), (0, 200, 5000)))
    assert told["finished"].tolist() == [300, 3110, 5200]


def test_who_is_sent_to_calls_puts_email_down_for_a_call_that_waits() -> None:
    moves = ((0.0, ON, 1.0), (1800.0, ON, 0.0))
    told, _ = played(stage([PHONE, EMAIL], [stint(0, moves=moves)]), contacts((1, 10, 7200), (0, 1700, 60)))
    assert told["started"][1] == 1800


def test_a_rest_goes_on_after_a_break() -> None:
    """Half of the time with email is rest: 900 s of email, 100 s of rest, a break of 900 s, 800 s of rest."""
    careful = EMAIL.model_copy(update={"max_occupancy": 0.5})
    moves = ((0.0, ON, 0.0), (1000.0, PAUSE, 900.0), (1900.0, ON, 0.0))
    told, _ = played(stage([careful], [stint(0, moves=moves)]), contacts((0, 0, 900), (0, 1, 10)))
    assert told["started"].tolist() == [0, 2700]


def test_spells_take_their_share_where_other_duty_comes_between() -> None:
    """Ten people, by turns half an hour on a queue and half an hour on other duty: away for 30 % of the former."""
    turns = [(k * HALF_HOUR, OFF if k % 2 else ON, 0.0) for k in range(40)]
    scene = stage([PHONE], [stint(k, moves=turns, end=40 * HALF_HOUR, shrinkage=0.3) for k in range(10)], intervals=44)
    found = replications(scene, SimulationSettings(20, 1))
    assert found["present"][:, 0, :40].sum() / (20 * 10 * 20 * HALF_HOUR) == pytest.approx(0.7, abs=0.02)
