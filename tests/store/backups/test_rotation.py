"""Which backups are let go: ten newest, thirty days, twelve months, and never a fuller one for an emptier one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from enquiry.model.backup import Backup
from enquiry.store.backups.rotation import ALWAYS_KEPT, DAYS, MONTHS, NEWEST, select_surplus_backups

BEGIN = datetime(2020, 8, 17, 16, 0, tzinfo=UTC)
PLENTY = 10**12


def a_backup(number: int, at: datetime = BEGIN, entries: int = 0, form: int = 2, size: int = 100) -> Backup:
    return Backup(at, f"{number:08x}", number, 1, entries, 0, form, number=number, path=Path(f"b{number}"), size=size)


def left(backups: Iterable[Backup], limit: int = PLENTY) -> list[Backup]:
    kept = list(backups)
    gone = select_surplus_backups(kept, limit)
    return [backup for backup in kept if backup not in gone]


def over_years(days: Iterable[int], limit: int = PLENTY, a_day: int = 3) -> list[Backup]:
    """Make backups on those days after the first, letting go at every one, as the program does."""
    kept, number = list[Backup](), 0
    for day in days:
        for hour in range(a_day):
            number += 1
            kept = left([*kept, a_backup(number, BEGIN + timedelta(days=day, hours=hour), number)], limit)
    return kept


def test_over_five_years_the_newest_the_days_and_the_months_are_there() -> None:
    days = [day for day in range(5 * 365) if (BEGIN + timedelta(days=day)).weekday() < 5]
    kept = over_years(days)
    assert [backup.number for backup in kept[-NEWEST:]] == list(range(len(days) * 3 - NEWEST + 1, len(days) * 3 + 1))
    assert {backup.at.date() for backup in kept} >= {(BEGIN + timedelta(days=day)).date() for day in days[-DAYS:]}
    months = sorted({f"{BEGIN + timedelta(days=day):%Y-%m}" for day in days})[-MONTHS:]
    assert {f"{backup.at:%Y-%m}" for backup in kept} == set(months)
    assert len(kept) <= NEWEST + DAYS + MONTHS


def test_a_year_without_writing_drops_nothing() -> None:
    assert len({backup.at.date() for backup in over_years([*range(10), *range(400, 410)])}) == 20


def test_a_clock_that_jumps_ahead_and_back_drops_no_day() -> None:
    kept = over_years([*range(20), 30_000, *range(20, 29)])
    assert {(backup.at - BEGIN).days for backup in kept} == {*range(29), 30_000}


def test_of_a_day_the_fullest_is_kept_and_of_equals_the_latest() -> None:
    day = [a_backup(1, entries=5), a_backup(2, entries=9), a_backup(3, entries=9), a_backup(4, entries=2)]
    later = [a_backup(number, BEGIN + timedelta(days=1), number) for number in range(5, 5 + NEWEST)]
    assert [backup.number for backup in left([*day, *later])][:2] == [3, 5]


def test_an_emptied_journal_never_drives_the_full_one_out() -> None:
    full = [a_backup(number, BEGIN, 500) for number in range(1, 4)]
    empty = [a_backup(number, BEGIN + timedelta(days=number), 0) for number in range(4, 4 + 3000)]
    kept = list[Backup](full)
    for backup in empty:
        kept = left([*kept, backup], limit=500)
    assert kept[0].entries == 500


def test_the_size_limit_takes_the_oldest_first_and_never_the_last_three() -> None:
    kept = over_years(range(100), limit=2_000)
    assert sum(backup.size for backup in kept) == 2_000
    assert [backup.number for backup in kept][-NEWEST:] == list(range(291, 301))
    assert [backup.number for backup in over_years(range(100), limit=0)] == [298, 299, 300]


def test_the_last_of_an_earlier_format_is_kept_for_ever() -> None:
    kept = left([a_backup(1, form=1), a_backup(2, form=1), *(a_backup(n, entries=9) for n in range(3, 99))], limit=0)
    assert [backup.number for backup in kept] == [2, 96, 97, 98]


def test_of_files_set_aside_the_ten_newest_are_kept() -> None:
    aside = [a_backup(number, form=0) for number in range(1, 15)]
    assert [backup.number for backup in left([*aside, a_backup(20)])] == [*range(5, 15), 20]


backups = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 3), st.sampled_from([0, 1, 2, 2, 2]), st.integers(1, 50)), max_size=80
).map(
    lambda drawn: [
        a_backup(number, BEGIN + timedelta(hours=12 * hours), entries, form, size)
        for number, (hours, entries, form, size) in enumerate(drawn, 1)
    ]
)


@settings(deadline=None, max_examples=60)
@given(backups, st.integers(0, 3000))
def test_whatever_there_is_the_certain_ones_stay_and_the_rule_is_settled(found: list[Backup], limit: int) -> None:
    kept = left(found, limit)
    readable = [backup for backup in found if backup.format]
    assert kept[-1:] == found[-1:] or not found[-1].format
    assert [backup for backup in kept if backup.format][-ALWAYS_KEPT:] == readable[-ALWAYS_KEPT:]
    assert max((b.fullness for b in kept if b.format), default=0) == max((b.fullness for b in readable), default=0)
    assert {backup.format for backup in kept if backup.format} == {backup.format for backup in readable}
    assert left(kept, limit) == kept
    assert select_surplus_backups(reversed(found), limit) == select_surplus_backups(found, limit)
