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
    assert (found.gifts, found.untaken) == (("g2",), ("Dear Ann,",))
    assert (found.left, found.quoted) == (("Best wishes", "Jo"), 3)


def test_only_what_is_certainly_no_answer_is_left_out_and_it_is_told() -> None:
    told = {
        "4.8: Why?\nBest, Jo": ("Why?", ("Best, Jo",), 0),
        "4.8: Why?\nKind regards\nJo Smith\nStage partner": ("Why?", ("Kind regards", "Jo Smith", "Stage partner"), 0),
        "4.8: Why?\n-- \nJo Smith, Oak School": ("Why?", ("--", "Jo Smith, Oak School"), 0),
        "4.8: Why?\nSent from my iPhone": ("Why?", ("Sent from my iPhone",), 0),
        "4.8: Why?\nOn Fri, 30 Jan 2026 at 18:02, Ann Reid <a@example.org>\nwrote:\n> hello\n> you": ("Why?", (), 4),
        "4.8: Why?\n\n-----Original Message-----\nFrom: Ann\nHello\n4.8: mine": ("Why?", ("4.8: mine",), 3),
        "4.8: Why?\n\nFrom: Ann Reid\nSent: Friday\nTo: Jo\n\nHello": ("Why?", (), 4),
        "4.8: On Friday she wrote:\nI can't.": ("On Friday she wrote:\nI can't.", (), 0),
        "4.8: Thanks\nfor this, it is the\nbest I read": ("Thanks\nfor this, it is the\nbest I read", (), 0),
        "4.8: Best wishes is what they\nBest\n4.9: b": ("Best wishes is what they\nBest", (), 0),
        "Gift g3\n\n4.8: Why?": ("Why?", (), 0),
    }
    for text, expected in told.items():
        found = read_mailed_comments(text.encode(), "it")
        assert (found.comments[0].text, found.left, found.quoted) == expected, text
        assert found.untaken == (), text


def test_a_mail_names_its_gift_in_its_subject_or_in_a_line() -> None:
    mail = MAIL.replace("Re: the gift", "Re: Gift g7").replace("> Gift g2 for stage partner\n", "")
    assert read_mailed_comments(mail.encode(), "it").gifts == ("g7",)
    found = read_mailed_comments(b"This is for gift g3.\n\n4.8: one\n\nmore of it\n\n4.9: two", "it")
    assert (found.gifts, [one.text for one in found.comments]) == (("g3",), ["one\n\nmore of it", "two"])


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("4.8: a", [(("4.8",), "a")]),
        ("  4.8 :a\n", [(("4.8",), "a")]),
        ("4.8:\na\nb\n\nbye", [(("4.8",), "a\nb")]),
        ("4.8:\n\na\n", [(("4.8",), "a")]),
        ("g2 4.8: a\nGift g2, 4.9: b", [(("4.8",), "a"), (("4.9",), "b")]),
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


def test_a_gift_is_named_in_a_line_and_lines_of_several_are_not_mixed() -> None:
    assert read_mailed_comments(b"Hello\n\nG12 4.8: a\n4.9: b", "it").gifts == ("g12",)
    with pytest.raises(UsageMistake, match="it answers g1 and g2"):
        read_mailed_comments(b"g1 4.8: a\ng2 5.1: b", "it")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UsageMistake, match="not in UTF-8"):
        read_mailed_comments(b"4.8: caf\xe9", "it")
