"""Reading the text of one cell as the kind its column promises, or saying what is wrong and what to write."""

import math
import re
import unicodedata
from datetime import date, datetime

from casekit.tables.contract import Column
from casekit.text import _

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+(\.[0-9]{3})*,[0-9]+")
_IN_BRACKETS = re.compile(r"\(([0-9.,]+)\)")
_CURRENCY = re.compile(r"^[+-]?\s*(?:[$€£¥￥]|RMB|CNY|USD)\s*|\s*(?:元|[$€£¥￥]|RMB|CNY|USD)$")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})日?([T ].*)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
_YES_NO = {
    "yes": True,
    "true": True,
    "1": True,
    "是": True,
    "no": False,
    "false": False,
    "0": False,
    "否": False,
}
_BLANK = object()


class Fault(Exception):
    """What is wrong with one cell, and what to write instead."""

    def __init__(self, wrong: str, mend: str):
        super().__init__(wrong, mend)
        self.wrong, self.mend = wrong, mend


def parse(text: str, column: Column):
    """The value of one cell, None for a blank that is allowed; spaces around it do not count.

    Raises :class:`Fault` when the text is not what the column promises.
    """
    text = text.strip()
    if not text:
        if column.required:
            raise Fault(_("is blank"), _("fill it in"))
        return None
    value = _READERS[column.kind](text)
    _within_bounds(value, column)
    if column.kind == "text":
        _expected_text(value, column)
    return value


def _integer(text):
    if not _INTEGER.fullmatch(text):
        try:
            value = _number(text)
        except Fault as fault:
            raise Fault(fault.wrong.replace(_("is not a number"), _("is not a whole number")), fault.mend) from None
        if not value.is_integer():
            raise Fault(_("is not a whole number"), _("write a whole number"))
        return _in_int64(int(value))
    return _in_int64(int(text))


def _in_int64(value):
    if abs(value) >= 2**63:
        raise Fault(_("is too large for a whole number"), _("check the cell"))
    return value


def _number(text):
    if _NUMBER.fullmatch(text):
        value = float(text)
        if math.isinf(value):
            raise Fault(_("is too large for a number"), _("check the cell"))
        return value
    wrong, mend = _why_no_number(text)
    raise Fault(wrong, mend)


def _why_no_number(text):
    bare = _CURRENCY.sub("", text)
    if _GROUPED.fullmatch(text):
        return _("has separators between thousands"), _("write {value}").format(value=text.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(text):
        plain = text.replace(".", "").replace(",", ".")
        return _("has a decimal comma"), _("write {value}").format(value=plain)
    if bare != text and _NUMBER.fullmatch(bare.replace(",", "")):
        sign = "-" if text.startswith("-") else ""
        return _("has a currency sign"), _("write {value}").format(value=sign + bare.replace(",", ""))
    if bracketed := _IN_BRACKETS.fullmatch(text):
        return _("is in brackets"), _("write {value}").format(value="-" + bracketed[1].replace(",", ""))
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return _("is a percentage"), _("write {value}").format(value=float(text[:-1]) / 100)
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("−", "-")
    if plain != text and _NUMBER.fullmatch(plain):
        return _("has other signs than plain digits"), _("write {value}").format(value=plain)
    return _("is not a number"), _("write digits with a point for decimals, such as 1234.50")


def _date(text):
    if _DATE.fullmatch(text):
        return _calendar(lambda: date.fromisoformat(text))
    if (moment := _DATETIME.fullmatch(text)) and moment[1]:
        raise Fault(_("has a time of day"), _("write {value}").format(value=text[:10]))
    raise _no_date(text)


def _datetime(text):
    if _DATETIME.fullmatch(text):
        return _calendar(lambda: datetime.fromisoformat(text))
    raise _no_date(text)


def _calendar(read):
    try:
        return read()
    except ValueError:
        raise Fault(_("is not in the calendar"), _("check the day and the month")) from None


def _no_date(text):
    if found := _YEAR_FIRST.fullmatch(text):
        return _date_in_other_form(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), found[3]
        if first > 12 >= second:
            return _date_in_other_form(year, second, first)
        if second > 12 >= first or first == second:
            return _date_in_other_form(year, first, second)
        return Fault(
            _("does not say which is the day and which the month"),
            _("write year-month-day, such as 1997-01-31"),
        )
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return Fault(_("is a spreadsheet's day number"), _("format the column as a date and write 1997-01-31"))
    return Fault(_("is not a date"), _("write year-month-day, such as 1997-01-31"))


def _date_in_other_form(year, month, day):
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return Fault(_("is not in the calendar"), _("check the day and the month"))
    return Fault(_("is a date in another form"), _("write {value}").format(value=value.isoformat()))


def _yes_no(text):
    value = _YES_NO.get(text.lower(), _BLANK)
    if value is _BLANK:
        raise Fault(_("is neither yes nor no"), _("write yes or no"))
    return value


def _within_bounds(value, column):
    if isinstance(value, date):
        if column.minimum is not None and _day(value) < column.minimum:
            raise Fault(_("is before {first}").format(first=column.minimum), _("check the date"))
        if column.maximum is not None and _day(value) > column.maximum:
            raise Fault(_("is after {last}").format(last=column.maximum), _("check the date"))
        if not column.future and _day(value) > date.today():
            raise Fault(_("is in the future"), _("check the date"))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if column.minimum is not None and value < column.minimum:
            raise Fault(_("is below {least}").format(least=column.minimum), _("check the sign and the size"))
        if column.maximum is not None and value > column.maximum:
            raise Fault(_("is above {most}").format(most=column.maximum), _("check the size"))


def _day(value):
    return value.date() if isinstance(value, datetime) else value


def _expected_text(value, column):
    if column.values and value not in column.values:
        raise Fault(
            _("is none of the known values"),
            _("write one of: {values}").format(values=", ".join(column.values)),
        )
    if column.pattern and not re.fullmatch(column.pattern, value):
        raise Fault(
            _("has not the expected form"),
            _("write it like {example} (a spreadsheet may have cut its zeros)").format(example=column.example),
        )


_READERS = {
    "text": str,
    "integer": _integer,
    "number": _number,
    "money": _number,
    "date": _date,
    "datetime": _datetime,
    "yes/no": _yes_no,
}
