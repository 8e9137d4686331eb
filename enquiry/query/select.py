"""Which cycles and entries are meant: one frozen query that every looking command shares, and what it selects."""

from typing import NamedTuple

from enquiry.dates.period import Period
from enquiry.errors import NotFound, near
from enquiry.model.choices import Kind
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry, Evidence, Reading, Review, reference
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.tag import falls_under
from enquiry.model.text import fold
from enquiry.query.tags import names_among, tag_uses


class Query(NamedTuple):
    """What is looked for. All given conditions must hold; an empty query selects everything."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    cycles: tuple[int, ...] = ()
    window: Period | None = None

    @property
    def looks_inside(self) -> bool:
        """Whether the query asks for entries, and not only for cycles or days."""
        return bool(self.words or self.tags or self.kinds)


class Found(NamedTuple):
    """A cycle with the entries selected in it.

    `itself` says that the cycle's own question, worry, hunch or tags meet the query, whatever its entries do.
    """

    cycle: Cycle
    entries: tuple[AnyEntry, ...]
    itself: bool


class Selection(NamedTuple):
    """Everything a query selects: cycles with their entries, and notes still in the inbox."""

    query: Query
    found: tuple[Found, ...]
    notes: tuple[LooseNote, ...]

    @property
    def entries(self) -> tuple[AnyEntry, ...]:
        """Every selected entry, cycle by cycle."""
        return tuple(entry for found in self.found for entry in found.entries)


def select(journal: Journal, query: Query) -> Selection:
    """Return what meets the query, cycles by number and entries in the order in which they happened."""
    words = tuple(_in_line(word) for word in query.words)
    found = []
    for cycle in journal.kept:
        if query.cycles and cycle.number not in query.cycles:
            continue
        entries = tuple(entry for entry in cycle.kept if _entry_meets(query, words, cycle, entry))
        itself = _cycle_meets(query, words, cycle)
        if entries or itself:
            found.append(Found(cycle, entries, itself))
    notes = () if query.cycles else tuple(note for note in journal.waiting if _note_meets(query, words, note))
    return Selection(query, tuple(found), notes)


def _entry_meets(query: Query, words: tuple[str, ...], cycle: Cycle, entry: AnyEntry) -> bool:
    if query.window and entry.happened_on not in query.window:
        return False
    if query.kinds and entry.kind not in query.kinds:
        return False
    return _bears(query.tags, (*entry.tags, *cycle.tags)) and _holds(words, entry_texts(entry))


def _cycle_meets(query: Query, words: tuple[str, ...], cycle: Cycle) -> bool:
    if query.kinds:
        return False
    days = (*(question.on for question in cycle.questions), *(turn.on for turn in cycle.turns))
    if query.window and not any(day in query.window for day in days):
        return False
    return _bears(query.tags, cycle.tags) and _holds(words, cycle_texts(cycle))


def _note_meets(query: Query, words: tuple[str, ...], note: LooseNote) -> bool:
    if query.window and note.happened_on not in query.window:
        return False
    kind = not query.kinds or Kind.NOTE in query.kinds
    return kind and _bears(query.tags, note.tags) and _holds(words, (note.text,))


def _bears(wanted: tuple[str, ...], tags: tuple[str, ...]) -> bool:
    return all(any(falls_under(tag, parent) for tag in tags) for parent in wanted)


def _holds(words: tuple[str, ...], texts: tuple[str, ...]) -> bool:
    if not words:
        return True
    text = "\n".join(map(_in_line, texts))
    return all(word in text for word in words)


def _in_line(text: str) -> str:
    """Return a text as words are looked for in it: folded, and on one line, so that a phrase may run over two."""
    return " ".join(fold(text).split())


def entry_texts(entry: AnyEntry) -> tuple[str, ...]:
    """Return everything a person wrote in an entry, its text first."""
    match entry:
        case Reading():
            more: tuple[str, ...] = (entry.fit, entry.doubt, reference(entry))
        case Evidence():
            more = (entry.source, *(value.measure for value in entry.values))
        case Review():
            more = (entry.because,)
        case _:
            more = ()
    return tuple(text for text in (entry.text, *more) if text)


def cycle_texts(cycle: Cycle) -> tuple[str, ...]:
    """Return everything a person wrote about a cycle as a whole, its question first."""
    questions = [text for question in reversed(cycle.questions) for text in (question.text, question.because)]
    turns = [turn.because for turn in cycle.turns]
    signs = [sign.text for sign in cycle.success]
    texts = (*questions, cycle.issue, cycle.why, cycle.hunch, cycle.group, *signs, *turns)
    return tuple(text for text in texts if text)


def check_tags(journal: Journal, tags: tuple[str, ...]) -> None:
    """Raise NotFound for a tag that nothing in the journal bears, naming the nearest one that something does."""
    known = names_among(tag_uses(journal))
    for tag in tags:
        if fold(tag) not in known:
            words = f"Nothing bears the tag “{tag}”.{near(tag, known.values())}"
            raise NotFound(words, "enquiry tags lists the tags in use.")
