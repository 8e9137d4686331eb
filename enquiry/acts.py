"""Acts: what a person could do next, as values. `command_lines` has the command line of each.

`model`, `query` and `insight` suggest acts and never word a command; views, documents, answers and the command line do.
"""

from enum import StrEnum
from typing import NamedTuple

ActKind = StrEnum(
    "ActKind",
    # cycle, words: entries of a cycle, or of the current one where no cycle is named
    "LOG_EVIDENCE LOG_BASELINE LOG_FOLLOW_UP LOG_CONTRADICTION LOG_ACTION LOG_READING REFLECT ASK "
    # the same with a value: a kind of evidence, a tag, a set of prompts, a measure's name, a decision
    "LOG_KIND REFLECT_UNDER_TAG REFLECT_BY LOG_VALUE LOG_FIRST_VALUE LOG_BASELINE_VALUE COMPARE_MEASURE "
    "REVIEW REVIEW_DECIDING "
    # cycle: its fields, its views, its state
    "SET_GROUP SET_HUNCH SET_SUCCESS SET_STANDARD GROW_CYCLE SHOW_PULSE SHOW_WHOLE_PULSE SHOW_TIMELINE "
    "SHOW_LEADING USE_CYCLE "
    # item (a cycle, an entry, a note or a belief by its name; a gift)
    "SHOW_ITEM TRACE REOPEN_ITEM SET_DONE SET_INSTEAD SETTLE_PLAN SETTLE_DELETION SETTLE ANSWER WITHDRAW_GIFT "
    # item (a draft, a list of standards, a file by its path), or value (a tag, how many steps, a name)
    "RESUME_DRAFT DISCARD_DRAFT SHOW_STANDARDS DIAGNOSE_FILE PREVIEW_RESTORE MERGE_FILE "
    "SEARCH_TAG UNDO_STEPS REDO_STEPS REPLACE_NAME ALLOW_WORD "
    # nothing
    "START_JOURNAL ASK_QUESTION NOTE FILE_NOTES LIST_CYCLES LIST_ALL_CYCLES LIST_DRAFTS LIST_MEASURES LIST_TAGS "
    "LIST_BELIEFS SAVE_QUERY REMIND SHOW_HISTORY UNDO REOPEN SHOW_BACKUPS ACCEPT_COPY COPY_BACKUP FIX SHOW_STATUS "
    "REPORT CHECK_JOURNAL TIDY GROUP_NOTES MERGE SETTLE_ALL SYNC SHOW_KEY ENTER_KEY",
)
"""Everything that is ever suggested. The comment of a group says which fields of an `Act` it reads."""


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
