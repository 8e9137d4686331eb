"""The one query at the command line: words and options, saved queries, expressions, order, and each command's share."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enquiry.__main__ import main
from enquiry.cli.given import Filters
from enquiry.cli.search import regex_worker as trial
from enquiry.cli.search import search as expression
from enquiry.cli.search.filters import build_filter_query, format_query_source, join_query_words
from enquiry.cli.session import Session
from enquiry.errors import CannotRead, UsageMistake
from enquiry.exchange.samples import list_samples
from enquiry.model.choices import EntryKind
from enquiry.query import predicates as p
from enquiry.query.fields import QUERY_FIELDS
from enquiry.query.select import Query, select
from tests import strategies
from tests.answers.schemas import validator
from tests.conftest import NOW, Home, Ran, Stream, a_cycle, a_journal, an_entry, made_once


@pytest.fixture
@made_once
def kept(home: Home) -> Home:
    """A home with two cycles and a note."""
    home.ok("start", "What happens when they draw?", "-t", "maths/number", "--on", "2024-09-02", "--quiet")
    home.ok("act", "drew it with counters", "--on", "2024-10-10")
    home.ok("review", "--decision", "stop", "--because", "drawing was slow", "--on", "2024-12-10")
    argv = ["start", "What happens when I wait?", "-t", "reading/fluency", "--group", "Year 8", "--on", "2025-09-01"]
    home.ok(*argv, "--grew-from", "1", "--link", "contradicts=1", "--link", "shared-with=the department")
    home.ok("read", "pauses matter", "--authors", "Rowe", "--doubt", "a small sample", "--on", "2025-09-03")
    home.ok("evidence", "4 of 24", "--source", "blue folder", "--measure", "hands up=4", "--on", "2025-09-10")
    home.ok("reflect", "Waiting longer helped the quiet table", "-t", "pace", "--on", "2025-11-10")
    home.ok("note", "a waiting list for the library", "-t", "reading", "--on", "2026-01-20")
    return home


def found(home: Home, *argv: str) -> list[str]:
    """Return the names of what a search finds."""
    answer = json.loads(home.ok("search", "--json", *argv))
    names = [entry["name"] for entry in answer["results"]]
    names += [str(cycle["number"]) for cycle in answer["cycles"] if cycle["matches"]]
    return sorted(names + [note["name"] for note in answer["inbox"]])


def refused(home: Home, *argv: str, code: int = 2) -> list[str]:
    ran = home.run(*argv)
    assert (ran.code, ran.out) == (code, ""), ran.err
    return ran.err.splitlines()


# Words of a command line


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), ""),
        (("quiet", "table"), "quiet table"),
        (("quiet table",), '"quiet table"'),
        (("quiet table", "wait"), '"quiet table" wait'),
        (("a OR b",), "a OR b"),
        (("a OR b", "c"), "(a OR b) c"),
        (("tag:exit tickets", "c"), 'tag:"exit tickets" c'),
        (("-tag:exit tickets",), '-tag:"exit tickets"'),
        (("year:this year",), 'year:"this year"'),
        (("tag:reading has:review", "c"), "(tag:reading has:review) c"),
        (("tag:reading OR wait",), "tag:reading OR wait"),
        (("tag:reading -wait",), "tag:reading -wait"),
        (('tag:"exit tickets" wait',), 'tag:"exit tickets" wait'),
        (("a", "OR", "b"), "a OR b"),
        (('say "no"',), 'say "no"'),
        ((" ", "a"), "a"),
        (("he said: no",), '"he said: no"'),
    ],
)
def test_the_words_of_a_command_line_are_one_query(words: tuple[str, ...], text: str) -> None:
    assert join_query_words(words) == text


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (("wait", "OR", "counters"), ["1.1", "2", "2.3", "n1"]),
        (("wait -kind:note",), ["2", "2.3"]),
        (("wait", "NOT", "kind:note"), ["2", "2.3"]),
        (("wait", "-library"), ["2", "2.3"]),
        (("-library", "wait"), ["2", "2.3"]),
        (("-library wait",), ["2", "2.3"]),
        (("wait", "-kind:note"), ["2", "2.3"]),
        (("wait", "-c2"), ["2", "2.3"]),
        (("wait", "-c", "2", "-quiet"), ["2"]),
        (("-t", "pace"), ["2.3"]),
        (("wait", "-quiet table"), []),
        (("quiet table",), ["2.3"]),
        (("table quiet",), []),
        (('"table quiet" OR pauses',), ["2.1"]),
        (("--", "-library", "wait"), ["2", "2.3"]),
        (("--", "-test", "wait"), ["2", "2.3", "n1"]),
        (("decision:stop",), ["1", "1.1", "1.2"]),
        (("counters", "has:decision"), ["1.1"]),
        (("drawing",), ["1", "1.1", "1.2"]),
    ],
)
def test_what_is_typed_is_found(kept: Home, argv: tuple[str, ...], names: list[str]) -> None:
    assert found(kept, *argv) == names


def test_a_dash_that_can_be_read_two_ways_is_asked_about(kept: Home) -> None:
    assert refused(kept, "search", "wait", "-test") == [
        "“-test” can be read two ways: without “test”, or --tag “est”.",
        "Write NOT test, or -t est.",
    ]
    assert kept.run("reflect", "-homework", "was late").code != 0  # elsewhere a dash is an option, as ever


def test_a_mistake_is_shown_with_a_caret_under_it(kept: Home) -> None:
    assert refused(kept, "search", "wait tg:reading") == [
        "There is no field “tg:”. Did you mean tag?",
        "  wait tg:reading",
        "       ^^^^^^^^^^",
        f"The fields are: {', '.join(QUERY_FIELDS)}. Text with a colon in it goes in quotes.",
    ]
    lines = refused(kept, "search", "a) OR (b", "--tag", "reading")
    assert lines[0] == "“)” closes a bracket that was never opened."
    assert lines[1:3] == ["  a) OR (b", "   ^"]
    assert len(refused(kept, "search", "--tag", "readng", code=3)) == 2  # an option is named by its words


@pytest.mark.parametrize("command", ["search", "list", "timeline", "summary", "export"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("tag:zebra", 3),
        ("kind:zebra", 2),
        ("(a", 2),
        ('"a', 2),
        ("tag:", 2),
        ("@gone", 3),
        ("on:2025-02-31", 2),
        ("", 2),
    ],
)
def test_every_command_that_takes_a_query_refuses_a_wrong_one(kept: Home, command: str, query: str, code: int) -> None:
    ran = kept.run(command, query)
    assert (ran.code, ran.out) == ((3 if command == "timeline" and not query.strip() else code), "")
    assert len(ran.err.splitlines()) in (2, 4)


# Options are further fields of the query


ON_DAYS = ["2024-10-01", "2025-09-10", "2026-01-20", "last month"]
choices = st.fixed_dictionaries(
    {
        "tags": st.lists(st.sampled_from(["reading", "maths", "pace"]), max_size=2),
        "kinds": st.lists(st.sampled_from(EntryKind), max_size=2),
        "cycles": st.lists(st.sampled_from(["1", "2", "wait"]), max_size=2),
        "years": st.lists(st.sampled_from(["2023-24", "2024-25", "this year"]), max_size=2),
        "terms": st.lists(st.sampled_from(["1", "2"]), max_size=2),
        "since": st.sampled_from([None, *ON_DAYS]),
        "until": st.sampled_from([None, *ON_DAYS]),
    }
)
typed = st.lists(st.sampled_from(["wait", "quiet table", "-drew", "OR", "tag:reading", "NOT"]), max_size=3)


@settings(strategies.seldom, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices, typed)
def test_options_and_fields_ask_for_the_same(kept: Home, choice: dict[str, Any], words: list[str]) -> None:
    session = Session(environ=kept.environ, clock=lambda: NOW)
    journal = session.load_journal()

    def asked(chosen: Filters, text: list[str]) -> Query | str:
        try:
            return build_filter_query(session, journal, chosen, text)
        except UsageMistake:
            return "a mistake"

    given_choice = Filters(**choice)
    as_text = format_query_source(given_choice, words)
    one, other = asked(given_choice, words), asked(Filters(), [as_text] if as_text else [])
    several_times = len({*given_choice.years}) > 1 or len({*given_choice.terms}) > 1
    if several_times and isinstance(one, Query) and isinstance(other, Query):  # the text asks for either, apart
        assert select(journal, one)[1:] == select(journal, other)[1:]
    elif isinstance(one, Query) or not words:  # a mistake in the words is refused before they are joined with anything
        assert several_times or one == other


def test_options_and_fields_find_the_same_at_the_command_line(kept: Home) -> None:
    options = ("wait", "--tag", "reading", "--kind", "reflection", "--kind", "note", "--since", "2025-09-01")
    fields = ("wait tag:reading (kind:reflection OR kind:note) since:2025-09-01",)
    assert kept.ok("search", *options, "--json") == kept.ok("search", *fields, "--json")
    assert found(kept, *options) == ["2.3", "n1"]
    both = kept.ok("search", "wait", "OR", "counters", "--kind", "action", "--json")
    assert json.loads(both)["query"] == "(wait OR counters) kind:action"
    assert found(kept, "wait", "OR", "counters", "--kind", "action") == ["1.1"]


def test_a_time_in_the_query_and_one_in_an_option_must_meet(kept: Home) -> None:
    assert found(kept, "year:2025-26", "--term", "2") == ["2.3"]
    lines = refused(kept, "search", "year:2024-25", "--since", "2026-01-01")
    assert lines[0] == "year:2024-25 and --since “2026-01-01” (1 January 2026) have no day in common."
    lines = refused(kept, "search", "x", "--year", "2024-25", "--since", "2026-01-01")
    assert lines[0].startswith("--since “2026-01-01” (1 January 2026) and --year “2024-25” have no day")


# Queries that are kept


def test_a_query_is_kept_asked_listed_and_forgotten(kept: Home) -> None:
    ran = kept.run("search", "--save", "prd", "has:review OR wait", "--year", "2024-25")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "@prd is kept, in the journal: (has:review OR wait) year:2024-25\n"
    assert found(kept, "@prd") == ["1", "1.1", "1.2"]
    assert found(kept, "@PRD", "counters") == ["1.1"]
    assert found(kept, "wait -@prd") == ["2", "2.3", "n1"]
    assert kept.ok("search", "--saved") == "@prd  (has:review OR wait) year:2024-25\n"
    assert kept.ok("search", "--saved", "--plain") == "@prd: (has:review OR wait) year:2024-25\n"
    told = {"schema_version": 1, "queries": [{"name": "prd", "query": "(has:review OR wait) year:2024-25"}]}
    assert json.loads(kept.ok("search", "--saved", "--json")) == told
    assert "drawing was slow" in kept.ok("summary", "@prd")
    assert "drew" in kept.ok("timeline", "@prd", "--letter")
    assert kept.ok("list", "--all", "@prd").count("\n") == 2
    assert json.loads(kept.ok("export", "@prd"))["cycles"][0]["number"] == 1
    ran = kept.run("search", "--forget", "@PRD")
    assert (ran.code, ran.err) == (0, "@prd is kept no longer.\n")
    assert refused(kept, "search", "@prd", code=3)[0] == "There is no saved query “prd”."
    assert kept.run("search", "--saved").err == 'No query is kept yet. enquiry search --save NAME "…" keeps one.\n'


def test_a_query_can_be_kept_before_anything_is_written(home: Home) -> None:
    ran = home.run("search", "--save", "late", "since:yesterday")
    assert ran.err.startswith("A new journal was made at ")
    assert ran.err.endswith("@late is kept, in the journal: since:yesterday\n")
    assert home.ok("search", "@late") == ""


def test_a_kept_query_travels_with_the_journal(kept: Home) -> None:
    kept.ok("search", "--save", "slow", "decision:stop")
    other = kept.folder / "other.json"
    (kept.folder / "whole.json").write_text(kept.ok("export"), encoding="utf-8")
    kept.ok("import", str(kept.folder / "whole.json"), "--journal", str(other))
    assert "@slow" in kept.ok("search", "--saved", "--journal", str(other))


def test_a_kept_query_means_its_days_anew_each_time(kept: Home) -> None:
    kept.ok("search", "--save", "lately", 'since:"2 months ago"')
    assert found(kept, "@lately") == ["n1"]
    assert found(kept, "@lately", "kind:reflection") == []
    earlier = NOW.replace(year=2025, month=12)
    answer = json.loads(kept.ok("search", "@lately", "kind:reflection", "--json", now=earlier))
    assert [entry["name"] for entry in answer["results"]] == ["2.3"]


def test_a_query_of_the_same_name_takes_the_place_of_the_other(kept: Home) -> None:
    kept.ok("search", "--save", "prd", "wait")
    answer = json.loads(kept.ok("search", "--save", "PRD", "counters", "--json"))
    assert answer["queries"] == [{"name": "PRD", "query": "counters"}]
    kept.ok("search", "--save", "also", "@prd OR pauses")
    assert found(kept, "@also") == ["1.1", "2.1"]


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("--save", "prd"), 2, "There is no query to keep."),
        (("--save", "prd", "(a"), 2, "The bracket ( is never closed"),
        (("--save", "prd", "tag:zebra"), 3, "Nothing bears the tag “zebra”."),
        (("--save", "prd", "@prd"), 2, "In @prd: A saved query names itself: @prd → @prd."),
        (("--save", "prd", "@two"), 2, "In @two: A saved query names itself: @prd → @two → @prd."),
        (("--save", "7", "a"), 2, "“7” can't be the name of a query."),
        (("--save", "a b", "a"), 2, "“a b” can't be the name of a query."),
        (("--save", "", "a"), 2, "“” can't be the name of a query."),
        (("--save", "x" * 41, "a"), 2, "“xxxx"),
        (("--save", "prd", "a", "--regex", "b"), 2, "--regex can't be kept in a query."),
        (("--save", "prd", "a", "--newest"), 2, "--save keeps or names a query and shows no result"),
        (("--save", "prd", "--saved"), 2, "--save and --saved can't be followed at once."),
        (("--saved", "a"), 2, "--saved takes no query beside it."),
        (("--forget", "two", "a"), 2, "--forget takes no query beside it."),
        (("--saved", "--regex", "a"), 2, "--saved takes no query beside it."),
        (("--forget", "tow"), 3, "There is no saved query “tow”. Did you mean two?"),
        (("--all", "--limit", "3", "a"), 2, "--all and --limit contradict each other."),
    ],
)
def test_what_can_t_be_kept_is_refused_and_nothing_changes(
    kept: Home, argv: tuple[str, ...], code: int, words: str
) -> None:
    kept.ok("search", "--save", "prd", "wait")
    kept.ok("search", "--save", "two", "@prd")
    before = kept.journal.read_bytes()
    assert refused(kept, "search", *argv, code=code)[0].startswith(words)
    assert kept.journal.read_bytes() == before


# Order and length


@pytest.fixture
def long(kept: Home) -> Home:
    for n in range(40):
        kept.ok("reflect", f"silence again, number {n}", "--on", f"2025-10-{n % 28 + 1:02}", "--quiet")
    return kept


def on_a_terminal(home: Home, *argv: str) -> Ran:
    out, err = Stream(), Stream()
    out.tty = True
    session = Session(Stream(), out, err, {**home.environ, "TERM": "dumb"}, clock=lambda: NOW)
    return Ran(main([*argv, "--no-pager"], session), out.getvalue(), err.getvalue())


def test_a_terminal_gets_the_best_and_how_to_get_all_and_a_pipe_gets_all(long: Home) -> None:
    terminal = on_a_terminal(long, "search", "silence").out
    assert terminal.splitlines()[0] == "1 cycle, 40 entries"
    assert terminal.count("«silence»") == 30
    assert terminal.endswith("and 10 entries more: --limit 60, or --all for all of them\n")
    plain = on_a_terminal(long, "search", "silence", "--plain").out
    assert plain.endswith("more: 10 entries; --all tells all of them\n")
    assert on_a_terminal(long, "search", "silence", "--all").out.count("«silence»") == 40
    assert on_a_terminal(long, "search", "silence", "--limit", "60").out.count("«silence»") == 40
    assert len(json.loads(on_a_terminal(long, "search", "silence", "--json").out)["results"]) == 40
    assert long.ok("search", "silence").count("«silence»") == 40
    assert long.ok("search", "silence", "--plain").count("entry: ") == 40
    limited = json.loads(long.ok("search", "silence", "--limit", "5", "--json"))
    assert (len(limited["results"]), limited["found"]["entries"]) == (5, 40)


def test_the_newest_first_on_demand(long: Home) -> None:
    days = [entry["happened_on"] for entry in json.loads(long.ok("search", "silence", "--newest", "--json"))["results"]]
    assert days == sorted(days, reverse=True)


def test_cycles_alone_on_demand(long: Home) -> None:
    assert "2.4" not in long.ok("search", "silence", "--cycles")
    plain = long.ok("search", "silence", "--cycles", "--plain")
    assert plain.startswith("found: 1 cycle, 40 entries\n\ncycle: 2\nquestion: What happens when I wait?\n")
    answer = json.loads(long.ok("search", "silence", "--cycles", "--json"))
    assert (answer["results"], [cycle["number"] for cycle in answer["cycles"]]) == ([], [2])


def test_plain_lines_name_the_field_that_holds_the_match(kept: Home) -> None:
    assert "matched doubt: a small «sample»" in kept.ok("search", "sample", "--plain")
    assert "matched source: blue «folder»" in kept.ok("search", "folder", "--plain")
    assert "matched question: What happens when I «wait»?" in kept.ok("search", "wait", "--plain")
    assert "matched" not in kept.ok("search", "tag:reading", "--plain")
    assert "group  «Year» 8" in kept.ok("search", "year")


def test_where_nothing_is_found_what_lies_near_is_said(kept: Home) -> None:
    assert kept.run("search", "quiiet").err == "Nothing fits. “quiiet” stands nowhere. Did you mean quiet?\n"
    assert kept.run("search", "fluency").err.startswith("Nothing fits. “fluency” stands in no text, but it is a tag:")
    assert kept.run("search", "zzzzzz").err == "Nothing fits. Fewer words or a wider time may find it.\n"


def test_a_word_that_is_a_tag_as_well_is_told(kept: Home) -> None:
    ran = kept.run("search", "pace", "OR", "wait")
    assert ran.err == "“pace” is a tag as well: enquiry search --tag pace\n"
    assert kept.run("search", "pace OR wait", "--quiet").err == ""


def test_marks_are_ascii_where_there_is_no_more(kept: Home) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", errors="strict")
    session = Session(Stream(), out, Stream(), kept.environ, clock=lambda: NOW)
    assert main(["search", "folder", "--plain"], session) == 0
    out.flush()
    assert b"matched source: blue <folder>\n" in raw.getvalue()


# Regular expressions, in a process of their own


@pytest.mark.parametrize(
    ("argv", "names"),
    [
        (("--regex", "wait(ing)?"), ["2", "2.3", "n1"]),
        (("--regex", r"^\d+ of \d+$"), ["2.2"]),
        (("quiet", "--regex", "WAIT"), ["2.3"]),
        (("--regex", "zebra"), []),
        (("--regex", "", "quiet"), None),
    ],
)
def test_an_expression_narrows_what_is_found(kept: Home, argv: tuple[str, ...], names: list[str] | None) -> None:
    if names is None:
        assert refused(kept, "search", *argv)[0] == "The expression for --regex is empty."
    else:
        assert found(kept, *argv) == names


def test_what_an_expression_matched_is_marked(kept: Home) -> None:
    text = kept.ok("search", "--regex", r"coun\w+")
    assert "drew it with «counters»" in text


def test_a_broken_expression_is_shown_with_its_place(kept: Home) -> None:
    assert refused(kept, "search", "--regex", "wai(t") == [
        "“wai(t” is no regular expression: missing ), unterminated subpattern.",
        "  wai(t",
        "     ^",
        "Mend it, or leave out --regex: words are looked for as they stand.",
    ]


SLOW = a_journal(a_cycle(entries=(an_entry("note", NOW.date(), "a" * 60 + "!"),)))


def test_an_expression_that_explodes_is_stopped() -> None:
    with pytest.raises(UsageMistake, match=r"takes too long: it was stopped after 0.3 seconds"):
        expression.filter_by_regex(select(SLOW, Query()), "(a+)+$", seconds=0.3)


@pytest.mark.parametrize("pattern", ["(" * 6000 + ")" * 6000, "a{99999999999999999999}"])
def test_an_expression_that_is_too_large_is_refused(pattern: str) -> None:
    with pytest.raises(UsageMistake, match="is no regular expression"):
        expression.filter_by_regex(select(SLOW, Query()), pattern, seconds=20)


def test_what_is_tried_answers_with_short_matches_only() -> None:
    texts = [["7", ["aXb", "ax"]], ["7.1", ["nothing"]], ["7.2", ["x" * 300]], ["7.3", ["  x"]]]
    assert trial.match_texts({"pattern": "x+", "texts": texts}) == {"found": {"7": ["X", "x"], "7.2": [], "7.3": ["x"]}}
    assert trial.match_texts({"pattern": "(", "texts": texts})["at"] == 0


def test_half_a_character_is_no_trouble() -> None:
    journal = a_journal(a_cycle(entries=(an_entry("note", NOW.date(), "caf\udce9 here"),)))
    told = expression.filter_by_regex(select(journal, Query()), "caf. HERE")
    assert [entry.name for entry in told.entries] == ["1.1"]


def test_a_process_that_fails_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = tmp_path / "failing.py"
    failing.write_text("raise SystemExit(7)")
    monkeypatch.setattr(expression, "REGEX_WORKER", failing)
    with pytest.raises(CannotRead, match="its process ended with 7"):
        expression.filter_by_regex(select(SLOW, Query()), "a")


# The other commands


def test_list_shows_what_holds_something_the_query_finds(kept: Home) -> None:
    def listed(*argv: str) -> list[int]:
        return [cycle["number"] for cycle in json.loads(kept.ok("list", *argv, "--json"))["cycles"]]

    assert listed("pauses") == [2]
    assert listed("counters") == []
    assert listed("counters", "--all") == [1]
    assert listed("state:closed") == [1]
    assert listed("decision:stop") == [1]
    assert listed("-state:open") == [1]
    assert listed("counters OR decision:stop") == [1]
    assert listed("no:review") == [2]
    assert "No open cycle fits" in kept.run("list", "counters").err


def test_a_timeline_takes_cycles_by_name_and_narrows_by_the_rest(kept: Home) -> None:
    def drawn(*argv: str) -> list[str]:
        marks = json.loads(kept.ok("timeline", *argv, "--json"))["marks"]
        return [mark["entry"] for mark in marks if mark.get("entry")]

    assert drawn("1") == drawn("draw") == ["1.1", "1.2"]
    assert drawn("1", "2") == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert drawn("2", "kind:evidence") == drawn("wait", "kind:evidence") == ["2.2"]
    assert drawn("kind:evidence OR kind:action") == ["1.1", "2.2"]
    assert drawn("-kind:note -cycle:1") == ["2.1", "2.2", "2.3"]
    assert drawn('"quiet table"') == ["2.3"]
    assert refused(kept, "timeline", "zebra", code=3)[0] == "No cycle's question holds “zebra”."


def test_a_summary_says_what_it_was_narrowed_to(kept: Home) -> None:
    text = kept.ok("summary", "kind:reading OR kind:evidence", "--format", "markdown")
    assert "query kind:reading OR kind:evidence" in text
    assert "4 of 24" in text
    assert "Waiting longer" not in text


def test_an_export_of_a_query_is_a_journal_that_can_be_taken_in(kept: Home) -> None:
    path = kept.folder / "part.json"
    ran = kept.run("export", "hands OR kind:evidence", "-o", str(path))
    assert ran.err.startswith("Only part of the journal: 1 cycle, 1 entry.\n")
    part = json.loads(path.read_text(encoding="utf-8"))
    (cycle,) = part["cycles"]
    assert [entry["name"] for entry in cycle["entries"]] == ["2.2"]
    assert [measure["name"] for measure in part["measures"]] == ["hands up"]
    assert cycle["grew_from"] is None  # cycle 1 is not there
    assert [link["who"] for link in cycle["links"]] == ["the department"]
    other = ("--journal", str(kept.folder / "other.json"))
    kept.ok("import", str(path), *other)
    assert "4 of 24" in kept.ok("show", "2", *other)
    assert json.loads(kept.ok("import", str(path), "--dry-run", "--json"))["imported"]["entries"] == 0
    validator("export").validate(part)
    whole = json.loads(kept.ok("export", "cycle:1 OR cycle:2"))
    assert [cycle["grew_from"] for cycle in whole["cycles"]] == [None, whole["cycles"][0]["id"]]
    nothing = kept.run("export", "zebra")
    assert (json.loads(nothing.out)["cycles"], nothing.err) == ([], "Only part of the journal: nothing fits.\n")
    assert "Rowe" in kept.ok("export", "rowe", "--format", "bibtex")
    assert "Rowe" not in kept.ok("export", "kind:evidence", "--format", "bibtex")


# The documented shape


@pytest.mark.parametrize("name", list_samples())
def test_every_answer_is_what_the_schema_describes(home: Home, name: str) -> None:
    home.ok("import", str(Path("seeds") / f"{name}.json"))
    for argv in (("the",), ("has:review",), ("a", "--newest", "--limit", "3"), ("the", "--cycles"), ("zebra",)):
        answer = json.loads(home.ok("search", *argv, "--json"))
        validator("search").validate(answer)
    assert answer["cycles"] == []


@pytest.mark.parametrize(
    "change",
    [{"results": None}, {"more": 1}, {"found": {}}, {"ranked": [7]}, {"cycles": [{"number": 1}]}, {"query": None}],
)
def test_what_is_no_answer_the_schema_refuses(kept: Home, change: dict[str, Any]) -> None:
    answer = json.loads(kept.ok("search", "wait", "--json"))
    validator("search").validate(answer)
    with pytest.raises(jsonschema.ValidationError):
        validator("search").validate({**answer, **change})


def test_the_answer_s_query_can_be_asked_again(kept: Home) -> None:
    for argv in (("wait OR counters", "--since", "last month"), ('"quiet table" -drew no:tag',), ("on:2025-09-10",)):
        answer = kept.ok("search", *argv, "--json")
        assert kept.ok("search", json.loads(answer)["query"], "--json") == answer


def test_conditions_that_ask_for_a_state_are_known() -> None:
    assert not p.has_field_condition(p.Not(p.SearchTerm("x")), "state")


def test_a_standard_is_found_by_any_of_its_spellings(home: Home) -> None:
    home.ok("start", "What happens when I wait?", "--standard", "QI 2.3")
    for typed in ("QI 2.3", "HGIOS4 2.3", "hgios:2.3", "HGIOS 2"):
        assert "What happens" in home.ok("search", f'standard:"{typed}"'), typed
    assert home.run("search", 'standard:"QI 2.4"').code == 3
