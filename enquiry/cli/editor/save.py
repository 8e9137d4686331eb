"""A written sheet, saved: given to its command as if it had been typed, or laid over the thing it was made from."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, NamedTuple

import typer
from msgspec.structs import replace
from typer.core import TyperCommand

from enquiry.cli.editor.forms import arguments_changed, arguments_new, headings_of, sheet_of, tags_on
from enquiry.cli.editor.sheet import Field, Heading, Sheet, parts_under
from enquiry.cli.names import thing_named
from enquiry.cli.session import Session, Written
from enquiry.cli.usage_errors import worded
from enquiry.cli.writing.edit import change_thing, given_in, say_edited
from enquiry.errors import ChangedMeanwhile, UsageMistake
from enquiry.model.entry import Part, joined
from enquiry.model.journal import Thing

WORDS = "words"
"""What stands below the ruled line, among the places of a sheet."""


class Clash(ChangedMeanwhile):
    """A thing was changed elsewhere while its sheet was open, and in the same `places`: `theirs` is what it is now.

    `mine` is what was written here, with what was changed elsewhere alone.
    """

    def __init__(self, name: str, places: tuple[str, ...], theirs: Sheet, mine: Sheet) -> None:
        super().__init__(f"{name} was changed elsewhere while you were writing.")
        self.name = name
        self.places = places
        self.theirs = theirs
        self.mine = mine


class Saving(NamedTuple):
    """What saving a sheet needs: the run, the command it is for, and the headings among its words."""

    session: Session
    command: Any
    headings: tuple[Heading, ...]


def save_new(saving: Saving, mine: Sheet, makes: str) -> None:
    """Run a writing command with what stands on a new sheet. Raises what the command raises.

    `makes` is the lasting id of the record that comes of it.
    """
    session, command, _ = saving
    parts = _parts(saving, mine)
    words = mine if parts is None else mine._replace(text=joined(parts))
    session.written = Written(parts or (), makes)
    with _as_mistakes(), _called(saving, arguments_new(command, words)) as context:
        TyperCommand.invoke(command, context)  # not the command's own: it would go by the editor again


def save_change(saving: Saving, name: str, base: Sheet, mine: Sheet) -> None:
    """Change a thing where `mine` differs from `base`, and say so. Raises Clash, and as `change_thing` does."""
    given = _given(saving, name, base, mine)

    def check(now: Thing) -> None:
        theirs = sheet_of(now)
        if places := clashing(base, mine, theirs):
            raise Clash(name, places, theirs, merged(base, mine, theirs))
        if theirs != base:
            saving.session.say(f"{name} was changed elsewhere meanwhile, though not where you changed it; both stand.")

    say_edited(saving.session, change_thing(saving.session, name, given, check), dated="on" in given)


def save_theirs(saving: Saving, clash: Clash) -> None:
    """Leave a thing as it was changed elsewhere, once what was written here has had its turn: its history has both."""
    session, name = saving.session, clash.name
    was = thing_named(session.journal(), name)
    mine = sheet_of(change_thing(session, name, _given(saving, name, clash.theirs, clash.mine)).thing)
    theirs = saving._replace(headings=headings_of(was))
    say_edited(session, change_thing(session, name, _given(theirs, name, mine, clash.theirs)), dated=False)


def clashing(base: Sheet, mine: Sheet, theirs: Sheet) -> tuple[str, ...]:
    """Return the places that two sheets changed in different ways: names of fields, and WORDS.

    Tags never clash: they are put on and taken off one by one.
    """
    names = dict.fromkeys(name for sheet in (base, mine, theirs) for name, _ in sheet.fields if name != "tags")
    sides: dict[str, tuple[object, object, object]] = {WORDS: (base.text, mine.text, theirs.text)}
    sides |= {name: (base.values(name), mine.values(name), theirs.values(name)) for name in names}
    return tuple(at for at, (before, one, other) in sides.items() if one != before and other not in (before, one))


def merged(base: Sheet, mine: Sheet, theirs: Sheet) -> Sheet:
    """Return `mine` with everything that only `theirs` changed, and the tags that were put on or taken off there."""
    fields = list[Field]()
    for name in dict.fromkeys(name for name, _ in (*mine.fields, *theirs.fields)):
        if name == "tags":
            had, has, now = (tags_on(sheet) for sheet in (base, mine, theirs))
            left = [tag for tag in now if tag in has or tag not in had]
            values = [", ".join([*left, *(tag for tag in has if tag not in (*had, *now))])]
        else:
            values = list((theirs if mine.values(name) == base.values(name) else mine).values(name))
        fields += [(name, value) for value in values or [""]]
    return Sheet(tuple(fields), theirs.text if mine.text == base.text else mine.text)


def _given(saving: Saving, name: str, before: Sheet, after: Sheet) -> dict[str, Any]:
    """Return what would have been typed to turn one sheet into the other; the words with their parts."""
    with _as_mistakes(), _called(saving, arguments_changed(saving.command, name, before, after)) as context:
        given = given_in(context.params)
    if "words" not in given or not saving.headings:
        return given
    parts = _parts(saving, after)
    if parts is None:  # the headings were taken away, so it is one piece now
        return {**given, "parts": ()}
    return {**given, "words": [f"{joined(parts)}\n"], "parts": parts}


def _parts(saving: Saving, sheet: Sheet) -> tuple[Part, ...] | None:
    parts = parts_under(saving.headings, sheet.text)
    if parts is None:
        return None
    return tuple(replace(part, text=saving.session.field(part.text, part.asked)) for part in parts)


def _called(saving: Saving, arguments: list[str]) -> Any:
    return saving.command.make_context(f"enquiry {saving.command.name}", arguments, obj=saving.session)


@contextmanager
def _as_mistakes() -> Iterator[None]:
    """Turn what the command line's parser finds wrong with a field into a mistake like every other."""
    try:
        yield
    except typer.TyperException as mistake:
        raise UsageMistake(*worded(mistake, ())) from mistake


# --- Two texts for one thing: both are shown, with what differs, and the person says what becomes of them.


PARTING = "------ theirs, in the journal now: join the two, and take this line away ------"
MOST_WORDS = 4000
"""Of longer texts the lines are compared, not the words, which would take too long."""


class Choice(Enum):
    """What becomes of two texts."""

    MINE = "y"
    THEIRS = "t"
    BOTH = "b"
    LATER = "l"


def show_both(session: Session, clash: Clash) -> None:
    """Tell what is in the journal now, what was written here, and in what they differ."""
    session.tell(clash.words)
    _show(session, "Theirs, in the journal now", clash.theirs, clash.places)
    _show(session, "Yours", clash.mine, clash.places)
    if WORDS in clash.places:
        session.tell("\nWhat differs, [-theirs-] and {+yours+}:")
        session.tell("\n".join(f"  {line}" for line in difference(clash.theirs.text, clash.mine.text).split("\n")))


def _show(session: Session, whose: str, sheet: Sheet, places: tuple[str, ...]) -> None:
    fields = [f"{at}: {', '.join(sheet.values(at)) or '(nothing)'}" for at in places if at != WORDS]
    words = sheet.text.split("\n") if WORDS in places else []
    session.tell("\n".join([f"\n{whose}:", *(f"  {line}" for line in (*fields, *words))]))


def difference(before: str, after: str) -> str:
    """Return both texts in one: words that are only in the first as `[-so-]`, only in the second as `{+so+}`."""
    long = max(before.count(" "), after.count(" ")) > MOST_WORDS
    pieces = r"[^\n]*\n|[^\n]+" if long else r"\s+|\S+"
    old, new = re.findall(pieces, before), re.findall(pieces, after)
    said = []
    for what, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=long).get_opcodes():
        gone, come = "".join(old[first:last]), "".join(new[begin:end])
        said.append(gone if what == "equal" else (gone and f"[-{gone}-]") + (come and f"{{+{come}+}}"))
    return "".join(said)


def asked_which(session: Session) -> Choice:
    """Ask what is to stand; without an answer the choice is left for later."""
    keys = {choice.value: choice for choice in Choice}
    question = "Keep yours (y), theirs (t), both to join in the editor (b), or yours as a draft for later (l)?"
    while session.can_ask and (word := session.ask_line(question).casefold()[:1]):
        if word in keys:
            return keys[word]
        session.tell(f"“{word}” is none of y, t, b and l.")
    return Choice.LATER


def join_conflict_texts(clash: Clash) -> Sheet:
    """Return a sheet with both texts, to be made into one."""
    return clash.mine._replace(text=f"{clash.mine.text}\n\n{PARTING}\n{clash.theirs.text}")
