"""Days as people say them: some 150 phrases in six calendars on five days of a year, against dates written out here.

What is expected is reckoned from `today` by nothing but the standard library, and from the terms and days off below,
which were copied from the published lists or counted on a wall calendar.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from enquiry.dates.parse import read_period
from enquiry.dates.phrase import DateBias
from enquiry.errors import UnreadableDate
from enquiry.presets import load_calendar

NAMES = ("scotland", "england", "ireland", "ontario", "new-zealand", "usa")
CALENDARS = {name: load_calendar(name, Path("nowhere")) for name in NAMES}
TODAYS = [date(2026, 2, 3), date(2026, 4, 3), date(2026, 7, 15), date(2026, 10, 26), date(2026, 12, 28)]
Answer = date | tuple[date, date] | None
"""One day, the first and last of several, or nothing where it must be refused."""
Rule = Callable[[date, str], Answer]

TERMS = {
    "scotland": """
        Term 1: 2024-08-19 2024-10-11, 2025-08-18 2025-10-10, 2026-08-17 2026-10-09, 2027-08-16 2027-10-08
        Term 2: 2024-10-28 2024-12-20, 2025-10-27 2025-12-19, 2026-10-26 2026-12-18
        Term 3: 2025-01-06 2025-03-28, 2026-01-05 2026-03-27, 2027-01-04 2027-03-26
        Term 4: 2025-04-14 2025-06-27, 2026-04-13 2026-06-26, 2027-04-12 2027-06-25""",
    "england": """
        Autumn term: 2024-09-03 2024-12-20, 2025-09-02 2025-12-19, 2026-09-01 2026-12-18, 2027-09-07 2027-12-17
        Spring term: 2025-01-06 2025-03-28, 2026-01-05 2026-03-27, 2027-01-04 2027-03-26
        Summer term: 2025-04-14 2025-07-23, 2026-04-13 2026-07-22, 2027-04-12 2027-07-21""",
    "ireland": """
        Autumn term: 2024-09-02 2024-12-20, 2025-09-01 2025-12-19, 2026-09-01 2026-12-18, 2027-09-01 2027-12-17
        Spring term: 2025-01-06 2025-04-11, 2026-01-05 2026-03-27, 2027-01-04 2027-03-19
        Summer term: 2025-04-28 2025-06-27, 2026-04-13 2026-06-26, 2027-04-05 2027-06-25""",
    "ontario": """
        Semester 1: 2024-09-03 2025-01-31, 2025-09-02 2026-01-30, 2026-09-08 2027-01-29, 2027-09-07 2028-01-28
        Semester 2: 2025-02-03 2025-06-27, 2026-02-02 2026-06-26, 2027-02-01 2027-06-25""",
    "new-zealand": """
        Term 1: 2025-01-27 2025-04-11, 2026-01-26 2026-04-02, 2027-02-01 2027-04-09
        Term 2: 2025-04-28 2025-06-27, 2026-04-20 2026-07-03, 2027-04-26 2027-07-02
        Term 3: 2025-07-14 2025-09-19, 2026-07-20 2026-09-25, 2027-07-19 2027-09-24
        Term 4: 2024-10-14 2024-12-20, 2025-10-06 2025-12-19, 2026-10-12 2026-12-18, 2027-10-11 2027-12-17""",
    "usa": """
        Fall semester: 2024-08-19 2024-12-20, 2025-08-18 2025-12-19, 2026-08-17 2026-12-18, 2027-08-16 2027-12-17
        Spring semester: 2025-01-06 2025-06-06, 2026-01-05 2026-06-05, 2027-01-04 2027-06-04""",
}
DAYS_OFF = {
    "scotland": "2026-02-16 2026-02-17 2026-05-04 2027-02-15 2027-02-16",
    "england": "2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-05-04 2026-05-25 2026-05-26 2026-05-27 "
    "2026-05-28 2026-05-29 2026-10-26 2026-10-27 2026-10-28 2026-10-29 2026-10-30",
    "ireland": "2026-02-02 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 2026-03-17 2026-05-04 2026-06-01 "
    "2026-10-26 2026-10-27 2026-10-28 2026-10-29 2026-10-30 2027-02-01",
    "ontario": "2025-12-22 2025-12-23 2025-12-24 2025-12-25 2025-12-26 2025-12-29 2025-12-30 2025-12-31 2026-01-01 "
    "2026-01-02 2026-02-16 2026-03-16 2026-03-17 2026-03-18 2026-03-19 2026-03-20 2026-04-03 2026-04-06 2026-05-18 "
    "2026-10-12 2026-12-21 2026-12-22 2026-12-23 2026-12-24 2026-12-25 2026-12-28 2026-12-29 2026-12-30 2026-12-31 "
    "2027-01-01",
    "new-zealand": "2025-10-27 2026-02-06 2026-04-27 2026-06-01 2026-10-26 2027-02-08",
    "usa": "2025-11-27 2025-11-28 2026-01-19 2026-02-16 2026-03-16 2026-03-17 2026-03-18 2026-03-19 2026-03-20 "
    "2026-05-25 2026-09-07 2026-11-26 2026-11-27 2027-01-18",
}
Span = tuple[date, date]


def list_spans(where: str) -> dict[str, list[Span]]:
    rows = (line.strip().split(": ") for line in TERMS[where].strip().splitlines())
    pairs = {name: [pair.split() for pair in rest.split(", ")] for name, rest in rows}
    return {name: [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in them] for name, them in pairs.items()}


SPANS = {where: list_spans(where) for where in NAMES}
ALL_TERMS = {where: sorted(span for spans in SPANS[where].values() for span in spans) for where in NAMES}
OFF = {where: {date.fromisoformat(day) for day in told.split()} for where, told in DAYS_OFF.items()}
FIRST = {"scotland": "Term 1", "england": "Autumn term", "ireland": "Autumn term", "ontario": "Semester 1"}
FIRST |= {"new-zealand": "Term 1", "usa": "Fall semester"}
BEGINS = {"scotland": (8, 1), "england": (9, 1), "ireland": (9, 1), "ontario": (9, 1), "new-zealand": (1, 1)}
BEGINS |= {"usa": (7, 1)}


def on(text: str) -> Rule:
    day = date.fromisoformat(text)
    return lambda _t, _w: day


def step(days: int = 0, months: int = 0) -> Rule:
    return lambda t, _w: t + relativedelta(days=days, months=months)


def no(_t: date, _w: str) -> Answer:
    return None


def weekday(number: int, kind: str = "", weeks: int = 0) -> Rule:
    """Last, next or this Monday (0) and so on; bare, the last, today too; in the week so many off."""

    def rule(t: date, _w: str) -> Answer:
        monday = t - timedelta(days=t.weekday())
        if kind == "week":
            return monday + timedelta(days=7 * weeks + number)
        days = [t + timedelta(days=n) for n in range(-7, 8)]
        such = [day for day in days if day.weekday() == number]
        if kind == "next":
            return min(day for day in such if day > t)
        return max(day for day in such if day < t or (not kind and day == t))

    return rule


def beside(number: int, days: int) -> Rule:
    """So many days from the next such weekday, or before the last; refused on the weekday itself."""

    def rule(t: date, where: str) -> Answer:
        if t.weekday() == number:
            return None
        near = weekday(number, "next" if days > 0 else "last")(t, where)
        assert isinstance(near, date)
        return near + timedelta(days=days)

    return rule


def yearly(month: int, day: int) -> Rule:
    return lambda t, _w: max(d for y in (2025, 2026) if (d := date(y, month, day)) <= t)


def by_order(dmy: Rule, mdy: Rule, either: Rule) -> Rule:
    return lambda t, where: {"usa": mdy, "ontario": either}.get(where, dmy)(t, where)


def by_place(rules: dict[str, Rule]) -> Rule:
    return lambda t, where: rules.get(where, no)(t, where)


def monthly(day: int) -> Rule:
    def rule(t: date, _w: str) -> Answer:
        firsts = [t.replace(day=1) + relativedelta(months=-n) for n in range(3)]
        days = [one.replace(day=day) for one in firsts if day <= monthrange(one.year, one.month)[1]]
        return max(one for one in days if one <= t)

    return rule


def whole_month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def month_back(month: int) -> Rule:
    return lambda t, _w: max(span for y in (2025, 2026) if (span := whole_month(y, month))[0] <= t)


def begun(spans: list[Span], t: date) -> Span:
    return max(span for span in spans if span[0] <= t)


def term(name: str, edge: int | None = None) -> Rule:
    """The last one begun of that name, or its first (0) or last (1) day; nothing where the calendar has none."""

    def rule(t: date, where: str) -> Answer:
        if name not in SPANS[where]:
            return None
        span = begun(SPANS[where][name], t)
        return span if edge is None else span[edge]

    return rule


def gap(before: str, after: str, *wheres: str) -> Rule:
    """The last one begun of the holidays between two terms, in the calendars that call it so."""

    def rule(t: date, where: str) -> Answer:
        if where not in wheres:
            return None
        ends = [last for _, last in SPANS[where][before]]
        starts = [first for first, _ in SPANS[where][after]]
        gaps = [(end, min((s for s in starts if s > end), default=None)) for end in ends]
        whole = [(end + timedelta(days=1), then - timedelta(days=1)) for end, then in gaps if then]
        return begun(whole, t)

    return rule


def near_term(which: str, edge: int | None = None) -> Rule:
    def rule(t: date, where: str) -> Answer:
        spans = ALL_TERMS[where]
        now = next((span for span in spans if span[0] <= t <= span[1]), None)
        over = max(span for span in spans if span[1] < t)
        found = {"last": over, "this": now, "now or last": now or over, "next": min(s for s in spans if s[0] > t)}[
            which
        ]
        return found if edge is None or found is None else found[edge]

    return rule


def school_year(back: int, edge: int | None = None) -> Rule:
    """The present school year whole, or its first (0) or last (1) day of school; `back` years ago."""

    def rule(t: date, where: str) -> Answer:
        month, day = BEGINS[where]
        start = date(t.year - ((t.month, t.day) < (month, day)) - back, month, day)
        end = start + relativedelta(years=1, days=-1)
        if edge is None:
            return start, end
        inside = [span for span in ALL_TERMS[where] if start <= span[0] <= end]
        return inside[0][0] if edge == 0 else inside[-1][1]

    return rule


def week_of(span: Span, number: int) -> Span:
    monday = span[0] - timedelta(days=span[0].weekday()) + timedelta(days=7 * (number - 1))
    return monday, monday + timedelta(days=6)


def year_week(number: int, day: int | None = None) -> Rule:
    def rule(t: date, where: str) -> Answer:
        weeks = [week_of(span, number) for span in SPANS[where][FIRST[where]]]
        monday, sunday = begun(weeks, t)
        return (monday, sunday) if day is None else monday + timedelta(days=day)

    return rule


def term_week(name: str, number: int) -> Rule:
    def rule(t: date, where: str) -> Answer:
        return begun([week_of(s, number) for s in SPANS[where][name]], t) if name in SPANS[where] else None

    return rule


def teaching(count: int) -> Rule:
    def rule(t: date, where: str) -> Answer:
        day, left = t, abs(count)
        while left:
            day += timedelta(days=1 if count > 0 else -1)
            in_term = any(first <= day <= last for first, last in ALL_TERMS[where])
            left -= in_term and day.weekday() < 5 and day not in OFF[where]
        return day

    return rule


def only(rule: Rule, *wheres: str) -> Rule:
    return by_place(dict.fromkeys(wheres, rule))


def latest(*days: str) -> Rule:
    return lambda t, _w: max(day for day in map(date.fromisoformat, days) if day <= t)


SPOKEN: dict[str, Rule] = {
    # Today and the days beside it
    **dict.fromkeys(("today", "this morning", "this afternoon", "this evening", "tonight", "earlier today"), step()),
    **dict.fromkeys(("yesterday", "yesterday afternoon", "last night", "last evening"), step(-1)),
    **dict.fromkeys(("tomorrow", "tomorrow morning"), step(1)),
    "the day before yesterday": step(-2),
    "day after tomorrow": step(2),
    # Weekdays
    **dict.fromkeys(("tuesday", "tue", "on tuesday", "on Tuesday afternoon"), weekday(1)),
    "friday": weekday(4),
    "last friday": weekday(4, "last"),
    "last thurs morning": weekday(3, "last"),
    "next wednesday": weekday(2, "week", 1),
    "this sunday": weekday(6, "week"),
    "next mon": weekday(0, "week", 1),
    **dict.fromkeys(("tuesday last week", "last week tuesday", "tuesday of last week"), weekday(1, "week", -1)),
    "friday next week": weekday(4, "week", 1),
    "next week on friday": weekday(4, "week", 1),
    "wed this week": weekday(2, "week"),
    "monday of this week": weekday(0, "week"),
    **dict.fromkeys(("tuesday week", "a week on tuesday", "week on tuesday", "a week tuesday"), beside(1, 7)),
    "friday fortnight": beside(4, 14),
    "a week past thursday": beside(3, -7),
    "a week past monday": beside(0, -7),
    "a week last saturday": beside(5, -7),
    "a fortnight past friday": beside(4, -14),
    "a week today": step(7),
    "a fortnight tomorrow": step(15),
    "a week ago today": step(-7),
    "a week ago yesterday": step(-8),
    "today week": step(7),
    # Counted from today
    **dict.fromkeys(("fortnight ago", "a fortnight ago", "2 weeks ago"), step(-14)),
    "week ago": step(-7),
    "3 weeks ago": step(-21),
    "two days ago": step(-2),
    "month ago": step(months=-1),
    "a year ago": step(months=-12),
    "in 2 weeks": step(14),
    "in a week's time": step(7),
    "in two weeks time": step(14),
    "in a month": step(months=1),
    "3 days from now": step(3),
    "2 weeks from today": step(14),
    # Days with their year
    **dict.fromkeys(("2026-11-20", "20261120", "2026/11/20", "2026.11.20", "20-Nov-2026"), on("2026-11-20")),
    **dict.fromkeys(("20.nov.2026", "20/nov/26", "20 nov 26", "friday 20 nov 2026", "20-nov-26"), on("2026-11-20")),
    **dict.fromkeys(("3 feb 26", "3rd of February 2026", "Feb 3 2026", "the 3rd of feb 26"), on("2026-02-03")),
    "Tuesday, 3 February 2026": on("2026-02-03"),
    **dict.fromkeys(("3/2/26", "3/2/2026", "3.2.26"), by_order(on("2026-02-03"), on("2026-03-02"), no)),
    **dict.fromkeys(("28/11/2026", "28/11/26", "28.11.26"), by_order(on("2026-11-28"), no, on("2026-11-28"))),
    **dict.fromkeys(("11/28/26", "11/28/2026"), by_order(no, on("2026-11-28"), on("2026-11-28"))),
    "4/4/26": on("2026-04-04"),
    # Days without it
    "28/11": by_order(yearly(11, 28), no, yearly(11, 28)),
    "3/2": by_order(yearly(2, 3), yearly(3, 2), no),
    **dict.fromkeys(("3 feb", "february 3rd", "the 3rd of february", "3-feb"), yearly(2, 3)),
    "nov 20": yearly(11, 20),
    "28 december": yearly(12, 28),
    "christmas day": yearly(12, 25),
    **dict.fromkeys(("the 3rd", "3rd", "on the 3rd"), monthly(3)),
    "the 31st": monthly(31),
    "the 15th": monthly(15),
    "new year's eve": yearly(12, 31),
    "the 3rd of last month": lambda t, _w: (t + relativedelta(months=-1)).replace(day=3),
    "good friday": latest("2025-04-18", "2026-04-03"),
    "easter monday": latest("2025-04-21", "2026-04-06"),
    "good friday 2027": on("2027-03-26"),
    # Counted in a month or a term
    "first monday of march": latest("2025-03-03", "2026-03-02"),
    "the last friday in november 2025": on("2025-11-28"),
    "2nd tuesday of may 2026": on("2026-05-12"),
    "first day of march": lambda t, _w: month_back(3)(t, _w)[0],  # type: ignore[index]
    "end of february": lambda t, _w: month_back(2)(t, _w)[1],  # type: ignore[index]
    # Months and weeks
    **dict.fromkeys(("november", "in november", "nov"), month_back(11)),
    "november 2025": lambda _t, _w: whole_month(2025, 11),
    "2025-11": lambda _t, _w: whole_month(2025, 11),
    "last week": lambda t, _w: (
        t - timedelta(days=t.weekday() + 7),
        t - timedelta(days=t.weekday() + 1),
    ),
    # Terms and years, by the school's calendar
    "last term": near_term("last"),
    "next term": near_term("next"),
    "this term": near_term("this"),
    "start of term": near_term("now or last", 0),
    "first day of term": near_term("now or last", 0),
    "end of term": near_term("now or last", 1),
    "start of next term": near_term("next", 0),
    "end of last term": near_term("last", 1),
    "start of session": school_year(0, 0),
    "start of the school year": school_year(0, 0),
    "end of year": school_year(0, 1),
    "start of last session": school_year(1, 0),
    "this session": school_year(0),
    "last year": school_year(1),
    **dict.fromkeys(
        ("2025-26", "25/26", "session 2025/26", "2025–26"),
        lambda _t, w: None if w == "new-zealand" else school_year(0)(date(2026, 6, 1), w),
    ),
    "term 4": term("Term 4"),
    "term four": term("Term 4"),
    "start of term 2": term("Term 2", 0),
    "summer term": term("Summer term"),
    "start of summer term": term("Summer term", 0),
    "end of the autumn term": term("Autumn term", 1),
    "semester 2": term("Semester 2"),
    "fall semester": term("Fall semester"),
    "Spring term, 2025-26": only(lambda _t, w: SPANS[w]["Spring term"][1], "england", "ireland"),
    # Holidays by the names that the program prints
    **dict.fromkeys(("easter holiday", "the easter break"), gap("Spring term", "Summer term", "england", "ireland")),
    "october holiday": gap("Term 1", "Term 2", "scotland"),
    "winter holiday": by_place(
        {
            "new-zealand": gap("Term 2", "Term 3", "new-zealand"),
            "usa": gap("Fall semester", "Spring semester", "usa"),
            "ontario": lambda t, _w: begun(
                [(date(2025, 12, 22), date(2026, 1, 2)), (date(2026, 12, 21), date(2027, 1, 1))], t
            ),
        }
    ),
    "start of the spring holiday": by_place(
        {
            "scotland": lambda t, _w: date(2025 + (t > date(2026, 3, 27)), 3, 29 - (t > date(2026, 3, 27))),
            "new-zealand": lambda t, _w: date(2025, 9, 20) if t < date(2026, 9, 26) else date(2026, 9, 26),
            "usa": latest("2025-03-17", "2026-03-16"),
        }
    ),
    "October holiday, 2025-26": only(lambda _t, _w: (date(2025, 10, 11), date(2025, 10, 26)), "scotland"),
    "matariki": only(latest("2025-06-20", "2026-07-10"), "new-zealand"),
    "anzac day": only(latest("2025-04-25", "2026-04-27"), "new-zealand"),
    **dict.fromkeys(("st patrick's day", "St Patricks Day"), only(latest("2025-03-17", "2026-03-17"), "ireland")),
    "victoria day": only(latest("2025-05-19", "2026-05-18"), "ontario"),
    # Weeks as the program counts them
    "week 3": year_week(3),
    "week 20": year_week(20),
    "tuesday of week 3": year_week(3, 1),
    "term 2 week 4": term_week("Term 2", 4),
    "week 4 of term 2": term_week("Term 2", 4),
    "week 5 of the summer term": term_week("Summer term", 5),
    # Days of school
    "in 20 teaching days": teaching(20),
    "20 teaching days ago": teaching(-20),
    "in 5 school days": teaching(5),
    "a teaching day ago": teaching(-1),
    # What is not certain
    **dict.fromkeys(("5", "noon", "10.30", "3-4", "20-11-26", "26-2-1", "3/2/98", "3 feb 98", "weeks ago"), no),
    **dict.fromkeys(("29 feb", "31 feb", "easter", "term 9", "week 60", "thirteen days ago", "31/13"), no),
    **dict.fromkeys(("a week ago tuesday", "fifth monday of february", "20 nov at school", "half a term ago"), no),
}
AHEAD: dict[str, Rule] = {
    "friday": weekday(4, "next"),
    "the 3rd": lambda t, _w: t if t.day == 3 else t.replace(day=3) + relativedelta(months=1),
    "easter monday": lambda t, _w: date(2026, 4, 6) if t <= date(2026, 4, 6) else date(2027, 3, 29),
    "28/11": by_order(
        lambda t, _w: date(2026 + (t > date(2026, 11, 28)), 11, 28),
        no,
        lambda t, _w: date(2026 + (t > date(2026, 11, 28)), 11, 28),
    ),
    "start of term": near_term("next", 0),
    "start of session": school_year(-1, 0),
    "start of october": lambda t, _w: date(2026 + (t > date(2026, 10, 1)), 10, 1),
    "start of summer term": lambda t, w: (
        min((f for f, _ in SPANS[w]["Summer term"] if f > t), default=None) if "Summer term" in SPANS[w] else None
    ),
    "first monday of march": lambda t, _w: date(2026, 3, 2) if t <= date(2026, 3, 2) else date(2027, 3, 1),
    "tuesday week": beside(1, 7),
    "29 feb": no,
}


def read(text: str, where: str, today: date, lean: DateBias) -> Answer:
    try:
        period = read_period(text, today=today, calendar=CALENDARS[where], lean=lean)
    except UnreadableDate:
        return None
    return period.begin if period.days == 1 else (period.begin, period.last)


def test_days_as_people_say_them() -> None:
    """Each phrase in each calendar on each day is what was reckoned here, or refused where it is not certain."""
    assert len(SPOKEN) >= 150
    leans: tuple[tuple[DateBias, dict[str, Rule]], ...] = (("past", SPOKEN), ("future", AHEAD))
    wrong = [
        (text, where, today.isoformat(), found, expected)
        for lean, rules in leans
        for text, rule in rules.items()
        for where in NAMES
        for today in TODAYS
        if (found := read(text, where, today, lean)) != (expected := rule(today, where))
    ]
    assert wrong == []
