"""What `enquiry pupils` does: registers people under codes, asks for them, takes in a class list, clears the table."""

import os
from collections.abc import Iterable
from pathlib import Path

from enquiry.cli.privacy.finding import load_pupils
from enquiry.cli.session import Session
from enquiry.cli.terminal import read_named_file
from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.foreign_files import MAX_TABLE_BYTES, contain_parsing
from enquiry.insight.privacy.folding import fold_word
from enquiry.insight.privacy.places import iterate_journal_texts
from enquiry.insight.privacy.pupils import CODE, Pupil, choose_code, clean_name
from enquiry.store.pupils import clear_pupils, keep_pupils
from enquiry.words import format_amount

_MOST_LETTERS = 120
APART = "It is kept on this machine alone: in no journal, export, backup or gift."


def load_registered(session: Session) -> tuple[Pupil, ...]:
    """Return who is registered, and say where the table lies, or that there is nobody."""
    known = load_pupils(session)
    if not known:
        session.say("Nobody is registered. To be asked for names: enquiry pupils add")
    else:
        session.say(
            f"The table lies in {session.places.pupils}. To throw it away at the year’s end: enquiry pupils clear"
        )
    return known


def add_pupil(session: Session, name: str, code: str | None) -> None:
    """Register one name that was typed, and say that the shell has kept it."""
    _add(session, [_check_name(session, name)], code)
    session.say("The shell may keep what was typed. Without a name it is asked for instead: enquiry pupils add")


def ask_pupils(session: Session, code: str | None) -> None:
    """Ask for names and codes until Enter. Raises UsageMistake where nobody can be asked."""
    if not session.can_ask:
        raise UsageMistake(
            "No name was given, and there is no terminal to ask on.", "enquiry pupils add --from class.csv"
        )
    session.tell(f"A name a line; Enter ends. {APART}")
    while typed := (session.read_line("Name> ") or "").strip():
        try:
            name = _check_name(session, typed)
        except UsageMistake as mistake:
            session.tell(f"{mistake.words} {mistake.hint}")
            continue
        free = code or choose_code(_list_taken(session))
        answer = free if code else (session.read_line(f"Code (Enter for {free})> ") or "").strip() or free
        _add(session, [name], answer)
        if code:
            return


def add_class(session: Session, source: Path, encoding: str | None) -> None:
    """Register every name of a class list, each under the next free code. Raises as the reading of a table does."""
    from enquiry.exchange.importing.forms import read_csv_rows
    from enquiry.exchange.importing.sheets import read_sheet_rows
    from enquiry.insight.privacy.class_list import parse_class_list

    data, called = read_named_file(session.stdin, source, MAX_TABLE_BYTES, encoding)
    rows = read_sheet_rows(data, called) if data.startswith(b"PK") else None
    with contain_parsing(called):
        found = parse_class_list(read_csv_rows(data, called) if rows is None else rows, called)
    _add(session, found.names, None)
    if found.doubled:
        more = f" and {len(found.doubled) - 3} more" if len(found.doubled) > 3 else ""
        named = ", ".join(f"“{name}”" for name in found.doubled[:3])
        free = choose_code(_list_taken(session))
        hint = f'If they are two children: enquiry pupils add "{found.doubled[0]}" --as "{free}"'
        session.say(f"Twice in the list, and registered once: {named}{more}. {hint}")
    if str(source) != "-":
        session.say(f"The list itself still lies at {source}.")


def _check_name(session: Session, typed: str) -> str:
    name = clean_name(session.clean_field(typed, "name"))
    if not any(map(str.isalpha, name)):
        raise UsageMistake(f"“{typed}” is no name.", "Write it as it is said: given name, family name.")
    if len(name) > _MOST_LETTERS:
        raise UsageMistake(f"A name has at most {_MOST_LETTERS} letters; this has {len(name)}.", "Write it shorter.")
    return name


def _add(session: Session, names: Iterable[str], code: str | None) -> None:
    """Register names that are not registered yet, keep the table, and say under which codes.

    A name that is there already is registered again only under another code that was named: two children of one name.
    """
    known = list(load_pupils(session))
    taken = _list_taken(session)
    if code is not None and not (code := " ".join(code.split())):
        raise UsageMistake("The code is empty.", 'Give one, such as "Pupil A", or leave --as out.')
    added = list[Pupil]()
    for name in names:
        same = [one for one in known if fold_word(one.name) == fold_word(name)]
        if same and (code is None or code in {one.code for one in same}):
            session.say(f"“{name}” is {same[0].code} already.")
            continue
        pupil = Pupil(code or choose_code(taken), name)
        if other := next((one for one in known if one.code == code), None):
            session.say(f"{code} is “{other.name}” already; “{name}” is another name of theirs from now on.")
        if same:
            session.say(f"“{name}” is {same[0].code}, too: where the name stands it may be either.")
        taken.add(pupil.code)
        known.append(pupil)
        added.append(pupil)
    if added:
        keep_pupils(session.places.pupils, known)
        shown = ", ".join(f"{one.name} is {one.code}" for one in added[:3])
        many = f"{format_amount(len(added), 'name')} registered, {added[0].code} to {added[-1].code}"
        session.say(f"{shown}. {APART}" if len(added) <= 3 else f"{many}. {APART}")
        session.say("To see where names stand: enquiry privacy")
    _answer(session)


def _list_taken(session: Session) -> set[str]:
    """Return the codes that somebody has, and those in the journal, which may mean somebody of another year."""
    taken = {one.code for one in load_pupils(session)}
    if os.path.lexists(session.journal_path):
        texts = iterate_journal_texts(session.load_journal())
        taken |= {found[0] for one in texts if "Pupil " in one.text for found in CODE.finditer(one.text)}
    return taken


def remove_pupil(session: Session, named: str) -> None:
    """Take a code, or a name, out of the table. Raises NotFound for what is not in it."""
    known, wanted = load_pupils(session), fold_word(clean_name(named))
    gone = [one for one in known if wanted in (fold_word(one.code), fold_word(one.name))]
    if not gone:
        near = suggest_nearest(named, (one.code for one in known))
        raise NotFound(f"“{named}” is neither a code nor a name here.{near}", "enquiry pupils lists them.")
    keep_pupils(session.places.pupils, [one for one in known if one not in gone])
    session.say(f"Taken out: {', '.join(f'{one.name} ({one.code})' for one in gone)}. The journal is as it was.")
    _answer(session)


def clear_all(session: Session) -> None:
    """Throw the whole table away, once that is confirmed. Raises UsageMistake where it is not."""
    known = load_pupils(session) if os.path.lexists(session.places.pupils) else ()
    if not os.path.lexists(session.places.pupils):
        session.say("There is no table of codes.")
        _answer(session)
        return
    amount = format_amount(len(known), "name")
    if not session.confirm(f"Throw away {amount}? Then nobody can tell who {known[0].code if known else 'they'} was."):
        raise UsageMistake("Nothing was thrown away.", "To answer yes beforehand: --yes")
    clear_pupils(session.places.pupils)
    session.say(f"{amount} thrown away. The codes in the journal stay.")
    _answer(session)


def _answer(session: Session) -> None:
    if session.json:
        from enquiry.answers.privacy import PupilsAnswer

        session.answer(PupilsAnswer(load_pupils(session)))
