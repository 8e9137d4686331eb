"""Checks of what two machines need: the key and its sheet, the shared folder, the copies in it, and their clocks."""

import importlib.util
from collections.abc import Iterator
from datetime import datetime

from enquiry.acts import Act, ActKind, Hint
from enquiry.cli.doctor.probe import Probe, Refusal, catch_refusal
from enquiry.cli.together.sync import describe_left_copy, refuse_unusable
from enquiry.dates.period import spell
from enquiry.insight.doctor import ONE_DAY, Check, report_fine, report_note, report_unseen, report_wrong
from enquiry.model.step import name_machines
from enquiry.store.encoding.rows import decode_step_ids, decode_steps
from enquiry.store.keys.identity import Identity, read_identity
from enquiry.store.keys.locked import list_keys
from enquiry.store.sharing.folder import (
    CopyFault,
    LeftCopy,
    find_writer,
    list_copies,
    list_names,
    list_stale_parts,
    name_copy,
    read_shared_copy,
)
from enquiry.store.sharing.left import list_left_files
from enquiry.store.sharing.memory import SyncRecord, read_record
from enquiry.words import choose_form, format_amount, format_count, join_words

ENTER, SYNC = Act(ActKind.ENTER_KEY), Act(ActKind.SYNC)
_WRONG = {CopyFault.FORGED, CopyFault.OPEN, CopyFault.OTHER_KEY, CopyFault.NO_KEY}
"""Why a copy is left that no waiting mends."""


def check_sharing(probe: Probe) -> Iterator[Check]:
    """Yield the checks of the key and of the shared folder."""
    state = probe.session.places.state
    record = catch_refusal(lambda: read_record(probe.place.file, state))
    locked = isinstance(record, SyncRecord) and record.locked
    yield _check_key(probe, catch_refusal(lambda: read_identity(probe.session.key_folder)), locked=locked)
    if isinstance(record, Refusal):
        told = "what this machine remembers of the shared folder can't be read"
        yield report_wrong("folder", record.words, record.hint, told=told)
    elif record is None:
        yield report_fine("folder", "the journal is shared with no other machine")
    else:
        yield _check_folder(probe, record)
        yield from _check_put_aside(probe, record)
    yield from _check_left_copies(probe, record if isinstance(record, SyncRecord) else None)
    yield _check_clocks(probe)


def _check_key(probe: Probe, identity: Identity | Refusal | None, *, locked: bool) -> Check:
    if isinstance(identity, Refusal):
        return report_wrong("key", identity.words, identity.hint, told="the key's file can't be used")
    if locked and importlib.util.find_spec("pyrage") is None:
        words = "copies are to be locked, and the part of the program that does so is not installed"
        return report_wrong("key", words, "pip install 'enquiry[safe]'")
    if locked and identity is None:
        words = "copies are to be locked, and there is no key on this machine"
        return report_wrong("key", words, Hint("From its recovery sheet: {}", ENTER))
    if read_identity(probe.session.key_folder, waiting=True) or (identity and not identity.confirmed):
        words = "a key waits until its recovery sheet is typed back"
        return report_note("key", words, Hint("{}", Act(ActKind.SHOW_KEY)))
    told = "there is one, and its recovery sheet was typed back" if identity else "there is none, and nothing is locked"
    on = f" on {spell(identity.confirmed)}" if identity and identity.confirmed else ""
    return report_fine("key", f"{told}{on}", told=told)


def _check_folder(probe: Probe, record: SyncRecord) -> Check:
    """Return the check of every copy in the shared folder: that it opens, and that none lies open."""
    place = record.place
    if refused := catch_refusal(lambda: refuse_unusable(probe.session, place)):
        gone = refused.kind == "CannotRead"
        told = "the shared folder is not there now" if gone else "the journal itself lies in the shared folder"
        return (report_unseen if gone else report_wrong)("folder", refused.words, refused.hint, told=told)
    found = catch_refusal(lambda: list_copies(place))
    keys = catch_refusal(lambda: list_keys(probe.session.key_folder))
    if isinstance(found, Refusal) or isinstance(keys, Refusal):
        return report_unseen("folder", f"{place} can't be looked at", told="it can't be looked at")
    if record.locked and any(copy.path.name == name_copy(record.machine, locked=False) for copy in found):
        told = "this machine's copy lies open in it"
        return report_wrong("folder", f"{told}: {place}", Hint("The next sync takes it away: {}", SYNC), told=told)
    read = [read_shared_copy(copy, keys, locked=record.locked, known=copy.path.name in record.seen) for copy in found]
    left = [one for one in read if isinstance(one, LeftCopy)]
    if not (count := len(found) - read.count(None)):
        return report_fine("folder", f"{place}: no copy lies there yet", told="no copy lies there yet")
    copies = format_count(count, "copy", "copies")
    if left:
        told = f"{len(left)} of {copies} can't be taken in ({', '.join(sorted({one.fault.value for one in left}))})"
        wrong = any(one.fault in _WRONG for one in left)
        words = "; ".join(describe_left_copy(one).rstrip(".") for one in left[:3])
        report = report_wrong if wrong else report_note
        return report("folder", f"{place}: {words}", Hint("{}", SYNC), told=told)
    how = "each locked and opened" if record.locked else "each opened; they are not locked"
    return report_fine("folder", f"{place}: {copies}, {how}", told=f"{copies}, {how}")


def _check_put_aside(probe: Probe, record: SyncRecord) -> Iterator[Check]:
    """Yield the check of files there that no machine writes: copies put aside, and what was left half written."""
    copies = catch_refusal(lambda: list_copies(record.place, record.machine))
    keys = catch_refusal(lambda: list_keys(probe.session.key_folder))
    stale = catch_refusal(lambda: list_stale_parts(record.place, list_names(record.place)))
    if isinstance(copies, Refusal) or isinstance(keys, Refusal) or isinstance(stale, Refusal):
        return
    ours, said, unseen = set(decode_step_ids(probe.contents) if probe.contents else ()), list[str](), 0
    for copy in (copy for copy in copies if copy.aside):
        read = read_shared_copy(copy, keys, locked=record.locked, known=False)
        if read and not isinstance(read, LeftCopy) and find_writer(copy, read).aside:
            more = len(set(decode_step_ids(read)) - ours)
            held = f"holds {format_amount(more, 'step')} not seen here" if more else "holds nothing more"
            said.append(f"{copy.path.name} seems to be {copy.words}{copy.doubt}, and {held}")
            unseen += more
    said += [f"{name} was left half written by a stopped command" for name in sorted(stale)]
    if said:
        told = f"{format_count(len(said), 'file')} in it that no machine writes any more"
        once = Hint("Once that is taken in it can be deleted by hand: {}", SYNC)
        hint = once if unseen else f"{choose_form(len(said), 'It', 'They')} can be deleted by hand."
        yield report_note("put aside", f"{record.place}: {'; '.join(said)}", hint, told=told)


def _check_left_copies(probe: Probe, record: SyncRecord | None) -> Iterator[Check]:
    """Yield the check of copies that nobody writes any more: this machine's own, and those of names given up."""
    files = list_left_files(probe.place.file, probe.session.places.state)
    copies = catch_refusal(lambda: list_copies(record.place, record.machine)) if record else []
    contents = probe.contents
    steps = catch_refusal(lambda: decode_steps(contents) if contents else ())
    if not isinstance(copies, Refusal) and not isinstance(steps, Refusal):
        former = {step.machine for step in steps} - {*name_machines(steps).values(), ""}
        files += [copy.path for copy in copies if copy.machine in former and not copy.aside]
    if files:
        told = f"{format_count(len(files), 'copy', 'copies')} of machines that share no more can be deleted"
        words = f"{join_words([str(path) for path in files])} {choose_form(len(files), 'lies', 'lie')} still"
        hint = "No machine writes there any more. Once the others have all of it, delete it."
        yield report_note("left copies", words, hint, told=told)


def _check_clocks(probe: Probe) -> Check:
    """Return the check of the latest moment that each machine's clock has shown in the history."""
    contents = probe.contents
    steps = catch_refusal(lambda: decode_steps(contents) if contents else ())
    if isinstance(steps, Refusal):
        return report_unseen("clocks", "the history could not be read")
    latest, names = dict[str, datetime](), name_machines(steps)
    for step in steps:
        latest[step.clock.device] = max(step.clock.wall, latest.get(step.clock.device, step.clock.wall))
    ahead = {device: wall for device, wall in latest.items() if wall > probe.now + ONE_DAY}
    if not ahead:
        return report_fine(
            "clocks", f"{format_count(len(latest), 'machine')} wrote in the journal, none ahead of today"
        )
    device, wall = max(ahead.items(), key=lambda one: one[1])
    told = f"a machine's clock said {wall.year}"
    words = f"{names.get(device, 'a machine')}'s clock said {spell(wall.date())}"
    return report_note("clocks", words, "Set it. The order of what is written stays right meanwhile.", told=told)
