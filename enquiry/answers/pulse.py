"""What `pulse` answers to a program: every sign of every cycle with the days, entries and values it rests on."""

from datetime import date

from enquiry.answers.answer import Answer, project
from enquiry.answers.timeline import SeriesAnswer, describe_series
from enquiry.insight.pulse.breadth import EvidenceCell
from enquiry.insight.pulse.evaluate import EvaluationState, Pulse, PulseReport
from enquiry.insight.pulse.spread import CycleWeek, compute_mean_position
from enquiry.model.choices import CycleState


class SignAnswer(Answer, frozen=True):
    """What one rule found, with the entries it rests on and the next act, empty where nothing needs doing."""

    name: str
    state: str
    sentence: str
    entries: tuple[str, ...]
    act: str
    command: str
    asks: bool


class PositionAnswer(Answer, frozen=True):
    """Where an entry lies between its cycle's beginning (0) and its end (1)."""

    entry: str
    position: float


class FollowUpAnswer(Answer, frozen=True):
    """A look after embedding: its day, the days in which one counts (the end is not inside), and how it stands."""

    when: str
    on: date
    begin: date
    end: date
    state: str
    entry: str | None


class NextActAnswer(Answer, frozen=True):
    """The smallest useful next act."""

    words: str
    command: str


class CyclePulse(Answer, frozen=True):
    """One cycle's pulse. `reads` says how it reads in words, `state` whether the cycle is open, paused or closed.

    A week has `pieces` of evidence, reflection and review; a cell of the grid without entries is one that nobody has
    looked from yet.
    """

    number: int
    question: str
    state: CycleState
    reads: tuple[EvaluationState, ...]
    begin: date
    end: date
    weeks: tuple[CycleWeek, ...]
    mean_position: float | None
    positions: tuple[PositionAnswer, ...]
    signs: tuple[SignAnswer, ...]
    disagreeing: tuple[str, ...]
    grid: tuple[EvidenceCell, ...]
    hunch: str
    measures: tuple[SeriesAnswer, ...]
    next_look: date | None
    follow_ups: tuple[FollowUpAnswer, ...]
    next: NextActAnswer


class PulseAnswer(Answer, frozen=True):
    """The pulses that were asked for, as at a day, and whether too many cycles are open."""

    today: date
    cycles: tuple[CyclePulse, ...]
    too_many: SignAnswer


def describe_pulses(found: PulseReport) -> PulseAnswer:
    """Return the answer of `pulse`."""
    cycles = tuple(map(describe_pulse, found.pulses))
    return PulseAnswer(found.today, cycles, project(SignAnswer, found.many))


def describe_pulse(pulse: Pulse) -> CyclePulse:
    """Return one pulse."""
    mean = compute_mean_position(pulse.placed)
    looks = (
        (one, {"begin": one.period.begin, "end": one.period.end, "entry": one.entry and one.entry.name})
        for one in pulse.follow_ups
    )
    return project(
        CyclePulse,
        pulse,
        number=pulse.cycle.number,
        question=pulse.cycle.question,
        state=pulse.cycle.state,
        begin=pulse.span.begin,
        end=pulse.span.end,
        mean_position=None if mean is None else round(mean, 4),
        positions=tuple(PositionAnswer(one.entry.name, round(one.position, 4)) for one in pulse.placed),
        disagreeing=tuple(piece.name for piece in pulse.disagreeing),
        hunch=pulse.cycle.hunch,
        measures=tuple(map(describe_series, pulse.found)),
        next_look=pulse.look_on,
        follow_ups=tuple(project(FollowUpAnswer, one, **more) for one, more in looks),
    )
