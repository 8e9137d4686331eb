"""The options that narrow: the time they ask for together, what may be repeated, and the ways to name cycles."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import enquiry
from enquiry.cli.app import FILTERED, build_command_line
from enquiry.cli.given import Filters
from enquiry.cli.search.filters import compile_filters
from enquiry.dates.calendar import Calendar, build_calendar
from enquiry.dates.period import Period
from enquiry.errors import NotFound, UnreadableDate, UsageMistake
from enquiry.query import predicates as p
from enquiry.query.fields import QueryContext
from tests.conftest import Home, a_cycle, a_journal, made_once

FOLDER = Path(enquiry.__file__).parent / "data" / "calendars"
TODAY = date(2026, 2, 3)


def preset(name: str) -> Calendar:
    return build_calendar(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")), name)


SCOTLAND, ENGLAND = preset("scotland"), preset("england")

# The time that is asked for


def told(
    calendar: Calendar = SCOTLAND,
    /,
    since: str | None = None,
    until: str | None = None,
    year: str | None = None,
    term: str | None = None,
) -> Period | None:
    years, terms = ((value,) if value is not None else () for value in (year, term))
    filters = Filters(years=years, terms=terms, since=since, until=until)
    return compile_filters(filters, "", QueryContext(a_journal(), calendar, TODAY)).window


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Period:
    return Period.through(date(*first), date(*last))


def test_nothing_given_is_no_window() -> None:
    assert told() is None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"since": "2025-11-03"}, days((2025, 11, 3), (2100, 12, 31))),
        ({"until": "2025-11-03"}, days((1950, 1, 1), (2025, 11, 3))),
        ({"since": "2025-11-03", "until": "2025-11-03"}, days((2025, 11, 3), (2025, 11, 3))),
        ({"since": "november", "until": "november"}, days((2025, 11, 1), (2025, 11, 30))),
        ({"since": "start of term", "until": "end of term"}, days((2026, 1, 5), (2026, 3, 27))),
        ({"since": "last week", "until": "today"}, days((2026, 1, 26), (2026, 2, 3))),
        ({"year": "2024-25"}, days((2024, 8, 1), (2025, 7, 31))),
        ({"year": "last session"}, days((2024, 8, 1), (2025, 7, 31))),
        ({"term": "2"}, days((2025, 10, 27), (2025, 12, 19))),
        ({"term": "Term 4"}, days((2026, 4, 13), (2026, 6, 26))),
        ({"term": "last term"}, days((2025, 10, 27), (2025, 12, 19))),
        ({"year": "2024-25", "term": "1"}, days((2024, 8, 19), (2024, 10, 11))),
        ({"year": "last year", "term": "1"}, days((2024, 8, 19), (2024, 10, 11))),
        ({"year": "2025-26", "since": "2026-07-01"}, days((2026, 7, 1), (2026, 7, 31))),
        (
            {"year": "2025-26", "since": "2025-09-01", "until": "2025-12-01", "term": "1"},
            days((2025, 9, 1), (2025, 10, 10)),
        ),
    ],
)
def test_options_hold_together(options: dict[str, str], expected: Period) -> None:
    assert told(**options) == expected


def test_a_named_term_of_the_present_year() -> None:
    assert told(ENGLAND, term="autumn") == days((2025, 9, 2), (2025, 12, 19))


@pytest.mark.parametrize(
    ("options", "quoted"),
    [
        ({"since": "2025-11-04", "until": "2025-11-03"}, ("--since “2025-11-04”", "--until “2025-11-03”")),
        ({"since": "today", "until": "yesterday"}, ("3 February 2026", "2 February 2026")),
        ({"year": "2024-25", "since": "2025-08-01"}, ("--year “2024-25”", "--since “2025-08-01”")),
        ({"year": "2024-25", "until": "2024-07-31"}, ("--year “2024-25”", "--until “2024-07-31”")),
        ({"term": "1", "since": "2025-10-11", "until": "today"}, ("--term “1”", "--since “2025-10-11”")),
        ({"year": "2024-25", "term": "this term"}, ("--year “2024-25”", "--term “this term”")),
    ],
)
def test_options_that_contradict_are_both_quoted(options: dict[str, str], quoted: tuple[str, str]) -> None:
    with pytest.raises(UsageMistake) as caught:
        told(**options)
    assert all(part in caught.value.words for part in quoted)
    assert caught.value.hint


def test_each_option_refuses_what_it_cannot_read() -> None:
    with pytest.raises(UnreadableDate, match="sometime"):
        told(since="sometime")
    with pytest.raises(UnreadableDate, match="31 feb"):
        told(until="31 feb")
    with pytest.raises(UnreadableDate) as caught:
        told(year="2025")
    assert "2024-25 or 2025-26" in caught.value.hint
    with pytest.raises(NotFound, match="autumn"):
        told(term="autumn")


# What may be repeated


_MADE = dict[str, bytes]()


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with four cycles, an entry in each, over three school years; the third was taken away."""
    if _MADE:
        home.journal.write_bytes(_MADE["journal"])
        return home
    days = ("2023-09-04", "2024-09-02", "2025-09-01", "2025-10-27")
    for number, (question, day) in enumerate(zip(("wait", "draw", "sing", "read"), days, strict=True), 1):
        home.ok("start", f"What happens when they {question}?", "-t", f"all/{question}", "--on", day, "--quiet")
        kind = ("act", "evidence", "reflect", "evidence")[number - 1]
        home.ok(kind, f"they {question}", "--on", day, "-t", ("talk", "talk", "pace", "talk")[number - 1], "--quiet")
    home.ok("remove", "3", "--quiet")
    _MADE["journal"] = home.journal.read_bytes()
    return home


def found(home: Home, *argv: str) -> list[str]:
    return sorted(entry["name"] for entry in json.loads(home.ok("search", "--json", *argv))["results"])


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (("-c", "1", "-c", "2"), ["1.1", "2.1"]),
        (("-c", "1", "-c", "draw"), ["1.1", "2.1"]),
        (("-c", "1,2"), ["1.1", "2.1"]),
        (("-c", "1-2"), ["1.1", "2.1"]),
        (("-c1-2",), ["1.1", "2.1"]),
        (("-c", " 1 - 2 , 4 "), ["1.1", "2.1", "4.1"]),
        (("-c", "1-2,2,1", "-c", "4"), ["1.1", "2.1", "4.1"]),
        (("cycle:1-2",), ["1.1", "2.1"]),
        (("cycle:1,4",), ["1.1", "4.1"]),
        (("-cycle:1-2",), ["4.1"]),
        (("cycle:1-2 OR cycle:4",), ["1.1", "2.1", "4.1"]),
        (("--kind", "action", "--kind", "evidence", "-c", "1,2"), ["1.1", "2.1"]),
        (("--year", "2023-24", "--year", "2025-26"), ["1.1", "4.1"]),
        (("--year", "2023-24", "--year", "2024-25", "--until", "2024-01-01"), ["1.1"]),
        (("--year", "2024-25", "--year", "2025-26", "--term", "1"), ["2.1"]),
        (("--term", "1", "--term", "2"), ["4.1"]),
        (("--year", "2024-25", "--year", "2025-26", "--term", "1", "--term", "2"), ["2.1", "4.1"]),
        (("term:2", "--year", "2024-25", "--year", "2025-26"), ["4.1"]),
        (("year:2024-25", "--term", "1", "--term", "2"), ["2.1"]),
        (("-t", "talk", "-t", "all/read"), ["1.1", "2.1", "4.1"]),
        (("tag:talk", "-t", "all/read"), ["4.1"]),
    ],
)
def test_any_value_of_a_repeated_option_fits_and_options_narrow_together(
    kept: Home, argv: tuple[str, ...], names: list[str]
) -> None:
    assert found(kept, *argv) == names


@pytest.mark.parametrize(
    ("years", "window", "apart"),
    [
        (("2024-25", "2025-26"), days((2024, 8, 1), (2026, 7, 31)), False),
        (("2025-26", "2024-25", "2025-26"), days((2024, 8, 1), (2026, 7, 31)), False),
        (("2023-24", "2025-26"), days((2023, 8, 1), (2026, 7, 31)), True),
    ],
)
def test_several_years_are_one_window_from_the_first_day_to_the_last(
    years: tuple[str, ...], window: Period, apart: bool
) -> None:
    query = compile_filters(Filters(years=years), "", QueryContext(a_journal(), SCOTLAND, TODAY))
    assert query.window == window
    assert isinstance(query.condition, p.AnyOf) is apart
    assert not query.looks_inside  # it asks for days alone


def test_several_years_and_another_time_must_meet(kept: Home) -> None:
    ran = kept.run("search", "--year", "2023-24", "--year", "2024-25", "--since", "2025-09-01")
    assert ran.code == 2
    assert "--year “2023-24” or “2024-25” have no day in common" in ran.err


def test_what_was_repeated_is_kept_as_text(kept: Home) -> None:
    argv = ("--kind", "evidence", "--kind", "action", "-c", "1-2", "--year", "2023-24", "--year", "2024-25")
    saved = kept.run("search", "--save", "x", *argv, "--term", "1").err
    query = "(kind:evidence OR kind:action) cycle:1-2 (year:2023-24 term:1 OR year:2024-25 term:1)"
    assert saved == f"@x is kept, in the journal: {query}\n"
    assert found(kept, "@x") == found(kept, *argv, "--term", "1") == ["1.1", "2.1"]


# Cycles by their numbers


REFUSED = (
    ("2-1", 2, "“2-1” runs backwards."),
    ("1,4-2", 2, "“4-2” runs backwards."),
    ("1-3", 3, "Cycle 3 was removed."),
    ("4-6", 3, "There is no cycle 5; the latest are: 1, 2, 4."),
    ("1,999999999", 3, "There is no cycle 999999999"),
    ("0-1", 3, "There is no cycle 0"),
    ("1-2-4", 3, "No cycle's question holds “1-2-4”."),
    ("1,", 3, "No cycle's question holds “1,”."),
)


@pytest.mark.parametrize(
    "command",
    [
        # Browsing asks for a terminal first, and opens the query on it.
        *(f"{name} -c" for name in (*FILTERED, "tags", "tags list") if name != "browse"),
        *("timeline", "pulse", "summary --for prd --share"),
    ],
)
def test_what_names_no_cycles_is_refused_everywhere(kept: Home, command: str) -> None:
    for name, code, words in REFUSED:
        ran = kept.run(*command.split(), name)
        assert (ran.code, ran.out) == (code, ""), name
        assert ran.err.startswith(words)
        assert ran.err.count("\n") == 2


def test_the_hint_for_a_range_that_runs_backwards_turns_it(kept: Home) -> None:
    assert kept.run("timeline", "4-2").err.endswith("Write 2-4.\n")
    assert kept.run("search", "cycle:4-2").err.splitlines()[1:3] == ["  cycle:4-2", "  ^^^^^^^^^"]


def test_a_range_is_read_by_every_command_that_takes_cycles(kept: Home) -> None:
    both = kept.ok("timeline", "1", "2", "--plain")
    for argv in (("1,2",), ("1-2",), ("-c", "1-2"), ("1", "-c", "2"), ("cycle:1,2", "--tag", "all")):
        assert kept.ok("timeline", *argv, "--plain") == both, argv
    assert [pulse["number"] for pulse in json.loads(kept.ok("pulse", "1-2,1", "--json"))["cycles"]] == [1, 2]
    assert re.findall(r"(?m)^cycle: (\d)", kept.ok("list", "-c", "1-2", "--plain")) == ["1", "2"]
    assert len(json.loads(kept.ok("history", "-c", "1,2", "--json"))["steps"]) == 4
    assert json.loads(kept.ok("export", "-c", "1-2"))["cycles"][1]["number"] == 2
    shared = kept.ok("summary", "--for", "prd", "--share", "1-2", "--since", "2023-08-01", "--format", "markdown")
    assert [f"they {word}?" in shared for word in ("wait", "draw", "read")] == [True, True, False]


# Every command that takes them


@pytest.mark.parametrize("name", [*FILTERED, "tags", "tags list"])
def test_the_options_are_the_same_of_every_command(name: str) -> None:
    command = build_command_line()
    for word in name.split():
        command = command.get_command(None, word)
    given = {param.name: param for param in command.params if param.rich_help_panel == "Which"}
    whole = ["tag", "kind", "cycle", "year", "term", "since", "until"]
    assert list(given) == (whole if name != "history" else ["cycle", "since", "until"])
    assert [name for name, param in given.items() if not param.multiple] == ["since", "until"]


def test_tags_and_their_list_take_the_options_together(kept: Home) -> None:
    def tags(*argv: str) -> list[str]:
        return [tag["tag"] for tag in json.loads(kept.ok("tags", "--json", *argv))["tags"]]

    assert tags("-c", "1", "list", "they", "-c", "2") == ["all/draw", "all/wait", "talk"]
    assert tags("-c", "1", "they") == ["all/wait", "talk"]
    ran = kept.run("tags", "--since", "2024-01-01", "list", "--since", "2025-01-01")
    assert ran.err == "--since was given twice: “2024-01-01” and “2025-01-01”.\nIt takes one value: leave one out.\n"
    for argv in (("-c", "1", "rename", "talk", "oracy"), ("--year", "2025-26", "remove", "talk")):
        assert kept.run("tags", *argv, "--yes").code == 2


def test_no_name_of_a_cycle_runs_long(kept: Home) -> None:
    """A number that no journal reaches is no range to be walked through."""
    assert kept.run("search", "-c", "1-999999999").code == 3
    assert kept.run("search", "-c", "9" * 5000).code == 3


def test_a_question_that_looks_like_a_range_is_named_by_its_words() -> None:
    journal = a_journal(a_cycle(question="Does 1-2 work?"))
    assert journal.find_cycles("1-2 work") == journal.cycles
    with pytest.raises(NotFound):
        journal.find_cycles("1-2")
