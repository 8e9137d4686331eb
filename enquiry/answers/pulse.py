"""What `pulse` answers to a program: every sign of every cycle with the days, entries and values it rests on."""

from enquiry.answers.journal import JsonObject, describe_series
from enquiry.command_lines import format_command
from enquiry.insight.pulse.evaluate import Pulse, PulseReport
from enquiry.insight.pulse.sign import Finding
from enquiry.insight.pulse.spread import CycleWeek, compute_mean_position
from enquiry.insight.pulse.sustain import FollowUp


def describe_pulses(found: PulseReport) -> JsonObject:
    """Return the answer of `pulse`: the day, the cycles with their pulses, and whether too many are open."""
    cycles = [describe_pulse(pulse) for pulse in found.pulses]
    return {"today": found.today.isoformat(), "cycles": cycles, "too_many": describe_finding(found.many)}


def describe_pulse(pulse: Pulse) -> JsonObject:
    """Return one pulse. `reads` holds how it reads in words, `state` whether the cycle is open, paused or closed.

    A week has `pieces` of evidence, reflection and review; a `position` runs from 0 at the cycle's beginning to 1 at
    its end; a cell of the grid without entries is one nobody has looked from yet.
    """
    cycle = pulse.cycle
    return {
        "number": cycle.number,
        "question": cycle.question,
        "state": cycle.state.value,
        "reads": [word.value for word in pulse.reads],
        "begin": pulse.span.begin.isoformat(),
        "end": pulse.span.end.isoformat(),
        "weeks": [_week(week) for week in pulse.weeks],
        "mean_position": _round_position(compute_mean_position(pulse.placed)),
        "positions": [{"entry": one.entry.name, "position": _round_position(one.position)} for one in pulse.placed],
        "signs": [describe_finding(sign) for sign in pulse.signs],
        "disagreeing": [piece.name for piece in pulse.disagreeing],
        "grid": [{**cell._asdict(), "entries": list(cell.entries)} for cell in pulse.grid],
        "hunch": cycle.hunch,
        "measures": [describe_series(series) for series in pulse.found],
        "next_look": pulse.look_on and pulse.look_on.isoformat(),
        "follow_ups": [_describe_follow_up(one) for one in pulse.follow_ups],
        "next": {"words": pulse.next.words, "command": format_command(pulse.next.act)},
    }


def describe_finding(sign: Finding) -> JsonObject:
    """Return one sign."""
    act, command = (sign.next.words, format_command(sign.next.act)) if sign.next else ("", "")
    told = {"name": sign.name, "state": sign.state, "sentence": sign.sentence, "entries": list(sign.entries)}
    return {**told, "act": act, "command": command, "asks": sign.asks}


def _week(week: CycleWeek) -> JsonObject:
    return {**week._asdict(), "begins": week.begins.isoformat()}


def _describe_follow_up(one: FollowUp) -> JsonObject:
    days = {"begin": one.period.begin.isoformat(), "end": one.period.end.isoformat()}
    return {
        "when": one.when,
        "on": one.on.isoformat(),
        **days,
        "state": one.state,
        "entry": one.entry and one.entry.name,
    }


def _round_position(position: float | None) -> float | None:
    return position if position is None else round(position, 4)
