"""The state of a cycle's evaluation, in words."""

from enum import StrEnum

from enquiry.insight.pulse.sign import Sign
from enquiry.insight.pulse.snapshot import is_embedded
from enquiry.insight.pulse.start import needs_baseline
from enquiry.model.choices import Decision, State
from enquiry.model.cycle import Cycle


class Reads(StrEnum):
    """How a cycle's evaluation reads, in a word."""

    DUE = "due a look"
    NEEDS_BASELINE = "needs a baseline"
    QUIET = "quiet"
    END_LOADED = "end-loaded"
    EARLY = "early days"
    STEADY = "steady"
    EMBEDDED = "embedded"
    STOPPED = "stopped"


def reads(cycle: Cycle, signs: dict[str, Sign]) -> tuple[Reads, ...]:
    """Return the words a cycle reads as: how its evaluation goes, then *embedded* or *stopped* where that was decided.

    How it goes is the first of these that holds: *due a look* (the next look has come), *needs a baseline* (something
    was changed, nothing says how it was before, nor why not), *quiet* (a silence over the threshold lasts until today),
    *end-loaded*, *early days* (too few pieces to speak of their spread), *steady*. An embedded cycle is never asked for
    a baseline, a paused or closed one for a look either; with too few pieces these two are called nothing at all.
    """
    return tuple(word for word in (_how_it_goes(cycle, signs), _what_was_decided(cycle)) if word)


def _how_it_goes(cycle: Cycle, signs: dict[str, Sign]) -> Reads | None:
    states = {name: sign.state for name, sign in signs.items()}
    settled = cycle.state is not State.OPEN or is_embedded(cycle)
    if states["next look"] == "due":
        return Reads.DUE
    if needs_baseline(cycle) and not settled:
        return Reads.NEEDS_BASELINE
    if states["gap"] == "quiet":
        return Reads.QUIET
    if states["spread"] == "too few to say":
        return None if settled else Reads.EARLY
    return Reads.END_LOADED if states["spread"] == "end-loaded" else Reads.STEADY


def _what_was_decided(cycle: Cycle) -> Reads | None:
    if is_embedded(cycle):
        return Reads.EMBEDDED
    stopped = cycle.decided is not None and cycle.decided.decision is Decision.STOP
    return Reads.STOPPED if stopped and cycle.state is State.CLOSED else None
