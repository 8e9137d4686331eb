"""What `guide` answers to a program: topics, a page, or passages."""

from typing import Annotated

from enquiry.answers.answer import Answer, take_fields
from enquiry.guide import GuidePage, GuidePassage


@take_fields(GuidePage, without=("text",))
class TopicAnswer(Answer, frozen=True):
    """A topic, its title, and what it is about."""


class TopicsAnswer(Answer, frozen=True):
    """The topics of the guide."""

    topics: Annotated[tuple[TopicAnswer, ...], ""]


@take_fields(GuidePage)
class PageContent(Answer, frozen=True):
    """A page, its Markdown as `text`."""


class PageAnswer(Answer, frozen=True):
    """One page of the guide."""

    page: Annotated[PageContent, ""]


@take_fields(GuidePassage)
class PassageContent(Answer, frozen=True):
    """A paragraph, list item or example, with the topic and the heading it stands under."""


class PassagesAnswer(Answer, frozen=True):
    """The passages in which all words were found."""

    passages: Annotated[tuple[PassageContent, ...], ""]
