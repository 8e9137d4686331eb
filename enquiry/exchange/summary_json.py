"""The summary as an object for programs: the same value that every document is laid out from."""

from datetime import date
from enum import Enum

from enquiry.exchange.objects import Object, as_json
from enquiry.insight.year import Summary
from enquiry.model.cycle import Question


def summary_object(summary: Summary) -> Object:
    """Return the summary as an object: every field of the value under its own name, the window as two days."""
    fields = {name: _plain(value) for name, value in summary._asdict().items() if name != "window"}
    window = {"begin": summary.window.begin.isoformat(), "end": summary.window.end.isoformat()}
    return {"summary": {**fields, "window": window}}


def summary_json(summary: Summary) -> str:
    """Return the summary as one JSON document."""
    return as_json(summary_object(summary)).decode()


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Question():
            return {"text": value.text, "on": value.on.isoformat(), "because": value.because}
        case tuple() if fields := getattr(value, "_fields", None):
            return {name: _plain(getattr(value, name)) for name in fields}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value
