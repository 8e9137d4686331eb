"""The year's priorities: set in the journal, up to three, and named by the cycles that serve them."""

from collections.abc import Sequence

from enquiry.cli.session import Session
from enquiry.errors import Ambiguous, NotFound, UsageMistake, suggest_nearest
from enquiry.model.settings import MOST_PRIORITIES
from enquiry.model.text import fold_words
from enquiry.unsafe_chars import flatten_text
from enquiry.words import spell_number

EXAMPLE = 'enquiry config priorities "Talk before writing" "Reading for pleasure"'


def parse_priorities(session: Session, given: Sequence[str]) -> tuple[str, ...]:
    """Return priorities as they are kept, each on one line.

    Raises UsageMistake for a fourth, for one that is given twice, and for one that is empty.
    """
    found = tuple(flatten_text(session.clean_field(words, "priority")).strip() for words in given)
    if len(found) > MOST_PRIORITIES:
        told = ", ".join(f"“{words}”" for words in found[:5]) + (" …" if len(found) > 5 else "")
        raise UsageMistake(
            f"{spell_number(len(found)).capitalize()} priorities are more than three: {told}.",
            f"Choose three at the most, each between quotes: {EXAMPLE}",
        )
    folded = [fold_words(words) for words in found]
    if twice := next((words for words, known in zip(found, folded, strict=True) if folded.count(known) > 1), ""):
        raise UsageMistake(f"The priority “{twice}” was given twice.", "Give each of them once.")
    return found


def resolve_priority(priorities: Sequence[str], typed: str) -> str:
    """Return the priority that a number, or the beginning of its words, means.

    Raises UsageMistake where the journal has none, NotFound and Ambiguous for what fits none or several.
    """
    if not priorities:
        raise UsageMistake(f"The journal has no priorities yet, so “{typed}” is none.", f"To set them: {EXAMPLE}")
    wanted = fold_words(typed)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(priorities):
        return priorities[int(wanted) - 1]
    same = [words for words in priorities if fold_words(words) == wanted]
    fitting = same or [words for words in priorities if wanted and fold_words(words).startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    told = "; ".join(f"{place} {words}" for place, words in enumerate(priorities, 1))
    if fitting:
        raise Ambiguous(f"“{typed}” fits {spell_number(len(fitting))} priorities.", f"Give a number: {told}")
    words = f"There is no priority {wanted}." if wanted.isdecimal() else f"No priority begins with “{typed}”."
    raise NotFound(f"{words}{suggest_nearest(typed, priorities)}", f"They are: {told}")
