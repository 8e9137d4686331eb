"""Acts: what a person could do next, as values. `command_lines` has the command line of each.

`model`, `query` and `insight` suggest acts and never word a command; views, documents, answers and the command line do.
"""

from enum import StrEnum, auto
from typing import NamedTuple


class ActKind(StrEnum):
    """Everything that is ever suggested. The comment of a group says which fields of an `Act` it reads."""

    # cycle, words: entries of a cycle, or of the current one where no cycle is named
    LOG_EVIDENCE = auto()
    LOG_BASELINE = auto()
    LOG_FOLLOW_UP = auto()
    LOG_CONTRADICTION = auto()
    LOG_ACTION = auto()
    LOG_READING = auto()
    REFLECT = auto()
    # the same with a value: a kind of evidence, a tag, a measure's name, a decision
    LOG_KIND = auto()
    REFLECT_UNDER_TAG = auto()
    LOG_VALUE = auto()
    LOG_FIRST_VALUE = auto()
    LOG_BASELINE_VALUE = auto()
    REVIEW = auto()
    REVIEW_DECIDING = auto()
    # cycle: its fields, its views, its state
    SET_GROUP = auto()
    SET_HUNCH = auto()
    SET_SUCCESS = auto()
    SET_STANDARD = auto()
    GROW_CYCLE = auto()
    SHOW_PULSE = auto()
    SHOW_TIMELINE = auto()
    USE_CYCLE = auto()
    # item (a cycle, an entry or a note by its name)
    SHOW_ITEM = auto()
    REOPEN_ITEM = auto()
    SET_DONE = auto()
    # item (a draft, a list of standards, a file by its path), or value (a tag, how many steps)
    RESUME_DRAFT = auto()
    DISCARD_DRAFT = auto()
    SHOW_STANDARDS = auto()
    DIAGNOSE_FILE = auto()
    PREVIEW_RESTORE = auto()
    PREVIEW_IMPORT = auto()
    SEARCH_TAG = auto()
    UNDO_STEPS = auto()
    REDO_STEPS = auto()
    # nothing
    START_JOURNAL = auto()
    ASK_QUESTION = auto()
    NOTE = auto()
    FILE_NOTES = auto()
    LIST_CYCLES = auto()
    LIST_ALL_CYCLES = auto()
    LIST_DRAFTS = auto()
    LIST_MEASURES = auto()
    LIST_TAGS = auto()
    SAVE_QUERY = auto()
    SHOW_HISTORY = auto()
    UNDO = auto()
    REOPEN = auto()
    SHOW_BACKUPS = auto()
    COPY_BACKUP = auto()
    FIX = auto()
    SHOW_STATUS = auto()
    REPORT = auto()


class Act(NamedTuple):
    """One act: what is done, to which cycle or item, and with which value.

    `cycle` is a number that a person knows. `words` says that words of the person's own are to be given with it.
    """

    what: ActKind
    cycle: int | None = None
    item: str = ""
    value: str = ""
    words: bool = False


class Hint(NamedTuple):
    """What to do, in words around one or two acts: each `{}` stands for an act's command line."""

    words: str
    act: Act
    then: Act | None = None


class NextAct(NamedTuple):
    """The smallest useful next act: why or how in a sentence, and the act."""

    words: str
    act: Act
