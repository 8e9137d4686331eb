"""Groups: whom a cycle's group is made of, what they are called, and through whose eyes evidence of them looks.

What was said holds. Where nothing was said it is read from the group's own words, only where they are certain; else a
leader's group (by role, or in a cycle tagged *leadership*) is of teachers, and any other of learners.
"""

import re
from typing import NamedTuple

from enquiry.model.choices import Counted, EvidenceKind, GroupSort, Perspective
from enquiry.model.cycle import Cycle
from enquiry.model.text import fold


class GroupNoun(NamedTuple):
    """What one and several of a group are called."""

    one: str
    many: str


LEARNER = GroupNoun("learner", "learners")
NOUNS = {
    GroupSort.LEARNERS: LEARNER,
    GroupSort.TEACHERS: GroupNoun("teacher", "teachers"),
    GroupSort.STAFF: GroupNoun("colleague", "colleagues"),
    GroupSort.FAMILIES: GroupNoun("family", "families"),
    GroupSort.BOTH: GroupNoun("person", "people"),
}
COUNTED = {
    GroupSort.LEARNERS: Counted.LEARNERS,
    GroupSort.TEACHERS: Counted.TEACHERS,
    GroupSort.STAFF: Counted.STAFF,
    GroupSort.FAMILIES: Counted.FAMILIES,
    GroupSort.BOTH: Counted.PEOPLE,
}
"""What a measure counts that counts those of a group."""

OF_ADULTS = (GroupSort.TEACHERS, GroupSort.STAFF)

_WORDS = {
    GroupSort.LEARNERS: r"learners|pupils?|students?|child(?:ren)?|class(?:es)?|readers|writers|boys|girls|ākonga",
    GroupSort.TEACHERS: r"teachers|probationers|NQTs|ECTs|kaiako",
    GroupSort.STAFF: r"staff|colleagues|assistants|PSAs|practitioners|middle leaders|deputes|deputies",
    GroupSort.FAMILIES: r"parents|families|carers|guardians|whānau",
}
_CLASSES = r"\b(?:[PSFKY]\d{1,2}|(?:years?|yr|grades?|form|room|primary|secondary) ?\d{1,2})\b"
_OF_TEACHERS = r"\b(?:class(?:room)?|student|pupil support|learning) (?=teachers|assistants|staff)"
_LEADS = (
    r"\b(?:head ?teachers?|headmaster|headmistress|head(?! of)|deput(?:e|y)|(?:vice[- ])?principal(?! teacher)"
    r"|[da]ht|ht|tumuaki|rector|executive leader)\b"
)

_LEADS_LEARNING = (
    r"\b(?:principal teacher|P[DSC]?T|heads? of|faculty head|lead (?:teacher|practitioner)|senior (?:teacher|leader)"
    r"|(?:middle|team|phase|year|subject|curriculum) leader|co-?ordinator)\b"
)


def guess_group_sort(group: str) -> GroupSort | None:
    """Return whom the words of a group name, where they name one sort alone: "P4 to P7 teachers", "S2 class"."""
    text = re.sub(_OF_TEACHERS, "", group, flags=re.IGNORECASE)
    named = [sort for sort, words in _WORDS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)]
    if not named and re.search(_CLASSES, text, re.IGNORECASE):
        return GroupSort.LEARNERS
    return named[0] if len(named) == 1 else None


def is_leading_role(role: str) -> bool:
    """Say whether a role leads a school: a head, depute or principal; a head of a subject or year teaches."""
    return re.search(_LEADS, role, re.IGNORECASE) is not None


def is_learning_leader(role: str) -> bool:
    """Say whether a role leads the learning of others: a leading one, a principal teacher, a head of a subject or year.

    Whom such a person's groups are made of is another matter: a principal teacher's are pupils as often as not.
    """
    return is_leading_role(role) or re.search(_LEADS_LEARNING, role, re.IGNORECASE) is not None


def assume_group_sort(cycle: Cycle, role: str) -> GroupSort:
    """Return whom a group is made of where nobody says so: a leader's of teachers, any other of learners."""
    leads = any(fold(tag).partition("/")[0] == "leadership" for tag in cycle.tags) or is_leading_role(role)
    return GroupSort.TEACHERS if leads else GroupSort.LEARNERS


def resolve_group_sort(cycle: Cycle, role: str) -> GroupSort:
    """Return whom a cycle's group is made of, by the rule above; `role` is that of the journal's owner."""
    return cycle.group_of or guess_group_sort(cycle.group) or assume_group_sort(cycle, role)


def get_perspective(kind: EvidenceKind, sort: GroupSort) -> Perspective:
    """Return whose eyes evidence looks through: a survey of teachers through colleagues', of parents through families'.

    Kinds that name pupils are the learners' whatever the group.
    """
    if kind not in (EvidenceKind.ASSESSMENT, EvidenceKind.EXIT_CHECK, EvidenceKind.SURVEY, EvidenceKind.WELLBEING):
        return kind.perspective
    if sort in OF_ADULTS:
        return Perspective.COLLEAGUES
    return Perspective.FAMILIES if sort is GroupSort.FAMILIES else kind.perspective
