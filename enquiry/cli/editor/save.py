"""A written sheet, saved: given to its command as if it had been typed, or laid over the thing it was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, NamedTuple

import typer
from msgspec.structs import replace
from typer.core import TyperCommand

from enquiry.cli.editor.forms import (
    build_edit_arguments,
    build_item_headings,
    build_item_sheet,
    build_new_arguments,
    parse_sheet_tags,
)
from enquiry.cli.editor.sheet import PartHeading, Sheet, SheetField, parse_sheet_parts
from enquiry.cli.given import InterviewResult
from enquiry.cli.names import resolve_item
from enquiry.cli.session import Session
from enquiry.cli.usage_errors import format_usage_error
from enquiry.cli.writing.edit import change_item, report_edit
from enquiry.cli.writing.options import collect_given_options
from enquiry.errors import ChangedMeanwhile, UsageMistake
from enquiry.insight.history.word_diff import diff_words, format_word_diff
from enquiry.model.entry import AnswerPart, join_parts
from enquiry.model.fields import FIELDS
from enquiry.model.journal import JournalItem

WORDS_PLACE = "words"
"""What stands below the ruled line, among the places of a sheet."""


class EditConflict(ChangedMeanwhile):
    """A thing was changed elsewhere while its sheet was open, and in the same `places`: `theirs` is what it is now.

    `mine` is what was written here, with what was changed elsewhere alone.
    """

    def __init__(self, name: str, places: tuple[str, ...], theirs: Sheet, mine: Sheet) -> None:
        super().__init__(f"{name} was changed elsewhere while you were writing.")
        self.name, self.places, self.theirs, self.mine = name, places, theirs, mine


class SheetSaver(NamedTuple):
    """What saves a sheet: the run, the command it is for, and the headings among its words."""

    session: Session
    command: Any
    headings: tuple[PartHeading, ...]

    def save_new(self, mine: Sheet, makes: str) -> None:
        """Run a writing command with what stands on a new sheet; its record's id is `makes`. Raises as it does."""
        parts = self._parse_clean_parts(mine)
        words = mine if parts is None else mine._replace(text=join_parts(parts))
        self.session.written = InterviewResult(parts or (), makes)
        with translate_usage_errors(), self._make_context(build_new_arguments(self.command, words)) as context:
            TyperCommand.invoke(self.command, context)  # not the command's own: it would go by the editor again

    def save_change(self, name: str, base: Sheet, mine: Sheet) -> None:
        """Change a thing where `mine` differs from `base`; say so. Raises EditConflict, and as `change_item` does."""

        def check(now: JournalItem) -> None:
            theirs = build_item_sheet(now)
            if places := find_conflicts(base, mine, theirs):
                raise EditConflict(name, places, theirs, merge_sheets(base, mine, theirs))
            if theirs != base:
                words = f"{name} was changed elsewhere meanwhile, though not where you changed it; both stand."
                self.session.say(words)

        given = self.collect_changes(name, base, mine)
        report_edit(self.session, *change_item(self.session, name, given, check), dated="on" in given)

    def save_theirs(self, clash: EditConflict) -> None:
        """Leave a thing as it was changed elsewhere, after what was written here had its turn: its history has both."""
        session, name = self.session, clash.name
        theirs = self._replace(headings=build_item_headings(resolve_item(session.load_journal(), name)))
        given = self.collect_changes(name, clash.theirs, clash.mine)
        mine = build_item_sheet(change_item(session, name, given)[1])
        back = theirs.collect_changes(name, mine, clash.theirs)
        report_edit(session, *change_item(session, name, back), dated=False)

    def collect_changes(self, name: str, before: Sheet, after: Sheet) -> dict[str, Any]:
        """Return what would have been typed to turn one sheet into the other; the words with their parts."""
        arguments = build_edit_arguments(self.command, name, before, after)
        with translate_usage_errors(), self._make_context(arguments) as context:
            given = collect_given_options(context.params)
        if "words" not in given or not self.headings:
            return given
        parts = self._parse_clean_parts(after)
        if parts is None:  # the headings were taken away, so it is one piece now
            return {**given, "parts": ()}
        return {**given, "words": [f"{join_parts(parts)}\n"], "parts": parts}

    def _parse_clean_parts(self, sheet: Sheet) -> tuple[AnswerPart, ...] | None:
        parts, clean = parse_sheet_parts(self.headings, sheet.text), self.session.clean_field
        return None if parts is None else tuple(replace(one, text=clean(one.text, one.asked)) for one in parts)

    def _make_context(self, arguments: list[str]) -> Any:
        return self.command.make_context(f"enquiry {self.command.name}", arguments, obj=self.session)


@contextmanager
def translate_usage_errors() -> Iterator[None]:
    """Turn what the command line's parser finds wrong with a field into a mistake that names it as the sheet does."""
    try:
        yield
    except typer.TyperException as mistake:
        option = getattr(getattr(mistake, "param", None), "name", "")
        called = next((field.sheet_name for field in FIELDS if field.name == option), "")
        raise UsageMistake(*format_usage_error(mistake, (), called)) from mistake


def find_conflicts(base: Sheet, mine: Sheet, theirs: Sheet) -> tuple[str, ...]:
    """Return the places that two sheets changed in different ways: names of fields, and WORDS_PLACE.

    Tags never clash: they are put on and taken off one by one.
    """
    names = dict.fromkeys(name for sheet in (base, mine, theirs) for name, _ in sheet.fields if name != "tags")
    sides: dict[str, tuple[object, object, object]] = {WORDS_PLACE: (base.text, mine.text, theirs.text)}
    sides |= {name: (base.values(name), mine.values(name), theirs.values(name)) for name in names}
    return tuple(at for at, (before, one, other) in sides.items() if one != before and other not in (before, one))


def merge_sheets(base: Sheet, mine: Sheet, theirs: Sheet) -> Sheet:
    """Return `mine` with everything that only `theirs` changed, and the tags that were put on or taken off there."""
    fields = list[SheetField]()
    for name in dict.fromkeys(name for name, _ in (*mine.fields, *theirs.fields)):
        if name == "tags":
            had, has, now = (parse_sheet_tags(sheet) for sheet in (base, mine, theirs))
            left = [tag for tag in now if tag in has or tag not in had]
            values = [", ".join([*left, *(tag for tag in has if tag not in (*had, *now))])]
        else:
            values = list((theirs if mine.values(name) == base.values(name) else mine).values(name))
        fields += [(name, value) for value in values or [""]]
    return Sheet(tuple(fields), theirs.text if mine.text == base.text else mine.text)


# --- Two texts for one thing: both are shown, with what differs, and the person says what becomes of them.


CONFLICT_SEPARATOR = "------ theirs, in the journal now: join the two, and take this line away ------"


class ConflictChoice(Enum):
    """What becomes of two texts."""

    MINE = "y"
    THEIRS = "t"
    BOTH = "b"
    LATER = "l"


def show_conflict(session: Session, clash: EditConflict) -> None:
    """Tell what is in the journal now, what was written here, and in what they differ."""
    session.tell(clash.words)
    for whose, sheet in (("Theirs, in the journal now", clash.theirs), ("Yours", clash.mine)):
        fields = [f"{at}: {', '.join(sheet.values(at)) or '(nothing)'}" for at in clash.places if at != WORDS_PLACE]
        words = sheet.text.split("\n") if WORDS_PLACE in clash.places else []
        session.tell("\n".join([f"\n{whose}:", *(f"  {line}" for line in (*fields, *words))]))
    if WORDS_PLACE in clash.places:
        session.tell("\nWhat differs, [-theirs-] and {+yours+}:")
        differing = format_word_diff(diff_words(clash.theirs.text, clash.mine.text))
        session.tell("\n".join(f"  {line}" for line in differing.split("\n")))


def ask_conflict_choice(session: Session) -> ConflictChoice:
    """Ask what is to stand; without an answer the choice is left for later."""
    keys = {choice.value: choice for choice in ConflictChoice}
    question = "Keep yours (y), theirs (t), both to join in the editor (b), or yours as a draft for later (l)?"
    while session.can_ask and (word := session.ask_line(question).casefold()[:1]):
        if word in keys:
            return keys[word]
        session.tell(f"“{word}” is none of y, t, b and l.")
    return ConflictChoice.LATER
