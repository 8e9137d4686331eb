"""What `lookback` answers to a program, and as a table."""

from collections.abc import Iterator, Sequence

from enquiry.answers.csv import Cell
from enquiry.answers.journal import Object
from enquiry.insight.year.lookback import LookBack


def lookback_object(back: LookBack) -> Object:
    """Return the answer of `lookback`."""
    return {
        "today": back.today.isoformat(),
        "year": back.year,
        "week": back.week if back.week > 0 else None,
        "promises": [{**one._asdict(), "on": one.on.isoformat()} for one in back.promises],
        "asked": [{**one._asdict(), "now": one.now or None} for one in back.asked],
        "earlier": [
            {
                "year": one.year,
                "week": one.week,
                "about": one.about.isoformat(),
                "memories": [{**memory._asdict(), "on": memory.on.isoformat()} for memory in one.memories],
            }
            for one in back.earlier
        ],
    }


def lookback_rows(back: LookBack) -> Iterator[Sequence[Cell]]:
    """Yield a row for each thing found: what it is part of, its day and year, its words and the command."""
    yield ("part", "year", "week", "day", "what", "text", "command")
    for promise in back.promises:
        yield ("promise", back.year, None, promise.on, promise.words, promise.text, promise.command)
    for asked in back.asked:
        yield ("asked", None, None, None, f"cycle {asked.cycle}: {asked.became}", asked.question, asked.command)
    for earlier in back.earlier:
        for memory in earlier.memories:
            yield ("earlier", earlier.year, earlier.week, memory.on, memory.what, memory.text, memory.command)
