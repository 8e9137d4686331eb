import re
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.answers.answer import project
from enquiry.answers.gifts import StaffroomAnswer
from enquiry.cli.summary.formats import SummaryFormat
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.samples import list_samples
from enquiry.insight.staffroom.givers import group_by_giver
from enquiry.insight.staffroom.layout import MEETING, PAGE, TOO_FEW, lay_out_staffroom
from enquiry.insight.staffroom.offer import offer_enquiries
from enquiry.insight.staffroom.page import build_staffroom
from enquiry.model.choices import CycleState, Decision, Granted, TriedVerdict
from enquiry.model.colleagues.offer import GivenAsk, GivenReading, StaffroomGift
from enquiry.views.summary.document import draw_summary, format_block_lines
from enquiry.views.theme import UNICODE, RenderOptions
from tests.conftest import render
from tests.insight.staffroom.gifts import a_gift, gifts
from tests.summaries import document, journal_of

MADE = date(2031, 7, 13)
NUMBER = re.compile(r"\d+|\b(?:one|two) of us\b")
few = settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""To shrink what is drawn of whole pages takes minutes."""

FORMATS = (SummaryFormat.MARKDOWN, SummaryFormat.HTML)


def shown(found: list[StaffroomGift], own: StaffroomGift, form: str = PAGE) -> list[str]:
    """Return the page as every reader of it gets it, but for the formats that take long to make."""
    laid_out = lay_out_staffroom(build_staffroom(found, own), MADE, form)
    pages = [document(laid_out, kind).decode() for kind in FORMATS]
    pages[-1] = re.sub(r"<head>.*?</head>|<[^>]*>", " ", pages[-1], flags=re.DOTALL)
    return [
        *pages,
        render(draw_summary(laid_out, RenderOptions(80, UNICODE))),
        "\n".join(format_block_lines(laid_out.blocks)),
    ]


@few
@given(st.lists(gifts, max_size=7))
def test_no_page_tells_a_giver_a_number_below_three_or_a_day(found: list[StaffroomGift]) -> None:
    """Nothing in the gifts has a figure, so that each figure on a page would be the program's own."""
    own = a_gift("What do I see?")
    room, givers = build_staffroom(found, own), group_by_giver(found, ["What do I see?"])
    assert room.enough is (len({one for one in givers if one >= 0}) >= 3)
    assert all(one.givers >= 3 for one in room.shared)
    told = "\n".join(shown(found, own))
    assert NUMBER.findall(told) == []
    assert "What do I see?" in told
    assert (TOO_FEW in told) is not room.enough
    if not room.enough:
        assert not any(one.question in told for gift in found for one in gift.enquiries)
    words = encode_answer(project(StaffroomAnswer, room)).decode().partition("\n")[2].partition("\n")[2]
    assert [int(n) for n in re.findall(r"\d+", words) if int(n) < 3] == []


@few
@given(st.lists(gifts, min_size=3, max_size=5), st.randoms())
def test_the_page_is_the_same_in_whatever_order_the_files_lie(found: list[StaffroomGift], chance: object) -> None:
    shuffled = [*found]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    own = a_gift("What do I see?")
    one, other = build_staffroom(found, own), build_staffroom(shuffled, own)
    told = [(room.enough, room.shared, room.standards, room.asks, room.readings) for room in (one, other)]
    assert told[0] == told[1]
    assert [theme.theme for theme in one.themes] == [theme.theme for theme in other.themes]


def test_three_files_of_one_person_are_no_three_and_three_people_are() -> None:
    wait = "What happens when I wait?"
    one = [
        a_gift(wait, tags=("talk",)),
        a_gift(wait, "Who speaks?", tags=("talk",)),
        a_gift("Who speaks?", tags=("talk",)),
    ]
    others = [a_gift("Where do they sit?", tags=("seats",)), a_gift("Which books return?", tags=("reading/choice",))]
    room = build_staffroom([*one, *others], StaffroomGift())
    assert room.enough
    assert room.shared == ()
    more = [a_gift("How loud is it?", tags=("Talk",)), a_gift("When is it still?", tags=("talk/quiet",))]
    room = build_staffroom([*one, *others, *more], StaffroomGift())
    assert [(theme.theme, theme.givers) for theme in room.shared] == [("Talk", 3)]
    under = {theme.theme: [question.question for question in theme.questions] for theme in room.themes}
    assert list(under) == ["reading/choice", "seats", "Talk"]
    assert under["Talk"] == ["How loud is it?", wait, "When is it still?", "Who speaks?"]


def test_one_s_own_gift_among_the_others_is_nobody_s_and_stands_once() -> None:
    found = [a_gift("What do I see?", "Old one?"), a_gift("Where do they sit?"), a_gift("Which books return?")]
    assert not build_staffroom(found, a_gift("What do I see?")).enough
    assert not build_staffroom(found, StaffroomGift(), mine=["Old one?"]).enough
    room = build_staffroom([*found, a_gift("Who waits?")], a_gift("What do I see?"))
    assert [one.question for theme in room.themes for one in theme.questions].count("What do I see?") == 0


def test_what_was_stopped_stands_beside_what_was_extended_and_what_disagreed_first() -> None:
    found = [
        a_gift("Where do they sit?", decision=Decision.EXTEND, because="it spread"),
        a_gift("Which books return?", decision=Decision.EXTEND, disagreed=True, because="not as I thought"),
        a_gift("Who waits?", decision=Decision.STOP, state=CycleState.CLOSED, name="Mhairi"),
        a_gift("How loud is it?", state=CycleState.CLOSED),
    ]
    room = build_staffroom(found, StaffroomGift())
    decided = [(one.decision, one.question) for one in room.decided]
    assert decided == [
        (Decision.STOP, "Who waits?"),
        (Decision.EXTEND, "Which books return?"),
        (Decision.EXTEND, "Where do they sit?"),
        (None, "How loud is it?"),
    ]
    told = shown(found, StaffroomGift())[-1]
    assert "extended: Which books return? (against what was expected: not as I thought)" in told
    assert "extended: Where do they sit? (because it spread)" in told
    assert "stopped: Who waits? (Mhairi)" in told
    assert "Who waits?" not in told.partition("Decided, and why")[0], "a question that is closed is asked no more"


def test_asks_stand_met_and_unmet_and_each_once() -> None:
    ask = GivenAsk(text="an hour of cover")
    met = GivenAsk(text="two visualisers", answer=Granted.YES, came_of_it="they came in May")
    found = [StaffroomGift(enquiries=a_gift(q).enquiries, asks=(ask, met)) for q in ("A b c?", "D e f?", "G h i?")]
    told = shown(found, StaffroomGift())[-1]
    assert "asked for: an hour of cover\nmet: two visualisers (they came in May)\n" in told
    told = shown(found, replace(a_gift("What do I see?"), asks=(met,)))[-1]
    assert told.count("two visualisers") == 1, "one's own that lies among the others stands once"


def test_a_reading_stands_once_with_what_each_says_of_it_and_a_number_only_of_three() -> None:
    rowe = {"authors": "Rowe, M. B.", "year": 1986, "title": "Wait time"}
    told = (
        {**rowe, "verdict": TriedVerdict.IN_PART, "why": "the quiet four wrote nothing", "tried": "five seconds"},
        {**rowe, "doi": "10.1177/x", "verdict": TriedVerdict.AS_CLAIMED, "expects": "longer answers"},
        {**rowe, "title": "", "verdict": TriedVerdict.AS_CLAIMED, "expects": "Longer answers!"},
        {"text": "Seats make talk.", "verdict": TriedVerdict.NOT_HERE},
    )
    questions = ("A b c?", "D e f?", "G h i?", "J k l?")
    found = [
        replace(a_gift(question), readings=(GivenReading(**one),))  # type: ignore[arg-type]
        for question, one in zip(questions, told, strict=True)
    ]
    page = build_staffroom(found, StaffroomGift())
    assert [(one.reading, one.givers) for one in page.readings] == [
        ("Rowe, M. B. (1986). Wait time. https://doi.org/10.1177/x", 3),
        ("Seats make talk.", None),
    ]
    lines = shown(found, replace(a_gift("What do I see?"), readings=found[3].readings))[-1]
    assert (
        "part: Rowe, M. B. (1986). Wait time. https://doi.org/10.1177/x (tried by three of us)\n"
        "here: As claimed (looked for: longer answers)\nhere: In part"
    ) in lines
    assert "In part: the quiet four wrote nothing (tried: five seconds)\n" in lines
    assert "part: Seats make talk.\nhere: Not here\n" in lines
    assert "what i read and tried: Seats make talk. (not here)\n" in lines, "one's own stands with one's own"
    assert build_staffroom(found[1:], StaffroomGift()).readings[0].givers is None
    assert build_staffroom(found[2:], StaffroomGift()).readings == (), "fewer than three gifts are not told"


def test_the_samples_as_nine_gifts_make_one_page_of_what_is_asked_and_why_it_was_decided() -> None:
    found = [offer_enquiries(journal_of(name)[0].kept[-3:]).gift for name in list_samples()]
    room = build_staffroom(found, StaffroomGift())
    assert len([question for theme in room.themes for question in theme.questions]) > 10
    assert {one.decision for one in room.decided} >= {Decision.STOP, Decision.EXTEND}
    assert room.shared == ()
    assert "None yet that as many as three share." in shown(found, StaffroomGift())[-1]


@pytest.mark.parametrize("form", [PAGE, MEETING])
def test_the_page_is_laid_out_as_it_was(form: str, snapshot: object) -> None:
    found = [
        a_gift("Where do they sit?", tags=("talk",), decision=Decision.STOP, because="the year turned"),
        a_gift("Which books return?", tags=("talk", "reading"), standards=("GTCS 2.1",)),
        a_gift("Who waits?", tags=("talk",), name="Mhairi", decision=Decision.EXTEND, because="others asked"),
    ]
    own = a_gift("What do I see?", decision=Decision.ADAPT, because="I looked at the wrong thing")
    laid_out = lay_out_staffroom(build_staffroom(found, own), MADE, form, {"GTCS 2.1": "Curriculum"})
    snapshot(render(draw_summary(laid_out, RenderOptions(72, UNICODE)), 72), f"staffroom-{form}")  # type: ignore[operator]
