"""The summary as an object for programs: the same value that every document is laid out from, and its preview.

Its shape is published as a JSON Schema in `enquiry/data/schema/summary.schema.json`.
"""

from datetime import date
from enum import Enum

import msgspec

from enquiry.answers.journal import JsonObject, encode_answer
from enquiry.command_lines import format_command
from enquiry.insight.summary.value import PreparedSummary, Summary


class SummaryDocument(msgspec.Struct, frozen=True):
    """What `enquiry summary --json` answers with."""

    schema_version: int
    summary: Summary


def describe_summary(summary: Summary) -> JsonObject:
    """Return the summary as an object: every field of the value under its own name; a block says which it is."""
    return {"summary": _convert_value(summary)}


def render_summary_json(summary: Summary) -> str:
    """Return the summary as one JSON document."""
    return encode_answer(describe_summary(summary)).decode()


def describe_preview(prepared: PreparedSummary) -> JsonObject:
    """Return what would leave in a summary, what would not, and why."""
    summary = prepared.summary
    told = [line.name for cycle in summary.cycles for line in cycle.lines]
    held = [{**one._asdict(), "verdict": one.verdict.value} for one in prepared.held]
    silent = [
        {"heading": one.heading, "command": format_command(one.act) if one.act else ""} for one in prepared.silent
    ]
    parts = {"goes": told, "held": held, "silent": silent, "few": list(prepared.few)}
    return {"preview": {"reader": summary.reader, **parts}}


def _convert_value(value: object) -> object:
    match value:
        case msgspec.Struct():
            config = value.__struct_config__
            tag = {str(config.tag_field): config.tag} if config.tag_field else {}
            return tag | {name: _convert_value(getattr(value, name)) for name in value.__struct_fields__}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple():
            return [_convert_value(item) for item in value]
        case _:
            return value
