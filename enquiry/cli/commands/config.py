"""`enquiry config`: show and set what the journal and this machine know."""

from datetime import date
from typing import Annotated

from enquiry.answers.journal import SettingsAnswer
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import say_new_journal
from enquiry.config import SETTING_NAMES, Config, get_setting, read_config, set_config
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.paths import expand_path
from enquiry.presets import load_calendar, load_prompts
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_pairs, format_pairs_lines

OF_JOURNAL = ("calendar", "name", "role", "meeting")
KEYS = (*OF_JOURNAL, *SETTING_NAMES)
FIRST = ", ".join(key for key in KEYS if "." not in key)
SettingValue = str | float | date | None

_KEY = f"One of: {FIRST}; or a threshold of the pulse, such as pulse.quiet."
Key = Annotated[str | None, build_argument("[KEY]", _KEY)]
Value = Annotated[list[str] | None, build_argument("[VALUE]", "What to set it to.")]


def config(session: Session, key: Key = None, value: Value = None) -> None:
    if key is not None and key not in KEYS:
        words = f"There is no setting “{key}”.{suggest_nearest(key, KEYS)}"
        raise UsageMistake(words, f"The settings are: {', '.join(KEYS)}.")
    if key is None or value is None:
        _show_settings(session, key)
        return
    change = _set_in_journal if key in OF_JOURNAL else _set_on_machine
    kept = change(session, key, " ".join(value))
    if session.json:
        session.answer(SettingsAnswer({key: kept}))


def _show_settings(session: Session, key: str | None) -> None:
    settings = session.load_journal_or_empty().settings
    kept: dict[str, SettingValue] = {name: getattr(settings, name) for name in OF_JOURNAL}
    kept |= {name: get_setting(session.config, name) for name in SETTING_NAMES}
    usual = {name for name in SETTING_NAMES if "." in name and kept[name] == get_setting(Config(), name)}
    shown = {name: kept[name] for name in kept if name not in usual} if key is None else {key: kept[key]}
    words = {name: "" if value is None else show_on_one_line(value) for name, value in shown.items()}
    session.show(words, view=draw_pairs, plain=format_pairs_lines, data=lambda _words: SettingsAnswer(shown))


def _set_in_journal(session: Session, key: str, value: str) -> SettingValue:
    text = session.clean_field(value, key) if value else ""
    dated = load_calendar(text, session.places.calendars) if key == "calendar" else None
    with session.change() as step:
        kept: date | str | None = text
        if key == "meeting":  # an empty one takes the day away
            calendar = session.load_school_calendar(step.journal)
            kept = read_day(text, today=session.today, calendar=calendar) if text else None
            if kept and kept > session.today:
                raise UsageMistake(f"“{text}” is {spell(kept)}, which is yet to come.", "Name the day of the last one.")
            text = kept.isoformat() if kept else ""
        step.journal = step.journal.update_settings(**{key: kept})
        step.did = f"{key} set"
    say_new_journal(session, made_new=step.made_new)
    session.say(f"{key} is now “{text}”, in the journal.")
    if dated and dated.years:
        session.say(dated.source)
    return kept


def _set_on_machine(session: Session, key: str, value: str) -> SettingValue:
    if key == "prompts" and value:
        load_prompts(value, session.places.prompts)
    path = session.places.settings
    text = session.clean_field(value, key) if value else ""
    if key == "journal" and text:  # a journal is meant wherever the program is called from
        text = str(expand_path(text))
    data = set_config(path, key, text)
    with translate_write_errors(path):
        make_folder(path.parent)
    write_file_atomically(path, data)
    session.say(f"{key} is now “{text}”, in {path}.")
    return get_setting(read_config(path), key)
