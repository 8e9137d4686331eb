"""Format 1, and the way from it to format 2: steps get a number, and a stamp that never goes back."""

from collections.abc import Mapping

import msgspec
from msgspec import Raw

from enquiry.model.record import Moment
from enquiry.model.step import Clock, update_clock

Format1Tables = Mapping[str, Mapping[str, Raw]]


class _Format1Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step as format 1 keeps it. Its number is the generation it made, which is that of its row."""

    id: str
    at: Moment
    did: str
    before: Raw


_STEP_DECODER = msgspec.json.Decoder(_Format1Step)


def convert_to_format_2(tables: Format1Tables) -> dict[str, dict[str, Raw]]:
    """Return the tables of a file of format 1 as format 2 has them. All but the history are the same in both.

    A row of history that is no step is left as it is, for those who read it to name.
    """
    changed = {name: dict(rows) for name, rows in tables.items()}
    last: Clock | None = None
    for number, row in tables.get("history", {}).items():
        try:
            old = _STEP_DECODER.decode(row)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        last = update_clock(last, old.at, "")
        step = {"number": int(number), "id": old.id, "at": msgspec.to_builtins(old.at), "clock": last}
        changed["history"][number] = Raw(msgspec.json.encode({**step, "did": old.did, "before": old.before}))
    return changed
