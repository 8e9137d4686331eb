"""What stands in words beside a picture, and how wide it is, in every document that has pages."""

from enquiry.insight.summary.blocks import Drawn, Picture


def beneath(picture: Picture) -> str:
    """Return what stands beneath a picture: what it is of; for a timeline its sentence, which says more."""
    if picture.drawn is Drawn.TIMELINE:
        return picture.alternative
    way = f"{picture.better} is better" if picture.better in ("up", "down") else ""
    return ", ".join(filter(None, (picture.caption, picture.unit, way)))


def figures_said(picture: Picture) -> str:
    """Return the figures of a timeline as one paragraph; other pictures show theirs, or have a table above them."""
    if picture.drawn is not Drawn.TIMELINE or not picture.numbers:
        return ""
    marks = (" ".join(filter(None, row)) for row in picture.numbers.rows)
    return f"{' · '.join(marks)}."


def share(picture: Picture) -> int:
    """Return how much of a page's width a picture takes, in hundredths: a few values need less than a year does."""
    return 70 if picture.drawn is Drawn.SERIES else 100
