"""Every looking command as everyone meets it: in narrow and wide terminals, read aloud, without colour, in a pipe."""

import re
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from enquiry.__main__ import main
from enquiry.cli.session import Session
from enquiry.dates.period import MONTHS, WEEKDAYS
from enquiry.exchange.samples import load_sample
from enquiry.views.theme import ASCII, UNICODE
from tests import TOP
from tests.conftest import NOW, Home, Stream, made_once

WIDTHS = (40, 60, 80, 140)
LOOKS = {
    "status": ("status",),
    "list": ("list", "--all"),
    "show": ("show", "{cycle}"),
    "show entry": ("show", "{cycle}.1"),
    "timeline": ("timeline", "{cycle}"),
    "lanes": ("timeline", "--year", "{year}"),
    "letter": ("timeline", "--year", "{year}", "--letter"),
    "year": ("year",),
    "year by cycle": ("year", "--by", "cycle", "--year", "{year}"),
    "pulse": ("pulse",),
    "thread": ("thread", "{cycle}"),
    "replay": ("replay", "{cycle}"),
    "question": ("show", "{cycle}", "--question"),
    "search": ("search", "reading"),
    "tags": ("tags",),
    "similar": ("tags", "--similar"),
    "rename": ("tags", "rename", "{tag}", "other/{tag}", "--dry-run"),
    "measures": ("measures",),
    "measure": ("measures", "{measure}"),
    "stats": ("stats",),
    "stats by tag": ("stats", "--by", "tag", "--per", "month"),
    "lookback": ("lookback",),
    "inbox": ("file",),
    "inbox together": ("file", "--together"),
    "summary": ("summary", "--year", "{year}"),
    "config": ("config",),
}
SEEDS = {
    "primary": {"cycle": "5", "year": "2025-26", "tag": "numeracy", "measure": "explain a method"},
    "new-zealand": {"cycle": "1", "year": "2025", "tag": "oracy", "measure": "reasoning words"},
    "career": {"cycle": "13", "year": "2024-25", "tag": "reading", "measure": "used a comment"},
}
ESCAPE = re.compile("\x1b\\[[0-9;]*m")

every_seed = pytest.mark.parametrize("seed", SEEDS)
every_look = pytest.mark.parametrize("look", LOOKS)


class Ascii(Stream):
    """A stream that has no other signs than ASCII."""

    encoding = "ascii"


class There(Home):
    """A sample journal, looked at on the day it was left."""

    def __init__(self, folder: Path, seed: str) -> None:
        super().__init__(folder)
        self.given = SEEDS[seed]
        self.environ["ENQUIRY_TODAY"] = str(load_sample(seed).as_at)
        self.ok("import", str(TOP / "seeds" / f"{seed}.json"), "--quiet")
        self.seen = cache(self._look)

    def _look(self, look: str, *more: str, width: int = 80, ascii_only: bool = False) -> str:
        argv = [word.format(**self.given) for word in LOOKS[look]]
        out, err = Ascii() if ascii_only else Stream(), Stream()
        environ = {**self.environ, "COLUMNS": str(width)}
        code = main([*argv, *more], Session(Stream(), out, err, environ, clock=lambda: NOW))
        assert code == 0, err.getvalue()
        return out.getvalue()


@pytest.fixture(scope="module")
def all_there(tmp_path_factory: pytest.TempPathFactory) -> "dict[str, There]":
    """Each sample in a folder of its own, imported once for all that is asked of it here."""
    folder = tmp_path_factory.mktemp("looking")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(variable, str(folder / variable))
        return {seed: There(_made(folder / seed), seed) for seed in SEEDS}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
def there(seed: str, all_there: dict[str, There], home: Home) -> There:
    """The sample that is asked for; `home` keeps the settings of whoever runs the tests out."""
    return all_there[seed]


@every_seed
@every_look
def test_no_line_is_wider_than_the_terminal_and_none_holds_an_escape(there: There, look: str) -> None:
    for width in WIDTHS:
        picture = there.seen(look, width=width)
        assert not [line for line in picture.splitlines() if cell_len(line) > width], (width, picture)
        assert "\x1b" not in picture
        assert not [line for line in picture.splitlines() if line != line.rstrip()]


@every_seed
@every_look
def test_a_terminal_without_other_signs_gets_those_it_has(there: There, look: str) -> None:
    foreign = set("".join(UNICODE)) - set("·…«»–") - set("".join(ASCII))
    for width in WIDTHS:
        picture = there.seen(look, width=width, ascii_only=True)
        assert not set(picture) & foreign
        assert not [line for line in picture.splitlines() if cell_len(line) > width]


@every_seed
@every_look
def test_colour_says_nothing_that_is_not_said_without(there: There, look: str) -> None:
    for width in (40, 80):
        colored = there.seen(look, "--color", "always", width=width)
        bare = "".join(f"{line.rstrip()}\n" for line in ESCAPE.sub("", colored).splitlines())
        assert bare == there.seen(look, width=width)


DAYS = {word.casefold() for name in (*MONTHS, *WEEKDAYS) for word in (name, name[:3])}
"""The names of months and weekdays: plain lines hold figures in their place."""

TOLD_OTHERWISE = {
    # the heads of columns that plain lines say as labels
    "list": "no",
    "status": "no today yesterday to",
    "tags": "first and last",
    "measure": "day stage entry SD",
    "summary": "measure",
    "search": "what you believe",
    "rename": "it",
    # that findings ask for nothing: plain lines hold each of them
    "pulse": "other ask pulse",
    # an empty value, which a script must be able to tell from every other
    "config": "not set",
    # what the marks of a picture mean, which stands in words in each plain line; and the axis of the weeks
    "lanes": "decision mixed or closed opened of several things in a week the one named first here is shown",
    "year": "more or",
    "year by cycle": "more or",
}
"""Words of a picture that are about the picture."""


def words(text: str) -> set[str]:
    """Return the words and numbers of a text as they are heard: case, leading zeros and names of days do not matter."""
    found = {word.casefold().lstrip("0") for word in re.findall(r"[^\W_]+", text)} - DAYS
    return {word.removesuffix("s") for word in found}


@every_seed
@pytest.mark.parametrize("look", LOOKS)
def test_plain_lines_say_every_word_of_the_picture(there: There, look: str) -> None:
    axis = {str(week) for week in range(0, 60, 5)} if look in ("lanes", "year", "year by cycle") else set()
    picture = there.seen(look, "--wide", width=140).replace("(not from 0)", "")  # said of bars, which lines have not
    plain = there.seen(look, "--plain")
    missing = words(picture) - words(plain) - words(TOLD_OTHERWISE.get(look, "")) - axis
    assert not missing


@every_seed
@every_look
def test_plain_lines_are_labels_with_values_and_the_same_at_every_width(there: There, look: str) -> None:
    plain = there.seen(look, "--plain", width=40)
    assert plain == there.seen(look, "--plain", width=140)
    assert not [line for line in plain.splitlines() if line and not re.match(r"[^:]+:|  ", line)]
    assert not set(plain) & (set(UNICODE.sparks + UNICODE.shades) | {UNICODE.band, UNICODE.rule})


@every_seed
@pytest.mark.parametrize("look", ["status", "list", "pulse"])
def test_what_is_cut_short_can_be_had_whole(there: There, look: str) -> None:
    assert "…" not in there.seen(look, "--wide", width=80).replace("“…”", "").replace('"…', "")


def test_a_list_leaves_the_question_its_room(all_there: dict[str, There], home: Home) -> None:
    """At 60 columns and below cycles are a list of whole questions, not a column of twenty signs."""
    question = "In what ways does moving from blocks to drawings change how P4 explain exchange"
    for width in (40, 60, 71):
        assert question.replace(" ", "") in re.sub(r"\s", "", all_there["primary"].seen("list", width=width))
    assert "▸" in all_there["primary"].seen("list", width=80)


# Letters of every script

SCRIPTS = ("日本の子ども は何を見る", "ŵyau é tŷ e\u0301lan", "👩‍👩‍👧 and 👩🏽‍🏫 and ❤️", "שלום עולם", "قراءة النص معا")


@pytest.fixture
@made_once
def polyglot(home: Home) -> Home:
    home.environ["ENQUIRY_TODAY"] = "2026-02-03"
    for number, words in enumerate(SCRIPTS, 1):
        on = f"2025-09-{number:02}"
        tag = re.sub(r"[^\w ]", "", words).strip()
        home.ok("start", f"{words}?", "--group", words, "-t", tag or "t", "--on", on, "--quiet")
        home.ok("evidence", words, "--on", "2025-09-10", "--quiet")
        home.ok("review", "--decision", "adapt", "--because", words, "--on", "2025-10-01", "--quiet")
    return home


def test_letters_of_every_script_keep_columns_straight_and_lines_within_the_width(polyglot: Home) -> None:
    looks = ["list", "timeline --year 2025-26", "timeline 1", "year --by cycle", "tags", "stats --by group", "lookback"]
    for width in WIDTHS:
        for look in looks:
            picture = polyglot.ok(*look.split(), COLUMNS=str(width))
            assert not [line for line in picture.splitlines() if cell_len(line) > width], look
    wide = polyglot.ok("timeline", "--year", "2025-26", COLUMNS="140").splitlines()
    lanes = [line for line in wide if re.match(r"\d · ", line)]
    assert len(lanes) == len(SCRIPTS)
    assert len({cell_len(line[: line.index("■")]) for line in lanes}) == 1
    _, _, _, *rows = polyglot.ok("stats", "--by", "group").splitlines()
    assert len({cell_len(row) for row in rows}) == 1
    columns = polyglot.ok("list", COLUMNS="100").splitlines()[1:]
    assert len({cell_len(row) for row in columns}) == 1
