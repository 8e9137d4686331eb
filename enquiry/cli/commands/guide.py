"""`enquiry guide`: the pages that come with the program."""

from typing import Annotated

from enquiry.answers.journal import PageAnswer, PassagesAnswer, TopicsAnswer
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.guide import find_page, load_guide, search_guide
from enquiry.views import guide as views

GuideWords = Annotated[list[str] | None, build_argument("[TOPIC|WORD]...", "A topic, or words to find in all pages.")]


def guide(session: Session, words: GuideWords = None) -> None:
    if not words:
        session.show(load_guide(), view=views.draw_topics, plain=views.format_topic_lines, data=TopicsAnswer)
    elif len(words) == 1 and (page := find_page(words[0])):
        session.show(page, view=views.draw_page, plain=views.format_page_lines, data=PageAnswer)
    else:
        first, rest = find_page(words[0]), words[1:]
        passages = search_guide((first,), rest) if first else search_guide(load_guide(), words)
        plain = views.format_passage_lines
        session.show(passages, view=views.draw_passages, plain=plain, data=PassagesAnswer)
