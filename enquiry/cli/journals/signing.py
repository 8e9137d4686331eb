"""Signing: in a team's journal each entry says who wrote it, by the name that the settings of this machine hold."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from enquiry.cli.speech import Speech
from enquiry.errors import UsageMistake
from enquiry.insight.team import has_unsigned, sign_additions
from enquiry.model.journal import Journal, JournalItem

T = TypeVar("T", bound=JournalItem)

ASKED = "How shall the others know you? (a name or initials; Enter leaves it open)"
UNSIGNED = "The others won't see who wrote it. To let them: enquiry config by NAME"


def sign(speech: Speech, name: str, before: Journal, after: Journal, keep: Callable[[str], None]) -> Journal:
    """Return a team's journal with what a change added signed; where there is no name yet it is asked for, and kept.

    Where nobody can be asked it goes unsigned, which is said: nothing that was written waits for a name.
    """
    if not has_unsigned(before, after):
        return after
    while not name and speech.can_ask and (typed := speech.ask_line(ASKED)):
        try:
            keep(typed)
            name = typed
        except UsageMistake as fault:
            speech.tell(f"{fault.words} {fault.hint}")
    if not name:
        speech.say(UNSIGNED)
        return after
    return sign_additions(before, after, name)


def get_signed(thing: T, held: Iterable[object]) -> T:
    """Return a thing as it was kept: what was made of it before it was written does not say who wrote it yet."""
    steps = (getattr(one, "journal", None) for one in held)
    for journal in (one for one in steps if isinstance(one, Journal) and one.settings.team):
        among: Iterable[JournalItem] = (*journal.cycles, *journal.lone, *journal.iterate_entries())
        thing = next((one for one in among if one.id == thing.id), thing)  # type: ignore[assignment]
    return thing
