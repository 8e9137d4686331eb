"""Packing: plain values as JSON, and the refusal of those that JSON can't give back."""

from collections.abc import Mapping
from math import isfinite

import msgspec
from msgspec import Raw

from enquiry.errors import CannotWrite

_encode = msgspec.json.Encoder().encode


def encode_value(value: object) -> bytes:
    """Return a value as JSON.

    Raises CannotWrite for what JSON can't give back: NaN, infinities, lone surrogates, keys that are not strings,
    whole numbers beyond 64 bits, and anything but text, numbers, booleans, None, lists and objects.
    """
    try:
        _refuse_unencodable(value)
        return _encode(value)
    except UnicodeEncodeError as fault:
        raise build_encoding_error("text with half a character in it") from fault
    except RecursionError as fault:
        raise build_encoding_error("lists within lists without end") from fault


def _refuse_unencodable(value: object) -> None:
    match value:
        case float() if not isfinite(value):
            raise build_encoding_error(f"the number {value}")
        case int() if not -(2**63) <= value < 2**64:
            raise build_encoding_error("a whole number beyond 64 bits")
        case None | str() | int() | float() | Raw():
            return
        case list() | tuple():
            for item in value:
                _refuse_unencodable(item)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise build_encoding_error(f"a key that is not text ({type(key).__name__})")
                _refuse_unencodable(item)
        case _:
            raise build_encoding_error(f"a value of the type {type(value).__name__}")


def build_encoding_error(what: str) -> CannotWrite:
    """Return the error for what no journal can hold."""
    return CannotWrite(f"The journal can't hold {what}, so nothing was changed.", "Leave it out, then try again.")
