"""The options that choose, made into the one query all looking commands share."""

from collections.abc import Iterable
from typing import NamedTuple

from enquiry.cli.session import Session
from enquiry.dates.spoken import window
from enquiry.model.choices import Kind
from enquiry.model.journal import Journal
from enquiry.model.tag import tags_from
from enquiry.query.select import Query, check_tags


class Choice(NamedTuple):
    """The choosing options of a command, as they were typed."""

    tags: list[str] | None = None
    kinds: list[Kind] | None = None
    cycles: Iterable[str | None] = ()
    year: str | None = None
    term: str | None = None
    since: str | None = None
    until: str | None = None


def query_from(session: Session, journal: Journal, choice: Choice, words: list[str] | None = None) -> Query:
    """Return the query the options ask for; each word of `words` must be found, a word with spaces as it stands.

    Raises NotFound for a cycle or tag the journal does not have, and UnreadableDate or UsageMistake for days.
    """
    tags = tags_from(choice.tags or ())
    check_tags(journal, tags)
    dated = (choice.year, choice.term, choice.since, choice.until)
    period = (
        window(
            since=choice.since,
            until=choice.until,
            year=choice.year,
            term=choice.term,
            today=session.today,
            calendar=session.calendar(journal),
        )
        if any(day is not None for day in dated)
        else None
    )
    return Query(
        words=tuple(words or ()),
        tags=tags,
        kinds=tuple(choice.kinds or ()),
        cycles=tuple(dict.fromkeys(journal.cycle(name).number for name in choice.cycles if name is not None)),
        window=period,
    )
