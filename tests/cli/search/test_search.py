"""Finding again: words, tags, kinds, cycles and days, all of which must hold."""

import json

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with two cycles a year apart and a note: what the searches below look through."""
    home.ok("start", "What happens when they draw?", "-t", "maths/number", "--on", "2024-09-02", "--quiet")
    home.ok("act", "drew it with counters", "--on", "2024-10-10")
    home.ok("review", "--decision", "embed", "--because", "drawing stays", "--on", "2024-12-10")
    argv = ["start", "What happens when I wait?", "-t", "Reading/Fluency", "--issue", "long silence"]
    home.ok(*argv, "--hunch", "I answer myself", "--group", "Year 8", "--success", "nine hands", "--on", "2025-09-01")
    home.ok("read", "pauses matter", "--authors", "Rowe", "--fit", "mine are short", "--on", "2025-09-03")
    home.ok("evidence", "4 of 24", "--source", "blue folder", "--measure", "hands up=4", "--on", "2025-09-10")
    home.ok("reflect", "Waiting longer helped the quiet table", "-t", "pace", "--on", "2025-11-10")
    home.ok("note", "a waiting list for the library", "-t", "reading", "--on", "2026-01-20")
    return home


def found(home: Home, *argv: str) -> list[str]:
    """Return the names of the entries, cycles and notes a search finds, in the order of its answer."""
    answer = json.loads(home.ok("search", *argv, "--json"))
    assert answer["schema_version"] == 1
    names = [entry["name"] for entry in answer["results"]]
    names += [str(cycle["number"]) for cycle in answer["cycles"] if cycle["matches"]]
    return names + [note["name"] for note in answer["inbox"]]


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        # words: all of them, in any field a person wrote, whatever their case
        (("wait",), ["2.3", "2", "n1"]),
        (("WAIT", "quiet"), ["2.3"]),
        (("quiet table",), ["2.3"]),
        (("table quiet",), []),
        (("wait", "counters"), []),
        (("Rowe",), ["2.1"]),
        (("mine are short",), ["2.1"]),
        (("FOLDER",), ["2.2"]),
        (("hands up",), ["2.2"]),
        (("stays",), ["1.2"]),
        (("silence",), ["2"]),
        (("myself",), ["2"]),
        (("year 8",), ["2"]),
        (("nine hands",), ["2"]),
        # tags: its own and its cycle's, a parent finds its children, case does not matter
        (("--tag", "pace"), ["2.3"]),
        (("--tag", "maths"), ["1.1", "1.2", "1"]),
        (("-t", "MATHS/Number"), ["1.1", "1.2", "1"]),
        (("-t", "reading"), ["2.1", "2.2", "2.3", "2", "n1"]),
        (("-t", "reading/fluency"), ["2.1", "2.2", "2.3", "2"]),
        (("-t", "pace", "-t", "maths/number"), ["1.1", "1.2", "2.3", "1"]),
        (("tag:reading", "-t", "pace"), ["2.3"]),
        (("counters", "-t", "maths"), ["1.1"]),
        # kinds
        (("--kind", "action"), ["1.1"]),
        (("--kind", "action", "--kind", "evidence"), ["1.1", "2.2"]),
        (("--kind", "note"), ["n1"]),
        (("wait", "--kind", "reflection"), ["2.3"]),
        # cycles
        (("-c", "1"), ["1.1", "1.2", "1"]),
        (("-c", "wait", "--kind", "reading"), ["2.1"]),
        (("wait", "-c", "1"), []),
        # days
        (("--year", "2024-25"), ["1.1", "1.2", "1"]),
        (("--year", "this year", "--kind", "evidence"), ["2.2"]),
        (("--year", "2025-26", "--term", "2"), ["2.3"]),
        (("--since", "2025-11-10"), ["2.3", "n1"]),
        (("--until", "2024-09-02"), ["1"]),
        (("--since", "2025-09-03", "--until", "2025-09-10"), ["2.1", "2.2"]),
        (("--since", "2024-10-11", "--until", "2024-12-09"), []),
    ],
)
def test_all_that_is_given_must_hold(kept: Home, argv: tuple[str, ...], names: list[str]) -> None:
    assert found(kept, *argv) == names


def test_what_is_found_stands_under_its_cycle_with_the_match_marked(kept: Home) -> None:
    lines = kept.ok("search", "wait").splitlines()
    assert lines[:3] == ["1 cycle, 1 entry, 1 note", "", "2 · What happens when I «wait»?"]
    assert "Reading/Fluency" in lines[3]
    assert lines[4].split()[:5] == ["2.3", "10", "Nov", "2025", "reflection"]
    assert "«Waiting» longer helped the quiet table" in lines[4]
    assert lines[-2:] == ["In the inbox", "  n1 a «waiting» list for the library"]


def test_the_field_that_holds_the_word_is_shown(kept: Home) -> None:
    assert "blue «folder»" in kept.ok("search", "folder")
    assert "«Rowe»" in kept.ok("search", "rowe")


def test_a_tag_shows_the_cycles_with_what_was_decided_and_when(kept: Home) -> None:
    text = kept.ok("search", "--tag", "maths")
    assert text.startswith("1 · What happens when they draw?\n")
    assert "EMBED" in text
    assert "10 December 2024" in text
    assert "drawing stays" in text
    assert "decision: embed, 2024-12-10, because drawing stays" in kept.ok("search", "-t", "maths", "--plain")


def test_a_search_in_json_says_what_became_of_each_cycle(kept: Home) -> None:
    answer = json.loads(kept.ok("search", "-t", "maths", "--json"))
    assert answer["cycles"][0]["decided"] == {
        "entry": "1.2",
        "decision": "embed",
        "because": "drawing stays",
        "on": "2024-12-10",
    }
    assert {entry["cycle"] for entry in answer["results"]} == {1}


def test_a_cycle_found_whole_is_summed_up_unless_it_is_named(kept: Home) -> None:
    for n in range(8):
        kept.ok("reflect", f"again and again, {n}", "-c", "2")
    assert "all its 11 entries" in kept.ok("search", "--tag", "reading")
    assert kept.ok("search", "-c", "2").count("again and again") == 8
    assert kept.ok("search", "again").count("«again»") == 16


def test_nothing_found_is_no_error_but_a_hint(kept: Home) -> None:
    ran = kept.run("search", "zebra")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nothing fits. Fewer words or a wider time may find it.\n"
    answer = kept.run("search", "zebra", "--json", "--quiet")
    assert json.loads(answer.out) == {
        "schema_version": 1,
        "query": "zebra",
        "found": {"cycles": 0, "entries": 0, "notes": 0, "beliefs": 0},
        "results": [],
        "cycles": [],
        "inbox": [],
        "beliefs": [],
        "ranked": [],
    }
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        ((), 2, "There is nothing to search for."),
        (("",), 2, "There is nothing to search for."),
        (("--tag", "readin"), 3, "Nothing bears the tag “readin”. Did you mean reading?"),
        (("--tag", "zebra"), 3, "Nothing bears the tag “zebra”."),
        (("--tag", "fluency"), 3, "Nothing bears the tag “fluency”."),
        (("--tag", ""), 2, "The tag is empty."),
        (("--kind", "reflexion"), 2, "“reflexion” is no choice for --kind. Did you mean reflection?"),
        (("x", "-c", "9"), 3, "There is no cycle 9"),
        (("x", "--year", "1799"), 2, "I can't tell which session “1799” means."),
        (("x", "--term", "winter"), 3, "There is no “winter” in 2025-26."),
        (("x", "--since", "blarg"), 2, "I can't read “blarg” as a day."),
        (("x", "--since", ""), 2, "There is no day to read: the text is empty."),
        (("--since", "2026-02-01", "--until", "2026-01-01"), 2, "--since “2026-02-01” (1 February 2026) and --until"),
        (("--year", "2024-25", "--since", "2026-01-01"), 2, "--since “2026-01-01” (1 January 2026) and --year"),
    ],
)
def test_a_filter_that_cannot_hold_is_said_and_never_ignored(
    kept: Home, argv: tuple[str, ...], code: int, words: str
) -> None:
    ran = kept.run("search", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(words)
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize("command", ["list", "timeline", "summary"])
def test_the_other_looking_commands_check_their_filters_too(kept: Home, command: str) -> None:
    assert kept.run(command, "--tag", "zebra").code == 3
    assert kept.run(command, "--since", "blarg").code == 2
    assert kept.run(command, "--term", "").code in (2, 3)
    assert kept.run(command, "--year", "").code == 2
