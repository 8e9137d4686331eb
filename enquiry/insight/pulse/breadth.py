"""How broad the evidence is: its kinds, the perspectives they belong to, and what disagrees with the hunch."""

from collections.abc import Sequence
from typing import NamedTuple

from enquiry.acts import ActKind
from enquiry.insight.pulse import sign
from enquiry.insight.pulse.sign import Finding
from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.choices import Direction, EvidenceKind, GroupSort, Perspective
from enquiry.model.cycle import Cycle
from enquiry.model.entry import Evidence, Reading
from enquiry.model.groups import OF_ADULTS, get_perspective
from enquiry.words import choose_form, format_count, join_words

PERSPECTIVE_WORDS = {
    Perspective.LEARNERS: ("the learners", EvidenceKind.PUPIL_VOICE),
    Perspective.OWN: ("your own eyes", EvidenceKind.NOTICING),
    Perspective.COLLEAGUES: ("colleagues", EvidenceKind.PEER_OBSERVATION),
    Perspective.FAMILIES: ("families", EvidenceKind.FAMILY_VOICE),
    Perspective.RECORDS: ("records", EvidenceKind.TIME_COST),
    Perspective.READING: ("reading", EvidenceKind.READING),
}
"""Each perspective in words, and the kind of evidence that is suggested for it."""

NEXT_PERSPECTIVES = (
    *(Perspective.LEARNERS, Perspective.COLLEAGUES, Perspective.OWN),
    *(Perspective.FAMILIES, Perspective.RECORDS, Perspective.READING),
)
"""The order in which a perspective that is missing is suggested; the last where none is."""

OWN_PERSPECTIVES = {
    **dict.fromkeys(OF_ADULTS, (Perspective.COLLEAGUES, EvidenceKind.STAFF_VOICE)),
    GroupSort.FAMILIES: (Perspective.FAMILIES, EvidenceKind.FAMILY_VOICE),
}
"""Through whose eyes a group that is none of learners is looked at, and in which kind of evidence it speaks itself."""

ONE_SIDED = "one-sided"


class EvidenceCell(NamedTuple):
    """A kind of evidence, its perspective, and the names of the entries of that kind; none is an invitation."""

    perspective: Perspective
    kind: EvidenceKind
    entries: tuple[str, ...]


def build_evidence_grid(cycle: Cycle, sort: GroupSort = GroupSort.LEARNERS) -> tuple[EvidenceCell, ...]:
    """Return the grid of perspectives and kinds. What was read for the cycle stands beside evidence from reading.

    `sort` is whom its group is made of: the kind in which these speak stands first among those of their perspective,
    and what staff say is offered only where they are of the group.
    """
    found: dict[EvidenceKind, list[str]] = {kind: [] for kind in EvidenceKind}
    for entry in cycle.kept:
        if isinstance(entry, Evidence | Reading):
            found[entry.evidence_kind if isinstance(entry, Evidence) else EvidenceKind.READING].append(entry.name)
    perspectives, (_, own) = list(Perspective), OWN_PERSPECTIVES.get(sort, (None, None))
    held = [(perspectives.index(get_perspective(kind, sort)), kind is not own, kind) for kind in EvidenceKind]
    if sort not in (*OF_ADULTS, GroupSort.BOTH) and not found[EvidenceKind.STAFF_VOICE]:
        held = [one for one in held if one[2] is not EvidenceKind.STAFF_VOICE]
    return tuple(
        EvidenceCell(perspectives[place], kind, tuple(found[kind]))
        for place, _, kind in sorted(held, key=lambda one: one[:2])
    )


def evaluate_triangulation(
    cycle: Cycle, rules: PulseRules = DEFAULT_RULES, sort: GroupSort = GroupSort.LEARNERS
) -> Finding:
    """Judge whether evidence of several kinds and perspectives was there in good time.

    Rule: *broad* with 3 or more kinds of evidence from 2 or more perspectives by the second review; *late* where that
    came after it; *narrow* where it has not come by then; *so far* while there are fewer than two reviews. A leader's
    staff are looked at through colleagues' eyes: `sort` is whom the group is made of.
    """

    def is_broad(kinds: set[EvidenceKind]) -> bool:
        return len(kinds) >= rules.kinds and len({get_perspective(kind, sort) for kind in kinds}) >= rules.perspectives

    evidence, held = cycle.evidence, {piece.evidence_kind for piece in cycle.evidence}
    perspectives = {get_perspective(kind, sort) for kind in held}
    own, voice = OWN_PERSPECTIVES.get(sort, (None, None))
    order = sorted(NEXT_PERSPECTIVES, key=lambda side: side is not own)
    missing = next((side for side in order if side not in perspectives), order[-1])
    eyes, kind = PERSPECTIVE_WORDS[missing]
    kind = voice if voice and missing is own else kind
    act = sign.suggest_act(cycle, f"Look once through {eyes}.", ActKind.LOG_KIND, kind.value)
    if not evidence:
        return Finding("triangulation", "so far", "There is no evidence yet.", (), act)
    second = cycle.reviews[rules.by_review - 1] if len(cycle.reviews) >= rules.by_review else None
    sides = join_words([PERSPECTIVE_WORDS[side][0] for side in Perspective if side in perspectives])
    kinds = format_count(len(held), "kind").capitalize()
    words = f"{kinds} of evidence, through {sides} ({sign.format_entry_range(evidence)})"
    names = sign.list_entry_names(*evidence)
    broad = is_broad(held)
    if second is None:
        return Finding("triangulation", "broad" if broad else "so far", f"{words}.", names, None if broad else act)
    ordinal = {1: "first", 2: "second", 3: "third"}.get(rules.by_review, f"{rules.by_review}th")
    review = f"the {ordinal} review ({sign.label_entry(second)})"
    if broad and is_broad({p.evidence_kind for p in evidence if p.happened_on <= second.happened_on}):
        return Finding("triangulation", "broad", f"{words}.", names)
    if broad:
        return Finding("triangulation", "late", f"{words}, but fewer at {review}.", (*names, second.name))
    return Finding("triangulation", "narrow", f"{words}, and {review} is past.", (*names, second.name), act, asks=True)


def find_disagreeing_evidence(cycle: Cycle) -> tuple[Evidence, ...]:
    """Return the evidence that disagrees with the hunch, outright first, then what is mixed."""
    order = (Direction.CONTRADICTS, Direction.MIXED)
    return tuple(piece for direction in order for piece in cycle.evidence if piece.direction is direction)


def evaluate_one_sidedness(cycle: Cycle, rules: PulseRules = DEFAULT_RULES) -> Finding:
    """Judge whether evidence that disagrees was found, or looked for.

    Rule: *noticed* where a piece contradicts the hunch or is mixed; *one-sided* where 5 or more pieces have a direction
    and all of them support; else *none yet*.
    """
    if pieces := find_disagreeing_evidence(cycle):
        ways = ((Direction.CONTRADICTS, "disagrees", "disagree"), (Direction.MIXED, "is mixed", "are mixed"))
        told = (_format_pieces([p for p in pieces if p.direction is way], one, many) for way, one, many in ways)
        return Finding(
            ONE_SIDED, "noticed", f"{'; '.join(filter(None, told)).capitalize()}.", sign.list_entry_names(*pieces)
        )
    sided = [piece for piece in cycle.evidence if piece.direction]
    if not sided:
        return Finding(ONE_SIDED, "none yet", "No piece says yet which way it points.")
    supporting = [piece for piece in sided if piece.direction is Direction.SUPPORTS]
    asks = len(supporting) == len(sided) >= rules.one_sided
    words = _format_pieces(supporting, "supports the hunch", "support the hunch")
    words = words or _format_pieces(sided, "is unclear", "are unclear")
    act = sign.suggest_act(cycle, "Look for one thing that would disagree.", ActKind.LOG_CONTRADICTION)
    state = ONE_SIDED if asks else "none yet"
    return Finding(ONE_SIDED, state, f"None disagrees; {words}.", sign.list_entry_names(*sided), act, asks)


def _format_pieces(pieces: Sequence[Evidence], one: str, many: str) -> str:
    """Return how many pieces do something, with their names; nothing for none."""
    told = f"{format_count(len(pieces), 'piece')} {choose_form(len(pieces), one, many)}"
    return f"{told} ({sign.join_entry_names(pieces)})" if pieces else ""
