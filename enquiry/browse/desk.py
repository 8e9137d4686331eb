"""What the screen is handed by the command line, and what it hands back: it opens no file and asks no clock itself."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

from enquiry.insight.pulse.thresholds import DEFAULT_RULES, PulseRules
from enquiry.model.journal import Journal

if TYPE_CHECKING:
    from datetime import date

    from enquiry.dates.calendar import Calendar
    from enquiry.query.select import Selection

Answers = Mapping[str, str]
"""What stands in the areas of a form, by their names."""

Ask = Callable[[str], str]
"""Shows words and a question, and returns the line that is typed; nothing where it is left."""


class Shelf(NamedTuple):
    """What is looked at: the journal as it was read, its calendar, the day, and the rules of the pulse.

    `name` is what the journal is called, where there are several to take it for.
    """

    journal: Journal
    calendar: "Calendar"
    today: "date"
    rules: PulseRules = DEFAULT_RULES
    name: str = ""


class Area(NamedTuple):
    """One thing to be written: the words above it, what helps with it, what stands in it. A `tall` one has lines."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    tall: bool = False


class WritingForm(NamedTuple):
    """A sheet: what it is about, and its areas in their order."""

    title: str
    areas: tuple[Area, ...]


class Saved(NamedTuple):
    """What came of saving: what was said, and the form to go on with where the person is not done yet."""

    said: tuple[str, ...]
    form: WritingForm | None = None


class Writing(Protocol):
    """One writing: a form, kept as a draft from the first word until the journal has it."""

    form: WritingForm

    def keep(self, answers: Answers) -> None:
        """Keep what stands in the form on the disk."""

    def save(self, answers: Answers, ask: Ask) -> Saved:
        """Save it as its command does; what that asks is asked. Raises EnquiryError for what keeps it from that."""

    def edit(self, answers: Answers) -> WritingForm:
        """Let the person go on in their own editor, and return the form as it is then. Raises EditorFailed."""

    def leave(self, answers: Answers) -> str:
        """Put it off, or take it away where nothing was written; return what there is to say of it."""


class Desk(Protocol):
    """What the screen asks of the rest of the program. All of it may raise EnquiryError."""

    def look(self, *, anew: bool = False) -> Shelf | None:
        """Return what there is to look at where it changed since the last look, or `anew` anyway; else None."""

    def find(self, text: str) -> "Selection":
        """Return what meets a query, in what was last looked at."""

    def prepare(self) -> None:
        """Read what can be found once, so that the first letter of a query need not wait for that."""

    def write(self, command: str, named: str) -> Writing:
        """Return a sheet for a writing command about the cycle or thing of that name."""

    def resume(self) -> Writing:
        """Return the sheet of the draft that was put off last."""

    def undo(self, ask: Ask) -> tuple[str, ...]:
        """Take back the latest step where that is confirmed, and return what there is to say."""

    def describe_draft(self) -> str:
        """Return a sentence about a draft that waits; nothing where none does."""
