"""Merging at the command line: which copies there are, what taking them in does, and taking them in."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from enquiry.acts import Act, ActKind
from enquiry.cli.session import Session
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_moment
from enquiry.errors import CannotRead, ExitCode, JournalDamaged, JournalNewer, NotFound, UsageMistake
from enquiry.model.fields import get_label
from enquiry.unsafe_chars import show_on_one_line
from enquiry.words import choose_form, join_words

if TYPE_CHECKING:
    from enquiry.insight.merging.told import Clash, MergeReport
    from enquiry.store.merging import FoundCopy, MergeOutcome
    from enquiry.store.sync_copies import SiblingFile

MOST_NAMED = 12
"""Things named one by one in a sentence; more are counted."""


class UnseenCopy(NamedTuple):
    """A copy that could not be taken in, why not, and the code that the command ends with because of it."""

    file: str
    why: str
    code: ExitCode = ExitCode.DONE


class CopySearch(NamedTuple):
    """The copies that were named or found, which of them lie beside the journal, and those that can't be taken in."""

    copies: "tuple[FoundCopy, ...]"
    beside: frozenset[Path]
    unseen: tuple[UnseenCopy, ...]

    @property
    def called(self) -> str:
        """What the copies are called together."""
        names = [f"“{show_on_one_line(one.path.name)}”" for one in self.copies]
        return join_words(names) if len(names) < 3 else f"the {len(names)} copies"


def load_own_copy(session: Session) -> "FoundCopy":
    """Return the journal with its history. Raises as `load_journal` does."""
    from enquiry.store.merging import read_found_copy

    found = read_found_copy(session.journal_path, session.places.state)
    if found is None:
        session.load_journal()
        raise NotFound("The journal is not there any more.")
    session.held.append(found)
    return found


def find_copies(session: Session, own: "FoundCopy", named: Sequence[str], *, anyway: bool) -> CopySearch:
    """Return the copies that are named, or without names those that lie beside the journal.

    Raises NotFound for a file that is not there, and UsageMistake for one that is no journal, or, but for `anyway`,
    another one.
    """
    from enquiry.store.merging import FoundCopy, is_of_journal, read_found_copy

    siblings = list_siblings(session)
    beside = [one.path for one in siblings if one.kind == "copy" and not one.path.is_dir()]
    away = [one.path.name for one in siblings if one.kind == "not downloaded" and not named]
    copies = list[FoundCopy]()
    unseen = [UnseenCopy(name, f"“{show_on_one_line(name)}” is not on this machine yet; it is left.") for name in away]
    for path in [find_named_file(session, one) for one in named] or beside:
        try:
            found = read_found_copy(path, None, session.key_folder, own)
        except JournalNewer as fault:
            unseen.append(UnseenCopy(path.name, f"{fault.words} Update this program to take it in.", ExitCode.DAMAGED))
            continue
        except CannotRead as fault:
            if named:
                raise
            unseen.append(UnseenCopy(path.name, f"{fault.words} It is left for the next time.", ExitCode.FAILED))
            continue
        except JournalDamaged:
            refuse_other_files(path, named)
            unseen.append(UnseenCopy(path.name, explain_damage(path)))
            continue
        if found is None and named:
            raise NotFound(f"There is no file {path}.", "enquiry merge alone takes in the copies beside the journal.")
        if found and (anyway or is_of_journal(own, found)):
            copies.append(found)
        elif found and named:
            raise build_other_journal_error(found)
    return CopySearch(tuple(copies), frozenset(beside), tuple(unseen))


def build_other_journal_error(found: "FoundCopy") -> UsageMistake:
    """Return the error for a journal that has nothing in common with this one."""
    first = f" (its first step is of {spell(found.copy.steps[0].at.date())})" if found.copy.steps else ""
    hint = f"To add what it holds: enquiry import; to merge them all the same: enquiry merge {found.path} --anyway"
    return UsageMistake(f"{found.path} is another journal{first}.", hint)


def list_siblings(session: Session) -> "list[SiblingFile]":
    """Return the files beside the journal that may be copies of it. Raises CannotRead."""
    from enquiry.store.disk.os_errors import translate_read_errors
    from enquiry.store.disk.places import resolve_journal_path
    from enquiry.store.sync_copies import find_sync_copies

    place = resolve_journal_path(session.journal_path)
    with translate_read_errors(place.file.parent):
        return find_sync_copies(place)


def find_named_file(session: Session, named: str) -> Path:
    """Return the file that a path or a backup's name means. Raises UsageMistake for the journal itself."""
    from enquiry.paths import expand_path
    from enquiry.store.backups.catalogue import list_stored_backups

    if re.fullmatch(r"b\d+", named, re.IGNORECASE):
        backups = list_stored_backups(session.journal_path, session.places.state)
        if found := next((backup for backup in backups if backup.name == named.casefold()), None):
            return found.path
    path = expand_path(named)
    if path.exists() and session.journal_file.exists() and path.samefile(session.journal_file):
        raise UsageMistake(f"{named} is the journal itself.", "Name a copy of it; alone, it finds those beside it.")
    return path


def refuse_other_files(path: Path, named: Sequence[str]) -> None:
    """Raise UsageMistake for a file that was named and that never was a journal's."""
    from enquiry.store.sync_copies import is_journal_file

    if named and path.stat().st_size and not is_journal_file(path):
        raise UsageMistake(f"{path} is no journal's own file.", f"To add what it holds: enquiry import {path}")


def explain_damage(path: Path) -> str:
    """Return in a sentence that a copy can't be read now, which is no fault of anybody's."""
    written = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    name = show_on_one_line(path.name)
    return f"“{name}” has not arrived whole, or is damaged ({written:%H:%M}); it is left for the next time."


def take_in(session: Session, own: "FoundCopy", search: CopySearch) -> "MergeOutcome":
    """Take the copies into the journal. Raises as `merge_journal` does."""
    from enquiry.cli.forgetting.receipt import keep_taken_receipt
    from enquiry.store.merging import merge_journal

    state, limit = session.places.state, session.backup_limit
    outcome = merge_journal(
        own,
        search.copies,
        search.beside,
        state_folder=state,
        stamp=session.stamp(),
        receipt=partial(keep_taken_receipt, session),
        wait=session.config.wait,
        limit=limit,
    )
    session.held.append(outcome)
    return outcome


def show_merge(session: Session, search: CopySearch, outcome: "MergeOutcome", *, dry_run: bool) -> None:
    """Show what a merge did, or with `dry_run` would do, and say where all was put."""
    from enquiry.answers.answer import project
    from enquiry.answers.merging import MergeAnswer, UnseenAnswer
    from enquiry.cli.privacy.notice import say_incoming_names
    from enquiry.insight.merging.told import describe_merge
    from enquiry.views.merging import MergeSentences, draw_merge, format_merge_lines

    report = describe_merge(outcome.before, [one.journal for one in search.copies], outcome.after)
    told = [*tell_merge(report, search.called, done=not dry_run)]
    if not search.copies and not search.unseen:
        told = ["No copy of the journal lies beside it. To take in another file: enquiry merge FILE"]
    elif not outcome.taken and search.copies:
        told = ["Nothing new on either side." if not outcome.handed else f"Nothing new in {search.called}."]
    elif not told and search.copies:
        told = ["Nothing that is in sight changes; the steps of its history are taken in."]
    told += [one.why for one in search.unseen]

    def describe(_told: MergeSentences) -> MergeAnswer:
        moved = tuple(map(str, outcome.moved))
        before = outcome.backup.name if outcome.backup else None
        unseen = tuple(project(UnseenAnswer, one) for one in search.unseen)
        counts = {"taken": outcome.taken, "handed": outcome.handed, "dry_run": dry_run}
        return project(MergeAnswer, report, unseen=unseen, before=before, moved=moved, **counts)

    session.show(MergeSentences(told), view=draw_merge, plain=format_merge_lines, data=describe)
    for words in outcome.said:
        session.say(words)
    if outcome.taken and not dry_run:
        say_incoming_names(session, outcome.before, outcome.after)
    if dry_run and outcome.taken:
        files = "".join(f" {one.path}" for one in search.copies if one.path not in search.beside)
        session.say(f"Nothing was changed. To take it in: enquiry merge{files}")
    if outcome.backup:
        session.say(f"As it was before is kept: enquiry restore {outcome.backup.name}")
    if outcome.moved:
        session.say(f"{choose_form(len(outcome.moved), 'The copy was', 'The copies were')} moved to the backups.")


def tell_merge(report: "MergeReport", other: str, *, done: bool) -> Iterator[str]:
    """Yield what a merge does, a sentence each; `other` is what the other machine or copy is called."""
    if report.came:
        told = _shorten([one.title for one in report.came])
        yield f"{_count_things(len(report.came), 'comes', 'come')}: {join_words(told)}."
    if report.changed:
        named = ((join_words([field.name for field in one.fields]), one.name or one.kind) for one in report.changed)
        told = [f"the {fields} of {name}" for fields, name in named]
        yield f"{_count_things(len(report.changed), 'changes', 'change')}: {join_words(_shorten(told))}."
    if report.gone:
        told = _shorten([one.title for one in report.gone])
        yield f"{_count_things(len(report.gone), 'goes', 'go')}, removed in {other}: {join_words(told)}."
    twice: dict[str, list[Clash]] = {}
    for clash in report.clashes:
        twice.setdefault(clash.name, []).append(clash)
    for name, clashes in twice.items():
        fields = [get_label(one.field) for one in clashes]
        what = "texts" if fields == ["text"] else f"values of {join_words(list(dict.fromkeys(fields)))}"
        whose = "yours" if clashes[0].mine else f"the other, of {spell_moment(clashes[0].other.at)},"
        way = f": {format_command(Act(ActKind.SETTLE, item=name))}" if done else "."
        yield f"{name} has two {what}. The later one stands; {whose} is kept with it{way}"
    if report.kept:
        words = join_words([f"{'cycle ' if one.isdecimal() else ''}{one}" for one in report.kept])
        stays, them = choose_form(len(report.kept), "stays", "stay"), choose_form(len(report.kept), "it", "them")
        yield f"{words[0].upper()}{words[1:]} {stays}: one removed {them} while another wrote there."
    for one in report.renamed:
        what = f"What was {one.was} here" if one.mine else f"{one.was} of {other}"
        yield f"{what} is {one.now} from now on."


def _count_things(number: int, one: str, many: str) -> str:
    return f"{number} {choose_form(number, 'thing ' + one, 'things ' + many)}"


def _shorten(told: list[str]) -> list[str]:
    return told if len(told) <= MOST_NAMED else [*told[:MOST_NAMED], f"{len(told) - MOST_NAMED} more"]


def merge_nothing(own: "FoundCopy") -> "MergeOutcome":
    """Return what a merge with no copy at all comes to."""
    from enquiry.store.merging import MergeOutcome

    return MergeOutcome(own.journal, own.journal, 0, 0)
