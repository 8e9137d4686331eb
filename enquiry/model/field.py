"""What an optional field is: how what is typed for it is read, of what kinds of thing it is, and where it stands."""

from enum import Enum
from typing import NamedTuple

from enquiry.model.choices import EntryKind

MOST = 1_000_000
"""The most that is counted of anything: more is a slip of the finger."""


FieldType = Enum(
    "FieldType",
    "TEXT NUMBER DECIMAL FLAG CHOICE DAY PAST_DAY END_DAY NEXT_DAY DOI CYCLE ENTRY TAGS STANDARDS SIGNS "
    "MEASURES OF_MEASURE LINKS TARGETS AMOUNT REASONS SUPPORTS PRIORITY TRIED",
)
"""How what is typed for a field is read.

In DAY, and in PAST_DAY, which may be unsaid, a bare weekday is the latest one; in END_DAY the next one, though the day
may be past; NEXT_DAY must lie ahead. SIGNS are success signs, TARGETS what a measure is to reach; OF_MEASURE says
something of a value; an AMOUNT may have decimals. A FLAG is set or, by its option with `no-` before it, taken away.
REASONS are entries or words, SUPPORTS entries with a line each. A PRIORITY is one of the journal's; TRIED says how what
readings claim turned out.
"""

_T = FieldType
_SEVERAL = {
    *(_T.TAGS, _T.STANDARDS, _T.SIGNS, _T.MEASURES, _T.LINKS, _T.TARGETS),
    *(_T.REASONS, _T.SUPPORTS, _T.TRIED),
}
_NONE_WHERE_UNSAID = {_T.NUMBER, _T.AMOUNT, _T.PAST_DAY, _T.END_DAY, _T.NEXT_DAY, _T.CHOICE}

CYCLE, INBOX, QUESTION, BELIEF = "cycle", "inbox", "question", "belief"
READING, ACTION, EVIDENCE, REFLECTION, REVIEW, NOTE, ASK = (kind.value for kind in EntryKind)
RECORDS = (READING, ACTION, EVIDENCE, REFLECTION, REVIEW, NOTE, ASK, CYCLE, INBOX)
COMMAND_KINDS = {
    "start": CYCLE,
    "read": READING,
    "act": ACTION,
    "evidence": EVIDENCE,
    "reflect": REFLECTION,
    "note": INBOX,
    "ask": ASK,
    "refine": QUESTION,
    "review": REVIEW,
    "believe": BELIEF,
}
"""What each writing command makes: a kind of entry, a cycle, a note, a version of a question, or a belief."""

PROMPTED_COMMANDS = tuple(command for command in COMMAND_KINDS if command != "review")
"""The commands that ask by a set of prompts; a review asks its own questions."""


class Field(NamedTuple):
    """One optional field. `name` is its option's parameter, by which prompts and drafts know it too.

    `reads` is its type, or for a choice the choices there are. Each only where it is not the name: `flag` is the option
    without its dashes, `attribute` the field of the class, `label` what `show` and `history` call it, `noun` what
    messages call it, `sheet` what the editor's sheet calls it. `places` are those where it stands beside the options:
    `prompt` for a prompt that may fill it, `new` and `edit` for a line, even an empty one, on the sheet of a writing
    command and of `edit`; for what is not `initial` only `edit` has an option; `first` says that the line precedes the
    others there. `low` and `high` limit a number, a `long` text may run over several lines, and a choice that is
    `always` made can't be cleared.
    """

    name: str
    reads: FieldType | type[Enum]
    kinds: tuple[str, ...]
    help: str
    metavar: str = ""
    low: int = 0
    high: int = MOST
    flag: str = ""
    short: str = ""
    attribute: str = ""
    label: str = ""
    noun: str = ""
    sheet: str = ""
    places: str = "prompt new edit"
    editable: bool = True
    initial: bool = True
    always: bool = False
    long: bool = False
    first: bool = False

    @property
    def type(self) -> FieldType:
        """How what is typed for it is read."""
        return self.reads if isinstance(self.reads, FieldType) else FieldType.CHOICE

    @property
    def choices(self) -> tuple[str, ...]:
        """The words there are to choose from; none where it is no choice."""
        return tuple(str(one.value) for one in self.reads) if isinstance(self.reads, type) else ()

    @property
    def option(self) -> str:
        """The option without its dashes."""
        return self.flag or self.name.replace("_", "-")

    @property
    def sheet_name(self) -> str:
        """The name on the editor's sheet."""
        return self.sheet or self.option

    @property
    def target(self) -> str:
        """The field of the class that holds it."""
        return self.attribute or self.name

    @property
    def several(self) -> bool:
        """Whether its option may be repeated: the field holds several values."""
        return self.type in _SEVERAL

    @property
    def clearable(self) -> bool:
        """Whether it is None where nothing is said, so that `--clear` can take away what was."""
        return self.type in _NONE_WHERE_UNSAID and not self.always
