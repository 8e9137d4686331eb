"""From how many sides it was looked at: kinds of evidence, whose eyes they look through, and what disagrees."""

from typing import NamedTuple

from enquiry.insight.pulse.rules import DEFAULT_RULES, PulseRules
from enquiry.insight.pulse.sign import Finding, format_entry_range, join_entry_names, label_entry, list_entry_names
from enquiry.insight.pulse.snapshot import list_evidence, list_reviews
from enquiry.insight.words import format_count, join_words
from enquiry.model.choices import CycleState, Direction, EvidenceKind, Perspective
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Reading

PERSPECTIVE_WORDS = {
    Perspective.LEARNERS: ("the learners", EvidenceKind.PUPIL_VOICE),
    Perspective.OWN: ("your own eyes", EvidenceKind.NOTICING),
    Perspective.COLLEAGUES: ("colleagues", EvidenceKind.PEER_OBSERVATION),
    Perspective.FAMILIES: ("families", EvidenceKind.FAMILY_VOICE),
    Perspective.RECORDS: ("records", EvidenceKind.TIME_COST),
    Perspective.READING: ("reading", EvidenceKind.READING),
}
"""Each perspective as it is said, and the kind of evidence with which it is soonest asked."""

ONE_SIDED = "one-sided"


class EvidenceCell(NamedTuple):
    """A kind of evidence, whose eyes it looks through, and the entries there are of it: none is an invitation."""

    perspective: Perspective
    kind: EvidenceKind
    entries: tuple[str, ...]


def build_evidence_grid(cycle: Cycle) -> tuple[EvidenceCell, ...]:
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
    return tuple(EvidenceCell(kind.perspective, kind, tuple(found[kind])) for kind in kinds)


def _list_kinds(evidence: tuple[Evidence, ...]) -> list[EvidenceKind]:
    return list(dict.fromkeys(piece.evidence_kind for piece in evidence))


def _list_perspectives(evidence: tuple[Evidence, ...]) -> list[Perspective]:
    seen = {piece.evidence_kind.perspective for piece in evidence}
    return [perspective for perspective in Perspective if perspective in seen]


def _is_broad(evidence: tuple[Evidence, ...], rules: PulseRules) -> bool:
    return len(_list_kinds(evidence)) >= rules.kinds and len(_list_perspectives(evidence)) >= rules.perspectives


def evaluate_triangulation(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say whether the cycle was looked at from several sides in good time.

    Rule: *broad* with 3 or more kinds of evidence from 2 or more perspectives by the second review; *late* where that
    came after it; *narrow* where it has not come by then; *so far* while there are fewer than two reviews.
    """
    evidence, reviews = list_evidence(cycle), list_reviews(cycle)
    if not evidence:
        return Finding(
            "triangulation", "so far", "There is no evidence yet.", (), *_suggest_perspective(cycle, ()), asks=False
        )
    second = reviews[rules.by_review - 1] if len(reviews) >= rules.by_review else None
    words = f"{_sides(evidence)} ({format_entry_range(evidence)})"
    if _is_broad(evidence, rules):
        by_then = tuple(p for p in evidence if second is None or p.happened_on <= second.happened_on)
        if second is None or _is_broad(by_then, rules):
            return Finding("triangulation", "broad", f"{words}.", list_entry_names(evidence))
        told = f"{words}, but fewer at the {_format_ordinal(rules.by_review)} review ({label_entry(second)})."
        return Finding("triangulation", "late", told, (*list_entry_names(evidence), second.name))
    if second is None:
        return Finding(
            "triangulation",
            "so far",
            f"{words}.",
            list_entry_names(evidence),
            *_suggest_perspective(cycle, evidence),
            asks=False,
        )
    told = f"{words}, and the {_format_ordinal(rules.by_review)} review ({label_entry(second)}) is past."
    entries = (*list_entry_names(evidence), second.name)
    return Finding("triangulation", "narrow", told, entries, *_suggest_perspective(cycle, evidence), asks=True)


def _format_ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")


def _sides(evidence: tuple[Evidence, ...]) -> str:
    eyes = [PERSPECTIVE_WORDS[perspective][0] for perspective in _list_perspectives(evidence)]
    return f"{format_count(len(_list_kinds(evidence)), 'kind').capitalize()} of evidence, through {join_words(eyes)}"


def _suggest_perspective(cycle: Cycle, evidence: tuple[Evidence, ...]) -> tuple[str, str]:
    """Return the next act that looks from a side not taken yet; nothing for a cycle that is over."""
    if cycle.state is not CycleState.OPEN:
        return "", ""
    order = (Perspective.LEARNERS, Perspective.COLLEAGUES, Perspective.OWN, Perspective.FAMILIES, Perspective.RECORDS)
    taken = _list_perspectives(evidence)
    eyes, kind = PERSPECTIVE_WORDS[next((side for side in order if side not in taken), Perspective.READING)]
    return f"Look once through {eyes}.", f"enquiry evidence -c {cycle.number} --kind {kind.value}"


def find_disagreeing_evidence(cycle: Cycle) -> tuple[Evidence, ...]:
    """Return the evidence that disagrees with the hunch, outright first, then what is mixed."""
    order = (Direction.CONTRADICTS, Direction.MIXED)
    return tuple(piece for direction in order for piece in list_evidence(cycle) if piece.direction is direction)


def evaluate_one_sidedness(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Say whether what disagrees was found, or looked for.

    Rule: *noticed* where a piece contradicts the hunch or is mixed; *one-sided* where 5 or more pieces have a direction
    and all of them support; else *none yet*.
    """
    if pieces := find_disagreeing_evidence(cycle):
        return Finding(ONE_SIDED, "noticed", _noticed(pieces), list_entry_names(pieces))
    sided = tuple(piece for piece in list_evidence(cycle) if piece.direction)
    if not sided:
        return Finding(ONE_SIDED, "none yet", "No piece says yet which way it points.")
    supporting = tuple(piece for piece in sided if piece.direction is Direction.SUPPORTS)
    asks = len(supporting) == len(sided) >= rules.one_sided
    told = _format_named_pieces(supporting, "supports the hunch", "support the hunch") if supporting else ""
    told = told or _format_named_pieces(sided, "is unclear", "are unclear")
    act = "Look for one thing that would disagree." if cycle.state is CycleState.OPEN else ""
    command = f"enquiry evidence -c {cycle.number} --direction contradicts" if act else ""
    state = ONE_SIDED if asks else "none yet"
    return Finding(ONE_SIDED, state, f"None disagrees; {told}.", list_entry_names(sided), act, command, asks)


def _noticed(pieces: tuple[Evidence, ...]) -> str:
    against = tuple(piece for piece in pieces if piece.direction is Direction.CONTRADICTS)
    mixed = tuple(piece for piece in pieces if piece.direction is Direction.MIXED)
    told = [_format_named_pieces(against, "disagrees", "disagree")] if against else []
    told += [_format_named_pieces(mixed, "is mixed", "are mixed")] if mixed else []
    return f"{'; '.join(told).capitalize()}."


def _format_named_pieces(pieces: tuple[Evidence, ...], one: str, many: str) -> str:
    return f"{format_count(len(pieces), 'piece')} {one if len(pieces) == 1 else many} ({join_entry_names(pieces)})"
