"""Dates and times of day: a stretch of days, days of some year, minutes of the day, or days from now.

`12 March 2026`, `Q3 2026`, `early 2027` are days since 0001-01-01; `by March` is days of any year (a leap year's,
1 to 366); `6am to 9pm` is minutes since midnight; `next week` is days from when it was written.
"""

import calendar
import datetime
import re
from typing import NamedTuple

DATE, YEARLY, CLOCK, RELATIVE = "date", "day of the year", "time of day", "days from now"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19|20)\d\d(?![\w,]\d)(?!\d)"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12)}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
WRITTEN = re.compile(
    rf"(?<![\w.,/-])(?:(?P<iso>{_YEAR}-[01]\d-[0-3]\d)|(?P<slash>[0-3]?\d[/.][0-3]?\d[/.]{_YEAR})"
    rf"|(?P<d1>{_DAY})(?: of)? (?P<m1>{_MONTH})(?:,? (?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?!\d)(?:,? (?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_MONTH}) (?P<y3>{_YEAR})"
    rf"|(?:Q|the )(?P<q>(?<=Q)[1-4]|(?:first|second|third|fourth|last) quarter)(?: of)?(?: (?P<yq>{_YEAR}))?(?![\w’'])"
    rf"|(?P<season>(?i:spring|summer|autumn|fall|winter)) (?:of )?(?P<ys>{_YEAR})"
    rf"|(?P<part>(?i:early|late|mid|the end of|end of|the start of|the beginning of|the middle of))[ -](?P<yp>{_YEAR})"
    rf"|(?<=[Bb]y )(?P<mb>{_MONTH})|(?<=[Ii]n )(?P<mi>{_MONTH})|(?<=[Uu]ntil )(?P<mu>{_MONTH})|(?<=[Ss]ince )(?P<ms>{_MONTH})"
    rf"|(?<=[Ff]rom )(?P<mf>{_MONTH})|(?<=[Bb]efore )(?P<mo>{_MONTH})|(?<=end of )(?P<me>{_MONTH})"
    rf"|(?P<year>{_YEAR})(?![ -]?(?:%|customers|users|pools|people|members|homes|sites|schools|clients|stores|shops|firms|businesses|words|times|points|hours|days|minutes|m\b|km\b|kg\b|[GMT]B\b)))"
)
TIMES = re.compile(
    r"(?<![\w.,:£$€])(?:(?P<h1>[01]?\d|2[0-3])(?:[:.](?P<n1>[0-5]\d))? ?(?P<p1>[ap])\.?m\b\.?|(?P<h2>[01]?\d|2[0-3]):(?P<n2>[0-5]\d)(?!\d)"
    r"|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"(?<![\w.,:£$€])(?:from )?(?P<a>[01]?\d|2[0-3])(?: ?(?:-|–|—) ?| to | till | until )(?=(?P<b>[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?[ap]\.?m\b)"
    r"|\b(?P<plain>9|nine|8|eight)(?:-| to | till )(?P<last>5|five|6|six)\b(?! (?:\w+ )?(?:minutes|hours|days|weeks|months|years|people|users))|\b24/7\b|\bround[- ]the[- ]clock\b|\b24 hours a day\b|\bday and night\b",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:(?P<day>today|tonight|this (?:morning|afternoon|evening)|tomorrow|yesterday)|(?P<which>next|this|last) (?P<span>week|month|quarter|year))\b",
    re.IGNORECASE,
)
MONTHS_A_YEAR = 12
_SPANS = {"week": 7, "month": 30, "quarter": 91, "year": 365}


class Dated(NamedTuple):
    """A date or time and where it stands."""

    start: int
    end: int
    low: float
    high: float
    unit: str


def dates_in(text: str) -> list[Dated]:
    """Return the dates, times of day and relative dates of *text* in order; impossible ones are left out."""
    found = []
    if any(c.isdigit() for c in text) or _MAY_NAME.search(text):
        found += [dated for match in WRITTEN.finditer(text) if (dated := _dated(match))]
        found += _clock(text)
    found += [_relative(match) for match in NEXT.finditer(text)]
    return sorted(found)


_MAY_NAME = re.compile(
    _MONTH + r"|quarter|clock|\b(?:noon|midday|midnight|nine|eight)\b|day and night", re.IGNORECASE
)


def _dated(match: re.Match[str]) -> Dated | None:
    try:
        low, high, unit = _days(match)
    except ValueError:
        return None
    return Dated(match.start(), match.end(), low, high, unit)


def _days(match: re.Match[str]) -> tuple[int, int, str]:
    """Return the first and the last day of a date, and their unit."""
    if match["iso"] or match["slash"]:
        return _numeric(match["iso"] or match["slash"])
    years = (match[name] for name in ("y1", "y2", "y3", "yq", "ys", "yp", "year"))
    year = next((int(written) for written in years if written), None)
    months = (match[name] for name in ("m1", "m2", "m3", "mb", "mi", "mu", "ms", "mf", "mo", "me"))
    month = next((written for written in months if written), None)
    if month:
        return _in_month(year, MONTHS.index(month[:3].lower()) + 1, match["d1"] or match["d2"])
    first, last = _months(match)
    return _stretch(year, (first, 1), (last, 31))


def _in_month(year: int | None, month: int, day: str | None) -> tuple[int, int, str]:
    if day is None:
        return _stretch(year, (month, 1), (month, 31))
    exact = int(day.rstrip("stndrh"))
    return _stretch(year, (month, exact), (month, exact))


def _months(match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last month of a quarter, a season or a part of a year."""
    if match["q"]:
        quarter = int(match["q"]) if match["q"].isdigit() else _QUARTERS[match["q"].split()[0]]
        return 3 * quarter - 2, 3 * quarter
    if match["season"]:
        return _SEASONS[match["season"].lower()]
    word = (match["part"] or "").lower()
    if not word:
        return 1, 12
    if any(sign in word for sign in ("early", "start", "beginning")):
        return 1, 4
    return (5, 8) if "mid" in word else (9, 12)


def _numeric(written: str) -> tuple[int, int, str]:
    if "-" in written:
        day = datetime.date.fromisoformat(written)
    else:
        first, second, year = (int(part) for part in re.split(r"[/.]", written))
        month, number = (first, second) if second > MONTHS_A_YEAR else (second, first)
        day = datetime.date(year, month, number)
    return day.toordinal(), day.toordinal(), DATE


def _stretch(year: int | None, first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int, str]:
    """Return the days from *first* to *last*, each a month and a day that may lie past the month's end."""
    of = year or 2024
    begin = datetime.date(of, *first)
    end = datetime.date(of, last[0], min(last[1], calendar.monthrange(of, last[0])[1]))
    if year is None:
        return begin.timetuple().tm_yday, end.timetuple().tm_yday, YEARLY
    return begin.toordinal(), end.toordinal(), DATE


def _clock(text: str) -> list[Dated]:
    """Return the times of day, two of them joined where they are a stretch: `6am to 9pm`."""
    points = [Dated(m.start(), m.end(), _minute(m), _minute(m), CLOCK) for m in TIMES.finditer(text)]
    found: list[Dated] = []
    for point in points:
        if found and re.fullmatch(
            r" ?(?:-|–|—) ?| to | till | until | and ", text[found[-1].end : point.start]
        ):
            last = found.pop()
            point = Dated(last.start, point.end, last.low, point.high, CLOCK)
        found.append(point)
    for match in OPEN.finditer(text):
        if match["a"]:
            found = [_opened(match, dated) if dated.start == match.end() else dated for dated in found]
        elif match["plain"]:
            low, high = (
                (480 if match["plain"].lower() in {"8", "eight"} else 540),
                (1020 if match["last"].lower() in {"5", "five"} else 1080),
            )
            found.append(Dated(match.start(), match.end(), low, high, CLOCK))
        else:
            found.append(Dated(match.start(), match.end(), 0, 1440, CLOCK))
    return found


def _opened(match: re.Match[str], dated: Dated) -> Dated:
    """Return *dated* from the bare hour before it: `9-5pm`, `6 to 9pm`."""
    hour = int(match["a"])
    return Dated(match.start(), dated.end, float(60 * hour), dated.high, CLOCK)


def _minute(match: re.Match[str]) -> float:
    if match["word"]:
        return 1440.0 if match["word"].lower() == "midnight" else 720.0
    hour, minute = int(match["h1"] or match["h2"]), int(match["n1"] or match["n2"] or 0)
    half = (match["p1"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return float(60 * hour + minute)


def _relative(match: re.Match[str]) -> Dated:
    if match["day"]:
        day = {"tomorrow": 1.0, "yesterday": -1.0}.get(match["day"].lower(), 0.0)
        return Dated(match.start(), match.end(), day, day, RELATIVE)
    days = float(_SPANS[match["span"].lower()])
    shift = {"next": 1.0, "this": 0.0, "last": -1.0}[match["which"].lower()]
    return Dated(match.start(), match.end(), shift * days, (shift + 1) * days, RELATIVE)
