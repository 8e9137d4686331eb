"""A condition written out as the query that asks for it: reading it again gives the same condition."""

import re

from enquiry.dates.period import EARLIEST, LATEST, Period
from enquiry.query import predicates as p
from enquiry.query.lexer import is_plain


def written(condition: p.AnyCondition) -> str:
    """Return the query in its own language, with days in figures; nothing for a condition that always holds."""
    match condition:
        case p.AllOf():
            return " ".join(_within(part, p.AnyOf) for part in condition.conditions)
        case p.AnyOf():
            return " OR ".join(map(written, condition.conditions))
        case p.Not():
            return f"-{_within(condition.condition, p.AnyOf, p.AllOf, p.Within)}"
        case p.Within():
            return _time(condition.period)
        case _:
            return _simple(condition)


def _within(part: p.AnyCondition, *loose: type) -> str:
    """Return a part as it stands in a tighter one: in brackets where it is of a kind that binds more loosely."""
    text = written(part)
    return f"({text})" if isinstance(part, loose) and " " in text else text


def _simple(condition: p.Simple) -> str:
    match condition:
        case p.Says():
            return condition.text
        case p.Quotes():
            return quoted(condition.text)
        case _:
            name = _NAMES[type(condition)]
            (value,) = (getattr(condition, field) for field in condition.__struct_fields__)
            return f"{name}:{value_of(str(value))}"


_NAMES: dict[type, str] = {
    p.HasTag: "tag",
    p.OfKind: "kind",
    p.OfEvidence: "evidence",
    p.Directed: "direction",
    p.Measures: "measure",
    p.InCycle: "cycle",
    p.OfGroup: "group",
    p.Decided: "decision",
    p.InState: "state",
    p.Touches: "standard",
    p.Has: "has",
    p.Lacks: "no",
}


def _time(period: Period) -> str:
    if period.days == 1:
        return f"on:{period.begin.isoformat()}"
    since = [f"since:{period.begin.isoformat()}"] if period.begin > EARLIEST or period == p.EVER else []
    until = [f"until:{period.last.isoformat()}"] if period.last < LATEST else []
    return " ".join((*since, *until))


def quoted(text: str) -> str:
    """Return a text in quotes, as it is read back."""
    escaped = re.sub(r'(["“”\\])', r"\\\1", text)
    return f'"{escaped}"'


def value_of(text: str) -> str:
    """Return a field's value as it is written after the colon: quoted only where it must be."""
    return text if re.fullmatch(r"[^\s()\"“”]+", text) and not text.startswith("//") else quoted(text)


def in_brackets(text: str) -> str:
    """Return a query as part of a longer one."""
    return text if is_plain(text) else f"({text})"
