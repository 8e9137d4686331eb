"""Journals listed, named, called anew and taken off the list, which touches no file; a team's journal made."""

import os
from pathlib import Path
from typing import NamedTuple

from enquiry.answers.answer import project
from enquiry.answers.journal import JournalsAnswer
from enquiry.cli.journals.known import clean_name, get_named, is_path, is_same_file
from enquiry.cli.session import Session
from enquiry.config import JOURNALS
from enquiry.errors import CannotRead, JournalDamaged, JournalMissing, UsageMistake
from enquiry.paths import expand_path
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_pairs, format_pairs_lines


class JournalPlace(NamedTuple):
    """A journal that is known by a name: whether it is the usual one, and a team's; `state` is *there*, or why not."""

    name: str
    path: Path
    usual: bool
    team: bool
    state: str

    @property
    def words(self) -> str:
        """Where it lies, and what there is to say of it."""
        told = ("the usual one" if self.usual else "", "a team’s" if self.team else "")
        notes = [*filter(None, told), *([] if self.state == THERE else [self.state])]
        return show_on_one_line(self.path) + (f" ({', '.join(notes)})" if notes else "")


THERE, NOT_MADE = "there", "not made yet"


def show_journals(session: Session) -> None:
    """List the journals that are known by name, the usual one first, with where each lies and how it is there."""
    found = look_at_journals(session)
    words = {one.name: one.words for one in found}
    answer = project(JournalsAnswer, found)
    session.show(words, view=draw_pairs, plain=format_pairs_lines, data=lambda _words: answer)


def look_at_journals(session: Session) -> list[JournalPlace]:
    """Return the journals that are known by name, the usual one first, each as it is there."""
    found = list[JournalPlace]()
    for one in session.list_journals():
        state, team = THERE, False
        try:
            team = session.copy_for_journal(one.path).load_journal().settings.team
        except JournalMissing:
            state = NOT_MADE
        except JournalDamaged:
            state = "damaged"
        except CannotRead:
            state = "a folder" if one.path.is_dir() else "not to be read"
        found.append(JournalPlace(one.name, one.path, one.is_usual, team, state))
    return found


def _answer(session: Session) -> None:
    """Answer with the journals as they are known now, where JSON is wanted."""
    if session.json:
        session.answer(project(JournalsAnswer, look_at_journals(session)))


def add_journal(session: Session, named: str, path: Path | None, *, team: bool) -> None:
    """Let a journal be known by a name: the one at a path, or a new one beside the usual. With `team` it is a team's.

    Raises UsageMistake for a name or a path that can't be used, and as reading and changing a journal do.
    """
    name = clean_name(named)
    _refuse_taken(session, name)
    lies = expand_path(str(path)) if path else session.places.data / f"{name}.json"
    for one in session.list_journals():
        if is_same_file(one.path, lies) and team and one.is_usual:
            hint = f"Give the team's a file of its own: enquiry journals add {name} --team"
            raise UsageMistake(f"{lies} is your usual journal, which is yours alone.", hint)
        if is_same_file(one.path, lies) and one.name in session.config.journals:
            raise UsageMistake(f"{lies} is called {one.name} already.", f"enquiry journals rename {one.name} {name}")
    _refuse_unfit_file(session, lies)
    if team:
        make_team_journal(session, lies)
    session.set_up(f"{JOURNALS}{name}", str(lies))
    made = "" if os.path.lexists(lies) else "; what is written first makes it"
    session.say(f"{name} is the journal at {lies}{made}.")
    session.say(f'To write in it: enquiry -j {name} start "your question"')
    if team:
        session.say(f"To bring in the others, by a folder that you share: enquiry -j {name} sync FOLDER")
    _answer(session)


def _refuse_taken(session: Session, name: str) -> None:
    for one in session.list_journals():
        if one.has_name(name) and one.name in session.config.journals:
            hint = f"Choose another name, or give that one another: enquiry journals rename {one.name} OTHER"
            raise UsageMistake(f"{one.name} is the journal at {one.path}.", hint)


def _refuse_unfit_file(session: Session, path: Path) -> None:
    """Raise UsageMistake for a folder and for what is the program's own, and as reading does for what is no journal."""
    if path.is_dir():
        raise UsageMistake(f"{path} is a folder.", f"Name a file in it: {path / 'journal.json'}")
    if not path.parent.is_dir() and path.parent != session.places.data:
        raise UsageMistake(f"There is no folder {path.parent}.", "Check the path, or make that folder first.")
    if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(session.places.state)):
        hint = "To bring a backup back: enquiry restore"
        raise UsageMistake(f"{path} lies among what the program keeps for itself.", hint)
    session.copy_for_journal(path).load_journal_or_empty()


def make_team_journal(session: Session, path: Path) -> None:
    """Let a journal be a team's from now on: each entry says who wrote it."""
    visitor = session.copy_for_journal(path)
    visitor.quiet = visitor.quiet or not os.path.lexists(path)  # of one that is made here there is nothing else to say
    with visitor.change() as step:
        if not step.journal.settings.team:
            step.journal, step.did = step.journal.update_settings(team=True), "made a team's journal"


def rename_journal(session: Session, named: str, new: str) -> None:
    """Call a journal otherwise; the usual one, which nobody has named yet, can be given a name so."""
    one, name = get_named(session.list_journals(), named), clean_name(new)
    if not one.has_name(name):
        _refuse_taken(session, name)
    session.set_up(f"{JOURNALS}{name}", str(one.path))
    if one.name in session.config.journals and one.name != name:
        session.set_up(f"{JOURNALS}{one.name}", None)
    session.say(f"{one.name} is called {name} now; {one.path} stays where it is.")
    _answer(session)


def forget_journal(session: Session, named: str) -> None:
    """Take a journal off the list; its file stays. Raises NotFound, and UsageMistake for what nobody has named."""
    one = get_named(session.list_journals(), named)
    if one.name not in session.config.journals:
        hint = "Another is used by itself once the settings say so: enquiry config journal NAME"
        raise UsageMistake(f"{named} is the journal that is used where none is named, at {one.path}.", hint)
    session.set_up(f"{JOURNALS}{one.name}", None)
    session.say(f"{one.name} is off the list; {one.path} stays as it is.")
    _answer(session)


def follow_move(session: Session, old: Path, new: Path) -> None:
    """Let the name of a journal that was moved lead to where it lies now."""
    for name, path in session.config.journals.items():
        if is_same_file(expand_path(path, session.places.config), old):
            session.set_up(f"{JOURNALS}{name}", str(new))


def read_place(session: Session, typed: str) -> Path:
    """Return where a journal is meant to lie that is named by a path, or by the name it is known by already."""
    known = [] if is_path(typed) else [one for one in session.list_journals() if one.has_name(typed)]
    return known[0].path if known else expand_path(typed)
