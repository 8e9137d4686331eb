"""Answers by lines that begin with a name, in a mail or any other text."""

import pytest

from enquiry.errors import UsageMistake
from enquiry.exchange.comments.mail import read_mailed_comments

MAIL = """From: Jo Smith <jo@example.org>
Date: Sat, 31 Jan 2026 18:02:00 +0100
Subject: Re: the gift

Dear Ann,

4.8: I wondered about this.

They had drawn it already.
**4.9**: Nice.
- 4: is it that?

Best wishes
Jo

On Friday Ann wrote:
> Gift g2 for stage partner
> 4.8: quoted
"""


def told(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(one.places, one.text) for one in read_mailed_comments(text.encode(), "it").comments]


def test_a_mail_says_who_and_when_and_each_line_with_a_name_begins_a_comment() -> None:
    found = read_mailed_comments(MAIL.encode(), "it")
    assert [(one.places, one.text) for one in found.comments] == [
        (("4.8",), "I wondered about this.\n\nThey had drawn it already."),
        (("4.9",), "Nice."),
        (("4",), "is it that?"),
    ]
    assert {(one.author, str(one.at)) for one in found.comments} == {("Jo Smith", "2026-01-31 18:02:00")}
    assert (found.gifts, found.untaken) == (("g2",), ("Dear Ann,", "Best wishes", "Jo"))


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("4.8: a", [(("4.8",), "a")]),
        ("  4.8 :a\n", [(("4.8",), "a")]),
        ("4.8:\na\nb\n\nbye", [(("4.8",), "a\nb")]),
        ("4.8:\n\na\n", [(("4.8",), "a")]),
        ("* __4.8:__ a", [(("4.8",), "a")]),
        ("4.8: a\r\n> 4.9: b\r\n4.8: c", [(("4.8",), "a"), (("4.8",), "c")]),
        ("4.8 a\nsee 4.8: b\n10.30 we met", []),
        ("4.8: ", []),
        ("", []),
    ],
)
def test_lines_as_people_write_them(text: str, comments: list[tuple[tuple[str, ...], str]]) -> None:
    assert told(text) == comments


def test_a_gift_that_was_answered_in_its_own_file_is_not_told_as_comments() -> None:
    gift = (
        "## What I did\n\n- 3 November 2025, 4.8: They looked up.\n4.8: I see\nthat too.\n- 4 November 2025, 4.9: No.\n"
    )
    gift += "4.9: Why?\n\n## How to answer\n\nGift g2 for stage partner, 3 February 2026.\n"
    found = read_mailed_comments(gift.encode(), "it")
    assert [(one.places, one.text) for one in found.comments] == [(("4.8",), "I see\nthat too."), (("4.9",), "Why?")]
    assert (found.gifts, found.untaken) == (("g2",), ())
    assert found.said == ("Only the lines in it that begin with a name and a colon were looked at.",)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UsageMistake, match="not in UTF-8"):
        read_mailed_comments(b"4.8: caf\xe9", "it")
