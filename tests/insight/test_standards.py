"""Professional standards: lists as data, codes as people type them, and the command that finds them."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from enquiry.command_lines import format_hint
from enquiry.errors import UsageMistake
from enquiry.insight.standards import build_standards_overview
from enquiry.insight.summary.standards import format_titles
from enquiry.model.standards import StandardList, Standards, parse_standard_list
from enquiry.model.text import fold
from enquiry.presets import DATA, list_presets, load_standards
from enquiry.views.standards import draw_standards, format_standards_lines
from enquiry.views.theme import RenderOptions
from tests.conftest import Home, a_cycle, a_journal, an_entry, made_once, render
from tests.summaries import standards

DAY = date(2026, 2, 3)
OLDER = """
name = "gtcs"
title = "An older standard"
publisher = "The same"
version = "2006"
from = 2006-01-01
to = 2012-07-31
codes = [{ code = "GTCS 2.1", title = "Older title" }, { code = "GTCS 9.9", title = "Gone since" }]
"""
LEAST = 'name = "x"\ntitle = "X"\npublisher = "P"\nversion = "1"\ncodes = [{ code = "X 1", title = "One" }]\n'


def a_list(text: str) -> StandardList:
    return parse_standard_list(tomllib.loads(text), "x.toml")


def with_an_older() -> Standards:
    return Standards((a_list(OLDER), *standards().lists))


# The lists


def test_the_lists_are_there_with_what_is_certain() -> None:
    counts = {(one.name, one.version): len(one.codes) for one in standards().lists}
    assert counts == {
        ("gtcs", "2012"): 10,
        ("gtcs", "2021"): 10,
        ("sfh", "2021"): 8,
        ("sfml", "2021"): 3,
        ("hgios", "4"): 18,
        ("ts", "2011"): 9,
        ("hts", "2020"): 11,
        ("wales", "2018"): 5,
        ("intasc", "2011"): 10,
        ("ocos", "2017"): 6,
        ("stp", "2026"): 8,
        ("apst", "2011"): 7,
        ("apsp", "2014"): 8,
    }
    lists = [one for one in standards().lists if one.version != "2012"]
    assert all(one.link.startswith("https://") and one.publisher and one.version for one in standards().lists)
    titles = {code.code: code.title for one in lists for code in one.codes}
    assert titles["GTCS 2.1"] == "Curriculum and Pedagogy"
    assert titles["GTCS 3.2"] == "The Learning Context"
    assert titles["HGIOS 2.3"] == "Learning, teaching and assessment"
    assert titles["APST 7"].startswith("Engage professionally with colleagues")
    assert len(titles) == sum(len(one.codes) for one in lists)
    assert titles["HTS 6"] == "Professional development"
    assert titles["APSP 3"] == "Leading improvement, innovation and change"
    assert titles["SfH 2.1"] == "Curriculum, Pedagogy, Leadership and Strategic Vision"


def test_no_list_holds_more_than_short_titles() -> None:
    assert all(len(code.title) <= 90 for one in standards().lists for code in one.codes)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("GTCS 2.1", "GTCS 2.1"),
        ("gtcs:2.1", "GTCS 2.1"),
        ("gtcs2.1", "GTCS 2.1"),
        ("Gtcs  2.1", "GTCS 2.1"),
        ("ts4", "TS4"),
        ("TS 4", "TS4"),
        ("ts:ts4", "TS4"),
        ("wales:pedagogy", "Pedagogy"),
        ("professional learning", "Professional learning"),
        ("ocos 3", "OCOS 3"),
        ("intasc:9", "InTASC 9"),
        ("HGIOS4 2.3", "HGIOS 2.3"),
        ("HGIOS 4 2.3", "HGIOS 2.3"),
        ("QI 2.3", "HGIOS 2.3"),
        ("qi2.3", "HGIOS 2.3"),
        ("SFR 2.1", "GTCS 2.1"),
        ("AITSL 6.2", "APST 6.2"),
        ("headship 2.1", "SfH 2.1"),
        # parts of a standard, as forms number them
        ("GTCS 2.1.2", "GTCS 2.1.2"),
        ("sfr:2.1.2", "GTCS 2.1.2"),
        ("APST 6.2", "APST 6.2"),
        ("TS2c", "TS2c"),
        ("ts 2 (C)", "TS2c"),
        ("ts:ts8.e", "TS8e"),
        ("InTASC 4j", "InTASC 4(j)"),
        ("intasc 4(j)", "InTASC 4(j)"),
        ("SfML 2.2.2", "SfML 2.2.2"),
    ],
)
def test_a_code_is_known_in_all_its_spellings(raw: str, code: str) -> None:
    assert standards().validate_code(raw, DAY) == (code, "")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("GTCS 2.9", "Standard for Full Registration has no standard “GTCS 2.9”. Did you mean GTCS 2."),
        ("gtcs:7", "has no standard “gtcs:7”."),
        ("TS9", "Teachers' Standards has no standard “TS9”. Did you mean TS"),
        ("TS2f", "Teachers' Standards has no standard “TS2f”."),
        ("APST 6.5", "Australian Professional Standards for Teachers has no standard “APST 6.5”."),
        ("APST 6.0", "has no standard “APST 6.0”."),
        ("OCOS 1.2", "Our Code, Our Standards has no standard “OCOS 1.2”."),
        ("HGIOS 2.3.1", "has no standard “HGIOS 2.3.1”."),
        ("QI 4.1", "How good is our school? has no standard “QI 4.1”."),
        ("SFR 2.9", "Standard for Full Registration has no standard “SFR 2.9”."),
        ("OCOS 12", "Our Code, Our Standards has no standard “OCOS 12”."),
        ("wales:happiness", "has no standard “wales:happiness”."),
    ],
)
def test_a_code_its_list_does_not_have_is_refused(raw: str, words: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        standards().validate_code(raw, DAY)
    assert words in caught.value.words
    assert format_hint(caught.value.hint).startswith("enquiry standards ")


@pytest.mark.parametrize("raw", ["PGCE 4", "our school priority", "12", "…", "TSX"])
def test_a_code_of_no_list_is_doubtful_and_stays_as_it_was_typed(raw: str) -> None:
    code, doubt = standards().validate_code(raw, DAY)
    assert code == raw
    assert doubt.startswith(f"“{raw}” is in no list of standards.")


def test_a_near_code_is_named() -> None:
    assert "Did you mean Pedagogy?" in standards().validate_code("Pedagogie", DAY)[1]


def test_of_two_versions_the_one_that_stands_is_meant() -> None:
    both = with_an_older()
    assert both.validate_code("gtcs 2.1", DAY) == ("GTCS 2.1", "")
    assert both.find_title("GTCS 2.1", DAY) == "Curriculum and Pedagogy"
    assert both.find_title("GTCS 2.1", date(2010, 1, 1)) == "Older title"
    code, doubt = both.validate_code("gtcs:9.9", DAY)
    assert (code, doubt) == (
        "GTCS 9.9",
        "GTCS 9.9 is of An older standard (2006), which does not stand on 3 February 2026.",
    )
    assert both.validate_code("gtcs:9.9", date(2010, 1, 1)) == ("GTCS 9.9", "")


def test_the_day_that_is_written_about_tells_the_version() -> None:
    known = standards()
    before, after = date(2021, 8, 1), date(2021, 8, 2)
    assert known.find_title("GTCS 2.1", before) == "Curriculum"
    assert known.find_title("GTCS 2.1", after) == "Curriculum and Pedagogy"
    assert known.validate_code("SFR 3.4.2", before) == ("GTCS 3.4.2", "")
    older = "GTCS 3.4 is of Standards for Registration (2012), which does not stand on 2 August 2021."
    assert known.validate_code("GTCS 3.4", after) == ("GTCS 3.4", older)
    assert known.validate_code("OCOS 3", date(2026, 12, 31)) == ("OCOS 3", "")
    ended = "OCOS 3 is of Our Code, Our Standards (2017), which does not stand on 1 January 2027."
    assert known.validate_code("OCOS 3", date(2027, 1, 1)) == ("OCOS 3", ended)
    assert known.validate_code("stp 8", date(2027, 1, 1)) == ("STP 8", "")
    entries = (
        an_entry("note", before, standards=("GTCS 2.1",)),
        an_entry("note", after, number=2, standards=("GTCS 2.1.2",)),
    )
    shelf = build_standards_overview(known, a_journal(a_cycle(entries=entries)), ("gtcs", "2.1"), DAY)
    assert [(one.list.version, [use.cycles for use in one.codes]) for one in shelf.lists] == [
        ("2021", [(1,)]),
        ("2012", [(1,)]),
    ]


def test_a_code_is_told_with_the_titles_of_its_own_days() -> None:
    before, after = date(2019, 5, 1), date(2022, 5, 1)
    assert format_titles(standards(), "GTCS 2.1", [before]) == "Curriculum"
    assert format_titles(standards(), "GTCS 2.1", [after, before]) == "Curriculum, then Curriculum and Pedagogy"
    assert format_titles(standards(), "home-made", [after]) == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"X 1"', '"x1"'), ""),
        (('title = "X"', "title = 4"), "Expected `str`, got `int`".replace("`", "")),
        (('version = "1"', 'version = "1"\nfrm = 2020-01-01'), "unknown field frm"),
        (
            ('{ code = "X 1", title = "One" }', '{ code = "X 1", title = "One" }, { code = "x1", title = "Two" }'),
            "twice",
        ),
        (('title = "One" }', 'title = "One", parent = "Y" }'), "“Y”, the parent of “X 1”, is no code of it"),
        (('version = "1"', 'version = "1"\nfrom = 2020-01-01\nto = 2019-01-01'), "it ends before it begins"),
    ],
)
def test_a_list_that_cannot_be_is_refused(change: tuple[str, str], words: str) -> None:
    text = LEAST.replace(*change)
    if not words:
        assert a_list(text).codes[0].code == "x1"
        return
    with pytest.raises(UsageMistake) as caught:
        a_list(text)
    assert caught.value.words.startswith("The standards x.toml cannot be used: ")
    assert words in caught.value.words


def test_a_list_of_one_s_own_stands_beside_ours_or_in_the_place_of_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(LEAST, encoding="utf-8")
    (tmp_path / "gtcs-2021.toml").write_text(LEAST.replace('"x"', '"gtcs"'), encoding="utf-8")
    known = load_standards(tmp_path)
    assert known.validate_code("x:1", DAY) == ("X 1", "")
    assert [len(one.codes) for one in known.lists if one.name == "gtcs"] == [10, 1]
    assert len(list_presets("standards", tmp_path)) == len(list((DATA / "standards").glob("*.toml"))) + 1


# Finding


def test_words_find_codes_by_list_code_and_title() -> None:
    journal = a_journal(
        a_cycle(standards=("gtcs 2.1", "home-made")),
        a_cycle(2, entries=(an_entry("note", DAY, cycle=2, standards=("GTCS 2.1",)),)),
    )

    def found(*words: str) -> list[str]:
        return [
            laid.code.code
            for one in build_standards_overview(standards(), journal, words, DAY).lists
            for laid in one.codes
        ]

    assert found("hgios", "learning") == ["HGIOS 1.2", "HGIOS 2", "HGIOS 2.3", "HGIOS 2.5"]
    assert found("gtcs:2.1") == ["GTCS 2.1", "GTCS 2.1"]
    assert found("ts2c") == ["TS2"]
    assert found("PROFESSIONAL", "learning")[:1] == ["APST 6"]
    assert found("nothing at all") == []
    whole = build_standards_overview(with_an_older(), journal, (), DAY)
    used = {laid.code.code: laid.cycles for one in whole.lists for laid in one.codes if laid.cycles}
    assert used == {"GTCS 2.1": (1, 2)}
    assert whole.unlisted == (("home-made", (1,)),)
    assert [one.stands for one in whole.lists] == [True] * 12 + [False] * 2


@pytest.mark.parametrize("width", [45, 60, 80, 140])
def test_every_code_found_is_drawn_and_said(width: int) -> None:
    shelf = build_standards_overview(standards(), a_journal(a_cycle(standards=("TS4",))), ("ts",), DAY)
    drawn, said = render(draw_standards(shelf, RenderOptions(width)), width), "\n".join(format_standards_lines(shelf))
    assert max(len(line) for line in drawn.splitlines()) <= width
    for laid in shelf.lists[0].codes:
        for text in (drawn, said):
            assert laid.code.code in text
            assert fold("".join(laid.code.title.split())) in fold("".join(text.split()))
    assert "cycle 1" in drawn
    assert "code: TS4, Well-structured lessons, cycle 1" in said
    assert "link: https://" in said


# The command line


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--quiet")
    return home


def test_the_command_lists_the_lists_and_finds_codes(home: Home) -> None:
    told = home.ok("standards")
    assert "gtcs · Standard for Full Registration" in told
    assert "  10 codes: enquiry standards gtcs" in told
    assert "GTCS 2.1" not in told
    assert "  GTCS 2.1  Curriculum and Pedagogy" in home.ok("standards", "gtcs:2.1")
    answer = json.loads(home.ok("standards", "gtcs:2.1", "--json"))
    (found, older) = answer["standards"]
    assert (older["version"], older["to"], older["stands"]) == ("2012", "2021-08-01", False)
    assert (found["name"], found["from"], found["to"], found["stands"]) == ("gtcs", "2021-08-02", None, True)
    assert found["codes"] == [
        {"code": "GTCS 2.1", "title": "Curriculum and Pedagogy", "parent": "GTCS 2", "parts": 0, "cycles": []}
    ]
    ran = home.run("standards", "zzz")
    assert (ran.code, ran.out, ran.err) == (0, "", "No standard fits; enquiry standards names the lists there are.\n")
    assert not home.journal.exists()


def test_a_code_is_kept_as_its_list_spells_it_and_stands_in_the_command(begun: Home) -> None:
    begun.ok("reflect", "x", "--standard", "gtcs:2.1", "--standard", "GTCS2.1", "--standard", "ts 4")
    assert json.loads(begun.ok("show", "1.1", "--json"))["entry"]["standards"] == ["GTCS 2.1", "TS4"]
    assert "  GTCS 2.1  Curriculum and Pedagogy  cycle 1" in begun.ok("standards")


def test_a_part_is_kept_as_itself_counted_with_its_standard_and_found_by_it(begun: Home) -> None:
    begun.ok("reflect", "x", "--standard", "ts 2 c", "--standard", "QI 2.3", "--on", "3 may 2020")
    begun.ok("edit", "1.1", "--standard", "TS2c", "--standard", "SFR 3.4")
    assert json.loads(begun.ok("show", "1.1", "--json"))["entry"]["standards"] == ["TS2c", "GTCS 3.4"]
    assert "  TS2  Progress and outcomes  cycle 1" in begun.ok("standards")
    assert "1.1" in begun.ok("search", "standard:TS2")
    assert begun.run("search", "standard:TS1").code != 0


@pytest.mark.parametrize("argv", [("reflect", "x"), ("note", "x"), ("start", "What?"), ("edit", "1")])
def test_an_unknown_code_is_refused_or_questioned_and_nothing_is_written(begun: Home, argv: tuple[str, ...]) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run(*argv, "--standard", "gtcs:2.9")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "Standard for Full Registration has no standard “gtcs:2.9”. Did you mean GTCS 2.2?",
        "enquiry standards gtcs lists them.",
    ]
    ran = begun.run(*argv, "--standard", "TLAC 3")
    assert ran.code == 2
    assert ran.err.startswith("“TLAC 3” is in no list of standards.")
    assert begun.journal.read_bytes() == before
    assert begun.run(*argv, "--standard", "TLAC 3", tty=True, stdin="n\n").code == 2
    assert begun.journal.read_bytes() == before


def test_a_code_of_no_list_is_kept_for_who_says_so(begun: Home) -> None:
    begun.ok("reflect", "x", "--standard", "TLAC 3", "--yes")
    ran = begun.run("reflect", "y", "--standard", "TLAC 3", tty=True, stdin="y\n")
    assert ran.code == 0
    assert "“TLAC 3” is in no list of standards." in ran.err
    for name in ("1.1", "1.2"):
        assert json.loads(begun.ok("show", name, "--json"))["entry"]["standards"] == ["TLAC 3"]
    begun.ok("edit", "1.1", "--standard", "TLAC 3", "--standard", "gtcs:2.1")
    assert json.loads(begun.ok("show", "1.1", "--json"))["entry"]["standards"] == ["TLAC 3", "GTCS 2.1"]
    assert "In no list\n  TLAC 3, in cycle 1\n" in begun.ok("standards")
    assert "in no list: TLAC 3, cycle 1" in begun.ok("standards", "--plain")


def test_a_list_that_cannot_be_read_is_said_by_its_name(begun: Home) -> None:
    folder = begun.folder / "config" / "enquiry" / "standards"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("name = ", encoding="utf-8")
    for argv in (("standards",), ("reflect", "x", "--standard", "gtcs:2.1")):
        ran = begun.run(*argv)
        assert ran.code == 2
        assert ran.err.startswith("The list of standards ")
        assert "mine.toml can't be read" in ran.err
    assert begun.run("reflect", "x").code == 0
