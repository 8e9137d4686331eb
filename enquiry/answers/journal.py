"""What the commands that look at the whole journal, or beside it, answer to a program: lists, standards, the guide."""

from datetime import date
from pathlib import Path
from typing import Annotated

from enquiry.answers.answer import Answer, take_fields, wrap
from enquiry.answers.records import BriefCycle
from enquiry.command_lines import format_command
from enquiry.guide import CommandHelp, GuidePage, GuidePassage, OptionHelp
from enquiry.model.choices import LinkKind
from enquiry.model.standards import StandardCode, StandardList


@take_fields(BriefCycle, at="cycle")
class ListedCycle(Answer, frozen=True):
    """A cycle in a list: whether it is the current one, and how much evidence and reflection it holds."""

    current: bool
    evidence: int
    reflections: int


ListAnswer = wrap("ListAnswer", "The cycles of a list.", cycles=tuple[ListedCycle, ...])


class NoticeAnswer(Answer, frozen=True):
    """Something worth knowing now, with the command that answers it."""

    words: str
    command: Annotated[str, lambda notice: format_command(notice.act)]
    cycle: int | None


class AsideAnswer(Answer, frozen=True):
    """A cycle that nothing is asked of now: *paused* since a day, or *promised* a look on a day to come.

    `until` is the day on which a paused one is to be taken up again, or null.
    """

    number: Annotated[int, "cycle.number"]
    question: Annotated[str, "cycle.question"]
    state: str
    on: date
    until: date | None


@take_fields(ListedCycle)
class HomeCycle(Answer, frozen=True):
    """The same, with what is due of it, in words, and what was last thought; each empty where there is nothing."""

    due: str
    thought: str


class StatusAnswer(Answer, frozen=True):
    """Where the journal stands: `week` is null in the holidays, `inbox` counts the notes that wait.

    `typical` is what of the year's dates is a pattern and not published: dates, terms or holidays, or null. `sample`
    names the sample journal it is, or is null.
    """

    today: date
    year: str
    typical: Annotated[str | None, lambda now: now.guess or None]
    week: Annotated[int | None, lambda now: max(now.week, 0) or None]
    matters: tuple[NoticeAnswer, ...]
    cycles: Annotated[tuple[HomeCycle, ...], "rows"]
    aside: tuple[AsideAnswer, ...]
    sample: Annotated[str | None, lambda now: now.sample or None]
    inbox: Annotated[int, "waiting"]


class ThreadNode(Answer, frozen=True):
    """A cycle of a thread, and what grew from it."""

    cycle: BriefCycle
    grown: tuple["ThreadNode", ...]


class LinkAnswer(Answer, frozen=True):
    """A link of another kind; `other` is a cycle's number, or of a *shared-with* someone's name."""

    cycle: int
    kind: LinkKind
    other: Annotated[
        int | str,
        lambda tie: tie.other if tie.kind is LinkKind.SHARED_WITH or not tie.other.isdecimal() else int(tie.other),
    ]


@take_fields(StandardCode, at="code")
class StandardAnswer(Answer, frozen=True):
    """One standard, with the cycles in which it was laid beside something."""

    cycles: tuple[int, ...]


@take_fields(StandardList, at="list", without=("codes",))
class StandardListAnswer(Answer, frozen=True):
    """A list of standards: the first and last day it stands, where certain, and whether it stands today."""

    stands: bool
    codes: tuple[StandardAnswer, ...]


class UnlistedStandard(Answer, frozen=True):
    """A code in the journal that stands in no list."""

    code: str
    cycles: tuple[int, ...]


class StandardsAnswer(Answer, frozen=True):
    """The standards that were asked for."""

    standards: Annotated[tuple[StandardListAnswer, ...], "lists"]
    unlisted: Annotated[
        tuple[UnlistedStandard, ...],
        lambda found: tuple(UnlistedStandard(code, cycles) for code, cycles in found.unlisted),
    ]


class SettingsAnswer(Answer, frozen=True):
    """Settings by their names: texts, empty where nothing is set; numbers; lists; null for a day not set.

    `faults` says of each line of the settings file that can't be used what is wrong with it.
    """

    settings: dict[str, str | int | float | date | tuple[str, ...] | None]
    faults: tuple[str, ...] = ()


class PlacesAnswer(Answer, frozen=True):
    """The paths where everything lies; `made` says whether there is a journal yet."""

    places: dict[str, Path]
    made: bool


class JournalPlaceAnswer(Answer, frozen=True):
    """A journal by its name: where it lies, is it the usual one, and a team's; `state` is *there* or why not."""

    name: str
    path: Path
    usual: bool
    team: bool
    state: str


JournalsAnswer = wrap("JournalsAnswer", "The journals by name.", journals=tuple[JournalPlaceAnswer, ...])

SamplesAnswer = wrap("SamplesAnswer", "The names of the samples, each with what it shows.", samples=dict[str, str])


class DemoAnswer(Answer, frozen=True):
    """A sample that was laid out: its file, the day on which it was left, and what it is about."""

    journal: Path
    today: date
    about: str


class WrittenAnswer(Answer, frozen=True):
    """A file that was written, and its format."""

    written: Path
    format: str


class ReminderAnswer(Answer, frozen=True):
    """A look that is ahead: the number of its cycle, its day, and whether it is the next one or that a year later."""

    cycle: Annotated[int, "cycle.number"]
    on: date
    what: str


class RemindersAnswer(Answer, frozen=True):
    """The looks that are ahead, and the calendar file they were written to; null where there are none."""

    written: Path | None
    looks: tuple[ReminderAnswer, ...]
    format: Annotated[str, lambda _source: "ics"]


class FolderAnswer(WrittenAnswer, frozen=True):
    """A folder that was written, with the names of the files in it."""

    files: tuple[str, ...]


class ImportAnswer(Answer, frozen=True):
    """How many cycles, entries, notes and measures were added; with `dry_run` would be."""

    imported: dict[str, int]
    dry_run: bool


@take_fields(GuidePage, without=("text",))
class TopicAnswer(Answer, frozen=True):
    """A topic, its title, and what it is about."""


TopicsAnswer = wrap("TopicsAnswer", "The topics of the guide.", topics=tuple[TopicAnswer, ...])


@take_fields(GuidePage)
class PageContent(Answer, frozen=True):
    """A page, its Markdown as `text`."""


PageAnswer = wrap("PageAnswer", "One page of the guide.", page=PageContent)


@take_fields(GuidePassage)
class PassageContent(Answer, frozen=True):
    """A paragraph, list item or example, with the topic and the heading it stands under."""


PassagesAnswer = wrap(
    "PassagesAnswer", "The passages in which all words were found.", passages=tuple[PassageContent, ...]
)


@take_fields(OptionHelp)
class OptionContent(Answer, frozen=True):
    """An option or argument: its names, what its value is called, and the choices there are for it."""


@take_fields(CommandHelp)
class HelpAnswer(Answer, frozen=True):
    """The help of a command, or of the program: its commands by panel and name."""

    options: tuple[OptionContent, ...]
