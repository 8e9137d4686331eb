"""Awkward sentences come back byte for byte; what no text can be is mended and said; nothing acts on a terminal."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from enquiry.query.predicates import quote_text
from tests.conftest import Home, made_once

SENTENCES = [
    "3 minutes with Sam: he improved",
    "at 8.30: quick note",
    "Pupil said [good] and [/done]",
    ":smile:",
    "50% - ok (y9)",
    "日本 élève",
    "two  spaces,\ttabs and a trailing one ",
    "yesterday @sam #maths +talk due:tomorrow project.next",
    "she said \"no\" and 'yes', then `ls $HOME` and \\n",
    "[bold red]not markup[/] [link=file:///etc/passwd]x[/link]",
    "👩‍🏫 ünïcödé ﬁ ½ ™ \u202e",
    "{curly} %s %(name)s {0} $1",
    "first line\n\n  third line, indented\n- fourth",
]
WITH_A_DASH = ["-5 pupils left", "--json is what I typed", "-", "--", "-c 7 was the cycle"]
CONTROLS = "".join(map(chr, [*range(1, 9), *range(11, 13), *range(14, 32), 127, *range(128, 160)]))
NASTY = f"red \x1b[31m bell \x07 back \x08\x08 title \x1b]0;owned\x07 {CONTROLS} \u202eright to left\u2066 end"


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "--quiet")
    return home


def shown(home: Home, name: str) -> str:
    text: str = json.loads(home.ok("show", name, "--json"))["entry"]["text"]
    return text


def exported(home: Home) -> dict[str, Any]:
    journal: dict[str, Any] = json.loads(home.ok("export", "--names-are-fine"))
    return journal


def process(home: Home, *argv: str | bytes, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as the shell does, with whatever bytes."""
    env = {**os.environ, **home.environ, "ENQUIRY_TODAY": "2026-02-03"}
    command = [sys.executable, "-m", "enquiry", *argv]
    return subprocess.run(command, input=stdin, capture_output=True, env=env, check=False, timeout=60)


# Byte for byte


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_comes_back_as_it_was_written(begun: Home, sentence: str) -> None:
    begun.ok("reflect", sentence)
    begun.ok("reflect", "-", stdin=sentence)
    begun.ok("note", sentence)
    begun.ok("file", "n1", "--as", "evidence")
    assert [shown(begun, name) for name in ("1.1", "1.2", "1.3")] == [sentence] * 3
    assert [entry["text"] for entry in exported(begun)["cycles"][0]["entries"]] == [sentence] * 3
    found = json.loads(begun.ok("search", "-c", "1", "--kind", "reflection", "--json"))["results"]
    assert [entry["text"] for entry in found] == [sentence] * 2


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if "\n" not in one and "\t" not in one])
def test_a_sentence_is_read_and_found_as_it_was_written(begun: Home, sentence: str) -> None:
    begun.ok("reflect", sentence)
    seen = sentence.replace("\u202e", "⟨U+202E⟩").strip()
    squeezed = " ".join(seen.split())
    for line in ("show 1.1", "show 1", "show 1.1 --plain"):
        assert seen in begun.ok(*line.split(), COLUMNS="200")
    for line in ("search --kind reflection", "search --kind reflection --plain"):
        assert squeezed in begun.ok(*line.split(), COLUMNS="200")
    for line in ("timeline", "timeline --plain", "summary", "summary --plain"):
        assert squeezed in " ".join(begun.ok(*line.split(), COLUMNS="200").split())
    word = max(sentence.split(), key=len)
    for asked in (word, word.upper(), sentence):  # in quotes, since it may hold what means something in a query
        found = json.loads(begun.ok("search", quote_text(asked), "--json"))["results"]
        assert [entry["text"] for entry in found] == [sentence]


@pytest.mark.parametrize("sentence", WITH_A_DASH)
def test_a_beginning_dash_is_text_after_two_dashes_and_from_standard_input(begun: Home, sentence: str) -> None:
    begun.ok("reflect", "-", stdin=f"{sentence}\n")
    assert shown(begun, "1.1") == sentence
    if sentence not in ("-", "--"):
        begun.ok("reflect", "--", sentence)
        begun.ok("edit", "1.1", "--", f"{sentence}!")
        assert (shown(begun, "1.2"), shown(begun, "1.1")) == (sentence, f"{sentence}!")


def test_words_are_joined_by_single_spaces(begun: Home) -> None:
    begun.ok("reflect", "3", "minutes", "with", "Sam:", "he", "improved")
    assert shown(begun, "1.1") == "3 minutes with Sam: he improved"
    begun.ok("reflect", "--", "so", "--tag", "x", "-c", "9")
    assert shown(begun, "1.2") == "so --tag x -c 9"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_field_keeps_a_sentence(begun: Home, sentence: str) -> None:
    given = [option for field in ("issue", "why", "hunch", "group", "success") for option in (f"--{field}", sentence)]
    begun.ok("start", sentence, *given)
    begun.ok("review", "--decision", "adapt", "--because", sentence)
    fields = ("authors", "title", "in", "url", "fit", "doubt")
    begun.ok("read", "x", *(option for field in fields for option in (f"--{field}", sentence)))
    begun.ok("refine", "Better?", "--because", sentence)
    cycle = exported(begun)["cycles"][1]
    assert [cycle[field] for field in ("issue", "why", "hunch", "group")] == [sentence] * 4
    assert cycle["success"][0]["text"] == cycle["questions"][0]["text"] == cycle["questions"][1]["because"] == sentence
    review, reading = cycle["entries"]
    assert review["because"] == sentence
    assert {reading[field] for field in ("authors", "title", "where", "url", "fit", "doubt")} == {sentence}


def test_a_display_name_is_text_too(begun: Home) -> None:
    begun.ok("config", "name", "A. [bold]Teacher[/] :smile:")
    assert "A. [bold]Teacher[/] :smile:" in begun.ok("config")
    assert "A. [bold]Teacher[/] :smile:" in begun.ok("summary")


def test_from_real_processes_too(begun: Home) -> None:
    assert process(begun, "reflect", "日本 élève", "[good]", ":smile:").returncode == 0
    assert process(begun, "reflect", "-", stdin="-5 日本\n".encode()).returncode == 0
    assert [shown(begun, name) for name in ("1.1", "1.2")] == ["日本 élève [good] :smile:", "-5 日本"]


# What is mended, and said


@pytest.mark.parametrize(
    ("raw", "kept", "said"),
    [
        ("caf\udce9", "caf�", "bytes that are not UTF-8 were replaced by �"),
        ("a\0b", "a�b", "NUL characters were replaced by �"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree", "line ends were made plain"),
        ("\ufeffhello", "hello", "a byte order mark was left out"),
        ("e\u0301le\u0300ve", "élève", "letters and their accents were joined (Unicode NFC)"),
    ],
)
def test_what_no_text_can_be_is_mended_and_said(begun: Home, raw: str, kept: str, said: str) -> None:
    for argv, stdin in ((("reflect", raw), ""), (("reflect", "-"), raw)):
        ran = begun.run(*argv, stdin=stdin)
        assert ran.code == 0
        assert f"Note on the reflection: {said}.\n" in ran.err
    assert [shown(begun, name) for name in ("1.1", "1.2")] == [kept] * 2
    assert f"Note on the hunch: {said}." in begun.run("start", "x", "--hunch", raw).err
    assert exported(begun)["cycles"][1]["hunch"] == kept


def test_bytes_that_are_not_utf_8_are_mended_wherever_they_come_from(begun: Home) -> None:
    typed = process(begun, "reflect", b"caf\xe9 au lait", "--yes", "--standard", b"Own\xff", "-t", "caf\u00e9")
    assert typed.returncode == 0
    assert "bytes that are not UTF-8 were replaced by �" in typed.stderr.decode()
    piped = process(begun, "reflect", "-", stdin=b"\xef\xbb\xbfcaf\xe9\r\n\xff\xfe and \x00\r\n")
    assert piped.returncode == 0
    assert piped.stderr.decode().count("Note on the reflection: ") == 4
    assert [shown(begun, name) for name in ("1.1", "1.2")] == ["caf� au lait", "caf�\n�� and �"]
    assert json.loads(begun.ok("show", "1.1", "--json"))["entry"]["standards"] == ["Own�"]


@pytest.mark.parametrize(
    "argv",
    [
        (b"\xff",),
        ("show", b"\xff"),
        ("search", b"\xff"),
        ("search", "-t", b"\xff"),
        ("list", "--year", b"\xff"),
        ("reflect", "x", "--on", b"\xff"),
        ("reflect", "x", "-t", b"\xff"),
        ("list", "--color", b"\xff"),
        ("list", "--journal", b"/tmp/\xff/none.json"),
        ("config", b"\xff"),
        ("config", "calendar", b"\xff"),
        ("demo", b"\xff"),
        ("import", b"/nowhere/\xff"),
        ("review", "--decision", b"\xff"),
        ("evidence", "x", "--measure", b"\xff"),
    ],
)
def test_no_bytes_in_an_argument_end_in_a_traceback(begun: Home, argv: tuple[str | bytes, ...]) -> None:
    typed = [os.fsdecode(one) if isinstance(one, bytes) else one for one in argv]
    ran = begun.run(*typed)
    assert ran.code in (0, 2, 3)
    assert (ran.out + ran.err).encode("utf-8")
    assert len(ran.err.splitlines()) in (1, 2, 3)


def test_a_setting_is_mended_too(begun: Home) -> None:
    ran = begun.run("config", "pager", "cat \udcff")
    assert (ran.code, ran.out) == (0, "")
    assert "Note on the pager: bytes that are not UTF-8" in ran.err
    assert "pager: cat �\n" in begun.ok("config", "--plain")


# Its size


def test_a_million_bytes_are_kept_and_one_more_is_refused(begun: Home) -> None:
    begun.ok("reflect", "-", stdin="a" * 1_000_000)
    begun.ok("reflect", "-", stdin="é" * 500_000)
    before = begun.journal.read_bytes()
    for text in ("a" * 1_000_001, "é" * 500_000 + "a"):
        for ran in (begun.run("reflect", "-", stdin=text), begun.run("reflect", text), begun.run("note", text)):
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.splitlines()[0].endswith(
                "is 1,000,001 bytes long; 1,000,000 is the most one entry can hold."
            )
    assert begun.journal.read_bytes() == before
    assert len(shown(begun, "1.1")) == 1_000_000
    assert len(shown(begun, "1.2")) == 500_000


# Nothing in it acts on a terminal


@pytest.fixture
@made_once
def nasty(home: Home) -> Home:
    """A home in which every text holds what would act on a terminal."""

    def each(*fields: str) -> list[str]:
        return [option for field in fields for option in (f"--{field}", NASTY)]

    home.ok("start", NASTY, *each("issue", "why", "hunch", "group", "success"), "--on", "2025-09-01")
    home.ok("read", NASTY, "--yes", *each("authors", "title", "in", "url", "fit", "doubt", "standard"))
    home.ok("evidence", NASTY, "--source", NASTY, "--measure", f"{NASTY[:30]}=3 {NASTY[:30]}", "--direction", "mixed")
    home.ok("evidence", "x", "--measure", f"{NASTY[:30]}=5")
    home.ok("review", NASTY, "--decision", "adapt", "--because", NASTY, "--next-look", "in 3 weeks")
    home.ok("refine", NASTY + "?", "--because", NASTY)
    home.ok("note", NASTY)
    home.ok("config", "name", NASTY)
    home.ok("config", "role", NASTY)
    return home


RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LOOKING = [
    (),
    ("list",),
    ("show",),
    ("show", "1.1"),
    ("show", "1.2"),
    ("show", "1.4"),
    ("show", "n1"),
    ("timeline",),
    ("timeline", "--year", "2025-26"),
    ("search", "bell"),
    ("tags",),
    ("file",),
    ("summary",),
    ("config",),
]


@pytest.mark.parametrize("switches", [(), ("--plain",)])
@pytest.mark.parametrize("columns", ["40", "80"])
def test_no_control_character_reaches_the_terminal(nasty: Home, switches: tuple[str, ...], columns: str) -> None:
    for argv in LOOKING:
        ran = nasty.run(*argv, *switches, COLUMNS=columns)
        assert ran.code == 0, argv
        assert not RAW.findall(ran.out), argv
        assert not RAW.findall(ran.err), argv
        assert "␛" in ran.out or argv in ((), ("list",), ("tags",)), argv


def test_what_is_said_back_is_safe_too(nasty: Home) -> None:
    for argv in (("reflect", "x"), ("use", "1"), ("use", NASTY[:20]), ("use", "\x1b[2J"), ("close",)):
        assert not RAW.findall(nasty.run(*argv).err), argv


def test_a_document_for_others_holds_no_control_character(nasty: Home) -> None:
    assert not RAW.findall(nasty.ok("summary", "--format", "markdown"))


def test_json_gives_them_back_exactly(nasty: Home) -> None:
    assert shown(nasty, "1.1") == NASTY
    assert shown(nasty, "n1") == NASTY
    found = json.loads(nasty.ok("search", "bell", "--json"))
    assert NASTY in [entry["text"] for entry in found["results"]]
    assert found["cycles"][0]["questions"][0]["text"] == NASTY
    assert exported(nasty)["settings"]["name"] == NASTY
    assert json.loads(nasty.ok("timeline", "--json"))["cycles"][0]["hunch"] == NASTY
