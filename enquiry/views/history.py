"""The journal's past drawn: every step in words, the versions of a record, what changes, and the backups.

Of a text that changed the words that went stand in `[-…-]` and those that came in `{+…+}`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell_short
from enquiry.insight.history.changes import ChangeKind, FieldChange, RecordChange
from enquiry.insight.history.versions import History, VersionChange, VersionHistory
from enquiry.insight.history.word_diff import DiffPiece, diff_words, shorten_pieces
from enquiry.model.backup import Backup
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_grid, draw_text, format_field_lines, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, join_words

# --- What changes, record by record.

MAX_DRAWN = 12
"""Records drawn one by one; more are counted."""

SHORT_VALUE = 24
"""Characters up to which a value is set beside the other whole, not compared word by word."""


class ChangeTense(NamedTuple):
    """The words for changes at one time: what becomes of a record, and a field's value before and after."""

    verbs: Mapping[ChangeKind, str]
    before: str
    after: str


def _build_tense(auxiliary: str) -> ChangeTense:
    verbs = {ChangeKind.ADDED: "come", ChangeKind.GONE: "go", ChangeKind.CHANGED: "change"}
    return ChangeTense({kind: f"{auxiliary} {verb}" for kind, verb in verbs.items()}, "is", f"{auxiliary} be")


DONE = ChangeTense({kind: kind.value for kind in ChangeKind}, "was", "now")
TO_COME, ON_TRIAL = _build_tense("will"), _build_tense("would")
"""What is about to be written, and what would be if it were."""

_PIECE_STYLES = {"same": "none", "gone": "attention", "new": "accent"}


def draw_change_list(
    found: Sequence[RecordChange], look: RenderOptions, tense: ChangeTense = TO_COME, most: int = MAX_DRAWN
) -> RenderableType:
    """Draw what becomes of each of the first `most` records, and count the others."""
    drawing = [part for one in found[:most] for part in _draw_record_change(one, look, tense)]
    counts = list[str]()
    for what in ChangeKind:
        kinds = Counter(one.kind for one in found[most:] if one.what is what)
        nouns = {"evidence": ("piece of evidence", "pieces of evidence")}
        if kinds:
            told = [format_count(number, *nouns.get(kind, (kind, f"{kind}s"))) for kind, number in kinds.items()]
            counts.append(f"{join_words(told)} {tense.verbs[what]}")
    if counts:
        drawing.append(Text(f"{look.marks.ellipsis} and {'; '.join(counts)}", "quiet"))
    return Group(*drawing)


def _draw_record_change(one: RecordChange, look: RenderOptions, tense: ChangeTense) -> list[RenderableType]:
    head = Text.assemble(draw_text(one.title, "strong"), f" {tense.verbs[one.what]}")
    if one.what is ChangeKind.CHANGED:
        return [head, *(Padding(draw_labelled_change(field, look, tense), (0, 0, 0, 4)) for field in one.fields)]
    fields = {field.name: field.before or field.after for field in one.fields}
    own = next((fields[name] for name in ("question", "belief", "text", "name") if name in fields), "")
    line = " ".join(own.split())
    short = line if len(line) <= 200 else f"{line[:199].rstrip()}{look.marks.ellipsis}"
    if not line:
        return [head]
    if head.cell_len > look.width * 2 // 3:
        return [head, Padding(draw_text(short), (0, 0, 0, 4))]
    return [HangingIndent(Text.assemble(head, ": "), draw_text(short))]


def draw_labelled_change(
    field: FieldChange, look: RenderOptions, tense: ChangeTense = DONE, *, whole: bool = False
) -> HangingIndent:
    """Draw what became of a field, beside the field's name."""
    return HangingIndent(Text(f"{field.name}  ", "quiet"), draw_field_change(field, look, tense, whole=whole))


def draw_field_change(
    field: FieldChange, look: RenderOptions, tense: ChangeTense = DONE, *, whole: bool = False
) -> Text:
    """Return what became of a field: short values side by side, longer ones compared word by word.

    With `whole` nothing is left out of what stayed.
    """
    before, after = f"{tense.before} {field.before}", f"{tense.after} {field.after or 'nothing'}"
    if not field.before:
        return draw_text(after)
    if not field.after or max(len(field.before), len(field.after)) <= SHORT_VALUE:
        return draw_text(f"{before}; {after}")
    pieces = diff_words(field.before, field.after)
    return draw_text_diff(pieces if whole else shorten_pieces(pieces, look.marks.ellipsis))


def draw_text_diff(pieces: Iterable[DiffPiece]) -> Text:
    """Return the pieces of a compared text as one, with marks that tell them apart without colour."""
    return Text().join(draw_text(piece.marked, _PIECE_STYLES[piece.what]) for piece in pieces)


def format_change_list_lines(found: Sequence[RecordChange], tense: ChangeTense = TO_COME) -> Iterator[str]:
    """Yield the same as plain lines, every record and field of it."""
    for one in found:
        yield f"{tense.verbs[one.what]}: {flatten_text(one.title)}"
        for field in one.fields:
            yield from format_field_change_lines(field, tense)
        yield ""


def format_field_change_lines(field: FieldChange, tense: ChangeTense = DONE) -> Iterator[str]:
    """Return a field as plain lines, before and after, where it said something."""
    after = field.name if tense is DONE else f"{field.name} {tense.after}"
    return format_fields((f"{field.name} {tense.before}", field.before), (after, field.after))


# --- The steps.


def draw_history(history: History, look: RenderOptions) -> RenderableType:
    """Draw the steps with their numbers and moments; those that were undone are marked so, and stand back."""
    parts, rows = list[RenderableType](), list[tuple[Text, Text, Text]]()
    for told in history.steps:
        words = draw_text(flatten_text(told.step.did), "quiet" if told.undone else "")
        words.append(f" {look.marks.dot} now {join_words(told.now)}" if told.now else "", "quiet")
        words.append(f" {look.marks.dot} undone" if told.undone else "", "quiet")
        if machine := history.name_machine(told.step):
            named = machine if machine in history.machines.values() else machine[:4]
            words.append(f" {look.marks.dot} on {named}", "quiet")
        number = Text(str(told.step.number), "quiet" if told.undone and not look.narrow else "strong")
        moment = Text(format_moment(told.step.at), "quiet")
        if look.narrow:
            parts += [Text.assemble(number, "  ", moment), HangingIndent(Text("    "), words)]
        else:
            rows.append((number, moment, words))
    parts += [draw_grid(rows, "right keep fold")] if rows else []
    if history.earlier:
        parts.append(Text(f"{look.marks.ellipsis} and {history.earlier:,} earlier", "quiet"))
    return Group(*parts)


def format_moment(moment: datetime) -> str:
    """Return a moment in few characters, to the minute."""
    return f"{spell_short(moment.date(), year=True)}, {moment:%H:%M}"


def format_history_lines(history: History) -> Iterator[str]:
    """Yield the same as plain lines."""
    for told in history.steps:
        step, machine = told.step, history.name_machine(told.step)
        known = machine in history.machines.values()
        when = step.at.isoformat(timespec="minutes")
        now = join_words(told.now) or None
        yield from format_field_lines(("step", step.number), ("when", when), ("did", step.did), ("now", now))
        where = ("machine" if known else "device", machine or None)
        yield from format_field_lines(("undone", "yes" if told.undone else None), where)
        yield ""
    if history.earlier:
        yield f"earlier: {history.earlier}"


# --- Every version that a record has had: when, by which step, and what became of its words.


def draw_versions(versions: VersionHistory, look: RenderOptions) -> RenderableType:
    """Draw the first version whole, and of each later one what differs from the one before."""
    dot, parts = look.marks.dot, list[RenderableType]()
    count = format_count(len(versions.changes), "version")
    parts.append(Text.assemble(draw_text(versions.name, "strong"), (f" {dot} {count}", "quiet")))
    for place, change in enumerate(versions.changes, 1):
        told = "before the history begins"
        if step := change.step:
            told = f"{format_moment(step.at)} {dot} step {step.number}, {flatten_text(step.did)}"
        parts += ["", HangingIndent(Text(f"{place}  ", "strong"), draw_text(told, "quiet"))]
        parts += [Padding(part, (0, 0, 0, 4)) for part in _draw_version(change, look)]
    return Group(*parts)


def _draw_version(change: VersionChange, look: RenderOptions) -> Iterator[RenderableType]:
    if change.what is ChangeKind.GONE or change.again:
        yield Text("in sight again" if change.again else "out of sight")
    for field in change.fields:
        own_words = field.name in ("text", "question")
        if change.what is ChangeKind.ADDED:
            words = draw_text(field.after)
            yield words if own_words else HangingIndent(Text(f"{field.name}  ", "quiet"), words)
        elif own_words:
            yield draw_field_change(field, look, whole=True)
        else:
            yield draw_labelled_change(field, look, whole=True)


def format_versions_lines(versions: VersionHistory) -> Iterator[str]:
    """Yield the same as plain lines: of each version the fields that changed, as they were and as they became."""
    yield f"thing: {flatten_text(versions.name)}"
    for place, change in enumerate(versions.changes, 1):
        yield from ("", f"version: {place}")
        if step := change.step:
            when = step.at.isoformat(timespec="minutes")
            yield from format_field_lines(("when", when), ("step", step.number), ("did", step.did))
        if change.what is ChangeKind.GONE or change.again:
            yield f"in sight: {'no' if change.what is ChangeKind.GONE else 'yes'}"
        for field in change.fields:
            yield from format_field_change_lines(field)


# --- The backups.

TABLE_WIDTH = 78
"""Columns that the table needs."""


class BackupList(NamedTuple):
    """The backups of a journal, the newest first, and the mark by which the journal as it is stands among them."""

    backups: Sequence[Backup]
    present: str = ""


def draw_backup_list(shelf: BackupList, look: RenderOptions) -> RenderableType:
    """Draw the backups with their names, the newest first."""
    parts, rows = list[RenderableType](), list[tuple[RenderableType, ...]]()
    for backup in shelf.backups:
        present = backup.mark == shelf.present
        mark = look.marks.current if present else ""
        step = "as it is now" if present else f"step {backup.step}" if backup.format else "set aside"
        moment, size = format_moment(backup.at), format_size(backup.size)
        if look.width < TABLE_WIDTH:
            parts.append(Text.assemble((mark.ljust(2), "accent"), (backup.name, "strong"), f"  {moment}"))
            parts.append(HangingIndent(Text("    "), Text(f"{backup.holds}, {size}, {step}", "quiet")))
        else:
            name, holds = Text(backup.name, "strong"), draw_text(backup.holds)
            rows.append((Text(mark, "accent"), name, moment, holds, Text(size, "quiet"), Text(step, "quiet")))
    return draw_grid(rows, "keep right keep keep right keep") if rows else Group(*parts)


def format_size(size: int) -> str:
    """Return a number of bytes in words: "512 bytes", "96 kB", "7.7 MB"."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"


def format_backup_list_lines(shelf: BackupList) -> Iterator[str]:
    """Yield the same as plain lines."""
    for backup in shelf.backups:
        yield from (f"backup: {backup.name}", f"written: {backup.at.isoformat(timespec='minutes')}")
        yield f"holds: {backup.holds}"
        present = "yes" if backup.mark == shelf.present else None
        step = backup.step if backup.format else None
        yield from format_field_lines(("step", step), ("size", format_size(backup.size)), ("present", present))
        yield ""
