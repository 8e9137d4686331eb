"""Front matter that other programs wrote: YAML between two lines of three hyphens above a note, read safely.

No tags that make objects, and no aliases, by which a short text stands for a very long one.
"""

import re
from datetime import date
from typing import Any

MAX_FRONT_MATTER_CHARS = 1_000_000
_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)

_PLAIN_SCALARS = (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("int", r"-?(?:0|[1-9]\d*)\Z", "-0123456789"),
    ("float", r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?\Z", "-0123456789"),
)
"""What is no text where it stands without quotation marks: as YAML 1.2 has it (`no` is a word), and no days."""
_QUESTION_MARK = "\uf03f"
"""Stands for a question mark within a word: PyYAML takes it, within `{…}`, for the sign of a key."""


class YamlError(ValueError):
    """Front matter that can't be read: the number of its line, and what is wrong with it."""


def split_front_matter(note: str) -> tuple[str, str] | None:
    """Return the YAML above a note and the text beneath it, or None for a note without."""
    found = _FENCED.match(note)
    return (found[1], note[found.end() :]) if found and len(found[1]) <= MAX_FRONT_MATTER_CHARS else None


def load_front_matter(yaml_text: str) -> dict[str, Any]:
    """Return the fields; days and moments stay as they are written. Raises YamlError naming the line in the note."""
    import yaml

    class PlainLoader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.events.AliasEvent):
                event = self.peek_event()  # type: ignore[no-untyped-call]
                raise yaml.composer.ComposerError(None, None, "an alias is not taken", event.start_mark)
            return super().compose_node(parent, index)

        def construct_scalar(self, node: Any) -> Any:
            return super().construct_scalar(node).replace(_QUESTION_MARK, "?")

    PlainLoader.yaml_implicit_resolvers = {}
    for kind, pattern, begins in _PLAIN_SCALARS:
        PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(pattern), list(begins))
    try:
        found = yaml.load(re.sub(r"(?<=[^\s?])\?", _QUESTION_MARK, yaml_text), PlainLoader)  # noqa: S506 (it is a safe loader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.context_mark or fault.problem_mark
        line = mark.line + 2 if mark else 1
        raise YamlError(f"line {line}: {fault.problem or 'this is no YAML'}") from fault
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise YamlError(f"line 1: {str(fault)[:200] or 'this is no YAML'}") from fault
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise YamlError("line 2: these are no fields")
    return {str(name): value for name, value in found.items()}


def read_day(value: object) -> date | None:
    """Return the day that a field begins with, as `2026-04-03`, or None."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
