"""The staffroom laid out as blocks, which every writer of documents and the terminal show; and the same for a meeting.

Steps of the meeting are those of the tuning protocol of critical friends groups: clarifying questions, warm and cool
feedback while the presenter is silent, and a response. Source: J. McDonald and others, The Power of Protocols.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from enquiry.insight.readings.known import VERDICT_WORDS
from enquiry.insight.staffroom.page import DECISIONS, DecidedEnquiry, Staffroom, TriedHere, TriedOnce
from enquiry.insight.summary import blocks
from enquiry.insight.summary.blocks import EntryLine
from enquiry.insight.summary.value import Summary, wrap_blocks
from enquiry.model.choices import Decision, Granted
from enquiry.model.colleagues.offer import GivenAsk, GivenEnquiry
from enquiry.words import spell_number

PAGE, MEETING = "staffroom", "meeting"
TITLES = {PAGE: "The staffroom", MEETING: "A meeting from the staffroom"}

_ABOUT = (
    "Made of what colleagues chose to give, as it lies there now. It counts nobody, and says of nobody that they gave, "
    "or did not."
)
TOO_FEW = "Too few have given to tell of it without pointing at someone."
_NONE_SHARED = "None yet that as many as three share."
_NO_OWN = "Whoever asks others for their questions begins with their own. None stands here yet."

_DECIDED = {
    Decision.STOP: "stopped",
    Decision.EXTEND: "extended",
    Decision.ADAPT: "changed",
    Decision.CONTINUE: "gone on with",
    Decision.PAUSE: "paused",
    Decision.EMBED: "kept for good",
    None: "closed",
}
_ANSWERED = {None: "asked for", Granted.NO: "not met", Granted.PARTLY: "met in part", Granted.YES: "met"}
_AGAINST = "against what was expected"

_STEPS = (
    ("0 to 5, the presenter", "Tells the question, what was done, what is puzzling, and what would help to hear."),
    ("5 to 10, the others", "Ask to understand only, what can be answered in a few words. No advice in disguise."),
    ("10 to 20, the others", "Warm: what is strong in it, and where it shows. The presenter is silent and writes."),
    (
        "20 to 30, the others",
        "Cool: what else explains it, who is missing, as questions. The presenter is silent.",
    ),
    ("30 to 35, the presenter", "Answers what seems worth it: what is taken away, what will be looked at next."),
    ("35 to 40, all", "What of it would help others here; how the talk was; who presents next."),
)
_AGREED = (
    "What is said here stays here. The question is on the table, never the person: nobody is judged, and nobody has to "
    "present. One keeps the time."
)


def lay_out_staffroom(
    room: Staffroom, made: date, form: str = PAGE, titles: Mapping[str, str] | None = None
) -> Summary:
    """Return the page as a document, or with MEETING the paper for a meeting of 40 minutes.

    `made` is the day it is made; it stands in the properties of a file, and nowhere in the text. `titles` are those of
    standards by their codes, as far as they are known.
    """
    body = _build_meeting(room) if form == MEETING else _build_page(room, titles or {})
    return wrap_blocks(form, TITLES[form], made, (blocks.Heading(1, TITLES[form]), *body))


def _build_page(room: Staffroom, titles: Mapping[str, str]) -> Iterator[blocks.AnyBlock]:
    yield blocks.Paragraph("about", _ABOUT, bare=True, quiet=True)
    yield from _build_own(room)
    if not room.enough:
        yield blocks.Heading(2, "From the staffroom")
        yield blocks.Paragraph("too few", TOO_FEW, bare=True)
        return
    yield from _build_questions(room)
    yield from _build_asks(room.asks)
    yield from _build_decided(room.decided)
    if room.readings:
        yield blocks.Heading(2, "Read and tried here")
        yield from _build_readings(room.readings)
    yield blocks.Heading(2, "Themes that three or more share")
    if room.shared:
        lines = (EntryLine(None, "", one.theme, f"{spell_number(one.givers)} of us") for one in room.shared)
        yield blocks.Listing("shared by three or more", tuple(lines))
    else:
        yield blocks.Paragraph("shared by three or more", _NONE_SHARED, bare=True)
    if room.standards:
        yield blocks.Heading(2, "Standards thinking went to")
        yield blocks.Listing(
            "standards", tuple(EntryLine(None, "", code, titles.get(code, "")) for code in room.standards)
        )


def _build_meeting(room: Staffroom) -> Iterator[blocks.AnyBlock]:
    yield blocks.Paragraph("agreed", _AGREED, bare=True)
    yield blocks.Heading(2, "Forty minutes for one enquiry")
    yield blocks.Listing("minutes", tuple(EntryLine(None, "", what, lead=when) for when, what in _STEPS))
    yield from _build_own(room)
    if room.enough:
        yield from _build_questions(room)
        yield from _build_asks(room.asks)
    else:
        yield blocks.Heading(2, "From the staffroom")
        yield blocks.Paragraph("too few", TOO_FEW, bare=True)
    yield blocks.Heading(2, "What I take away")
    yield blocks.Paragraph("what I take away", "…", bare=True, blank=5)


def _build_own(room: Staffroom) -> Iterator[blocks.AnyBlock]:
    yield blocks.Heading(2, "My own enquiry first")
    if not room.own:
        yield blocks.Paragraph("my own", _NO_OWN, bare=True)
    for one in room.own:
        yield blocks.Quotation("my question", one.question)
        if one.decision:
            told = ", ".join(filter(None, (_DECIDED[one.decision], _format_reason(one))))
            yield blocks.Paragraph("decided", blocks.capitalise(told))
    if room.own_asks:
        lines = tuple(EntryLine(None, "", ask.text, ask.came_of_it) for ask in room.own_asks)
        yield blocks.Listing("what would help me", lines, titled=True)
    if room.own_readings:
        own = [(one.reading, trial) for one in room.own_readings for trial in one.trials]
        tried = ((what, "; ".join((_tell_trial(trial), *_list_beside(trial)))) for what, trial in own)
        lines = tuple(EntryLine(None, "", what, beside) for what, beside in tried)
        yield blocks.Listing("what I read and tried", lines, titled=True)


def _build_questions(room: Staffroom) -> Iterator[blocks.AnyBlock]:
    yield blocks.Heading(2, "Questions being asked")
    if not room.themes:
        yield blocks.Paragraph("questions", "None is open.", bare=True)
    for theme in room.themes:
        lines = tuple(EntryLine(None, "", one.question, one.name) for one in theme.questions)
        yield blocks.Listing(theme.theme or "without a theme", lines, titled=True)


def _build_asks(asks: tuple[GivenAsk, ...]) -> Iterator[blocks.AnyBlock]:
    if asks:
        yield blocks.Heading(2, "What would help")
    for answer, label in _ANSWERED.items():
        if lines := tuple(EntryLine(None, "", one.text, one.came_of_it) for one in asks if one.answer == answer):
            yield blocks.Listing(label, lines, titled=True)


def _build_readings(readings: tuple[TriedHere, ...]) -> Iterator[blocks.AnyBlock]:
    """Yield each reading with its lines: how it turned out and why, beside it what was done and looked for."""
    for one in readings:
        lines = list[EntryLine]()
        for trial in one.trials:
            lines.append(EntryLine(None, "", blocks.capitalise(_tell_trial(trial)), "; ".join(_list_beside(trial))))
        many = f" (tried by {spell_number(one.givers)} of us)" if one.givers else ""
        yield blocks.Heading(3, f"{one.reading}{many}")
        yield blocks.Listing("here", tuple(lines))


def _tell_trial(trial: TriedOnce) -> str:
    return ": ".join(filter(None, (VERDICT_WORDS[trial.verdict], trial.why)))


def _list_beside(trial: TriedOnce) -> list[str]:
    told = (("tried", trial.tried), ("looked for", trial.expects))
    return [f"{label}: {words}" for label, words in told if words]


def _build_decided(decided: tuple[DecidedEnquiry, ...]) -> Iterator[blocks.AnyBlock]:
    """Yield each decision's lines: what was asked, and beside it the reason, where one was given."""
    if decided:
        yield blocks.Heading(2, "Decided, and why")
    for decision in (*DECISIONS, None):
        lines = list[EntryLine]()
        for one in (one for one in decided if one.decision is decision):
            beside = "; ".join(filter(None, (_format_reason(one), one.name)))
            lines.append(EntryLine(None, "", one.question, beside))
        if lines:
            yield blocks.Listing(_DECIDED[decision], tuple(lines), titled=True)


def _format_reason(one: DecidedEnquiry | GivenEnquiry) -> str:
    """Return why it was decided, and whether that was against what was expected; nothing where neither was given."""
    if one.disagreed:
        return f"{_AGAINST}: {one.because}" if one.because else _AGAINST
    return f"because {one.because.removeprefix('because ')}" if one.because else ""
