"""A secret key as it is typed from paper: 74 signs in groups of six, checked, and what is mistyped in it found.

The signs are Bech32 (BIP 173), as the program `age` writes keys: 16 that stand before every key, 52 of the key itself,
and a checksum of 6. Any four wrong signs are noticed; one or two are located exactly, since the code's words differ in
at least five.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from enquiry.errors import UsageMistake
from enquiry.words import choose_form, format_amount, join_words

START = "AGE-SECRET-KEY-1"
KEY_LENGTH, GROUP_LENGTH = 74, 6
GROUPS = -(-KEY_LENGTH // GROUP_LENGTH)

_SIGNS = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_CHECK_SIGNS = 6
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_GROUP_NUMBER = re.compile(r"(?<!\S)\d{1,2}\)\s")
"""Stands before each group of a sheet, and is no sign of the key."""

_LOOK_ALIKE = str.maketrans("OBI1", "08LL")
"""Signs that no key has after its start, each with the one it is taken for."""


def split_groups(secret: str) -> list[str]:
    """Return a key in the groups in which it stands on its sheet; the last is shorter."""
    return [secret[at : at + GROUP_LENGTH] for at in range(0, len(secret), GROUP_LENGTH)]


def drop_group_numbers(text: str) -> str:
    """Return what was typed or pasted from a sheet without the numbers that stand before its groups there."""
    return _GROUP_NUMBER.sub("", text)


def take_whole_groups(line: str, known: int) -> tuple[str, str]:
    """Return the groups of a line as far as each is as long as on the sheet, and what is wrong with the next one.

    `known` signs were typed before it. Where all signs together fill groups, spaces don't count.
    """
    groups, at, total = drop_group_numbers(line).split(), known, known + len(fold_typed(line))
    if total % GROUP_LENGTH and total != KEY_LENGTH:
        for place, group in enumerate(groups):
            length, wanted = len(fold_typed(group)), min(GROUP_LENGTH, KEY_LENGTH - at)
            if length != wanted and at < KEY_LENGTH:
                words = f"Group {at // GROUP_LENGTH + 1} has {format_amount(wanted, 'sign')}, and {length} were typed."
                return " ".join(groups[:place]), words
            at += length
    return " ".join(groups), ""


def encode_key(data: bytes) -> str:
    """Return 32 bytes as a key."""
    values = list(_regroup(data, 8, 5))
    check = _compute_checksum(values + [0] * _CHECK_SIGNS) ^ 1
    values += [check >> 5 * (_CHECK_SIGNS - 1 - place) & 31 for place in range(_CHECK_SIGNS)]
    return START + "".join(_SIGNS[value] for value in values)


def decode_key(secret: str) -> bytes:
    """Return the 32 bytes of a key that `read_typed_key` gave."""
    values = [_SIGNS.index(sign) for sign in secret[len(START) : -_CHECK_SIGNS]]
    return bytes(list(_regroup(values, 5, 8))[:32])


def fold_typed(text: str) -> str:
    """Return what was typed without spaces, in capitals, signs that no key has read as those they look like."""
    signs = re.sub(r"\s", "", drop_group_numbers(text)).upper().replace("–", "-")
    at = max(signs.find(START), 0)  # in the text of a whole sheet other words stand before and after it
    end = at + KEY_LENGTH if at else len(signs)
    return signs[at : at + len(START)] + signs[at + len(START) : end].translate(_LOOK_ALIKE)


def read_typed_key(text: str) -> str:
    """Return the key that was typed from a sheet, or stands in a key file of the program `age`.

    Case, spaces and line breaks don't count. Raises UsageMistake for anything else; it names the groups that are
    mistyped, where they can be told, and quotes nothing of the key.
    """
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    typed = fold_typed("".join(lines))
    if len(typed) == KEY_LENGTH and typed.startswith(START) and _find_foreign_sign(typed) is None:
        values = [_SIGNS.index(sign) for sign in typed[len(START) :]]
        if _compute_checksum(values) == 1:
            return typed
    hint = "Look at the sheet once more: 0 is a nought, the other signs are as they look."
    raise UsageMistake(f"That is not the key: {_describe_fault(text, typed)}.", f"{hint} Nothing was changed.")


def _describe_fault(text: str, typed: str) -> str:
    if len(typed) != KEY_LENGTH:
        counted = f"it has {format_amount(len(typed), 'sign')} of {KEY_LENGTH}"
        lengths = [len(fold_typed(group)) for group in drop_group_numbers(text).split()]
        odd = [number for number, length in enumerate(lengths[: GROUPS - 1], 1) if length != GROUP_LENGTH]
        return (
            f"{counted}; group {odd[0]} is not as long as on the sheet" if odd and len(lengths) == GROUPS else counted
        )
    if not (places := find_mistyped_signs(typed)):
        return "more than two of its signs are mistyped, or it is of another sheet"
    wrong = sorted({place // GROUP_LENGTH + 1 for place in places})
    groups, are = choose_form(len(wrong), "group"), choose_form(len(wrong), "is", "are")
    return f"{groups} {join_words([str(one) for one in wrong])} {are} mistyped"


def find_mistyped_signs(typed: str) -> tuple[int, ...]:
    """Return the places, from 0, of the signs that are wrong in 74; none where more than two are and can't be told."""
    if wrong := tuple(at for at, sign in enumerate(START) if typed[at] != sign):
        return wrong
    if (foreign := _find_foreign_sign(typed)) is not None:
        return (foreign,)
    body = [_SIGNS.index(sign) for sign in typed[len(START) :]]
    off = _compute_checksum(body) ^ 1
    places = _weigh_errors(len(body))
    if off in places:
        return (len(START) + places[off],)
    for weight, at in places.items():
        other = places.get(off ^ weight, at)
        if other != at:
            return tuple(sorted((len(START) + at, len(START) + other)))
    return ()


def _find_foreign_sign(typed: str) -> int | None:
    """Return the place of the first sign after the start that no key can have."""
    return next((at for at, sign in enumerate(typed) if at >= len(START) and sign not in _SIGNS), None)


def _compute_checksum(values: Iterable[int]) -> int:
    """Return the checksum of BIP 173 over the start and these values: 1 for a whole key."""
    name = START[:-1].lower()
    check = 1
    for value in (*(ord(sign) >> 5 for sign in name), 0, *(ord(sign) & 31 for sign in name), *values):
        check = _step_checksum(check, value)
    return check


def _step_checksum(check: int, value: int) -> int:
    top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
    for bit, generator in enumerate(_GENERATORS):
        check ^= generator if top >> bit & 1 else 0
    return check


@cache
def _weigh_errors(length: int) -> dict[int, int]:
    """Return by what each wrong sign throws the checksum off, with its place: the code is linear."""
    weights: Sequence[int] = range(1, 32)
    places = dict[int, int]()
    for at in reversed(range(length)):
        places.update(dict.fromkeys(weights, at))
        weights = [_step_checksum(weight, 0) for weight in weights]
    return places


def _regroup(values: Iterable[int], width: int, wanted: int) -> Iterator[int]:
    """Yield numbers of `width` bits as numbers of `wanted` bits, filled up with zeros at the end."""
    held = bits = 0
    for value in values:
        held, bits = held << width | value, bits + width
        while bits >= wanted:
            bits -= wanted
            yield held >> bits & (1 << wanted) - 1
    if bits and width > wanted:
        yield held << (wanted - bits) & (1 << wanted) - 1
