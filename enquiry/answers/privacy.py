"""What `privacy`, `pupils` and `about` answer to a program."""

from collections.abc import Sequence
from typing import Annotated

from enquiry.answers.answer import Answer
from enquiry.command_lines import format_command
from enquiry.insight.privacy.about import AboutPerson
from enquiry.insight.privacy.pupils import Pupil
from enquiry.insight.privacy.review import PlacedFind, describe_find


class FindAnswer(Answer, frozen=True):
    """What may tell of a person: where it stands, in which words, by which rule it was found, and what can be done.

    `place` names a cycle, an entry, a note, a draft or a file; it is empty for the journal itself. `codes` are those of
    whom it may mean. `sure` is false for a name that may be a word. `replacement` is what stands for it where names are
    replaced.
    """

    place: str
    field: str
    words: str
    told: str
    kind: str
    codes: tuple[str, ...]
    sure: bool
    replacement: str
    command: str


class FindsAnswer(Answer, frozen=True):
    """Every find."""

    finds: tuple[FindAnswer, ...]


class AllowedAnswer(Answer, frozen=True):
    """The words of which nothing is said."""

    allowed: tuple[str, ...]


class PupilsAnswer(Answer, frozen=True):
    """Who is registered, each by code and name."""

    pupils: Annotated[tuple[Pupil, ...], ""]


class AboutAnswer(Answer, frozen=True):
    """Every place that speaks of a person: texts of the journal, of its history, of notes, drafts and backups."""

    person: Annotated[AboutPerson, ""]


def describe_finds(found: Sequence[PlacedFind]) -> FindsAnswer:
    """Return the answer of `privacy`."""
    return FindsAnswer(
        tuple(
            FindAnswer(
                one.of,
                one.field,
                one.words,
                describe_find(one),
                one.find.number.name.lower() if one.find.number else one.find.kind.value,
                one.find.codes,
                one.find.sure,
                one.find.replacement,
                format_command(one.act) if one.act else "",
            )
            for one in found
        )
    )
