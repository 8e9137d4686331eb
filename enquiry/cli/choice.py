"""The choosing options of a command, as they were typed; `choosing` makes them into a query."""

from collections.abc import Iterable
from typing import NamedTuple

from enquiry.model.choices import Kind


class Choice(NamedTuple):
    """What was asked for by options."""

    tags: list[str] | None = None
    kinds: list[Kind] | None = None
    cycles: Iterable[str | None] = ()
    year: str | None = None
    term: str | None = None
    since: str | None = None
    until: str | None = None
