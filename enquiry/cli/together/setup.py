"""A shared folder set up on a machine, and left: asked once, checked before anything is written. Its key renewed."""

import os
import platform
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shlex import join, quote
from typing import NamedTuple

from enquiry.cli.journals.known import is_same_file
from enquiry.cli.session import Session
from enquiry.cli.together.keys import SheetFile, answer_key, enter_key, make_key, offer_to_remove
from enquiry.cli.together.sync import (
    describe_left_copy,
    hold_folder,
    list_report_words,
    load_record,
    look_around,
    refuse_unusable,
    run_round,
    tell_report,
)
from enquiry.errors import CannotRead, CannotUnlock, LockFault, UsageMistake
from enquiry.model.step import name_machines
from enquiry.paths import expand_path
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.store.encoding.rows import build_journal, decode_steps
from enquiry.store.journal import announce_machine, read_device_id
from enquiry.store.keys.identity import Identity, load_age, read_identity
from enquiry.store.keys.locked import LOCKED_ENDING, list_keys, require_key
from enquiry.store.sharing.folder import (
    MACHINE_NAME,
    MAX_NAME,
    CopyFault,
    LeftCopy,
    SharedCopy,
    choose_machine_name,
    find_writer,
    list_copies,
    name_copy,
    read_shared_copy,
    remove_copy,
)
from enquiry.store.sharing.left import LeftPlace, list_left_places, write_left_places
from enquiry.store.sharing.memory import SyncRecord, forget_record, read_record, write_record
from enquiry.words import choose_form, join_words

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class SyncChoices(NamedTuple):
    """How a folder is shared: what this machine is called, whether copies are locked, a strange journal taken in."""

    machine: str | None = None
    locked: bool = True
    anyway: bool = False


def set_up_folder(session: Session, named: Path, choices: SyncChoices) -> None:
    """Share the journal through a folder from this machine, and sync for the first time.

    Raises UsageMistake for what can't be shared, CannotWrite for the disk, and as the key and the round do.
    """
    place, state = expand_path(str(named)), session.places.state
    if choices.machine is not None:
        _clean_name(choices.machine)
    team = session.load_journal_or_empty().settings.team
    _refuse_unfit_folder(session, place)
    earlier: SyncRecord | None = None
    with suppress(CannotRead):  # one that was spoiled is what the folder is named anew for
        earlier = read_record(session.journal_file, state)
    same = earlier is not None and os.path.realpath(earlier.folder) == os.path.realpath(place)
    if earlier and not same:
        _confirm_moving(session, earlier, place)
    left = list_left_places(session.journal_file, state)
    own = [one.machine for one in left if one.is_in(place)] + ([earlier.machine] if earlier and same else [])
    there = [one for one in list_copies(place) if one.machine not in own] if place.is_dir() else []
    path, usual = session.journal_path, session.places.find_journal(session.config.journal)
    to_be_made = not os.path.lexists(path) and not is_same_file(path, usual)  # so that it may be anybody's
    found = [] if choices.anyway or to_be_made else there
    if choices.locked:
        _ensure_key(
            session, [copy.path for copy in there], lambda key: _refuse_other_kind(found, [key], place, team=team)
        )
    _refuse_other_kind(found, list_keys(session.key_folder), place, team=team)
    machines = sorted(name for copy in there if (name := _name_other_machine(session, copy)))
    known = earlier.machine if earlier else next(reversed(own), None)
    wished = _choose_name(session, choices.machine or known, machines)
    record = SyncRecord(str(place), choose_machine_name(wished, machines), choices.locked)
    if place.is_dir():
        _refuse_strangers(session, record, choices)
    if record.machine != wished:
        session.say(f"Another machine is called {wished} already, so this one is {record.machine}.")
    with hold_folder(session), translate_write_errors(place, done="made"):
        make_folder(place)
        write_record(session.journal_file, state, record)
        announce_machine(session.journal_path, state, record.machine)
        write_left_places(session.journal_file, state, (one for one in left if not one.is_in(place)))
    for name in {*own} - {record.machine}:
        remove_copy(place, name)
    if earlier and not same:
        _leave_copy_behind(session, earlier)
    tell_report(session, run_round(session, record, anyway=choices.anyway))
    if not there:
        sheet = ", with the key's sheet" if record.locked else ""
        way = "enquiry journals add team --team; then: enquiry -j team sync FOLDER"
        others = f"On each of the others' machines{sheet}: {way}"
        session.say(others if team else "On the other machine, by the folder's path there: enquiry sync FOLDER")
    if not earlier:
        _offer_auto(session)


def _refuse_unfit_folder(session: Session, place: Path) -> None:
    """Raise UsageMistake for what can't be shared, and for a folder that is not there and is not to be made.

    By one folder one journal of this machine is shared, since each would take in the other.
    """
    session.outlet.refuse_own(place)
    for one in (one for one in session.list_journals() if not is_same_file(one.path, session.journal_path)):
        with suppress(CannotRead):
            record = read_record(Path(os.path.realpath(one.path)), session.places.state)
            if record and os.path.realpath(record.folder) == os.path.realpath(place):
                words = f"{place} is the folder of the journal {one.name}, and each journal has one of its own."
                raise UsageMistake(words, f"Nothing was changed. To sync that one: enquiry -j {one.name} sync")
    if place.exists() and not place.is_dir():
        raise UsageMistake(f"{place} is a file, and no folder.", "Name a folder.")
    if place.is_dir():
        refuse_unusable(session, place)
    elif not place.parent.is_dir():
        raise UsageMistake(f"There is no folder {place.parent}.", "Check the path, or make that folder first.")
    elif not session.confirm(f"There is no folder {place} yet. Make it?"):
        hint = f"Check the path; nothing was changed. To make it: mkdir {quote(str(place))}"
        raise UsageMistake(f"There is no folder {place}.", hint)


def _refuse_other_kind(copies: list[SharedCopy], keys: list[Identity], place: Path, *, team: bool) -> None:
    """Raise UsageMistake where a team's journal lies in the folder and this one is a person's own, or the other way.

    What either writes would go to whom it was never meant for.
    """
    read = (read_shared_copy(one, keys, locked=False, known=False) for one in copies)
    held = [build_journal(one).settings.team for one in read if one and not isinstance(one, LeftCopy)]
    if team and not all(held):
        words = f"In {place} lies a journal of one person, and this is a team's: the others would read it."
        raise UsageMistake(words, "Nothing was changed. Name a folder that the team shares.")
    if not team and any(held):
        words = f"In {place} lies a team's journal, and this one is yours: the others would read it."
        way = "enquiry journals add team --team; then: enquiry -j team sync FOLDER"
        raise UsageMistake(words, f"Nothing was changed. A team's is kept beside your own: {way}")


def _name_other_machine(session: Session, copy: SharedCopy) -> str:
    """Return the machine that writes a copy; nothing where it was put aside, or is this one's by the history in it.

    Should that be wrong, nothing is lost: a copy with steps that are not known here is taken in, and kept.
    """
    device = read_device_id(session.journal_file, session.places.state)
    read = read_shared_copy(copy, list_keys(session.key_folder), locked=False, known=False)
    if read is not None and not isinstance(read, LeftCopy):
        copy, names = find_writer(copy, read), name_machines(decode_steps(read))
        if device and names.get(device) == copy.machine and [*names.values()].count(copy.machine) == 1:
            return ""
    return "" if copy.aside else copy.machine


def _confirm_moving(session: Session, earlier: SyncRecord, place: Path) -> None:
    """Ask whether another folder is to be shared from now on. Raises UsageMistake where it is not, or none can say."""
    if not session.confirm(f"The journal is shared by way of {earlier.folder}. By way of {place} instead?"):
        words = f"The journal is shared by way of {earlier.folder}, and {place} is another folder."
        raise UsageMistake(words, "Nothing was changed. To sync: enquiry sync. To share it by way of the other: --yes")


def _leave_copy_behind(session: Session, record: SyncRecord) -> None:
    """Remember that this machine's copy stays in a folder by which it shares no more, and say so."""
    journal, state = session.journal_file, session.places.state
    here = LeftPlace(record.folder, record.machine)
    write_left_places(journal, state, (*list_left_places(journal, state), here))
    name = name_copy(record.machine, locked=record.locked)
    session.say(f"The copy of {record.machine} in {record.folder} stays there; it is written no more.")
    session.say(f"Once your other machines have all of it, delete {name} there.")


def _ensure_key(session: Session, copies: list[Path], prove: Callable[[Identity], None]) -> None:
    """See that this machine has the key: typed in where copies in the folder are locked already, else made anew.

    One that is typed in is kept once `prove` lets it. Raises as that does, UsageMistake where nobody is there to do so,
    and NotInstalled.
    """
    load_age()
    if read_identity(session.key_folder):
        return
    locked = [path for path in copies if path.suffix.casefold() == LOCKED_ENDING]
    if not session.can_ask:
        way = "enquiry keys enter FILE" if locked else "enquiry keys, at a terminal"
        hint = f"First: {way}; or lay copies open where nobody else looks: enquiry sync FOLDER --unlocked"
        raise UsageMistake("Copies that leave are locked, and there is no key on this machine.", hint)
    if locked:
        session.tell("The copies in this folder are locked; they open with the key on the recovery sheet.")
        enter_key(session, None, prove)
    else:
        session.tell("What lies in the folder is locked, so that whoever carries it can't read it. That needs a key.")
        make_key(session)


def _choose_name(session: Session, wished: str | None, machines: list[str]) -> str:
    """Return what this machine is to be called: as it was said, as before, or asked."""
    if wished is not None:
        return wished.strip()
    usual = re.sub(r"[^\w-]+", "-", platform.node().partition(".")[0].casefold()).strip("-_")[:MAX_NAME]
    usual = choose_machine_name(usual if usual and not _RESERVED.fullmatch(usual) else "laptop", machines)
    if not session.can_ask:
        return usual
    are = choose_form(len(machines), "is", "are")
    begin = f"In this folder {are} already {join_words(machines)}." if machines else "This folder holds no journal yet."
    while typed := session.ask_line(f"{begin}\nWhat shall this machine be called? [{usual}]"):
        if typed.strip().casefold() in ("y", "yes"):  # to the name that was offered
            break
        try:
            return _clean_name(typed)
        except UsageMistake as fault:
            begin = f"{fault.words} {fault.hint}"
    return usual


def _clean_name(named: str) -> str:
    name = named.strip()
    if not MACHINE_NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        hint = f"Up to {MAX_NAME} letters, digits, spaces and hyphens, such as school."
        raise UsageMistake(f"A machine can't be called “{named}”.", hint)
    return name


def _refuse_strangers(session: Session, record: SyncRecord, choices: SyncChoices) -> None:
    """Raise UsageMistake for a folder of another journal, and CannotUnlock for one of another key."""
    for one in look_around(session, record, anyway=choices.anyway).left:
        if one.fault is CopyFault.STRANGER:
            words, _, hint = describe_left_copy(one).partition(". ")
            given = [record.folder, *([] if record.locked else ["--unlocked"]), "--machine", record.machine, "--anyway"]
            raise UsageMistake(f"{words}.", f"{hint}; to share it all the same: enquiry sync {join(given)}")
        if one.fault in (CopyFault.OTHER_KEY, CopyFault.FORGED, CopyFault.NO_KEY):
            words, team = describe_left_copy(one), "enquiry journals add team --team"
            hint = f"Nothing was set up. If it is a team's, which has a key of its own: {team}"
            raise CannotUnlock(words, hint, LockFault.OTHER_KEY)


def _offer_auto(session: Session) -> None:
    """Ask, once and at a terminal, whether this is to happen by itself from now on."""
    if session.config.sync == "auto" or not session.can_ask:
        return
    asked = "Shall that happen by itself from now on, in every journal here, when something is written or looked at?"
    if session.confirm(asked):
        from enquiry.cli.settings import set_on_machine

        set_on_machine(session, "sync", "auto")
    else:
        session.say("From now on: enquiry sync. By itself: enquiry config sync auto")


def leave_folder(session: Session) -> None:
    """Share the journal no more from this machine; its copy goes too, where that is told."""
    record, state = load_record(session), session.places.state
    with hold_folder(session):
        there = record.place.is_dir() and record.laid is not None
        if there and session.confirm(f"Take the copy of {record.machine} out of {record.folder} too?"):
            remove_copy(record.place, record.machine)
            session.say(f"The copy of {record.machine} was taken out of {record.folder}.")
        elif record.laid is not None:
            _leave_copy_behind(session, record)
        forget_record(session.journal_file, state)
    session.say("The journal stays here as it is, and is shared no more from this machine.")


def renew_key(session: Session, sheet: SheetFile) -> None:
    """Make a new key, see its sheet onto paper, and lock this machine's copy with it.

    Raises UsageMistake where there is no key yet or nobody can type, and as a round does; the key before holds then.
    """
    if sheet.output:
        session.outlet.refuse_own(sheet.output)
    require_key(session.key_folder)
    record = read_record(session.journal_file, session.places.state)
    shared = record if record and record.locked else None
    if shared and session.can_ask:  # what others locked with the key before can't be taken in afterwards
        for words in list_report_words(run_round(session, shared)):
            session.say(words)
    identity = make_key(session, sheet, renews=True)
    if shared:
        run_round(session, shared)
        session.say(f"The copy of {shared.machine} in {shared.folder} is locked with the new key.")
        session.say("On each machine that you still have: enquiry keys enter; then enquiry sync")
    offer_to_remove(session, sheet)
    session.say(
        "What the key before locked still opens here; whoever took a machine can read what was on it, and no more."
    )
    answer_key(session, identity)
