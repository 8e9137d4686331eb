"""The command line of each act, as it can be pasted. What a hint or a view suggests is worded here and nowhere else."""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from enquiry.acts import Act, ActKind, Hint

COMMAND_LINES = {
    ActKind.LOG_EVIDENCE: "enquiry evidence{on}{words}",
    ActKind.LOG_BASELINE: "enquiry evidence{on} --stage baseline{words}",
    ActKind.LOG_FOLLOW_UP: "enquiry evidence{on} --stage follow-up{words}",
    ActKind.LOG_CONTRADICTION: "enquiry evidence{on} --direction contradicts{words}",
    ActKind.LOG_ACTION: "enquiry act{on}{words}",
    ActKind.LOG_READING: "enquiry read{on}{words}",
    ActKind.REFLECT: "enquiry reflect{on}{words}",
    ActKind.ASK: "enquiry ask{on}{words}",
    ActKind.LOG_KIND: "enquiry evidence{on} --kind {value}",
    ActKind.REFLECT_UNDER_TAG: "enquiry reflect{on}{words} -t {value}",
    ActKind.REFLECT_BY: "enquiry reflect{on} --prompts {value}",
    ActKind.LOG_VALUE: 'enquiry evidence{on} "…" --measure "name=5 of 24"',
    ActKind.LOG_FIRST_VALUE: 'enquiry evidence …{on} --measure "{value}=…"',
    ActKind.LOG_BASELINE_VALUE: 'enquiry evidence{on} "…" --stage baseline --measure "name=5 of 24"',
    ActKind.COMPARE_MEASURE: 'enquiry measures compare "{value}"{on}',
    ActKind.REVIEW: "enquiry review{on}",
    ActKind.REVIEW_DECIDING: "enquiry review{on} --decision {value}",
    ActKind.SET_GROUP: 'enquiry edit {cycle} --group "…"',
    ActKind.SET_HUNCH: 'enquiry edit {cycle} --hunch "…"',
    ActKind.SET_SUCCESS: 'enquiry edit {cycle} --success "…"',
    ActKind.SET_STANDARD: 'enquiry edit {cycle} --standard "…"',
    ActKind.GROW_CYCLE: 'enquiry start --grew-from {cycle} "…"',
    ActKind.SHOW_PULSE: "enquiry pulse {cycle}",
    ActKind.SHOW_WHOLE_PULSE: "enquiry pulse {cycle} --all",
    ActKind.SHOW_TIMELINE: "enquiry timeline {cycle}",
    ActKind.SHOW_LEADING: "enquiry pulse --leading {cycle}",
    ActKind.USE_CYCLE: "enquiry use {cycle}",
    ActKind.SHOW_ITEM: "enquiry show {item}",
    ActKind.TRACE: "enquiry trace {item}",
    ActKind.REOPEN_ITEM: "enquiry reopen {item}",
    ActKind.SET_DONE: "enquiry edit {item} --done N",
    ActKind.SET_INSTEAD: 'enquiry edit {item} --instead "…"',
    ActKind.SETTLE_PLAN: "enquiry edit {item} --plan done",
    ActKind.SETTLE_DELETION: "enquiry edit {item} --clear delete-by",
    ActKind.SETTLE: "enquiry settle {item}",
    ActKind.ANSWER: "enquiry answer {item}",
    ActKind.WITHDRAW_GIFT: "enquiry gifts withdraw {item}",
    ActKind.RESUME_DRAFT: "enquiry drafts resume {item}",
    ActKind.DISCARD_DRAFT: "enquiry drafts discard {item}",
    ActKind.SHOW_STANDARDS: "enquiry standards {item}",
    ActKind.DIAGNOSE_FILE: 'enquiry doctor --journal "{item}"',
    ActKind.PREVIEW_RESTORE: 'enquiry restore "{item}" --dry-run',
    ActKind.MERGE_FILE: 'enquiry merge "{item}"',
    ActKind.SEARCH_TAG: "enquiry search --tag {value}",
    ActKind.UNDO_STEPS: "enquiry undo {value}",
    ActKind.REDO_STEPS: "enquiry redo {value}",
    ActKind.REPLACE_NAME: "enquiry privacy --replace {value}",
    ActKind.ALLOW_WORD: "enquiry privacy --allow {value}",
    ActKind.START_JOURNAL: 'enquiry start "your question"',
    ActKind.ASK_QUESTION: 'enquiry start "What happens when …?"',
    ActKind.NOTE: 'enquiry note "…"',
    ActKind.FILE_NOTES: "enquiry file",
    ActKind.LIST_CYCLES: "enquiry list",
    ActKind.LIST_ALL_CYCLES: "enquiry list --all",
    ActKind.LIST_DRAFTS: "enquiry drafts",
    ActKind.LIST_MEASURES: "enquiry measures",
    ActKind.LIST_TAGS: "enquiry tags",
    ActKind.LIST_BELIEFS: "enquiry beliefs",
    ActKind.SAVE_QUERY: 'enquiry search --save NAME "…"',
    ActKind.REMIND: "enquiry remind",
    ActKind.SHOW_HISTORY: "enquiry history",
    ActKind.UNDO: "enquiry undo",
    ActKind.REOPEN: "enquiry reopen",
    ActKind.SHOW_BACKUPS: "enquiry restore",
    ActKind.ACCEPT_COPY: "enquiry restore --accept-copy",
    ActKind.COPY_BACKUP: "enquiry backup -o FILE",
    ActKind.FIX: "enquiry doctor --fix",
    ActKind.SHOW_STATUS: "enquiry status",
    ActKind.REPORT: "enquiry doctor --report",
    ActKind.CHECK_JOURNAL: "enquiry doctor",
    ActKind.TIDY: "enquiry tidy",
    ActKind.GROUP_NOTES: "enquiry file --together",
    ActKind.MERGE: "enquiry merge",
    ActKind.SETTLE_ALL: "enquiry settle",
    ActKind.SYNC: "enquiry sync",
    ActKind.SHOW_KEY: "enquiry keys",
    ActKind.ENTER_KEY: "enquiry keys enter",
}
"""Each act's command line. `{on}` names its cycle where it has one; `{words}` stands for words to be given."""

_QUOTED = (ActKind.SEARCH_TAG, ActKind.REPLACE_NAME, ActKind.ALLOW_WORD)
"""The acts whose value is a person's own words, which a shell may read in another way."""

_JOURNAL = ContextVar("_JOURNAL", default="")

EXAMPLE_CYCLE = "CYCLE"
"""What stands for a cycle where a command needs one and none is meant: a number might be that of another."""


@contextmanager
def name_journal(called: str) -> Iterator[None]:
    """Let the command lines of a block go to the journal that was called for by this name; by none to the usual one."""
    token = _JOURNAL.set(called)
    try:
        yield
    finally:
        _JOURNAL.reset(token)


def aim_command(line: str) -> str:
    """Return a command line as it goes to the journal that was called for."""
    called = _JOURNAL.get()
    return line.replace("enquiry", f"enquiry -j {shlex.quote(called)}", 1) if called else line


def format_command(act: Act) -> str:
    """Return the command line that does an act: 'enquiry review -c 4'. What a person has to fill in is `…`."""
    line = COMMAND_LINES[act.what]
    return (line if act.what is ActKind.DIAGNOSE_FILE else aim_command(line)).format(  # which names a file itself
        on="" if act.cycle is None else f" -c {act.cycle}",
        cycle=EXAMPLE_CYCLE if act.cycle is None else act.cycle,
        item=act.item,
        value=f'"{act.value}"' if act.what in _QUOTED and re.search(r"[^\w.+-]", act.value) else act.value,
        words=' "…"' if act.words else "",
    )


def format_hint(hint: str | Hint) -> str:
    """Return a hint in words, with the command line of each act in it."""
    if isinstance(hint, str):
        return hint
    return hint.words.format(*(format_command(act) for act in (hint.act, hint.then) if act))
