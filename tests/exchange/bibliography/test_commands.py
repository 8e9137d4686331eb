"""`export --format bibtex|csl-json` and `read --from-bibtex`: what they write, take, say and refuse."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Home, made_once

ROWE = "@article{rowe1986, author={Rowe, Mary Budd}, title={Wait time}, journal={JTE}, year=1986, doi={10.1177/1}}\n"
BLACK = "@book{black, author={Paul Black and Dylan Wiliam}, title={Inside the black box}, year={1998}}\n"


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    """A home with two cycles (the second current) and a reading with a source and one without in the first."""
    home.ok("start", "What happens when I wait?")
    source = ("--authors", "Rowe, M. B.", "--year", "1986", "--title", "Wait time", "--in", "JTE, 37(1)")
    home.ok("read", "waiting lengthens answers", *source, "--fit", "mine are short", "-t", "questioning")
    home.ok("read", "a colleague waits too")
    home.ok("start", "Does drawing first help?")
    return home


def bib(home: Home, text: str | bytes, name: str = "x.bib") -> str:
    path = home.folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def readings(home: Home, cycle: int = 2) -> list[dict[str, Any]]:
    entries = json.loads(home.ok("show", str(cycle), "--json"))["cycle"]["entries"]
    return [entry for entry in entries if entry["kind"] == "reading"]


# Out


def test_export_writes_the_readings_as_bibtex_and_names_those_without_a_source(begun: Home) -> None:
    ran = begun.run("export", "--format", "bibtex")
    assert ran.code == 0
    assert ran.out.startswith("@article{rowe1986,\n  author = {Rowe, M. B.},\n")
    assert "  annote = {waiting lengthens answers},\n  fit = {mine are short},\n" in ran.out
    assert ran.err == "Left out, since they name no source: 1.2.\n"


def test_export_writes_them_as_csl_json(begun: Home) -> None:
    (item,) = json.loads(begun.ok("export", "--format", "csl-json"))
    assert (item["id"], item["title"]) == ("rowe1986", "Wait time")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("x.bib", "@article{"),
        ("x.BIB", "@article{"),
        ("x.bibtex", "@article{"),
        ("x.csl.json", '[\n  {\n    "id"'),
        ("x.csl", '[\n  {\n    "id"'),
        ("x.json", '{\n  "schema_version"'),
        ("x", '{\n  "schema_version"'),
    ],
)
def test_the_ending_of_the_file_says_the_format(begun: Home, name: str, begins: str) -> None:
    path = begun.folder / name
    begun.ok("export", "-o", str(path))
    assert path.read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_named_counts_more_than_the_ending(begun: Home) -> None:
    path = begun.folder / "x.bib"
    ran = begun.run("export", "--format", "csl-json", "-o", str(path), "--json")
    assert json.loads(path.read_bytes())[0]["id"] == "rowe1986"
    assert json.loads(ran.out) == {"schema_version": 1, "written": str(path), "format": "csl-json"}
    assert ran.err.endswith(f"1 reading was written to {path}.\n")


@pytest.mark.parametrize(("form", "empty"), [("bibtex", ""), ("csl-json", "[]\n")])
def test_without_readings_the_document_is_empty_and_that_is_said(home: Home, form: str, empty: str) -> None:
    home.ok("start", "What happens?")
    ran = home.run("export", "--format", form)
    assert (ran.code, ran.out) == (0, empty)
    assert ran.err.startswith("No reading names a source yet;")
    path = home.folder / "x.bib"
    ran = home.run("export", "--format", form, "-o", str(path))
    assert path.read_text() == empty
    assert ran.err.endswith(f"0 readings were written to {path}.\n")


def test_what_contradicts_itself_is_refused(begun: Home) -> None:
    ran = begun.run("export", "--format", "bibtex", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "--json and --format bibtex contradict each other.\nGive one of them.\n"
    assert begun.run("export", "--format", "endnote").code == 2
    assert begun.run("export", "--format", "bibtex", "--force").code == 2
    path = begun.folder / "x.bib"
    path.touch()
    assert begun.run("export", "-o", str(path)).code == 1
    begun.ok("export", "-o", str(path), "--force")


# In


def test_one_item_is_one_reading_with_the_persons_own_words(begun: Home) -> None:
    path = bib(begun, ROWE)
    ran = begun.run(
        "read", "three", "seconds", "--from-bibtex", path, "--fit", "mine", "-t", "wait", "--on", "2026-01-12"
    )
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Reading 2.1 added to 2 · Does drawing first help?\n"
    (entry,) = readings(begun)
    assert {name: entry[name] for name in ("text", "authors", "year", "title", "where", "doi", "fit")} == {
        "text": "three seconds",
        "authors": "Rowe, Mary Budd",
        "year": 1986,
        "title": "Wait time",
        "where": "JTE",
        "doi": "10.1177/1",
        "fit": "mine",
    }
    assert (entry["tags"], entry["happened_on"]) == (["wait"], "2026-01-12")
    assert "Rowe, Mary Budd (1986). Wait time. JTE. https://doi.org/10.1177/1" in begun.ok("show", "2.1")


def test_an_option_takes_the_place_of_what_the_file_says(begun: Home) -> None:
    begun.ok("read", "--from-bibtex", bib(begun, ROWE), "--year", "1987", "--doi", "https://doi.org/10.1177/2")
    (entry,) = readings(begun)
    assert (entry["text"], entry["year"], entry["doi"]) == ("Wait time", 1987, "10.1177/2")


def test_several_items_are_several_readings_in_one_change(begun: Home) -> None:
    before = len(json.loads(begun.journal.read_bytes())["history"])
    ran = begun.run("read", "--from-bibtex", bib(begun, ROWE + BLACK), "-c", "1", "-t", "questionin")
    assert ran.err == (
        "“questionin” is new, and close to “questioning”, used once.\n"
        "2 readings added to 1 · What happens when I wait?: 1.3 to 1.4\n"
    )
    assert len(json.loads(begun.journal.read_bytes())["history"]) == before + 1
    assert [entry["text"] for entry in readings(begun, 1)][2:] == ["Wait time", "Inside the black box"]
    assert readings(begun, 1)[3]["authors"] == "Black, Paul; Wiliam, Dylan"


def test_a_single_reading_without_own_words_is_told_the_next_step(begun: Home) -> None:
    ran = begun.run("read", "--from-bibtex", bib(begun, ROWE))
    assert ran.err.endswith("; what it says to you: enquiry edit 2.1 …\n")
    own = ROWE.replace("title=", "annote={mine}, title=")
    assert "what it says" not in begun.run("read", "--from-bibtex", bib(begun, own)).err


def test_what_stands_there_already_is_not_added_again(begun: Home) -> None:
    path = bib(begun, ROWE + BLACK + BLACK)
    assert "Line 3 stands in the cycle already, as 2.2." in begun.run("read", "--from-bibtex", path).err
    before = begun.journal.read_bytes()
    ran = begun.run("read", "--from-bibtex", path, "--json")
    assert ran.err.endswith("Line 3 stands in the cycle already, as 2.2.\nThere was nothing new to add.\n")
    assert json.loads(ran.out) == {"schema_version": 1, "readings": [], "dry_run": False}
    assert begun.journal.read_bytes() == before
    begun.ok("read", "another thing it says", "--from-bibtex", bib(begun, ROWE))
    assert len(readings(begun)) == 3


def test_json_answers_with_the_readings(begun: Home) -> None:
    answer = json.loads(begun.ok("read", "--from-bibtex", bib(begun, ROWE + BLACK), "--json"))
    assert answer["dry_run"] is False
    assert answer["readings"] == readings(begun)


@pytest.mark.parametrize("switch", ["--plain", "--json", ""])
def test_a_dry_run_lists_and_changes_nothing(begun: Home, switch: str) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run(
        "read", "--from-bibtex", bib(begun, ROWE + "@misc{k, annote={[bold]x}}"), "--dry-run", *filter(None, [switch])
    )
    assert ran.code == 0
    assert ran.err == "2 readings would be added. Nothing was changed.\n"
    assert begun.journal.read_bytes() == before
    reference = "Rowe, Mary Budd (1986). Wait time. JTE. https://doi.org/10.1177/1"
    match switch:
        case "--json":
            answer = json.loads(ran.out)
            assert (answer["dry_run"], [one["name"] for one in answer["readings"]]) == (True, ["2.1", "2.2"])
        case "--plain":
            assert ran.out.startswith(f"reading: 2.1\ntext: Wait time\nreference: {reference}\n\nreading: 2.2\n")
        case _:
            assert ran.out == f"2.1  Wait time\n    {reference}\n2.2  [bold]x\n"


def test_standard_input_will_do(begun: Home) -> None:
    begun.ok("read", "--from-bibtex", "-", stdin=ROWE)
    assert readings(begun)[0]["title"] == "Wait time"
    ran = begun.run("read", "--from-bibtex", "-", stdin="nothing")
    assert ran.err.startswith("There are no BibTeX items in Standard input.\n")


def test_what_could_not_be_read_is_said(begun: Home) -> None:
    ran = begun.run("read", "--from-bibtex", bib(begun, "\n@misc{k, title={T}, year={in press}, doi={x}}"))
    assert ran.err.startswith(
        "Line 2: the year “in press” can't be used, and was left out.\n"
        "Line 2: the DOI “x” can't be used, and was left out.\n"
    )
    assert begun.run("read", "--from-bibtex", bib(begun, "@misc{k, title={U}, year=x}"), "--quiet").err == ""


def test_an_item_that_says_nothing_is_left_out_beside_others(begun: Home) -> None:
    ran = begun.run("read", "--from-bibtex", bib(begun, "@set{k, entryset={rowe1986,black}}\n" + ROWE + BLACK))
    assert ran.err.startswith("Line 1: what has no title can't be used, and was left out.\n2 readings added")
    begun.ok("read", "my words", "--from-bibtex", bib(begun, "@misc{k, year=1986}"))
    assert [entry["text"] for entry in readings(begun)] == ["Wait time", "Inside the black box", "my words"]


def test_hostile_items_are_shown_and_not_obeyed(begun: Home) -> None:
    path = bib(begun, "@misc{k, title={\x1b[2J[bold]gone[/bold] :smile:}, author={{[red]A}}}")
    shown = begun.ok("read", "--from-bibtex", path, "--dry-run")
    assert "␛[2J[bold]gone[/bold] :smile:" in shown
    assert "\x1b" not in shown
    begun.ok("read", "--from-bibtex", path)
    assert "\x1b" not in begun.ok("export", "--format", "bibtex")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 2, "There are no BibTeX items in "),
        ("@misc{k, title={T}", 1, "1 of 1 item in "),
        (b"@misc{k, title={\xe9}}", 2, "x.bib, line 1: the file is not in UTF-8."),
        (
            "\n@misc{k, year=1986} @misc{l}",
            2,
            "The item in line 2 has neither a title nor anything that says what it claims.",
        ),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_file_that_cannot_be_used_changes_nothing(
    begun: Home, text: str | bytes, code: int, said: str, more: tuple[str, ...]
) -> None:
    before = begun.journal.read_bytes()
    ran = begun.run("read", "--from-bibtex", bib(begun, text), *more)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert ran.err.count("\n") == (2 if code == 2 else 3)
    assert begun.journal.read_bytes() == before


def test_a_file_that_is_not_there_or_is_a_folder(begun: Home, tmp_path: Path) -> None:
    ran = begun.run("read", "--from-bibtex", "nowhere.bib")
    assert (ran.code, ran.err.splitlines()[0]) == (3, "There is no file nowhere.bib.")
    assert begun.run("read", "--from-bibtex", str(tmp_path)).code == 2


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("my words",), "A text was given for one reading, and "),
        (("--in", "JTE"), "--in was given for one reading, and "),
        (("--fit", "x", "--year", "1986"), "--fit was given for one reading, and "),
    ],
)
def test_what_belongs_to_one_reading_is_refused_for_several(begun: Home, argv: tuple[str, ...], said: str) -> None:
    ran = begun.run("read", *argv, "--from-bibtex", bib(begun, ROWE + BLACK))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert readings(begun) == []


def test_a_dry_run_belongs_to_a_file(begun: Home) -> None:
    ran = begun.run("read", "something", "--dry-run")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "--dry-run was given, but no file.")


def test_without_a_cycle_nothing_is_taken(home: Home) -> None:
    ran = home.run("read", "--from-bibtex", bib(home, ROWE))
    assert (ran.code, ran.out) == (2, "")
    assert not home.journal.exists()


def test_a_bibliography_goes_to_another_journal_and_back(begun: Home) -> None:
    path = begun.folder / "all.bib"
    begun.ok("export", "-o", str(path))
    begun.ok("read", "--from-bibtex", str(path))
    (there,) = (one for one in readings(begun, 1) if one["title"])
    (here,) = readings(begun)
    for name in ("text", "authors", "year", "title", "where", "doi", "url", "fit", "doubt"):
        assert here[name] == there[name]


# Saying back


@pytest.mark.parametrize(
    "argv",
    [
        ("note", "x"),
        ("act", "x"),
        ("start", "Is it so?", "-t", "questionin"),
        ("read", "x"),
        ("read", "--from-bibtex", "{bib}"),
        ("file", "n1"),
        ("export", "--format", "bibtex"),
        ("export", "-o", "{folder}/x.json"),
        ("remove", "1.1"),
        ("close",),
        ("use", "1"),
        ("refine", "Is it better?"),
        ("review", "--decision", "embed"),
        ("edit", "1.1", "--on", "yesterday"),
    ],
)
def test_quiet_leaves_nothing_to_say(begun: Home, argv: tuple[str, ...]) -> None:
    begun.ok("note", "a line")
    path = bib(begun, ROWE)
    line = [word.format(bib=path, folder=begun.folder) for word in argv]
    assert begun.run(*line, "--quiet").err == ""


def test_a_name_in_a_reference_is_kept_as_it_is(begun: Home) -> None:
    """Names of authors are no names of pupils: nothing asks about them, changes them or hides them."""
    begun.ok("read", "x", "--authors", "Sam Brown & Ellie Smith", "--title", "Sam and Ellie at school")
    assert readings(begun)[0]["authors"] == "Sam Brown & Ellie Smith"
    assert "Sam Brown & Ellie Smith. Sam and Ellie at school" in begun.ok("show", "2.1")
    assert "{Sam Brown} and {Ellie Smith}" in begun.ok("export", "--format", "bibtex")
