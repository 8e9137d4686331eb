"""Beliefs: what a person holds to be so about learning, in its versions, and the entries that speak for and against."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from enquiry.model.choices import Held, Privacy, Side
from enquiry.model.record import Moment, Record, Value
from enquiry.model.references import EntryId


class Word(NamedTuple):
    """An entry, by its id, that speaks for a belief or against it; with `moved` it made the belief what it is."""

    entry: str
    side: Side
    on: date
    at: datetime
    why: str = ""
    moved: bool = False


class BeliefVersion(Value, frozen=True, kw_only=True):
    """A belief as it is put and held since a day: why it took the place of the one before, and what moved it.

    `at` is the moment it was written, by which what was said on one day has its order.

    `moved_by` are the ids of the entries that moved it. They speak for it as it is put here; where it was given up,
    against it. `by` is as in an entry.
    """

    text: str
    on: date
    at: Moment
    held: Held = Held.ON_TRIAL
    because: str = ""
    moved_by: tuple[EntryId, ...] = ()
    by: str = ""

    @property
    def words(self) -> Iterator[Word]:
        """What moved it, each entry on its side."""
        side = Side.AGAINST if self.held is Held.GIVEN_UP else Side.FOR
        return (Word(entry, side, self.on, self.at, self.because, True) for entry in self.moved_by)


class Support(Value, frozen=True, kw_only=True):
    """An entry that speaks for a belief or against it: since when that is said, and in a line why."""

    entry: EntryId
    side: Side
    on: date
    at: Moment
    why: str = ""


class Belief(Record, frozen=True, kw_only=True):
    """A belief with every version it has had, and every entry that was said to speak for or against it, in order.

    `number` never changes and is never reused. Neither versions nor supports are ever taken out by a command: of an
    entry that was said to speak for it and later against it both stay, and the later one holds.
    """

    number: int
    versions: tuple[BeliefVersion, ...]
    supports: tuple[Support, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    privacy: Privacy = Privacy.PRIVATE

    @property
    def name(self) -> str:
        """The name by which a person knows it everywhere: `belief-3`."""
        return f"belief-{self.number}"

    @property
    def first_name(self) -> str:
        """What it was called before its number was found to be taken; nothing where it has its first."""
        return f"belief-{self.first}" if self.first else ""

    @property
    def now(self) -> BeliefVersion:
        """The version that stands."""
        return self.versions[-1]

    @property
    def text(self) -> str:
        """What is believed, in the words that stand."""
        return self.now.text

    @property
    def held(self) -> Held:
        """How it is held now."""
        return self.now.held

    @property
    def began_on(self) -> date:
        """The day of its first version."""
        return self.versions[0].on

    @property
    def last_on(self) -> date:
        """The latest day that anything of it is dated."""
        return max(*(version.on for version in self.versions), *(one.on for one in self.supports), self.began_on)

    def get_version_on(self, day: date) -> BeliefVersion:
        """Return the version that stood on `day` (the first one for days before it)."""
        return next((one for one in reversed(self.versions) if one.on <= day), self.versions[0])

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of all entries that it names, each once, in the order in which they came."""
        return tuple(dict.fromkeys(word.entry for word in self.iterate_words()))

    def iterate_words(self) -> Iterator[Word]:
        """Yield everything that was ever said to speak for it or against it: what moved a version, then the rest."""
        for version in self.versions:
            yield from version.words
        yield from (Word(one.entry, one.side, one.on, one.at, one.why) for one in self.supports)

    @property
    def latest_words(self) -> tuple[Word, ...]:
        """What was said last of each entry, in the order in which it was said."""
        said = sorted(self.iterate_words(), key=lambda word: (word.on, word.at))
        latest = {word.entry: word for word in said}
        return tuple(word for word in said if latest[word.entry] is word)

    def keep_entries(self, entries: Collection[str]) -> "Belief":
        """Return the belief without what it says of entries whose ids are not among these."""
        versions = tuple(
            replace(one, moved_by=tuple(entry for entry in one.moved_by if entry in entries)) for one in self.versions
        )
        return replace(self, versions=versions, supports=tuple(one for one in self.supports if one.entry in entries))

    def find_side(self, entry: str) -> Side | None:
        """Return on which side an entry stands, by what was said of it last; None where nothing was."""
        return next((word.side for word in self.latest_words if word.entry == entry), None)
