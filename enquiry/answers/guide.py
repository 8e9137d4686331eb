"""The answers of `guide`."""

from collections.abc import Iterable

from enquiry.guide import GuidePage, GuidePassage

Object = dict[str, object]


def describe_topics(pages: Iterable[GuidePage]) -> Object:
    """Return the topics with what each is about."""
    return {"topics": [{"topic": page.topic, "title": page.title, "about": page.about} for page in pages]}


def describe_page(page: GuidePage) -> Object:
    """Return one page, its Markdown as `text`."""
    return {"page": page._asdict()}


def describe_passages(passages: Iterable[GuidePassage]) -> Object:
    """Return the passages in which the words were found."""
    return {"passages": [passage._asdict() for passage in passages]}
