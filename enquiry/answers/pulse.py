"""What `pulse` answers to a program: every sign of every cycle with the days, entries and values it rests on."""

from datetime import date
from typing import Annotated

from enquiry.acts import NextAct
from enquiry.answers.answer import Answer, take_fields
from enquiry.answers.timeline import SeriesAnswer
from enquiry.answers.year import BegunAnswer, StoppedAnswer
from enquiry.command_lines import format_command
from enquiry.insight.leading import RungItem
from enquiry.insight.pulse.breadth import EvidenceCell
from enquiry.insight.pulse.evaluate import EvaluationState
from enquiry.insight.pulse.sign import Finding
from enquiry.insight.pulse.spread import CycleWeek, compute_mean_position
from enquiry.model.choices import CycleState


@take_fields(Finding, without=("next",))
class SignAnswer(Answer, frozen=True):
    """What one rule found, with the entries it rests on and the next act, empty where nothing needs doing."""

    act: Annotated[str, lambda sign: sign.next.words if sign.next else ""]
    command: Annotated[str, lambda sign: format_command(sign.next.act) if sign.next else ""]


class PositionAnswer(Answer, frozen=True):
    """Where an entry lies between its cycle's beginning (0) and its end (1)."""

    entry: Annotated[str, "entry.name"]
    position: Annotated[float, lambda placed: round(placed.position, 4)]


class FollowUpAnswer(Answer, frozen=True):
    """A look after embedding: its day, the days in which one counts (the end is not inside), and how it stands."""

    when: str
    on: date
    begin: Annotated[date, "period.begin"]
    end: Annotated[date, "period.end"]
    state: str
    entry: Annotated[str | None, "entry.name"]


@take_fields(NextAct, without=("act",))
class NextActAnswer(Answer, frozen=True):
    """The smallest useful next act."""

    command: Annotated[str, lambda following: format_command(following.act)]


class CyclePulse(Answer, frozen=True):
    """One cycle's pulse. `reads` says how it reads in words, `state` whether the cycle is open, paused or closed.

    A week has `pieces` of evidence, reflection and review; a cell of the grid without entries is one that nobody has
    looked from yet.
    """

    number: Annotated[int, "cycle.number"]
    question: Annotated[str, "cycle.question"]
    state: Annotated[CycleState, "cycle.state"]
    reads: tuple[EvaluationState, ...]
    begin: Annotated[date, "span.begin"]
    end: Annotated[date, "span.end"]
    weeks: tuple[CycleWeek, ...]
    mean_position: Annotated[
        float | None,
        lambda pulse: None if (mean := compute_mean_position(pulse.placed)) is None else round(mean, 4),
    ]
    positions: Annotated[tuple[PositionAnswer, ...], "placed"]
    signs: tuple[SignAnswer, ...]
    disagreeing: Annotated[tuple[str, ...], "disagreeing.name"]
    grid: tuple[EvidenceCell, ...]
    hunch: Annotated[str, "cycle.hunch"]
    measures: Annotated[tuple[SeriesAnswer, ...], "found"]
    next_look: Annotated[date | None, "look_on"]
    follow_ups: tuple[FollowUpAnswer, ...]
    next: NextActAnswer


class PulseAnswer(Answer, frozen=True):
    """The pulses that were asked for, as at a day, and whether too many cycles are open.

    What was begun in the school year stands beside what stopped.
    """

    today: date
    cycles: Annotated[tuple[CyclePulse, ...], "pulses"]
    too_many: Annotated[SignAnswer, "many"]
    begun: Annotated[tuple[BegunAnswer, ...], "balance.begun"]
    stopped: Annotated[tuple[StoppedAnswer, ...], "balance.stopped"]


class RungAnswer(Answer, frozen=True):
    """A rung of the walk backwards: what it asks, what there is for it, and the command that would add to it."""

    name: str
    asks: str
    items: tuple[RungItem, ...]
    command: Annotated[str, lambda rung: format_command(rung.act)]


class CycleLeading(Answer, frozen=True):
    """The rungs of one cycle, from what learners are to gain back to what its owner needs to learn."""

    number: Annotated[int, "cycle.number"]
    question: Annotated[str, "cycle.question"]
    rungs: tuple[RungAnswer, ...]
    command: Annotated[str, lambda walk: format_command(walk.act)]


class LeadingAnswer(Answer, frozen=True):
    """The cycles about leading, walked backwards."""

    today: date
    leading: Annotated[tuple[CycleLeading, ...], "walks"]
