"""Write a condition as the query that asks for it: reading it again gives the same condition."""

import re

from enquiry.dates.period import EARLIEST, LATEST
from enquiry.query import predicates as p


def format_condition(condition: p.AnyCondition) -> str:
    """Return the query in its own language, with days in figures; nothing for a condition that always holds."""
    match condition:
        case p.AllOf():
            return " ".join(_format_part(part, p.AnyOf) for part in condition.conditions)
        case p.AnyOf():
            return " OR ".join(map(format_condition, condition.conditions))
        case p.Not():
            return f"-{_format_part(condition.condition, p.AnyOf, p.AllOf, p.InPeriod)}"
        case p.InPeriod(period):
            on = [f"on:{period.begin.isoformat()}"] if period.days == 1 else []
            since = [f"since:{period.begin.isoformat()}"] if period.begin > EARLIEST or period == p.ALL_DAYS else []
            until = [f"until:{period.last.isoformat()}"] if period.last < LATEST else []
            return " ".join(on or (*since, *until))
        case p.SearchTerm():
            return quote_text(condition.text) if condition.whole else condition.text
        case p.FieldCondition():
            return f"{condition.field}:{quote_value(str(condition.value))}"


def _format_part(part: p.AnyCondition, *loose: type) -> str:
    """Return a part as it stands in a tighter one: in brackets where it is of a kind that binds more loosely."""
    text = format_condition(part)
    return f"({text})" if isinstance(part, loose) and " " in text else text


def quote_text(text: str) -> str:
    """Return a text in quotes, as it is read back."""
    return '"{}"'.format(re.sub(r'(["“”\\])', r"\\\1", text))


def quote_value(text: str) -> str:
    """Return a field's value as it is written after the colon: quoted only where it must be."""
    return text if re.fullmatch(r"[^\s()\"“”]+", text) and not text.startswith("//") else quote_text(text)
