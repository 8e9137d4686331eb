"""From how many sides it was looked at: kinds of evidence, whose eyes they look through, and what disagrees."""

from typing import NamedTuple

from enquiry.insight.pulse.rules import USUAL, Rules
from enquiry.insight.pulse.sign import Sign, at, listed, names, stretch
from enquiry.insight.pulse.snapshot import evidence_of, reviews_of
from enquiry.insight.words import counted, joined
from enquiry.model.choices import Direction, EvidenceKind, Perspective, State
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Reading

ASKED_OF = {
    Perspective.LEARNERS: ("the learners", EvidenceKind.PUPIL_VOICE),
    Perspective.OWN: ("your own eyes", EvidenceKind.NOTICING),
    Perspective.COLLEAGUES: ("colleagues", EvidenceKind.PEER_OBSERVATION),
    Perspective.FAMILIES: ("families", EvidenceKind.FAMILY_VOICE),
    Perspective.RECORDS: ("records", EvidenceKind.TIME_COST),
    Perspective.READING: ("reading", EvidenceKind.READING),
}
"""Each perspective as it is said, and the kind of evidence with which it is soonest asked."""

ONE_SIDED = "one-sided"


class Cell(NamedTuple):
    """A kind of evidence, whose eyes it looks through, and the entries there are of it: none is an invitation."""

    perspective: Perspective
    kind: EvidenceKind
    entries: tuple[str, ...]


def grid(cycle: Cycle) -> tuple[Cell, ...]:
    """Return the grid of perspectives and kinds. What was read for the cycle stands beside evidence from reading."""
    found: dict[EvidenceKind, list[str]] = {kind: [] for kind in EvidenceKind}
    for entry in cycle.kept:
        match entry:
            case Evidence():
                found[entry.evidence_kind].append(entry.name)
            case Reading():
                found[EvidenceKind.READING].append(entry.name)
            case _:
                pass
    kinds = (kind for perspective in Perspective for kind in EvidenceKind if kind.perspective is perspective)
    return tuple(Cell(kind.perspective, kind, tuple(found[kind])) for kind in kinds)


def _kinds(evidence: tuple[Evidence, ...]) -> list[EvidenceKind]:
    return list(dict.fromkeys(piece.evidence_kind for piece in evidence))


def _perspectives(evidence: tuple[Evidence, ...]) -> list[Perspective]:
    seen = {piece.evidence_kind.perspective for piece in evidence}
    return [perspective for perspective in Perspective if perspective in seen]


def _is_broad(evidence: tuple[Evidence, ...], rules: Rules) -> bool:
    return len(_kinds(evidence)) >= rules.kinds and len(_perspectives(evidence)) >= rules.perspectives


def triangulation(cycle: Cycle, rules: Rules = USUAL) -> Sign:
    """Say whether the cycle was looked at from several sides in good time.

    Rule: *broad* with 3 or more kinds of evidence from 2 or more perspectives by the second review; *late* where that
    came after it; *narrow* where it has not come by then; *so far* while there are fewer than two reviews.
    """
    evidence, reviews = evidence_of(cycle), reviews_of(cycle)
    if not evidence:
        return Sign("triangulation", "so far", "There is no evidence yet.", (), *_wider(cycle, ()), asks=False)
    second = reviews[rules.by_review - 1] if len(reviews) >= rules.by_review else None
    words = f"{_sides(evidence)} ({stretch(evidence)})"
    if _is_broad(evidence, rules):
        by_then = tuple(p for p in evidence if second is None or p.happened_on <= second.happened_on)
        if second is None or _is_broad(by_then, rules):
            return Sign("triangulation", "broad", f"{words}.", names(evidence))
        told = f"{words}, but fewer at the {_nth(rules.by_review)} review ({at(second)})."
        return Sign("triangulation", "late", told, (*names(evidence), second.name))
    if second is None:
        return Sign("triangulation", "so far", f"{words}.", names(evidence), *_wider(cycle, evidence), asks=False)
    told = f"{words}, and the {_nth(rules.by_review)} review ({at(second)}) is past."
    entries = (*names(evidence), second.name)
    return Sign("triangulation", "narrow", told, entries, *_wider(cycle, evidence), asks=True)


def _nth(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def _sides(evidence: tuple[Evidence, ...]) -> str:
    eyes = [ASKED_OF[perspective][0] for perspective in _perspectives(evidence)]
    return f"{counted(len(_kinds(evidence)), 'kind').capitalize()} of evidence, through {joined(eyes)}"


def _wider(cycle: Cycle, evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """Return the next act that looks from a side not taken yet; nothing for a cycle that is over."""
    if cycle.state is not State.OPEN:
        return "", ""
    order = (Perspective.LEARNERS, Perspective.COLLEAGUES, Perspective.OWN, Perspective.FAMILIES, Perspective.RECORDS)
    taken = _perspectives(evidence)
    eyes, kind = ASKED_OF[next((side for side in order if side not in taken), Perspective.READING)]
    return f"Look once through {eyes}.", f"enquiry evidence -c {cycle.number} --kind {kind.value}"


def disagreeing(cycle: Cycle) -> tuple[Evidence, ...]:
    """Return the evidence that disagrees with the hunch, outright first, then what is mixed."""
    order = (Direction.CONTRADICTS, Direction.MIXED)
    return tuple(piece for direction in order for piece in evidence_of(cycle) if piece.direction is direction)


def one_sided(cycle: Cycle, rules: Rules = USUAL) -> Sign:
    """Say whether what disagrees was found, or looked for.

    Rule: *noticed* where a piece contradicts the hunch or is mixed; *one-sided* where 5 or more pieces have a direction
    and all of them support; else *none yet*.
    """
    if pieces := disagreeing(cycle):
        return Sign(ONE_SIDED, "noticed", _noticed(pieces), names(pieces))
    sided = tuple(piece for piece in evidence_of(cycle) if piece.direction)
    if not sided:
        return Sign(ONE_SIDED, "none yet", "No piece says yet which way it points.")
    supporting = tuple(piece for piece in sided if piece.direction is Direction.SUPPORTS)
    asks = len(supporting) == len(sided) >= rules.one_sided
    told = _pieces(supporting, "supports the hunch", "support the hunch") if supporting else ""
    told = told or _pieces(sided, "is unclear", "are unclear")
    act = "Look for one thing that would disagree." if cycle.state is State.OPEN else ""
    command = f"enquiry evidence -c {cycle.number} --direction contradicts" if act else ""
    state = ONE_SIDED if asks else "none yet"
    return Sign(ONE_SIDED, state, f"None disagrees; {told}.", names(sided), act, command, asks)


def _noticed(pieces: tuple[Evidence, ...]) -> str:
    against = tuple(piece for piece in pieces if piece.direction is Direction.CONTRADICTS)
    mixed = tuple(piece for piece in pieces if piece.direction is Direction.MIXED)
    told = [_pieces(against, "disagrees", "disagree")] if against else []
    told += [_pieces(mixed, "is mixed", "are mixed")] if mixed else []
    return f"{'; '.join(told).capitalize()}."


def _pieces(pieces: tuple[Evidence, ...], one: str, many: str) -> str:
    return f"{counted(len(pieces), 'piece')} {one if len(pieces) == 1 else many} ({listed(pieces)})"
