"""`enquiry where`: where everything lies."""

import os

from enquiry.answers.journal import PlacesAnswer
from enquiry.cli.session import Session
from enquiry.store.disk.places import get_backups_folder
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_pairs, format_pairs_lines


def where(session: Session) -> None:
    journal, kept = session.journal_path, session.places
    made = os.path.lexists(journal)
    names = ("settings", "calendars", "prompts", "readers", "languages", "standards", "pupils", "allowed", "state")
    places = {"journal": journal, "backups": get_backups_folder(journal, kept.state)}
    places |= {name: getattr(kept, name) for name in names}
    words = {name: show_on_one_line(path) for name, path in places.items()}
    words["journal"] += "" if made else " (not made yet)"
    session.show(words, view=draw_pairs, plain=format_pairs_lines, data=lambda _words: PlacesAnswer(places, made))
