"""The question helper: some beginnings open a question up, others ask for a yes or a no."""

CLOSED_STEMS = (
    *("do", "does", "did", "is", "are", "was", "were", "am", "has", "have", "had"),
    *("will", "would", "can", "could", "should", "may", "might", "shall"),
)
"""First words that ask for a yes or a no."""

OPEN_STEMS = ("In what ways …", "What happens to … when …", "How does … change when …")
"""Beginnings that open a question up: a stem, a change, an outcome."""


def find_closed_stem(question: str) -> str:
    """Return the first word of a question that can be answered with yes or no, or nothing for an open one."""
    word = question.split(maxsplit=1)[0].strip("“\"'‘«(") if question.split() else ""
    return word if word.casefold() in CLOSED_STEMS else ""
