"""Trying an answer: whether the field it is to fill takes it, by the rules of the option of that name."""

from collections.abc import Callable, Mapping
from typing import Any

import typer
from msgspec.structs import replace

from enquiry.errors import UsageMistake, near
from enquiry.model.entry import doi_from
from enquiry.model.measure import measured_from
from enquiry.model.prompt import SEVERAL, Prompt
from enquiry.model.tag import tag_from

_TRIED: Mapping[str, Callable[[str], object]] = {"doi": doi_from, "measure": measured_from, "tag": tag_from}


class Fields:
    """The options of a command as fields that answers fill."""

    def __init__(self, ctx: Any) -> None:
        self._ctx = ctx
        self._params = {param.name: param for param in ctx.command.params}

    def is_given(self, field: str) -> bool:
        """Say whether the field was filled on the command line."""
        return self._ctx.params.get(field) not in (None, [], ())

    def tried(self, field: str, text: str) -> str:
        """Return a text as the field keeps it. Raises EnquiryError for one that it can't take."""
        if tried := _TRIED.get(field):
            tried(text)
        return text if field in SEVERAL else str(self.value(field, text))

    def value(self, field: str, text: str) -> Any:
        """Return what the option makes of a text: each line of it a value where it can be given again.

        Enough of a choice's beginning stands for it. Raises UsageMistake.
        """
        if field in SEVERAL:
            return text.split("\n")
        param, choices = self._params[field], self._choices(field)
        fitting = [one for one in choices if one.startswith(text.casefold())]
        try:
            return param.type_cast_value(self._ctx, fitting[0] if len(fitting) == 1 else text)
        except typer.BadParameter as mistake:
            if choices:
                hint = f"They are: {', '.join(choices)}."
                raise UsageMistake(f"“{text}” is none of them.{near(text, choices)}", hint) from mistake
            raise UsageMistake(f"“{text}” is not a number{_within(param.type)}.") from mistake

    def with_choices(self, prompt: Prompt) -> Prompt:
        """Return a prompt whose example names all that can be chosen, where its field is a choice."""
        choices = self._choices(prompt.field)
        return replace(prompt, example=f"{prompt.example}; of {', '.join(choices)}") if choices else prompt

    def _choices(self, field: str) -> list[str]:
        kind = getattr(self._params.get(field), "type", None)
        return [str(getattr(one, "value", one)) for one in getattr(kind, "choices", ())]


def _within(kind: Any) -> str:
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    return f" from {low} to {high}" if low is not None and high is not None else ""
