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
_ENCODER = msgspec.json.Encoder()


def convert_to_format_2(tables: Format1Tables) -> dict[str, dict[str, Raw]]:
    """Return the tables of a file of format 1 as format 2 has them. All but the history are the same in both.

    A row of history that is no step is left as it is, for those who read it to name.
    """
    changed = {name: dict(rows) for name, rows in tables.items()}
    if "history" in changed:
        changed["history"] = _convert_history(changed["history"])
    return changed


def _convert_history(rows: Mapping[str, Raw]) -> dict[str, Raw]:
    steps, last = dict[str, Raw](), None
    for number, row in rows.items():
        try:
            old = _STEP_DECODER.decode(row)
        except (msgspec.DecodeError, UnicodeDecodeError):
            steps[number] = row
            continue
        last = update_clock(last, old.at, "")
        steps[number] = Raw(_ENCODER.encode(_row(int(number), old, last)))
    return steps


def _row(number: int, old: _Format1Step, clock: Clock) -> dict[str, object]:
    at = msgspec.to_builtins(old.at)
    return {"number": number, "id": old.id, "at": at, "clock": clock, "did": old.did, "before": old.before}
