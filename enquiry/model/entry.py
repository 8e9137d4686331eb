"""Entries: everything dated in a cycle. Each kind is a class with the fields that belong to it alone."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol, get_args

import msgspec
from msgspec.structs import replace

from enquiry.acts import Act, ActKind, Hint
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.model.choices import (
    Decision,
    Direction,
    EntryKind,
    EvidenceKind,
    EvidenceStage,
    Granted,
    PlanState,
    Privacy,
    TriedVerdict,
)
from enquiry.model.measure import MeasuredValue
from enquiry.model.record import Record, Value
from enquiry.model.references import CycleId, EntryId, GiftId

AGAIN = "again"
"""The name of the prompt whose answer a replay keeps, as a part of a reflection."""


class AnswerPart(Value, frozen=True, kw_only=True):
    """What was answered to one prompt of a set: its name, the words it asked, and the answer."""

    prompt: str
    asked: str
    text: str


class Entry(Record, frozen=True, kw_only=True, tag_field="kind", tag=str.lower):
    """Anything dated in a cycle. `cycle` is the cycle's id; `name` is `7.4`, the fourth entry of cycle 7.

    `happened_on` is the local day it is about; `recorded_at` the moment it was typed. Both are always kept. `text` says
    everything, in whatever `parts` it was thought: joined, they are the text. `key` marks it as one that matters most.
    `by` names who wrote it, in a journal that several people keep.
    """

    cycle: CycleId
    name: str
    happened_on: date
    text: str
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE
    key: bool = False
    by: str = ""
    parts: tuple[AnswerPart, ...] = ()

    @property
    def kind(self) -> EntryKind:
        """What kind of entry this is."""
        return EntryKind(str(self.__struct_config__.tag))

    @property
    def cycle_number(self) -> int:
        """The number of the entry's cycle."""
        return int(self.name.partition(".")[0])

    @property
    def number(self) -> int:
        """The entry's number within its cycle."""
        return int(self.name.rpartition(".")[2])

    @property
    def first_name(self) -> str:
        """What it was called before its number was found to be taken; nothing where it has its first."""
        return f"{self.cycle_number}.{self.first}" if self.first else ""

    @property
    def looks_back(self) -> bool:
        """Whether it answers a replay: it is of a decision long made, and no further step of its cycle."""
        return any(part.prompt == AGAIN for part in self.parts)


class CitedField(Value, frozen=True, kw_only=True):
    """One field of a bibliography's item, by its name in BibTeX and as BibTeX writes it: `pages` and `43--50`."""

    name: str
    text: str


class Citation(Value, frozen=True, kw_only=True):
    """What a bibliography said of a reading, whole, so that it goes out as it came in: type, key and fields."""

    sort: str
    key: str = ""
    fields: tuple[CitedField, ...] = ()


class Reading(Entry, frozen=True, kw_only=True):
    """Something learned from research, policy or a colleague: the claim, how it fits here, and what is doubtful.

    `expects` is what it would have one see here; reviews ask how that turned out (`Review.tried`). `citation` is what
    the bibliography said from which it was taken. Where it and another field differ, a person has changed the field,
    and that is what holds.
    """

    authors: str = ""
    year: int | None = None
    title: str = ""
    where: str = ""
    doi: str = ""
    url: str = ""
    fit: str = ""
    expects: str = ""
    changed: str = ""
    doubt: str = ""
    partners: str = ""
    hours: int | float | None = None
    citation: Citation | None = None


class Action(Entry, frozen=True, kw_only=True):
    """A change in practice; how many times it was planned and done, and until when, where given.

    With `plan_for` it is planned for that day, and no change in practice before `plan` says that it was done.
    """

    planned: int | None = None
    done: int | None = None
    until: date | None = None
    plan_for: date | None = None
    plan: PlanState | None = None
    instead: str = ""
    partners: str = ""
    hours: int | float | None = None

    @property
    def is_plan(self) -> bool:
        """Whether it was only planned, moved or dropped so far."""
        return self.plan != PlanState.DONE and bool(self.plan or self.plan_for)

    def settle_plan(self, before: "Action", today: date) -> "Action":
        """Return the action as a change of its plan leaves it: another day moves it, and done it is on its day.

        A day that was changed together with the plan stays as it was given.
        """
        if before.plan_for and self.plan_for and before.plan_for != self.plan_for and before.plan == self.plan:
            return replace(self, plan=PlanState.MOVED)
        if before.is_plan and self.plan == PlanState.DONE and self.plan_for and before.happened_on == self.happened_on:
            return replace(self, happened_on=min(self.plan_for, today))
        return self


class Evidence(Entry, frozen=True, kw_only=True):
    """A dated observation of any kind, with the values of measures it brought.

    `stage` is None where it is to be worked out from the dates; `n` is how many of its group it is about.
    `about` is the entry it speaks of, and `gift` that of a comment which came back: it is kept as it was said.
    """

    evidence_kind: EvidenceKind = EvidenceKind.NOTICING
    stage: EvidenceStage | None = None
    direction: Direction | None = None
    n: int | None = None
    values: tuple[MeasuredValue, ...] = ()
    predicted: str = ""
    source: str = ""
    marked_by: str = ""
    words_of: str = ""
    partners: str = ""
    about: EntryId = ""
    gift: GiftId = ""


class Reflection(Entry, frozen=True, kw_only=True):
    """Thinking about evidence. `about` is the entry it speaks of."""

    about: EntryId = ""
    hours: int | float | None = None


class TriedReading(Value, frozen=True, kw_only=True):
    """How what a reading would have one see turned out, and why one says so.

    Without a `verdict` it was asked and left open: what was passed over once is not asked again.
    """

    reading: EntryId
    verdict: TriedVerdict | None = None
    why: str = ""


class Review(Entry, frozen=True, kw_only=True):
    """A look at the whole cycle that may end in a decision with its reason.

    `tried` says of readings whether what they claim came true here, each reading once.
    """

    decision: Decision | None = None
    because: str = ""
    next_look: date | None = None
    tried: tuple[TriedReading, ...] = ()
    words_of: str = ""
    hours: int | float | None = None


class Note(Entry, frozen=True, kw_only=True):
    """A dated line in a cycle that is none of the other kinds."""

    words_of: str = ""


class Ask(Entry, frozen=True, kw_only=True):
    """What would help, of whom it is asked, and what became of that. Without an `answer` it is open.

    `of` is a role, never a name. `answered_on` is the day of the answer, and `came_of_it` what came of it.
    """

    of: str = ""
    answer: Granted | None = None
    answered_on: date | None = None
    came_of_it: str = ""

    def settle_answer(self, before: "Ask", today: date) -> "Ask":
        """Return the ask as a change of its answer leaves it: dated, today where no day was given.

        Without an answer it has no day. Raises UsageMistake where one was given for an ask that is open.
        """
        if self.answer is None and self.answered_on not in (None, before.answered_on):
            words = f"{self.name} has a day on which it was answered, but no answer."
            raise UsageMistake(words, Hint("Give both: {}", Act(ActKind.ANSWER, item=self.name)))
        if self.answer is None:
            return replace(self, answered_on=None)
        return replace(self, answered_on=self.answered_on or today)


AnyEntry = Reading | Action | Evidence | Reflection | Review | Note | Ask

KEPT_AS_SAID = ("kind", "text", "words_of", "source", "evidence_kind", "happened_on", "gift")
"""What nobody changes of a comment that came back: whose words it is, which, and when they were written."""

ENTRY_CLASSES: dict[EntryKind, type[AnyEntry]] = dict(zip(EntryKind, get_args(AnyEntry), strict=True))


def convert_entry(entry: AnyEntry, kind: EntryKind) -> AnyEntry:
    """Return an entry as one of another kind, with all that such an entry can hold (see `list_lost_fields`)."""
    to = ENTRY_CLASSES[kind]
    return to(**{name: getattr(entry, name) for name in to.__struct_fields__ if name in entry.__struct_fields__})


def list_lost_fields(entry: AnyEntry, kind: EntryKind) -> tuple[str, ...]:
    """Return the names of the fields in which an entry says something that one of another kind can't hold."""
    kept = ENTRY_CLASSES[kind].__struct_fields__
    own = (field for field in msgspec.structs.fields(entry) if field.name not in kept)
    return tuple(field.name for field in own if getattr(entry, field.name) != field.default)


def join_parts(parts: Iterable[AnswerPart]) -> str:
    """Return the text that an entry of these parts has: theirs, with a blank line between them."""
    return "\n\n".join(part.text for part in parts)


def format_with_headings(entry: AnyEntry) -> str:
    """Return an entry's text with the words that asked for each part above it; as it is where it has no parts."""
    return "\n\n".join(f"{part.asked}\n{part.text}" for part in entry.parts) or entry.text


class Sourced(Protocol):
    """What says where it was published: a reading, and what is given of one."""

    @property
    def authors(self) -> str:
        """Whose it is, as a person wrote it."""

    @property
    def year(self) -> int | None:
        """The year it came out."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def where(self) -> str:
        """What it came out in."""

    @property
    def doi(self) -> str:
        """Its DOI, without an address."""

    @property
    def url(self) -> str:
        """A link to it."""


def format_reference(reading: Sourced) -> str:
    """Return the reading's source as one line: authors (year). Title. Where. Link; empty where none was given.

    Without authors the title comes first. A part that ends in a stop of its own ("?", "…", an initial) gets no other.
    """
    year = f"({reading.year})" if reading.year else ""
    link = f"https://doi.org/{reading.doi}" if reading.doi else reading.url
    authors = reading.authors.rstrip("; ")  # it may say that one name, not several, stands there
    named = (" ".join(filter(None, (authors, year))), reading.title)
    first = named if authors or not reading.title else (reading.title, year)
    *parts, last = [part.strip() for part in (*first, reading.where, link) if part] or [""]
    return " ".join([*map(end_sentence, parts), last])


def end_sentence(sentence: str) -> str:
    """Return a sentence with a full stop, unless it ends in a stop of its own."""
    return sentence if re.search(r"[.?!…][”’\"')\]]*$", sentence) else f"{sentence}."


def format_delivery(action: Action) -> str:
    """Return how often an action was done, of how many times it was planned; empty where neither was given."""
    if action.done is None:
        return "" if action.planned is None else f"planned {action.planned} times"
    return f"done {action.done} " + ("times" if action.planned is None else f"of {action.planned} planned")


def format_answer(ask: Ask) -> str:
    """Return how an ask was answered and when: "partly, 3 October 2025"; "no answer yet" where it is open."""
    if ask.answer is None:
        return "no answer yet"
    return f"{ask.answer}, {spell(ask.answered_on)}" if ask.answered_on else ask.answer.value


def parse_doi(raw: str) -> str:
    """Return a DOI without the address people paste it with. Raises UsageMistake for what is no DOI."""
    doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", raw.strip(), flags=re.IGNORECASE)
    if doi and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        raise UsageMistake(f"“{raw}” is not a DOI.", "A DOI reads like 10.1037/edu0000001; a link goes in --url.")
    return doi
