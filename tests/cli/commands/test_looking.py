"""Looking: status, list, show, tags, where and timeline, for people, in plain lines and as JSON."""

import json

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with an open, a paused and a closed cycle, and a note."""
    home.ok("start", "What happens when they draw?", "--on", "2024-09-02", "--quiet")
    home.ok("act", "drew it", "--on", "2024-10-10")
    home.ok("close", "--because", "done", "--on", "2025-05-30")
    home.ok("start", "What helps at home?", "-t", "homework", "--on", "2025-08-20")
    home.ok("review", "--decision", "pause", "--because", "no time", "--on", "2025-09-30")
    home.ok("start", "What happens when I wait?", "-t", "talk/wait", "--on", "2025-09-01")
    home.ok("evidence", "4 of 24", "--measure", "hands=4 of 24", "--on", "2025-09-10")
    home.ok("evidence", "9 of 24", "--measure", "hands=9 of 24", "--on", "2026-01-20", "-t", "talk/wait")
    home.ok("reflect", "a thought", "--on", "2026-01-21")
    home.ok("note", "a line")
    return home


def numbers(home: Home, *argv: str) -> list[int]:
    return [cycle["number"] for cycle in json.loads(home.ok("list", *argv, "--json"))["cycles"]]


# Where things stand


def test_the_bare_command_is_status(kept: Home) -> None:
    assert kept.ok() == kept.ok("status")
    assert kept.ok("--plain") == kept.ok("status", "--plain")
    assert kept.ok("--json") == kept.ok("status", "--json")


def test_status_shows_today_what_matters_and_the_open_cycles(kept: Home) -> None:
    text = kept.ok()
    assert text.startswith("Tuesday 3 February 2026 · session 2025-26, week 25 (typical dates)\n")
    assert "A note waits in the inbox." in text
    assert "What happens when I wait?" in text
    assert "What happens when they draw?" not in text
    answer = json.loads(kept.ok("--json"))
    assert answer["today"] == "2026-02-03"
    assert answer["inbox"] == 1
    assert answer["typical"] == "dates"
    assert len(answer["matters"]) <= 3
    row = next(cycle for cycle in answer["cycles"] if cycle["number"] == 3)
    assert (row["evidence"], row["reflections"], row["last_on"], row["current"]) == (2, 1, "2026-01-21", True)


def test_before_there_is_a_journal_status_welcomes_and_makes_none(home: Home) -> None:
    ran = home.run()
    assert ran.code == 0
    for words in ("Nothing is written yet.", "enquiry start", "enquiry note", "enquiry demo"):
        assert words in ran.out
    assert "begin: " in home.ok("status", "--plain")
    assert json.loads(home.ok("--json"))["cycles"] == []
    assert not home.journal.exists()


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        ("show",),
        ("show", "1"),
        ("timeline",),
        ("search", "x"),
        ("tags",),
        ("summary",),
        ("export",),
        ("file",),
    ],
)
def test_before_there_is_a_journal_nothing_can_be_looked_at(home: Home, argv: tuple[str, ...]) -> None:
    ran = home.run(*argv)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        f"There is no journal at {home.journal} yet.",
        'enquiry start "your question" makes one.',
    ]
    assert not home.journal.exists()


# Lists


def test_list_leaves_closed_cycles_out_and_all_shows_them(kept: Home) -> None:
    assert numbers(kept) == [2, 3]
    assert numbers(kept, "--all") == numbers(kept, "-a") == [1, 2, 3]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("-t", "homework"), [2]),
        (("--tag", "TALK"), [3]),
        (("--kind", "reflection"), [3]),
        (("--year", "2024-25", "--all"), [1]),
        (("--since", "2026-01-01"), [3]),
        (("--until", "2025-08-31", "--all"), [1, 2]),
        (("--term", "2"), []),
    ],
)
def test_list_is_narrowed_by_the_same_filters(kept: Home, argv: tuple[str, ...], expected: list[int]) -> None:
    assert numbers(kept, *argv) == expected


def test_an_empty_list_says_why(kept: Home) -> None:
    ran = kept.run("list", "--year", "2024-25")
    assert (ran.code, ran.err) == (0, "No open cycle fits; --all shows the closed ones too.\n")
    ran = kept.run("list", "--all", "--year", "2019-20", "--json")
    assert (json.loads(ran.out)["cycles"], ran.err) == ([], "No cycle fits.\n")


def test_tags_are_counted_with_their_days_and_cycles(kept: Home) -> None:
    assert json.loads(kept.ok("tags", "--json"))["tags"] == [
        {"tag": "homework", "used": 1, "cycles": [2], "first": "2025-08-20", "last": "2025-08-20", "nested": 1},
        {"tag": "talk/wait", "used": 2, "cycles": [3], "first": "2025-09-01", "last": "2026-01-20", "nested": 2},
    ]
    assert "tag: talk/wait\nused: 2\nfrom: 2025-09-01 to 2026-01-20\ncycles: 3\n" in kept.ok("tags", "--plain")
    assert "\n  wait       2 " in kept.ok("tags")


def test_no_tags_are_no_error_but_a_hint(home: Home) -> None:
    home.ok("note", "x")
    ran = home.run("tags", "--json")
    assert (ran.code, json.loads(ran.out)["tags"]) == (0, [])
    assert ran.err == "No tag is in use yet; -t adds one to whatever you write.\n"


# One thing, whole


def test_show_gives_the_current_cycle_when_none_is_named(kept: Home) -> None:
    assert kept.ok("show") == kept.ok("show", "3") == kept.ok("show", "wait")


def test_show_tells_everything_of_a_cycle(kept: Home) -> None:
    text = kept.ok("show", "3")
    for words in (
        "3 · What happens when I wait?",
        "talk/wait",
        "hands  4 of 24 ▂▄ 9 of 24",
        "3.1  evidence",
        "a thought",
    ):
        assert words in text
    assert text.index("4 of 24\n") < text.index("a thought")
    closed = kept.ok("show", "1", "--plain")
    assert closed.startswith("cycle: 1\nquestion: What happens when they draw?\n")
    assert "state: closed since 30 May 2025, because done\n" in closed
    assert "action: 1.1\n" in closed
    assert "paused since 30 September 2025" in kept.ok("show", "2")


def test_show_tells_everything_of_an_entry(kept: Home) -> None:
    assert kept.ok("show", "3.2", "--plain").splitlines() == [
        "evidence: 3.2",
        "day: Tuesday 20 January 2026",
        "kind: noticing",
        "measure: hands 9 of 24",
        "tags: talk/wait",
        "recorded: 3 Feb 2026, 16:30",
        "text: 9 of 24",
        "of: 3, What happens when I wait?",
    ]


def test_the_entries_of_a_cycle_are_the_same_alone_and_together(kept: Home) -> None:
    whole = json.loads(kept.ok("show", "3", "--json"))["cycle"]
    for entry in whole["entries"]:
        assert json.loads(kept.ok("show", entry["name"], "--json")) == {"schema_version": 1, "entry": entry}


# Timelines


def test_the_timeline_is_of_the_current_cycle_unless_others_are_named(kept: Home) -> None:
    assert kept.ok("timeline") == kept.ok("timeline", "3")
    several = json.loads(kept.ok("timeline", "draw", "2", "--json"))
    assert [cycle["number"] for cycle in several["cycles"]] == [1, 2]
    year = json.loads(kept.ok("timeline", "--year", "2025-26", "--json"))
    assert [cycle["number"] for cycle in year["cycles"]] == [2, 3]
    tagged = json.loads(kept.ok("timeline", "--tag", "homework", "--json"))
    assert [cycle["number"] for cycle in tagged["cycles"]] == [2]
    assert len(json.loads(kept.ok("timeline", "3", "3", "--json"))["cycles"]) == 1


def test_the_timeline_in_json_has_its_marks_in_the_order_of_the_days(kept: Home) -> None:
    answer = json.loads(kept.ok("timeline", "--json"))
    assert [(mark["what"], mark["on"]) for mark in answer["marks"] if mark["mark"] == "post"] == [
        ("question", "2025-09-01"),
        ("evidence", "2025-09-10"),
        ("evidence", "2026-01-20"),
        ("reflection", "2026-01-21"),
    ]
    assert {mark["mark"] for mark in answer["marks"]} == {"term", "post", "silence", "holiday"}
    silence = next(mark for mark in answer["marks"] if mark["mark"] == "silence")
    assert silence["teaching_days"] > 50
    measure = answer["measures"][0]
    assert (measure["measure"], measure["unit"]) == ("hands", "")
    assert [(point["on"], point["value"]) for point in measure["values"]] == [("2025-09-10", 4), ("2026-01-20", 9)]


def test_the_timeline_can_be_narrowed_to_kinds_and_days(kept: Home) -> None:
    answer = json.loads(kept.ok("timeline", "3", "--kind", "reflection", "--json"))
    assert {mark["what"] for mark in answer["marks"] if mark["mark"] == "post"} <= {"question", "reflection"}
    assert "9 of 24" not in kept.ok("timeline", "3", "--until", "2025-12-31", "--plain").split("measure")[0]
    ran = kept.run("timeline", "--since", "2026-02-01")
    assert (ran.code, ran.out.strip(), ran.err) == (0, "", "Nothing was written that fits.\n")


def test_where_names_every_place(kept: Home) -> None:
    answer = json.loads(kept.ok("where", "--json"))
    places = next(value for name, value in answer.items() if name != "schema_version")
    assert places["journal"] == str(kept.journal)
    assert places["settings"] == str(kept.folder / "config" / "enquiry" / "settings.toml")
    assert places["state"] == str(kept.folder / "state" / "enquiry")
    assert places["backups"].startswith(places["state"])
    assert f"journal: {kept.journal}\n" in kept.ok("where", "--plain")


def test_where_says_of_a_journal_that_it_is_not_made_yet(home: Home) -> None:
    assert f"journal: {home.journal} (not made yet)\n" in home.ok("where", "--plain")
    assert not home.journal.exists()


def test_the_journal_is_where_the_option_the_environment_and_the_settings_say(home: Home) -> None:
    def journal(*argv: str, **environ: str) -> str:
        return home.ok("where", "--plain", *argv, **environ).splitlines()[0].removesuffix(" (not made yet)")

    option, other = home.folder / "option.json", home.folder / "other.json"
    home.ok("config", "journal", str(other))
    assert journal("--journal", str(option)) == f"journal: {option}"
    assert journal() == f"journal: {home.journal}"
    assert journal(ENQUIRY_JOURNAL="") == f"journal: {other}"
    home.ok("config", "journal", "")
    assert journal(ENQUIRY_JOURNAL="") == f"journal: {home.folder / 'data' / 'enquiry' / 'journal.json'}"


def test_narrow_screens_get_lists_instead_of_tables(kept: Home) -> None:
    for argv in (("list",), ("status",), ("tags",), ("config",), ("search", "wait"), ("timeline",)):
        narrow = kept.ok(*argv, COLUMNS="40")
        assert max(map(len, narrow.splitlines())) <= 40, argv
