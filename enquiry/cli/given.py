"""What a command is given beside its parameters: the options that narrow, and what an interview hands over.

Both lie on the session, where the command finds them whoever put them there.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from enquiry.model.choices import EntryKind
    from enquiry.model.entry import AnswerPart


class InterviewResult(NamedTuple):
    """What an interview hands to the command that saves: the parts of the text, and the id promised to the record."""

    parts: "tuple[AnswerPart, ...]" = ()
    id: str = ""


class Filters(NamedTuple):
    """The options that narrow what a command looks at, as they were typed; true where any was given.

    Of several tags all must be borne; of another option that was repeated any value fits. Different options narrow
    together.
    """

    tags: Sequence[str] = ()
    kinds: "Sequence[EntryKind]" = ()
    cycles: Sequence[str] = ()
    years: Sequence[str] = ()
    terms: Sequence[str] = ()
    since: str | None = None
    until: str | None = None

    def __bool__(self) -> bool:
        return bool(self.tags or self.kinds or self.cycles or self.has_time)

    @property
    def has_time(self) -> bool:
        """Whether a time was named by any of the options."""
        return bool(self.years or self.terms) or self.since is not None or self.until is not None
