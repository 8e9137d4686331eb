"""The life of a question: each change after what was written last by then, over the cycles that grew from it."""

import json
from datetime import timedelta
from typing import Any

from tests.answers.schemas import validator
from tests.conftest import NOW, Home


def later(days: float) -> dict[str, Any]:
    return {"now": NOW + timedelta(days=days)}


def test_each_change_stands_after_the_entry_that_was_written_last(home: Home) -> None:
    home.ok("start", "Does waiting work?")
    home.ok("evidence", "five spoke", **later(1))
    home.ok("refine", "What happens when I wait?", "--because", "it asked for a yes", **later(1.01))
    home.ok("reflect", "later that day", **later(1.02))
    home.ok("evidence", "typed late", "--on", "2026-02-03", **later(3))
    home.ok("review", "--decision", "adapt", "--refine", "What do four need?", "--act", "I sit down", **later(4))
    home.ok("start", "And at home?", "--grew-from", "1", **later(5))
    home.ok("start", "Something else?", **later(6))
    answer = json.loads(home.ok("show", "1", "--question", "--json"))
    validator("show").validate(answer)
    told = [
        (one["text"], one["before"] and one["before"]["name"], one["grew_from"], one["first"])
        for one in answer["changes"]
    ]
    assert told == [
        ("Does waiting work?", None, None, True),
        ("What happens when I wait?", "1.1", None, False),
        ("What do four need?", "1.4", None, False),
        ("And at home?", "1.5", 1, True),
    ]
    assert [one["text"] for one in json.loads(home.ok("show", "2", "--question", "--json"))["changes"]] == [
        one[0] for one in told
    ]
    thread = " ".join(home.ok("thread", "1").split())
    assert "until 4 Feb 2026 “Does waiting work?”; refined after 1.1, because it asked for a yes" in thread
    assert "asked: until 7 Feb 2026 “What happens when I wait?”; refined after 1.4" in home.ok("thread", "1", "--plain")


def test_of_what_came_in_one_piece_the_review_of_the_day_or_an_earlier_entry_is_told(home: Home, tmp_path: Any) -> None:
    home.ok("start", "Does waiting work?")
    home.ok("evidence", "five spoke", **later(1))
    home.ok("reflect", "same day", **later(2))
    home.ok("refine", "What happens when I wait?", **later(2))
    home.ok("export", "-o", str(tmp_path / "all.json"), "--names-are-fine")
    home.journal.unlink()
    home.ok("import", str(tmp_path / "all.json"), **later(9))
    changes = json.loads(home.ok("show", "1", "--question", "--json"))["changes"]
    assert changes[1]["before"]["name"] == "1.1"


def test_what_has_no_question_is_refused(home: Home) -> None:
    home.ok("start", "Does waiting work?")
    home.ok("reflect", "a line")
    assert home.run("show", "1.1", "--question").code == 2
    assert home.run("show", "1", "--question", "--versions").code == 2
    assert "\n  Does waiting work?" in home.ok("show", "--question")
