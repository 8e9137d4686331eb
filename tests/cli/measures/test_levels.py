"""The levels of a whole class in one value: kept, shown, drawn, compared, and told to others without the few."""

import json

import pytest

from tests.conftest import Home, made_once


@pytest.fixture
@made_once
def levels(home: Home) -> Home:
    home.ok("start", "How do levels move?", "--group", "P6 class", "--on", "2025-09-01", "--privacy", "public")
    first = ("--measure", "maths=emerging 4, developing 12, secure 8", "--n", "24", "--marked-by", "class teacher")
    home.ok("evidence", "in the autumn", *first, "--on", "2025-09-02", "--privacy", "public")
    home.ok("act", "talk first", "--on", "2025-09-10")
    later = ("--measure", "maths=13 secure, 1 emerging, 10 developing", "--n", "24", "--marked-by", "a colleague")
    home.ok("evidence", "in winter", *later, "--on", "2025-12-02", "--privacy", "public")
    return home


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_class_in_one_value_is_shown_drawn_and_told_as_far_as_it_is_known(levels: Home) -> None:
    shown = levels.ok("measures", "maths")
    assert "4 emerging, 12 developing, 8 secure" in shown
    assert shown.count("developing  ▇") == 2
    assert "At least 5 of 24 rose, at most 19 stayed, since the baseline of 2 Sep 2025." in words(shown)
    assert "░" not in levels.ok("measures", "maths", "--plain")
    told = words(levels.ok("measures", "compare", "maths"))
    assert "At least 5 of 24 rose, at most 19 stayed. Who moved is not known" in told
    assert "Who marked it, as was said: 1.1 “class teacher”, 1.3 “a colleague”." in told
    assert "part of a difference may be the marking" in told
    assert "learners, measured twice 13 weeks apart" in told
    value = json.loads(levels.ok("measures", "--json"))["measures"][0]["cycles"][0]["values"][0]
    assert (value["tally"], value["value"]) == ([4, 12, 8], 2)
    assert "marked by: class teacher" in levels.ok("show", "1.1", "--plain")


def test_better_levels_and_other_numbers_are_said(levels: Home) -> None:
    levels.ok("measures", "define", "maths", "--better", "up")
    assert "at most 19 stayed, since the baseline of 2 Sep 2025, which is better" in words(levels.ok("measures"))
    line = ("--measure", "maths=emerging 2, developing 9, secure 12", "--on", "2026-01-12")
    levels.ok("evidence", "one has left", *line)
    assert "secure 33 % → 52 %, since the baseline" in words(levels.ok("measures"))
    assert "24 then and 23 now are not the same learners" in words(levels.ok("measures", "compare", "maths"))


def test_few_at_a_level_stay_in_the_journal(levels: Home) -> None:
    own = levels.ok("summary", "--for", "self", "--format", "markdown")
    assert "4 emerging, 12 developing, 8 secure" in own
    page = levels.ok("summary", "--for", "self", "--format", "html")
    assert "emerging</text>" in page
    assert "2 Sep 2025</text>" in page.replace("\u00a0", " ")
    out = levels.ok("summary", "--for", "school", "--format", "markdown")
    assert "16 emerging or developing, 8 secure" in out
    assert "11 emerging or developing, 13 secure" in out
    assert "4 emerging" not in out
    assert "at least 5 of 24" not in out


def test_what_does_not_fit_is_refused_or_asked(levels: Home) -> None:
    refused = {
        "maths=good 3, secure 4": "“good” is none of the levels.",
        "maths=secure 3, secure 4": "stands twice",
        "maths=emerging 0, secure 0": "counts nobody",
    }
    for value, told in refused.items():
        ran = levels.run("evidence", "x", "--measure", value)
        assert (ran.code, told in ran.err) == (2, True), ran.err
    ran = levels.run("evidence", "x", "--measure", "maths=secure 3, emerging 4", "--n", "24")
    assert (ran.code, "The levels of “maths” count 7, and --n says 24." in ran.err) == (2, True)
    levels.ok("evidence", "x", "--measure", "pages=3")
    ran = levels.run("evidence", "x", "--measure", "pages=few 3, many 4")
    assert (ran.code, "has values without levels" in ran.err) == (2, True)
    ran = levels.run("evidence", "x", "--measure", "reading=few 3, many 4")
    assert "Its levels are few < many, as written." in ran.err


def test_a_tally_survives_folder_export_and_undo(levels: Home) -> None:
    folder = str(levels.folder / "notes")
    levels.ok("export", "--format", "markdown", "-o", folder)
    levels.ok("undo")
    levels.ok("import", folder)
    assert "1 emerging, 10 developing, 13 secure" in levels.ok("show", "1.3")
    assert "marked by: a colleague" in levels.ok("show", "1.3", "--plain")
    levels.ok("edit", "1.1", "--measure", "maths=secure 24")
    assert "{+24+} at its" in levels.ok("show", "1.1", "--versions")
