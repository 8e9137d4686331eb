"""The key at the command line: made, its sheet put on paper and typed back, typed in elsewhere, and renewed."""

import os
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.cli.journals.known import is_same_file
from enquiry.cli.session import Session
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.store.keys.identity import (
    KEY_FILE,
    Identity,
    adopt_identity,
    generate_identity,
    read_identity,
    write_waiting_identity,
)
from enquiry.store.keys.typed import (
    GROUP_LENGTH,
    GROUPS,
    KEY_LENGTH,
    START,
    find_mistyped_signs,
    fold_typed,
    read_typed_key,
    split_groups,
    take_whole_groups,
)
from enquiry.store.outlet import OWN_COPY
from enquiry.store.sharing.memory import read_record
from enquiry.words import choose_form, join_words

ASKED_GROUPS, TRIES = 4, 3
SHEET_ENDINGS = (".html", ".htm", ".pdf", ".docx", ".md", ".txt")


class SheetFile(NamedTuple):
    """Where the recovery sheet is to be written, None for the terminal, and whether over a file that is there."""

    output: Path | None = None
    force: bool = False


ON_SCREEN = SheetFile()


def show_key(session: Session, sheet: SheetFile) -> None:
    """Say how it is with the key of this machine, or make one and see its sheet onto paper; write the sheet again."""
    state = session.key_folder
    if sheet.output:
        session.outlet.refuse_own(sheet.output)
    identity = read_identity(state)
    waiting = read_identity(state, waiting=True)
    if identity is None:
        identity, waiting = make_key(session, sheet), None
        offer_to_remove(session, sheet)
        if not read_record(session.journal_file, session.places.state):
            session.say("To share the journal: enquiry sync FOLDER")
    elif sheet.output:  # of a key that is being renewed the sheet is on paper; the new one's is what is wanted
        _write_sheet(session, waiting or identity, sheet.output, force=sheet.force)
    if waiting:
        session.say(f"A new key, {waiting.mark}, waits until its sheet is typed back: enquiry keys renew")
    answer_key(session, identity)


def answer_key(session: Session, identity: Identity) -> None:
    """Show where a key lies, when it was made and when its sheet was confirmed; never the key itself."""
    from enquiry.answers.together import KeyAnswer
    from enquiry.views.layout import draw_pairs, format_pairs_lines

    path, confirmed = session.key_folder / KEY_FILE, identity.confirmed
    words = {
        "key": identity.mark,
        "file": str(path),
        "made": spell(identity.created),
        "sheet": f"typed back on {spell(confirmed)}" if confirmed else "not typed back",
    }
    answer = KeyAnswer(identity.mark, path, identity.created, confirmed)
    session.show(words, view=draw_pairs, plain=format_pairs_lines, data=lambda _: answer)


def make_key(session: Session, sheet: SheetFile = ON_SCREEN, *, renews: bool = False) -> Identity:
    """Return the key of this machine, made anew, once its sheet is on paper: four of its groups were typed back.

    A key that waits for that is gone on with. Raises UsageMistake where nobody can type, or it was left off, and
    NotInstalled.
    """
    state, again = session.key_folder, "enquiry keys renew" if renews else "enquiry keys"
    if not session.can_ask:
        hint = f"At a terminal: {again}; for a key there is already: enquiry keys enter FILE"
        raise UsageMistake("A key is made at a terminal, since its sheet is typed back there.", hint)
    identity = read_identity(state, waiting=True)
    if identity is None:
        identity = generate_identity(session.today)
        write_waiting_identity(state, identity)
        session.tell("A key was made. It counts once its recovery sheet is on paper: there is no other way back to it.")
    else:
        session.tell("A key waits until its recovery sheet is on paper.")
    if sheet.output:
        _write_sheet(session, identity, sheet.output, force=sheet.force)
    else:
        _print_sheet(session, identity)
        session.tell(f"Copy it onto paper now. To print it instead, press Enter, then: {again} -o sheet.pdf")
    _ask_groups(session, split_groups(identity.secret), again)
    identity = replace(identity, confirmed=session.today)
    adopt_identity(state, identity)
    session.say(f"The key {'is renewed' if renews else 'counts from now on'}.")
    return identity


def offer_to_remove(session: Session, sheet: SheetFile) -> None:
    """Ask whether the file of a sheet that was just put on paper is to go, and say what it is where it stays."""
    if sheet.output and session.confirm(f"Take {sheet.output} away, now that it is on paper?"):
        sheet.output.unlink(missing_ok=True)
    elif sheet.output:
        session.say(f"Whoever reads {sheet.output} has the key: take it away once it is on paper.")


def _ask_groups(session: Session, groups: Sequence[str], again: str) -> None:
    """Ask for four of a key's groups, none of those that all keys begin with.

    Raises UsageMistake where it is left; `again` is the command that goes on with the same key.
    """
    first = -(-len(START) // GROUP_LENGTH)
    chosen = sorted(secrets.SystemRandom().sample(range(first, GROUPS), ASKED_GROUPS))
    session.tell("From the paper:")
    for place in chosen:
        for _ in range(TRIES):
            typed = session.ask_line(f"Group {place + 1} of {GROUPS}")
            if not typed or fold_group(typed) == groups[place]:
                break
            session.tell(f"That is not group {place + 1}. Look at the paper, and mend it there where it is wrong.")
        if fold_group(typed) != groups[place]:
            words = "The sheet was not typed back, so the key does not count yet."
            raise UsageMistake(words, f"To go on with the same key: {again}")


def fold_group(typed: str) -> str:
    """Return a group as it was typed from paper, as the key has it."""
    return fold_typed(f"{START}{typed}")[len(START) :]


def _print_sheet(session: Session, identity: Identity) -> None:
    from enquiry.documents.recovery_sheet import format_recovery_sheet_lines

    width = min(76, session.look.width)
    shown = (split_groups(identity.secret), identity.mark, identity.created, _get_other_name(session))
    lines = format_recovery_sheet_lines(*shown, width)
    session.write("".join(f"{line}\n" for line in lines) + "\n")
    session.stdout.flush()


def _write_sheet(session: Session, identity: Identity, output: Path, *, force: bool) -> None:
    """Write the sheet as a page. Raises UsageMistake for an ending that no page has, and as the outlet does."""
    from enquiry.cli.summary.formats import FORMAT_OF_SUFFIX, SummaryFormat, render_summary
    from enquiry.documents.recovery_sheet import build_recovery_sheet, format_recovery_sheet_lines

    record = read_record(session.journal_file, session.places.state)
    if record and Path(os.path.realpath(output)).is_relative_to(os.path.realpath(record.folder)):
        words = f"{output} lies in the shared folder, beside what the key locks. Nothing was written."
        raise UsageMistake(words, "Name a file elsewhere.")
    ending, named = output.suffix.casefold(), _get_other_name(session)
    shown = (split_groups(identity.secret), identity.mark, identity.created, named)
    if ending not in SHEET_ENDINGS:
        raise UsageMistake(f"There is no sheet as “{output.name}”.", "End its name in .html, .pdf, .docx, .md or .txt.")
    if (form := FORMAT_OF_SUFFIX[ending]) is SummaryFormat.TEXT:
        data = "".join(f"{line}\n" for line in format_recovery_sheet_lines(*shown)).encode()
    else:
        page = build_recovery_sheet(*shown)
        data = render_summary(page, form, session.outlet.open_private_folder).data
    session.outlet.write_file(output, data, OWN_COPY, overwrite=force)
    session.say(f"The sheet of key {identity.mark} was written to {output}.")
    session.say("Print it, and keep it out of every folder that is shared.")


def _get_other_name(session: Session) -> str:
    """Return the name of this journal where it is not the usual one, which commands mean without it."""
    others = (one for one in session.list_journals() if not one.is_usual)
    return next((one.name for one in others if is_same_file(one.path, session.journal_file)), "")


def enter_key(session: Session, file: Path | None, prove: Callable[[Identity], None] | None = None) -> Identity:
    """Return the key that was typed in from its sheet, or stands in a file, once it is the one of this machine.

    `prove` raises where it is not to become that. Raises UsageMistake for what is no key, where nobody can type, and
    where another key is to stay.
    """
    state = session.key_folder
    if file is not None:
        from enquiry.cli.terminal import read_named_file

        secret = read_typed_key(read_named_file(session.stdin, file, 100_000)[0].decode("utf-8", "replace"))
    elif session.can_ask:
        secret = _ask_key(session)
    else:
        hint = "At a terminal it is typed in; else: enquiry keys enter FILE (or -, to read standard input)"
        raise UsageMistake("There is no terminal to type the key on.", hint)
    there = read_identity(state)
    identity = Identity(secret, session.today, session.today)
    if there and there.secret == secret:
        session.say("That is the key of this machine already.")
        return there
    if there and not session.confirm(
        "This machine has another key. Put this one in its place? What it locked still opens."
    ):
        raise UsageMistake("This machine has another key.", "Nothing was changed; --yes puts this one in its place.")
    if prove:
        prove(identity)
    adopt_identity(state, identity)
    session.say("The key is the one of this machine now.")
    return identity


def _ask_key(session: Session) -> str:
    """Return the key that a person types, groups that are mistyped asked for once more. Raises UsageMistake."""
    session.tell(f"Type the {GROUPS} groups of the recovery sheet, as many on a line as you like.")
    typed = ""
    while (length := len(fold_typed(typed))) < KEY_LENGTH and (
        line := session.ask_line(f"From group {length // GROUP_LENGTH + 1} on")
    ):
        taken, fault = take_whole_groups(line, length)
        typed += f" {taken}"
        if fault:
            session.tell(fault)
    for _ in range(TRIES):
        groups = split_groups(fold_typed(typed))
        if len("".join(groups)) != KEY_LENGTH or not (wrong := find_mistyped_signs("".join(groups))):
            break
        places = sorted({place // GROUP_LENGTH for place in wrong})
        numbers, are = [str(place + 1) for place in places], choose_form(len(places), "is", "are")
        session.tell(f"{choose_form(len(places), 'Group')} {join_words(numbers)} {are} mistyped.")
        for place in places:
            again = session.ask_line(f"Group {place + 1} once more").upper()
            groups[place] = again if place * GROUP_LENGTH < len(START) else fold_group(again)
        typed = " ".join(groups)
    return read_typed_key(typed)
