"""What answers are made of: typed values that take their fields from the values they tell of."""

from collections.abc import Callable
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T", bound="Answer")


class Answer(msgspec.Struct, frozen=True):
    """A command's answer to a program, or an object within one. Every field is always there."""


def project(kind: type[T], source: object, /, **given: object) -> T:
    """Return an answer of this kind with the fields given; each other one is the attribute of that name of `source`.

    Where a field holds an answer, or a tuple of them, what stands in the source is projected likewise.
    """
    for name, within in _list_fields(kind):
        if name not in given:
            value = getattr(source, name)
            given[name] = value if within is None or value is None else _project_within(within, value)
    return kind(**given)


def _project_within(kind: type["Answer"], value: object) -> object:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(project(kind, item) for item in value)
    return project(kind, value)


@cache
def _list_fields(kind: type["Answer"]) -> tuple[tuple[str, type["Answer"] | None], ...]:
    """Return each field's name with the class of the answers in it, or None where it holds something else."""
    return tuple((name, _find_answer_class(hint)) for name, hint in list_field_types(kind).items())


def _find_answer_class(hint: object) -> type["Answer"] | None:
    if isinstance(hint, type) and issubclass(hint, Answer):
        return hint
    if get_origin(hint) not in (tuple, Union, UnionType):
        return None
    found = [arg for arg in get_args(hint) if arg not in (NoneType, ...)]
    return _find_answer_class(found[0]) if len(found) == 1 else None


@cache
def list_field_types(kind: type) -> dict[str, Any]:
    """Return the fields of a Struct or NamedTuple class, each with its resolved type, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    names: tuple[str, ...] = kind.__struct_fields__ if issubclass(kind, msgspec.Struct) else kind._fields  # type: ignore[attr-defined]
    return {name: hints[name] for name in names}


def take_fields(
    model: type[msgspec.Struct], *, first: tuple[str, ...], without: tuple[str, ...] = ()
) -> Callable[[type[T]], type[T]]:
    """Return a decorator that gives an answer class the fields of a model class, so that none is named twice.

    They stand behind the answer's own fields named in `first` and before its others; a field that the answer has
    itself is its own. `without` names fields of the model that the answer leaves out.
    """

    def build(kind: type[T]) -> type[T]:
        own = {name: kind.__annotations__[name] for name in kind.__struct_fields__}
        taken = {name: hint for one in reversed(model.__mro__) for name, hint in get_annotations(one).items()}
        named = (name for name in model.__struct_fields__ if name not in (*own, *without))
        fields = [(name, own.get(name, taken.get(name))) for name in dict.fromkeys((*first, *named, *own))]
        about = {"__doc__": kind.__doc__}
        return msgspec.defstruct(  # type: ignore[return-value]
            kind.__name__, fields, bases=(Answer,), module=kind.__module__, namespace=about, frozen=True
        )

    return build
