"""`enquiry config`: show and set what the journal and this machine know."""

from datetime import date
from typing import Annotated

import typer

from enquiry.cli.session import Session
from enquiry.cli.writing.entries import say_new_journal
from enquiry.config import OPTIONS, Config, option, set_config
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake, near
from enquiry.model.journal import Journal
from enquiry.paths import path_named
from enquiry.presets import load_calendar, load_prompts

OF_JOURNAL = ("calendar", "name", "role", "meeting")
KEYS = (*OF_JOURNAL, *OPTIONS)
FIRST = ", ".join(key for key in KEYS if "." not in key)

Key = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help=f"One of: {FIRST}; or a threshold of the pulse, such as pulse.quiet."),
]
Value = Annotated[list[str] | None, typer.Argument(metavar="[VALUE]", help="What to set it to.", show_default=False)]


def config(ctx: typer.Context, key: Key = None, value: Value = None) -> None:
    """Show all settings, one of them, or set one. Thresholds of the pulse are listed where they were changed.

    meeting is the day of your last review meeting, from which a summary for the next one begins.

    $ enquiry config calendar england        $ enquiry config name "A. Teacher"
    """
    session: Session = ctx.obj
    if key is not None and key not in KEYS:
        raise UsageMistake(f"There is no setting “{key}”.{near(key, KEYS)}", f"The settings are: {', '.join(KEYS)}.")
    if key is None or value is None:
        _show(session, key)
    elif key in OF_JOURNAL:
        _set_in_journal(session, key, " ".join(value))
    else:
        _set_on_machine(session, key, " ".join(value))


def _show(session: Session, key: str | None) -> None:
    from enquiry.answers.journal import settings_object
    from enquiry.views.layout import pairs_lines, pairs_view

    settings = session.journal_if_any().settings
    kept = {name: str(getattr(settings, name) or "") for name in OF_JOURNAL}
    kept |= {name: option(session.config, name) for name in OPTIONS}
    usual = {name for name in OPTIONS if "." in name and kept[name] == option(Config(), name)}
    shown = {name: kept[name] for name in kept if name not in usual} if key is None else {key: kept[key]}
    session.show(shown, view=pairs_view, plain=pairs_lines, data=settings_object)


def _set_in_journal(session: Session, key: str, value: str) -> None:
    text = session.field(value, key) if value else ""
    if key == "calendar":
        load_calendar(text, session.places.calendars)
    with session.change() as step:
        day = _day(session, step.journal, text) if key == "meeting" else None
        text = day.isoformat() if day else text
        step.journal = step.journal.with_settings(**{key: day if key == "meeting" else text})
        step.did = f"{key} set"
    say_new_journal(session, made_new=step.made_new)
    session.say(f"{key} is now “{text}”, in the journal.")
    _answer(session, key, text)


def _day(session: Session, journal: Journal, text: str) -> date | None:
    """Return the day of the last review meeting, which has been; None takes the day away."""
    if not text:
        return None
    day = read_day(text, today=session.today, calendar=session.calendar(journal))
    if day > session.today:
        raise UsageMistake(f"“{text}” is {spell(day)}, which is yet to come.", "Name the day of the last one.")
    return day


def _set_on_machine(session: Session, key: str, value: str) -> None:
    from enquiry.store.disk.atomic import write_whole
    from enquiry.store.disk.os_errors import writing
    from enquiry.store.disk.places import make_folder

    if key == "prompts" and value:
        load_prompts(value, session.places.prompts)
    path = session.places.settings
    text = session.field(value, key) if value else ""
    if key == "journal" and text:  # a journal is meant wherever the program is called from
        text = str(path_named(text))
    data = set_config(path, key, text)
    with writing(path):
        make_folder(path.parent)
    write_whole(path, data)
    session.say(f"{key} is now “{text}”, in {path}.")
    _answer(session, key, text)


def _answer(session: Session, key: str, value: str) -> None:
    if session.json:
        session.answer({"settings": {key: value}})
