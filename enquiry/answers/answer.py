"""What answers are made of: typed values that are projected from the values they tell of.

A field is read from the attribute of its own name, unless its type says where it is: `Annotated[date, "days.begin"]`,
or by which function of the source. A path through a tuple is followed in each of its items.
"""

from collections.abc import Callable
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from enquiry.exchange.encoding import SCHEMA_VERSION, list_json_names
from enquiry.model.journal import Journal

T = TypeVar("T", bound="Answer")
Reader = Callable[[Any, Any], Any]


class InJournal(NamedTuple):
    """Where a field is read from that takes the journal to tell, such as the number behind a reference."""

    read: Reader


class Answer(msgspec.Struct, frozen=True):
    """A command's answer to a program, or an object within one. Every field is always there."""

    schema_version: ClassVar[int] = SCHEMA_VERSION


def project(kind: type[T], source: object, journal: Journal | None = None, /, **given: object) -> T:
    """Return an answer of this kind with the fields given, and each other one read from the source.

    Answers within it are projected likewise. An empty text is null where that is allowed. `journal` is for fields that
    are read InJournal.
    """
    return kind(**{name: given[name] if name in given else read(source, journal) for name, read in _list_readers(kind)})


@cache
def _list_readers(kind: type[Answer]) -> tuple[tuple[str, Reader], ...]:
    return tuple((name, _build_reader(name, hint)) for name, hint in list_field_types(kind).items())


def _build_reader(name: str, hint: Any) -> Reader:
    """Return what reads a field from a source, and the journal it belongs to."""
    where, hint = split_location(hint, name)
    args = get_args(hint)
    if get_origin(hint) is Literal and len(args) == 1:
        return lambda _source, _journal: args[0]
    path = tuple(where.split(".")) if isinstance(where, str) and where else ()

    def read(source: Any, journal: Journal | None) -> Any:
        if isinstance(where, InJournal):
            return where.read(source, journal)
        return where(source) if callable(where) else _follow_path(source, path)

    within = _find_answer_class(hint)
    if within:
        return lambda source, journal: _project_within(within, read(source, journal), journal)
    if get_origin(hint) is UnionType and NoneType in args and str in args:
        return lambda source, journal: read(source, journal) or None
    return read


def split_location(hint: Any, name: str = "") -> tuple[Any, Any]:
    """Return where a field is read from, which is `name` where its type does not say, and the type without that."""
    if get_origin(hint) is not Annotated or isinstance(hint.__metadata__[-1], msgspec.Meta):
        return name, hint
    *others, where = hint.__metadata__
    return where, Annotated[hint.__origin__, *others] if others else hint.__origin__


def _follow_path(source: Any, path: tuple[str, ...]) -> Any:
    for place, name in enumerate(path):
        if isinstance(source, tuple) and not hasattr(source, "_fields"):
            return tuple(_follow_path(one, path[place:]) for one in source)
        source = None if source is None else getattr(source, name)
    return source


def _project_within(kind: type[Answer], value: Any, journal: Journal | None) -> Any:
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return tuple(_project_within(kind, item, journal) for item in value)
    return value if value is None or isinstance(value, kind) else project(kind, value, journal)


def _find_answer_class(hint: Any) -> type[Answer] | None:
    """Return the one class of the answers in a field, or None where it holds something else."""
    if get_origin(hint) not in (tuple, Union, UnionType):
        return hint if isinstance(hint, type) and issubclass(hint, Answer) else None
    found = [arg for arg in get_args(hint) if arg not in (NoneType, ...)]
    return _find_answer_class(found[0]) if len(found) == 1 else None


@cache
def list_field_types(kind: type) -> dict[str, Any]:
    """Return the fields of a Struct or NamedTuple class, each with its resolved type, in their order."""
    hints = get_type_hints(kind, include_extras=True)
    return {name: hints[name] for name, _ in list_json_names(kind)[1]}


def take_fields(
    model: type, *, at: str = "", first: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> Callable[[type[T]], type[T]]:
    """Return a decorator that gives an answer class the fields of another class, so that none is named twice.

    They stand behind the fields named in `first` and before those that the answer adds; where it has one of them
    itself, its own type holds. `without` names fields that the answer leaves out. `at` says where in the source the
    model's value is, if it is not the source itself.
    """

    def locate(name: str, hint: Any) -> Any:
        where, hint = split_location(hint, name)
        if at and isinstance(where, InJournal):
            read = where.read
            where = InJournal(lambda source, journal: read(getattr(source, at), journal))
        elif at:
            where = f"{at}.{where}"
        return Annotated[hint, where]

    def build(kind: type[T]) -> type[T]:
        own = get_annotations(kind)
        taken = {name: hint for one in reversed(model.__mro__) for name, hint in get_annotations(one).items()}
        names = dict(list_json_names(model)[1])
        named = (name for name in names if name not in without)
        order = dict.fromkeys((*first, *named, *own))
        fields = [(name, own[name] if name in own else locate(name, taken[name])) for name in order]
        about = {"__doc__": kind.__doc__}
        return msgspec.defstruct(  # type: ignore[return-value]
            kind.__name__, fields, bases=(Answer,), module=kind.__module__, namespace=about, frozen=True, rename=names
        )

    return build


def wrap(name: str, about: str, **field: Any) -> type[Answer]:
    """Return the class of an answer that is one field, in which the source itself stands."""
    located = [(key, Annotated[hint, ""]) for key, hint in field.items()]
    about_it = {"__doc__": about}
    return msgspec.defstruct(name, located, bases=(Answer,), namespace=about_it, frozen=True)  # type: ignore[return-value]
