"""`enquiry where`: where everything lies."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from enquiry.answers.journal import PlacesAnswer
from enquiry.cli.messages import measure_cells
from enquiry.cli.session import Session
from enquiry.cli.together import is_shared
from enquiry.store.disk.places import get_backups_folder
from enquiry.store.keys.identity import KEY_FILE
from enquiry.store.sharing.memory import read_record
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_places, format_pairs_lines

if TYPE_CHECKING:
    from enquiry.views.theme import RenderOptions


def where(session: Session) -> None:
    journal, kept = session.journal_path, session.places
    made = os.path.lexists(journal)
    names = ("settings", "calendars", "prompts", "readers", "languages", "standards", "pupils", "allowed", "state")
    name = session.journal_name
    places = {"journal": journal, "backups": get_backups_folder(journal, kept.state)}
    places |= {name: getattr(kept, name) for name in names}
    if record := read_record(session.journal_file, kept.state) if is_shared(session) else None:
        places["shared"] = record.place
    if os.path.lexists(session.key_folder / KEY_FILE):
        places["key"] = session.key_folder / KEY_FILE
    words = {name: show_on_one_line(path) for name, path in places.items()}
    words = {"name": name, **words} if name else words
    words["journal"] += "" if made else " (not made yet)"

    def draw(words: Mapping[str, str], look: "RenderOptions") -> Any:
        drawing = draw_places(words, look)
        session.console.width = max(look.width, *map(measure_cells, words.values()))  # a path is copied whole
        return drawing

    session.show(words, view=draw, plain=format_pairs_lines, data=lambda _words: PlacesAnswer(places, made))
