"""`enquiry config`: show and set what the journal and this machine know."""

from typing import Annotated

from enquiry.cli.completion import complete_setting_names, complete_setting_values
from enquiry.cli.options import build_argument, build_option
from enquiry.cli.session import Session
from enquiry.errors import UsageMistake, suggest_nearest

_KEY = "A setting, by a name below."
Key = Annotated[str | None, build_argument("[KEY]", _KEY, complete_setting_names)]
Value = Annotated[list[str] | None, build_argument("[VALUE]", "What to set it to.", complete_setting_values)]
Unset = Annotated[bool, build_option("--unset", None, "Put it back to what it is where nothing is said.")]
Move = Annotated[bool, build_option("--move", None, "With journal: take the journal along, with its backups.")]
Copy = Annotated[bool, build_option("--copy", None, "With journal: lay a copy there.")]


def config(
    session: Session, key: Key = None, value: Value = None, unset: Unset = False, move: Move = False, copy: Copy = False
) -> None:
    from enquiry.cli.journals.moving import Going, JournalMove
    from enquiry.cli.journals.naming import read_place
    from enquiry.cli.settings import (
        answer_settings,
        refuse_contradictions,
        set_in_journal,
        set_on_machine,
        set_priorities,
        show_settings,
    )
    from enquiry.config import KEYS, OF_JOURNAL

    if key is not None and key not in KEYS:
        words = f"There is no setting “{key}”.{suggest_nearest(key, KEYS)}"
        raise UsageMistake(words, f"The settings are: {', '.join(KEYS)}.")
    going = Going.MOVE if move else Going.COPY if copy else None
    refuse_contradictions(key, value, going, unset=unset, both=move and copy)
    if key is None or (value is None and not unset):
        show_settings(session, key)
        return
    if key == "priorities":
        answer_settings(session, {key: set_priorities(session, () if unset or value == [""] else value or ())})
        return
    text = None if unset else " ".join(value or ())
    if key != "journal":
        change = set_in_journal if key in OF_JOURNAL else set_on_machine
        answer_settings(session, {key: change(session, key, text)})
        return
    text = str(read_place(session, text)) if text else text  # a journal is meant wherever the program is called from
    way = JournalMove(session, session.places.find_journal(text or ""), going)
    way.prepare()
    kept = set_on_machine(session, key, text)
    way.finish()
    answer_settings(session, {key: kept})
