"""The question helper: some beginnings open a question up, others ask for a yes or a no."""

CLOSED = frozenset(
    [
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "am",
        "will",
        "would",
        "can",
        "could",
        "should",
        "has",
        "have",
        "had",
        "may",
        "might",
        "shall",
    ]
)
"""First words that ask for a yes or a no."""

OPENINGS = ("In what ways …", "What happens to … when …", "How does … change when …")
"""Beginnings that open a question up: a stem, a change, an outcome."""


def asks_for_a_yes(question: str) -> str:
    """Return the first word of a question that can be answered with yes or no, or nothing for an open one."""
    word = question.split(maxsplit=1)[0].strip("“\"'‘«(") if question.split() else ""
    return word if word.casefold() in CLOSED else ""
