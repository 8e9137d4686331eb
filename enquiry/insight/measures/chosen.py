"""Groups chosen because of what is measured: what is coming anyway, and the words of a cycle that prompt to ask."""

import re

from enquiry.model.amount import Number
from enquiry.model.choices import BetterDirection
from enquiry.model.cycle import Cycle

_LOW_SCORING = re.compile(
    r"\b(slow(?:er|est|ly)?(?![ -](?:looking|reveal|release|motion|cook\w*))"
    r"|low(?:est)?(?![ -](?:stakes?|threshold|key|cost|tech|prep|floor|pressure|effort|level|demand|entry))"
    r"|weak(?:er|est)?|worst|poorest|struggl\w+|bottom|lag(?:s|ged|ging)?(?: behind)?"
    r"|(?:f[ae]ll(?:s|en|ing)?|left|get(?:s|ting)?|furthest|far|well) behind|furthest from"
    r"|below (?:\d+(?:\.\d+)? ?%|average|expect\w+|standard|age|stage|level|national|target)"
    r"|at risk|catch[ -]?up|persistently absent|under[ -]?achiev\w+|under[ -]?perform\w+|most (?:incidents|absen\w+))"
    r"(?!\w)",
    re.IGNORECASE,
)
_WHOLE_CLASS = re.compile(r"\b(class(?:es)?|year|years|cohort|everyone|whole|all)\b", re.IGNORECASE)
_RISE = (
    "The lowest scores of any class tend to rise the next time, whatever is done; where nothing had changed, the "
    "lowest 6 of 24 seemed to gain in nine classes of ten."
)
_FALL = "The highest counts of any class tend to fall the next time, whatever is done."
_EITHER = "Scores that lie furthest from the rest tend to come back towards them the next time, whatever is done."


def format_regression(cycle: Cycle | None, chosen: bool | None, better: BetterDirection, by: Number | None) -> str:
    """Return what to say of regression to the mean, or nothing where the group was not chosen because of the measure.

    `chosen` is what the person said, `by` the change of the measure. Where nothing was said a telling word of the
    cycle's is quoted, with an if.
    """
    if chosen is None:
        tell = quote_low_scoring(cycle) if cycle else ""
        return tell and f"{tell} If the group was chosen because of this measure, part of a change was coming anyway."
    if not chosen:
        return ""
    law = {BetterDirection.UP: _RISE, BetterDirection.DOWN: _FALL}.get(better, _EITHER)
    opening = "This group was chosen because of this measure"
    worse = by is not None and better is not BetterDirection.NEITHER and (by > 0) is (better is BetterDirection.DOWN)
    if by and worse:
        return f"{opening}, and moved against what was coming anyway. {law}"
    what = {BetterDirection.UP: "its gain", BetterDirection.DOWN: "its fall"}.get(better, "its change")
    return f"{opening}, so part of {what} was coming anyway. {law}"


def quote_low_scoring(cycle: Cycle) -> str:
    """Return the sentence that quotes what in a cycle sounds like a group chosen for scoring low, or nothing.

    A whole class was not chosen so, unless its own name says it.
    """
    places = [("group", cycle.group)]
    if not _WHOLE_CLASS.search(cycle.group):
        places += [("question", question.text) for question in cycle.questions] + [("issue", cycle.issue)]
    for place, text in places:
        if found := _LOW_SCORING.search(text):
            return f"The {place} of cycle {cycle.number} says “{found[0]}”."
    return ""


def needs_asking(cycle: Cycle) -> bool:
    """Say whether a cycle's group may have been chosen because of a measure: a part of a class, or telling words."""
    return bool(quote_low_scoring(cycle) or (cycle.group and not _WHOLE_CLASS.search(cycle.group)))
