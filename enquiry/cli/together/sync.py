"""A sync at the command line: what others laid in the shared folder is taken in, and this machine's copy laid there."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

import typer
from msgspec.structs import replace

from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.errors import CannotRead, CannotWrite, ExitCode, JournalBusy, UsageMistake
from enquiry.store.backups.catalogue import locate_journal
from enquiry.store.disk.lock import hold_lock
from enquiry.store.disk.places import read_file
from enquiry.store.encoding.format import compute_file_mark, read_history_end, verify_file
from enquiry.store.encoding.rows import JournalContents, build_journal, decode_file, decode_step_ids, decode_steps
from enquiry.store.keys.locked import list_keys, require_key
from enquiry.store.sharing.folder import (
    CopyFault,
    LeftCopy,
    SharedCopy,
    choose_machine_name,
    find_writer,
    lay_copy,
    list_copies,
    list_names,
    list_stale_parts,
    name_copy,
    read_shared_copy,
    stamp_file,
)
from enquiry.store.sharing.memory import FileStamp, SyncRecord, locate_record, read_record, write_record
from enquiry.words import format_amount, join_words

if TYPE_CHECKING:
    from enquiry.answers.together import SyncAnswer
    from enquiry.insight.merging.told import MergeReport
    from enquiry.store.disk.batch import FileBatch
    from enquiry.store.forgetting.taken import TakenForgetting

CODES = {
    CopyFault.NEWER: ExitCode.DAMAGED,
    CopyFault.STRANGER: ExitCode.USAGE,
    CopyFault.INCOMPLETE: ExitCode.DONE,
    CopyFault.OPEN: ExitCode.DONE,
}
"""What a sync ends with where a copy was left; 1 for every other reason."""

_MANY = {"entry": "entries"}


class NewsCopy(NamedTuple):
    """A copy with steps that are not known here: what it holds, and how many these are.

    A step that several copies have counts with the fullest of them alone.
    """

    copy: SharedCopy
    contents: JournalContents
    unseen: int


class FolderNews(NamedTuple):
    """What the shared folder holds: copies with something new, stamps of those without, and those that are left.

    `ours` is what the journal held meanwhile, where it was looked at. `aside` are copies that were put aside,
    `parts` the names of files left half written, as far as this machine sees them for the first time.
    """

    found: tuple[NewsCopy, ...]
    known: dict[str, FileStamp]
    left: tuple[LeftCopy, ...]
    ours: JournalContents | None = None
    aside: tuple[SharedCopy, ...] = ()
    parts: tuple[str, ...] = ()


class SyncReport(NamedTuple):
    """What a sync did: copies taken in and what came of them, own steps handed over, copies left; the new record."""

    record: SyncRecord
    news: FolderNews
    told: "MergeReport | None"
    handed: int
    laid: bool


def load_record(session: Session) -> SyncRecord:
    """Return what this machine remembers of the shared folder. Raises UsageMistake where there is none."""
    if record := read_record(session.journal_file, session.places.state):
        return record
    hint = (
        "Name the folder that OneDrive, Dropbox, Syncthing, git or a stick carries, once on each: enquiry sync FOLDER"
    )
    raise UsageMistake("This machine shares the journal with no other yet.", hint)


def refuse_unusable(session: Session, place: Path) -> None:
    """Raise CannotRead for a folder that is not there now, and UsageMistake for one that the journal itself lies in."""
    if session.journal_file.is_relative_to(os.path.realpath(place)):
        hint = f"Move it out of there: enquiry config journal {session.places.data / 'journal.json'} --move"
        raise UsageMistake(f"The journal itself lies in {place}, where a synchroniser may write over it.", hint)
    if not place.is_dir():
        words = f"The shared folder {place} is not there now."
        raise CannotRead(words, "Plug it in, or start what brings it, then: enquiry sync")


@contextmanager
def hold_folder(session: Session) -> Iterator[None]:
    """Let no other window of this machine be at work in the shared folder for the block. Raises JournalBusy."""
    state = session.places.state
    try:
        with hold_lock(locate_record(session.journal_file, state), state, session.config.wait):
            yield
    except JournalBusy as fault:
        if "sync" not in fault.words:
            raise
        raise JournalBusy(
            "Another window is at work in the shared folder.", "Let it finish, then try again."
        ) from fault


def look_around(session: Session, record: SyncRecord, *, anyway: bool = False) -> FolderNews:
    """Return what the shared folder holds that is not known here. Only copies whose stamps have changed are read.

    This machine's own copy is looked at where it is not the one that was laid, or the journal went back behind it; all
    are where that is gone. With `anyway` a copy that has nothing in common is no stranger's. Raises CannotRead.
    """
    copies = list_copies(record.place, record.machine, names := list_names(record.place))
    own = record.place / name_copy(record.machine, locked=record.locked)
    journal = locate_journal(session.journal_path, session.places.state)
    data = read_file(journal)
    went_back = data is None or record.last.encode() not in data  # an earlier version lies in its place, or none
    if (stamp := stamp_file(own)) and (stamp != record.laid or went_back):
        copies.append(SharedCopy(record.machine, own, stamp))
    seen = {} if data is None else record.seen
    changed = [copy for copy in copies if copy.stamp is None or seen.get(copy.path.name) != copy.stamp]
    known = {copy.path.name: copy.stamp for copy in copies if copy.stamp and copy not in changed}
    stale = list_stale_parts(record.place, names)
    parts, known = tuple(sorted(stale.keys() - record.seen.keys())), known | stale
    if not changed:
        return FolderNews((), known, (), parts=parts)
    ours = _OwnSteps(None if data is None else decode_file(data, journal))
    found, left, whole = list[tuple[SharedCopy, JournalContents, set[str]]](), list[LeftCopy](), list[SharedCopy]()
    identities = list_keys(session.key_folder)
    for named in changed:
        read = read_shared_copy(named, identities, locked=record.locked, known=named.path.name in record.seen)
        if isinstance(read, LeftCopy):
            left.append(_tell_key_before(session, read))
        elif read is not None:
            steps, copy = decode_step_ids(read), find_writer(named, read)
            unseen = set(steps) - ours.ids
            if unseen and not anyway and ours.is_strange(read, steps):
                first = decode_steps(read)[0].at
                left.append(LeftCopy(copy, CopyFault.STRANGER, spell(first.date())))
                continue
            if unseen:
                found.append((copy, read, unseen))
            elif copy.stamp:
                known[copy.path.name] = copy.stamp
            whole.append(copy)
    news, counted = list[NewsCopy](), set[str]()
    for copy, contents, unseen in sorted(found, key=lambda one: len(one[2]), reverse=True):
        news.append(NewsCopy(copy, contents, len(unseen - counted)))
        counted |= unseen
    aside = tuple(copy for copy in whole if copy.aside and copy.path.name not in record.seen)
    return FolderNews(tuple(news), known, tuple(left), ours.contents, aside, parts)


def _tell_key_before(session: Session, left: LeftCopy) -> LeftCopy:
    """Return a copy that was left; its detail says so where a key locked it which this machine had before."""
    if left.fault is not CopyFault.OTHER_KEY:
        return left
    read = read_shared_copy(left.copy, list_keys(session.key_folder, earlier=True), locked=True, known=True)
    return left if isinstance(read, LeftCopy) else left._replace(detail="the key before")


class _OwnSteps:
    """The steps that are known here, and the records."""

    def __init__(self, contents: JournalContents | None) -> None:
        self.contents = contents
        self.ids = frozenset(decode_step_ids(self.contents) if self.contents else ())

    def is_strange(self, contents: JournalContents, steps: tuple[str, ...]) -> bool:
        """Say whether a journal shares neither a step nor a record with this one, which holds something."""
        if self.contents is None or not self.ids.isdisjoint(steps):
            return False
        tables = [
            (one.tables.cycles, one.tables.entries, one.tables.inbox, one.tables.beliefs)
            for one in (self.contents, contents)
        ]
        ours, theirs = ({row.id for table in one for row in table.values()} for one in tables)
        return bool(ours) and ours.isdisjoint(theirs)


def run_round(session: Session, record: SyncRecord, *, anyway: bool = False) -> SyncReport:
    """Take in what is new in the shared folder, lay this machine's copy there, and remember both.

    Where the journal is one with what was laid last, nothing is written. Raises as `refuse_unusable`, the reading and
    the writing do; whatever was done by then stays done, and the next round goes on from there.
    """
    refuse_unusable(session, record.place)
    with hold_folder(session):
        record = read_record(session.journal_file, session.places.state) or record
        news = look_around(session, record, anyway=anyway)
        told = _take_in(session, news) if news.found else None
        own = [one for one in news.found if one.copy.machine == record.machine and not one.copy.aside]
        named = [one for one in own if one.copy.stamp != record.laid]
        seen = news.known | {one.copy.path.name: one.copy.stamp for one in news.found if one.copy.stamp}
        if named:  # another machine took the same name while neither knew of the other
            others = [copy.machine for copy in list_copies(record.place) if not copy.aside] + [record.machine]
            record = replace(record, machine=choose_machine_name(record.machine, others), laid=None, handed="")
            session.say(f"Another machine is called {named[0].copy.machine} too; this one is {record.machine} now.")
        after, handed = _hand_over(session, record, sum(one.unseen for one in news.found))
        laid = after is not record
        seen |= {
            name: stamp for name, stamp in record.seen.items() if name in {one.copy.path.name for one in news.left}
        }
        after = replace(after, seen=seen, complained=after.complained if news.left else None)
        if after != record:
            with suppress(CannotWrite):  # then the next round looks at all once more, and loses nothing by it
                write_record(session.journal_file, session.places.state, after)
    return SyncReport(after, news, told, handed, laid)


def _take_in(session: Session, news: FolderNews) -> "MergeReport":
    """Take the copies with something new into the journal, and return what that did to it."""
    from enquiry.cli.privacy.notice import say_incoming_names
    from enquiry.insight.merging.told import describe_merge
    from enquiry.store.sharing.taking import take_in_copies

    def receipt(taken: "TakenForgetting", batch: "FileBatch") -> str:
        from enquiry.cli.forgetting.receipt import keep_taken_receipt  # only where something was forgotten

        return keep_taken_receipt(session, taken, batch)

    path, copies, stamp = session.journal_path, [one.contents for one in news.found], session.stamp()
    state, wait, limit = session.places.state, session.config.wait, session.backup_limit
    took = take_in_copies(
        path, copies, news.ours, state_folder=state, stamp=stamp, receipt=receipt, wait=wait, limit=limit
    )
    for words in took.said:
        session.say(words)
    say_incoming_names(session, took.before, took.after)
    return describe_merge(took.before, [build_journal(one) for one in copies], took.after)


def _hand_over(session: Session, record: SyncRecord, taken: int) -> tuple[SyncRecord, int]:
    """Lay this machine's copy where it is not the journal as it is; return the record, and how many own steps went.

    A journal that is damaged is never laid anywhere. Raises JournalDamaged, CannotWrite and NotInstalled.
    """
    journal = locate_journal(session.journal_path, session.places.state)
    data = read_file(journal)
    if data is None:
        return record, 0
    verify_file(data, journal)
    mark, own = compute_file_mark(data), record.place / name_copy(record.machine, locked=record.locked)
    identity = require_key(session.key_folder) if record.locked else None
    key = identity.mark if identity else ""
    if (mark, stamp_file(own), key) == (record.handed, record.laid, record.key):
        return record, 0
    stamp = lay_copy(record.place, record.machine, data, identity, session.places.state)
    steps, last = read_history_end(data)
    return replace(record, handed=mark, laid=stamp, key=key, steps=steps, last=last), max(
        0, steps - record.steps - taken
    )


def sync_once(session: Session, *, dry_run: bool = False) -> None:
    """Run a round and say what it did; with `dry_run` say what is new in the folder, and change nothing."""
    record = load_record(session)
    if dry_run:
        refuse_unusable(session, record.place)
        news = look_around(session, record)
        report = SyncReport(record, news, None, 0, laid=False)
    else:
        report = run_round(session, record)
    tell_report(session, report, dry_run=dry_run)


def tell_report(session: Session, report: SyncReport, *, dry_run: bool = False) -> None:
    """Say what a round did, answer where JSON is wanted, and end with the code of what was left."""
    for words in list_report_words(report, dry_run=dry_run):
        session.say(words)
    if session.json:
        session.answer(build_sync_answer(report, dry_run=dry_run))
    if code := max((CODES.get(one.fault, ExitCode.FAILED) for one in report.news.left), default=ExitCode.DONE):
        raise typer.Exit(code)


def list_report_words(report: SyncReport, *, dry_run: bool = False) -> Iterator[str]:
    """Yield what a round did, a sentence a line."""
    news = [one for one in report.news.found if one.unseen]
    found = [f"{format_amount(one.unseen, 'step')} of {one.copy.words}" for one in news]
    done = (
        [f"{'Would be taken' if dry_run else 'Taken'} in: {join_words(found)}{_count_taken(report.told)}."]
        if found
        else []
    )
    done += [f"Handed over: {format_amount(report.handed, 'step')}."] if report.handed else []
    if not done and report.laid and not report.news.left:
        done = [f"This machine's copy was laid in {report.record.place} once more."]
    if done:
        yield " ".join(done)
    elif not report.news.left:
        yield "Nothing new on either side."
    yield from _tell_taken(report)
    yield from map(describe_left_copy, report.news.left)
    if not dry_run:
        yield from list_put_aside_words(report.news)


def list_put_aside_words(news: FolderNews) -> Iterator[str]:
    """Yield what lies in the folder for nothing, a sentence a line, once what it held was taken in."""
    for one in news.aside:
        yield f"{one.path.name} seems to be {one.words}; all that it holds is here, and it can be deleted{one.doubt}."
    for name in news.parts:
        yield f"{name} was left half written in the folder by a stopped command; it can be deleted."


def _count_taken(told: "MergeReport | None") -> str:
    """Return how much of what was taken in a person sees, in brackets; nothing where that is nothing."""
    if told is None:
        return ""
    kinds = Counter(one.kind if one.kind in ("cycle", "note", "measure") else "entry" for one in told.came)
    kinds += Counter({"change": sum(bool(one.name) for one in told.changed), "removal": len(told.gone)})
    order = ("cycle", "entry", "note", "measure", "change", "removal")
    found = [format_amount(kinds[kind], kind, _MANY.get(kind, "")) for kind in order if kinds[kind]]
    return f" ({join_words(found)})" if found else ""


def _tell_taken(report: SyncReport) -> Iterator[str]:
    """Yield what a person must know of what was taken in: what has two texts, stays, or is called anew."""
    told, machines = report.told, join_words(list(dict.fromkeys(one.copy.machine for one in report.news.found)))
    if told and (told.clashes or told.kept or told.renamed):
        from enquiry.cli.together.merging import tell_merge

        yield from tell_merge(replace(told, came=(), changed=(), gone=()), machines, done=True)


_WORDS: dict[CopyFault, Callable[[LeftCopy], str]] = {
    CopyFault.INCOMPLETE: lambda one: f"has not arrived whole{one.copy.hour}; it is left for the next time.",
    CopyFault.NEWER: lambda one: f"is of format {one.detail}, which this program does not know; update it.",
    CopyFault.UNREADABLE: lambda _: "can't be read just now; it is left for the next time.",
    CopyFault.OPEN: lambda one: (
        "is not locked: the whole journal lies there for everybody to read, and anybody may have written it. It is "
        f"left. To take it in: enquiry merge {quote(str(one.copy.path))}; then delete it. Where a machine lays it "
        "anew, on that one: enquiry sync FOLDER"
    ),
    CopyFault.NO_KEY: lambda _: "is locked. To type the key in from its recovery sheet: enquiry keys enter",
    CopyFault.OTHER_KEY: lambda one: (
        "is locked with the key before this one. "
        + (
            f"To take it in: enquiry merge {quote(str(one.copy.path))}; then delete it."
            if one.copy.aside
            else f"On {one.copy.machine}: enquiry keys enter"
        )
        if one.detail
        else "is locked with another key. Where it was renewed there, type the new one in here: enquiry keys enter"
    ),
    CopyFault.FORGED: lambda _: "was not written by a machine that has your key; nothing of it is taken in.",
    CopyFault.STRANGER: lambda one: (
        f"is another journal (its first step is of {one.detail}). "
        f'To add what it holds: enquiry import "{one.copy.path}"'
    ),
}


def describe_left_copy(one: LeftCopy) -> str:
    """Return why a copy was left, and what to do, in a line."""
    whose = f"{one.copy.path.name}, {one.copy.words}," if one.copy.aside else f"{one.copy.machine}'s copy"
    return f"{whose} {_WORDS[one.fault](one)}"


def build_sync_answer(report: SyncReport, *, dry_run: bool = False) -> "SyncAnswer":
    """Return what a round did, for programs."""
    from enquiry.answers.answer import project
    from enquiry.answers.together import LeftCopyAnswer, SyncAnswer, TakenAnswer
    from enquiry.insight.merging.told import MergeReport

    told, found = report.told or MergeReport(), report.news.found
    unseen = [LeftCopyAnswer(one.copy.machine, one.fault.value, 0) for one in report.news.left]
    unseen += [LeftCopyAnswer(one.copy.machine, "not taken in yet", one.unseen) for one in found if dry_run]
    return project(
        SyncAnswer,
        told,
        machine=report.record.machine,
        taken=() if dry_run else tuple(TakenAnswer(one.copy.machine, one.unseen) for one in found),
        handed=report.handed,
        kept_against_removal=told.kept,
        unseen=tuple(unseen),
    )
