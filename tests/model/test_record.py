"""Lasting ids, and what every kept value has in common."""

import re
import uuid
from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.model.record import Removal, generate_id

MOMENT = datetime(2022, 2, 22, 14, 22, 22, tzinfo=timezone(-timedelta(hours=5)))

moments = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
chances = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6: rand_a is 0xCC3, rand_b is 0x18C4DC0C0C07398F."""
    random = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert generate_id(MOMENT, random.to_bytes(10, "big")) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(moments, chances)
def test_an_id_is_laid_out_as_the_standard_says(moment: datetime, chance: bytes) -> None:
    made = generate_id(moment, chance)
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", made)
    read = uuid.UUID(made)
    assert str(read) == made
    assert (read.version, read.variant) == (7, uuid.RFC_4122)
    assert read.int >> 80 == int(moment.timestamp() * 1000)


@given(moments, moments, chances, chances)
def test_ids_sort_by_the_moment(one: datetime, other: datetime, chance: bytes, luck: bytes) -> None:
    first, second = generate_id(one, chance), generate_id(other, luck)
    if abs(one - other) >= timedelta(milliseconds=2):
        assert (first < second) is (one < other)


@given(chances, chances)
def test_other_random_bits_make_another_id(chance: bytes, luck: bytes) -> None:
    """Seventy-four of the eighty bits are used: the six highest are dropped."""
    same = int.from_bytes(chance, "big") & (1 << 74) - 1 == int.from_bytes(luck, "big") & (1 << 74) - 1
    assert (generate_id(MOMENT, chance) == generate_id(MOMENT, luck)) is same


def test_further_random_bytes_do_not_matter() -> None:
    assert generate_id(MOMENT, b"0123456789") == generate_id(MOMENT, b"0123456789abc")


def test_a_kept_value_is_frozen() -> None:
    removal = Removal(at=MOMENT, because="twice")
    with pytest.raises(AttributeError):
        removal.because = "else"  # type: ignore[misc]


def test_unknown_fields_are_refused_when_read() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `who`"):
        msgspec.json.decode(b'{"at": "2026-01-01T00:00:00Z", "who": "me"}', type=Removal)
