"""The settings of the journal and of this machine: shown, set, put back, and mended where a line can't be used."""

from collections.abc import Mapping, Sequence
from datetime import date

from enquiry.answers.journal import SettingsAnswer
from enquiry.cli.session import Session
from enquiry.cli.writing.entries import say_new_journal
from enquiry.cli.writing.priorities import parse_priorities
from enquiry.config import OF_JOURNAL, SETTING_NAMES, Config, get_setting, mend_settings, read_settings
from enquiry.dates.parse import read_day
from enquiry.dates.period import spell
from enquiry.errors import UsageMistake
from enquiry.model.settings import Settings
from enquiry.model.text import fold_words
from enquiry.presets import load_calendar, load_prompts
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.unsafe_chars import show_on_one_line
from enquiry.views.layout import draw_pairs, format_pairs_lines

SettingValue = str | float | date | tuple[str, ...] | None


def refuse_contradictions(key: str | None, value: object, going: str | None, *, unset: bool, both: bool) -> None:
    """Raise UsageMistake for options that say nothing here, or that say two things at once."""
    if unset and (key is None or value is not None):
        raise UsageMistake("--unset takes a setting, and no value.", "Such as: enquiry config color --unset")
    if both:
        raise UsageMistake("--move and --copy contradict each other.", "Give one of them.")
    if going and (key != "journal" or (value is None and not unset)):
        raise UsageMistake(f"--{going} belongs to a new place for the journal.", "enquiry config journal NEW")


def show_settings(session: Session, key: str | None) -> None:
    """Show all settings, or one; say which lines of the settings file can't be used, and offer to mend them."""
    config, faults = read_settings(session.places.settings)
    session.__dict__["config"] = config  # what can't be used is said here, line by line
    settings = session.load_journal_or_empty().settings
    kept: dict[str, SettingValue] = {name: getattr(settings, name) for name in OF_JOURNAL}
    kept |= {name: get_setting(config, name) for name in SETTING_NAMES}
    usual = {name for name in SETTING_NAMES if "." in name and kept[name] == get_setting(Config(), name)}
    shown = {name: kept[name] for name in kept if name not in usual} if key is None else {key: kept[key]}
    words = {name: _format_setting(value) for name, value in shown.items()}
    wrong = tuple(f"line {fault.line}: {fault.words}" if fault.line else fault.words for fault in faults)
    session.show(words, view=draw_pairs, plain=format_pairs_lines, data=lambda _: SettingsAnswer(shown, wrong))
    if not faults:
        return
    session.stdout.flush()
    path = session.places.settings
    session.tell(f"In {path}:")
    for line in wrong:
        session.tell(line)
    if not faults[0].line:
        session.tell("Mend the file, or move it away.")
    elif session.confirm("Mend these lines? A # is put before what can't be read; nothing is taken away."):
        write_file_atomically(path, mend_settings(path, faults))
        session.say("They are mended.")
    else:
        session.tell("Mend them in an editor, or let it be done: enquiry config --yes")


def _format_setting(value: SettingValue) -> str:
    """Return a setting on one line; several texts with semicolons between them."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else show_on_one_line(value)


def set_priorities(session: Session, given: Sequence[str]) -> tuple[str, ...]:
    """Set the year's priorities, none to take them away; say them with their numbers, and which cycles name another.

    Raises UsageMistake as `parse_priorities` does.
    """
    kept = parse_priorities(session, given)
    with session.change() as step:
        step.journal = step.journal.update_settings(priorities=kept)
        step.did = "priorities set"
    say_new_journal(session, made_new=step.made_new)
    for place, words in enumerate(kept, 1):
        session.say(f"Priority {place}: {words}")
    if not kept:
        session.say("There are no priorities now.")
    known = {fold_words(words) for words in kept}
    for cycle in step.journal.open:
        if cycle.priority and fold_words(cycle.priority) not in known:
            session.say(
                f"Cycle {cycle.number} still names “{cycle.priority}”: enquiry edit {cycle.number} --priority …"
            )
    if kept and step.journal.open and not any(cycle.priority for cycle in step.journal.open):
        number = (step.journal.current or step.journal.open[0]).number
        session.say(f"A cycle names the one that it serves, by number or words: enquiry edit {number} --priority 1")
    return kept


def set_in_journal(session: Session, key: str, value: str | None) -> SettingValue:
    """Set what travels with the journal, or with None put it back; say so, and return what is kept."""
    text = session.clean_field(value, key) if value else ""
    text = Settings().calendar if key == "calendar" and value is None else text
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
    session.say(f"{key} is {f'now “{text}”' if text else 'not set now'}, in the journal.")
    if dated and dated.years:
        session.say(dated.source)
    return kept


def set_on_machine(session: Session, key: str, value: str | None) -> SettingValue:
    """Set what belongs to this machine, or with None take it from the file; say so, and return what holds now."""
    text = session.clean_field(value, key) if value else None if value is None else ""
    if key == "prompts" and text:
        load_prompts(text, session.places.prompts)
    session.set_up(key, text)
    kept = get_setting(session.config, key)
    said = f"“{text}”" if text is not None else f"as usual, “{kept}”"
    session.say(f"{key} is now {said}, in {session.places.settings}.")
    return kept


def answer_settings(session: Session, kept: Mapping[str, SettingValue]) -> None:
    """Answer with what was set, where JSON is wanted."""
    if session.json:
        session.answer(SettingsAnswer(dict(kept)))
