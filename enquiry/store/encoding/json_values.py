"""Packing: plain values as JSON, and the refusal of those that JSON can't give back."""

from collections.abc import Mapping
from math import isfinite

import msgspec
from msgspec import Raw

from enquiry.errors import CannotWrite

_encode = msgspec.json.Encoder().encode


def packed(value: object) -> bytes:
    """Return a value as JSON.

    Raises CannotWrite for what JSON can't give back: NaN, infinities, lone surrogates, keys that are not strings,
    whole numbers beyond 64 bits, and anything but text, numbers, booleans, None, lists and objects.
    """
    try:
        _refuse_unkeepable(value)
        return _encode(value)
    except UnicodeEncodeError as fault:
        raise unkeepable("text with half a character in it") from fault
    except RecursionError as fault:
        raise unkeepable("lists within lists without end") from fault


def _refuse_unkeepable(value: object) -> None:
    match value:
        case float() if not isfinite(value):
            raise unkeepable(f"the number {value}")
        case int() if not -(2**63) <= value < 2**64:
            raise unkeepable("a whole number beyond 64 bits")
        case None | str() | int() | float() | Raw():
            return
        case list() | tuple():
            for item in value:
                _refuse_unkeepable(item)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise unkeepable(f"a key that is not text ({type(key).__name__})")
                _refuse_unkeepable(item)
        case _:
            raise unkeepable(f"a value of the type {type(value).__name__}")


def unkeepable(what: str) -> CannotWrite:
    """Return the error for what no journal can hold."""
    return CannotWrite(f"The journal can't hold {what}, so nothing was changed.", "Leave it out, then try again.")
