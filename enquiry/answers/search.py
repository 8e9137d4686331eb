"""What `search` answers to a program; its shape is published in `enquiry/data/schema/search.schema.json`."""

from collections.abc import Mapping

from enquiry.answers.journal import Object, entry_object, note_object
from enquiry.exchange.answers import cycle_in_brief
from enquiry.query.result import Result


def search_object(result: Result) -> Object:
    """Return the answer of `search`: the entries, the cycles they stand in, and notes that still wait.

    `query` is what was understood, with every day in figures; `ranked` names the things found, the best match first,
    where words were looked for; `found` counts all that was found, told or not.
    """
    told = result.told
    entries = () if result.only_cycles else told.entries
    return {
        "query": told.query.text,
        "found": result.all._asdict(),
        "results": [entry_object(entry) for entry in entries],
        "cycles": [{**cycle_in_brief(found.cycle), "matches": found.itself} for found in told.found],
        "inbox": [note_object(note) for note in told.notes],
        "ranked": list(told.ranked),
    }


def queries_object(kept: Mapping[str, str]) -> Object:
    """Return the answer about the queries that are kept, as they were typed."""
    return {"queries": [{"name": name.removeprefix("@"), "query": text} for name, text in kept.items()]}
