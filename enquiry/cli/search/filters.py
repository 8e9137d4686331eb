"""The query that the words and the options of a command ask for together, which all looking commands share.

An option becomes the condition of the query field of its name. As text, the two are joined only to be kept.
"""

from collections.abc import Iterable, Iterator

from enquiry.cli.given import Filters
from enquiry.cli.session import Session
from enquiry.dates.parse import read_term
from enquiry.dates.period import merge_periods, spell
from enquiry.errors import UsageMistake
from enquiry.model.journal import Journal
from enquiry.presets import load_word_forms
from enquiry.query.compile import NamedTime, Years, compile_query
from enquiry.query.fields import QUERY_FIELDS, TIME_READERS, QueryContext, read_condition
from enquiry.query.parser import is_plain
from enquiry.query.predicates import combine_any, quote_text, quote_value
from enquiry.query.select import Query, Selection, combine_conditions, select


def load_selection(session: Session, words: list[str] | None = None) -> tuple[Journal, Selection]:
    """Return the journal, and what the words and the session's filters select of it."""
    journal = session.load_journal()
    return journal, select(journal, build_filter_query(session, journal, session.filters, words))


def build_filter_query(session: Session, journal: Journal, filters: Filters, words: list[str] | None = None) -> Query:
    """Return the query that the words and the options ask for together.

    Raises UsageMistake, NotFound and Ambiguous for what is no query, with the place in it, and for what the journal or
    its calendar does not know.
    """
    typed = join_query_words(words or ())
    if words and not typed:
        raise UsageMistake("The query is empty.", "Give words or a field such as tag:reading, or leave it out.")
    calendar = session.load_school_calendar(journal)

    def spell_standard(code: str) -> Iterator[str]:
        from enquiry.presets import load_standards

        return (match.spelling for match in load_standards(session.places.standards).iterate_matches(code))

    known = QueryContext(journal, calendar, session.today, load_word_forms(), spell_standard)
    return compile_filters(filters, typed, known)


def refuse_counting_people(query: Query) -> None:
    """Raise UsageMistake for a query by who wrote it, where entries would be counted: nobody's work is."""
    if query.names_writers:
        words = "by: says who wrote it, and how much anybody wrote is not counted."
        raise UsageMistake(words, "To read it: enquiry search by:NAME; to count, leave out by:")


def compile_filters(filters: Filters, typed: str, known: QueryContext) -> Query:
    """Return the query of a text and the options. A term is one of the year that the text or an option names."""

    def read_times(years: Years) -> Iterator[NamedTime]:
        for name, value in (("since", filters.since), ("until", filters.until)):
            if value is not None:
                period = TIME_READERS[name](value, known)
                day = period.begin if name == "since" else period.last
                yield NamedTime(f"--{name} “{value}” ({spell(day)})", (period,))
        in_years = [TIME_READERS["year"](year, known) for year in filters.years]
        pairs = [(term, year) for year in filters.years or years for term in filters.terms]
        in_terms = [read_term(term, year, known.today, known.calendar) for term, year in pairs]
        for name, values, periods in (("year", filters.years, in_years), ("term", filters.terms, in_terms)):
            if values:
                yield NamedTime(f"--{name} {' or '.join(f'“{value}”' for value in values)}", merge_periods(periods))

    conditions = [compile_query(typed, known, tuple(filters.years) or (None,), read_times)]
    for name, values in (("tag", filters.tags), ("kind", filters.kinds), ("cycle", filters.cycles)):
        if values:
            conditions.append(combine_any(read_condition(name, value, known) for value in dict.fromkeys(values)))
    return combine_conditions(conditions)


def format_query_source(filters: Filters, words: Iterable[str] | None = None) -> str:
    """Return the words and options as the text of one query, for keeping."""
    typed = join_query_words(words or ())
    parts = [f"({typed})" if "OR" in typed.split() else typed]
    for name, values in (("tag", filters.tags), ("kind", filters.kinds), ("cycle", filters.cycles)):
        parts.append(_join_alternatives(f"{name}:{quote_value(value)}" for value in values))
    for name, value in (("since", filters.since), ("until", filters.until)):
        parts.append(f"{name}:{quote_value(value)}" if value is not None else "")
    years = [f"year:{quote_value(year)}" for year in filters.years] or [""]
    terms = [f"term:{quote_value(term)}" for term in filters.terms] or [""]
    parts.append(_join_alternatives(" ".join(filter(None, (year, term))) for year in years for term in terms))
    return " ".join(filter(None, parts))


def _join_alternatives(fields: Iterable[str]) -> str:
    each = list(dict.fromkeys(fields))
    return f"({' OR '.join(each)})" if len(each) > 1 else "".join(each)


def split_cycle_names(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that name cycles, which are plain ones, and those that are of the language of queries."""
    given = list(words)
    named = [word for word in given if is_plain(word)]
    return named, [word for word in given if word not in named]


def join_query_words(words: Iterable[str]) -> str:
    """Return the words of a command line as one query.

    The shell has taken the quotes away: words that came as one and hold nothing of the language are a phrase, and so
    are those behind a field that begins the piece: `tag:"exit tickets"` arrives as `tag:exit tickets`. A piece of the
    language that came as one stays one.
    """
    parts = [word.strip() for word in words if word.strip()]
    for place, part in enumerate(parts):
        name, _, value = part.partition(":")
        if name.removeprefix("-").casefold() in QUERY_FIELDS and len(value.split()) > 1 and is_plain(value):
            parts[place] = f"{name}:{quote_text(value.strip())}"
        elif any(map(str.isspace, part)):
            plain = is_plain(part)
            parts[place] = quote_text(part) if plain else f"({part})" if len(parts) > 1 else part
    return " ".join(parts)
