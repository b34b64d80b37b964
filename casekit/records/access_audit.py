"""The access log against the rules: every access that breaks one, with the reason, on any engine."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.records.columns import (
    as_date,
    day_of,
    enter_with,
    is_known,
    leave_as,
    one_if,
    sentence,
)
from casekit.tables import collect
from casekit.text import _

_MOST_STAFF = 100_000
_BETWEEN = "\x1f"  # stands in no name, so that two names joined are two names still
Key = tuple[str, str]


def audit(
    log: Any,
    allowed: Mapping[str, Sequence[Key]],
    roles: Sequence[str],
    fields: Sequence[str],
    hours: tuple[float, float],
    staff: Any,
) -> Any:
    """See :meth:`casekit.records.AccessMatrix.audit`; ``allowed`` maps an action to pairs of role and field."""
    opening, closing = _checked_hours(hours)
    frame = enter_with(log, _("The log’s columns"), ["log_id", "at", "user", "role", "field", "action"])
    schema = frame.collect_schema()
    if not isinstance(schema["at"], nw.Datetime):
        raise CasekitError(
            _("Column “at” must hold dates with a time of day, but it holds {kind}; turn it first.").format(
                kind=schema["at"]
            )
        )
    given = list(schema)
    rows = frame.lazy().with_columns(
        __role=_text("role"),
        __field=_text("field"),
        __user=_text("user"),
        __action=_text("action").str.to_lowercase(),
        __day=day_of(frame, "at"),
        __hour=nw.col("at").dt.hour().cast(nw.Float64) + nw.col("at").dt.minute().cast(nw.Float64) / 60,
    )
    rows = rows.with_columns(__pair=nw.concat_str(nw.col("__role"), nw.lit(_BETWEEN), nw.col("__field")))
    rules = [*_rights(allowed, roles, fields), *_hours(opening, closing), *_staff(staff)]
    broken = [
        rows.filter(one_if(condition) == 1).with_columns(violation=nw.lit(name), reason=reason)
        for name, condition, reason in rules
    ]
    found = nw.concat([part.select(*given, "violation", "reason") for part in broken])
    return leave_as(found, frame, "at", "log_id", "violation")


def _rights(
    allowed: Mapping[str, Sequence[Key]], roles: Sequence[str], fields: Sequence[str]
) -> Iterator[tuple[str, nw.Expr, nw.Expr]]:
    action, pair = nw.col("__action"), nw.col("__pair")
    role_known, field_known = nw.col("__role").is_in(list(roles)), nw.col("__field").is_in(list(fields))
    parts = {"user": nw.col("__user"), "role": nw.col("__role"), "field": nw.col("__field"), "action": action}
    yield "unknown role", ~role_known, sentence(_("The matrix has no role “{role}” ({user})."), **parts)
    yield "unknown field", ~field_known, sentence(_("The matrix has no field “{field}” ({user}, {role})."), **parts)
    strange = sentence(_("“{action}” is no action that can be allowed ({user}, {role}, {field})."), **parts)
    yield "unknown action", ~action.is_in(list(allowed)), strange
    said = {
        "read": _("{user} read {field}; the role “{role}” has no right to read it."),
        "edit": _("{user} changed {field}; the role “{role}” has no right to edit it."),
        "export": _("{user} exported {field}; the role “{role}” has no right to export it."),
    }
    for what, keys in allowed.items():
        may = pair.is_in([_BETWEEN.join(key) for key in keys])
        breaks = role_known & field_known & (action == what) & ~may
        yield f"no right to {what}", breaks, sentence(said[what], **parts)


def _hours(opening: float, closing: float) -> Iterator[tuple[str, nw.Expr, nw.Expr]]:
    hour, user = nw.col("__hour"), nw.col("__user")
    timed = is_known(hour)
    at = nw.col("at").dt.to_string("%H:%M")
    said = sentence(_("{user} at {at}, outside the hours of work."), user=user, at=at)
    if (opening, closing) != (0, 24):
        yield "outside hours", timed & ((hour < opening) | (hour >= closing)), said
    yield "outside hours", nw.col("at").is_null(), sentence(_("{user}, without a time."), user=user)


def _staff(staff: Any) -> Iterator[tuple[str, nw.Expr, nw.Expr]]:
    if staff is None:
        return
    people = _people(staff)
    user, role, day = nw.col("__user"), nw.col("__role"), nw.col("__day")
    pair = nw.concat_str(user, nw.lit(_BETWEEN), role)
    on_staff = user.is_in(sorted({name for name, _role in people}))
    in_role = pair.is_in([_BETWEEN.join(key) for key in people])
    parts = {"user": user, "role": role}
    yield "not on the staff", ~on_staff, sentence(_("{user} is not on the staff list."), **parts)
    other = sentence(_("{user} is on the staff, but not as “{role}”."), **parts)
    yield "other role", on_staff & ~in_role, other
    for last in sorted({left for left in people.values() if left is not None}):
        leavers = [_BETWEEN.join(key) for key, left in people.items() if left == last]
        gone = pair.is_in(leavers) & (day > last.toordinal())
        yield "has left", gone, sentence(_("{user} left on {last}."), user=user, last=last.isoformat())


def _people(staff: Any) -> dict[Key, date | None]:
    """Each user and role with the last day, None while there; a second row of one role counts when it ends later."""
    frame = enter_with(staff, _("The staff’s columns"), ["user", "role"])
    table = collect(frame, _("the staff list"), _MOST_STAFF)
    people: dict[Key, date | None] = {}
    for row in table.to_dict("records"):
        key = (str(row["user"]).strip(), str(row["role"]).strip())
        left = row.get("left_on")
        last = None if left is None or pd.isna(left) else as_date(left, "left_on")
        earlier = people.get(key, date.min)
        people[key] = None if last is None or earlier is None else max(last, earlier)
    return people


def _text(name: str) -> nw.Expr:
    """The column as text; a missing one as an empty text, which no rule allows."""
    text = nw.col(name).cast(nw.String).str.strip_chars()
    return nw.when(text.is_null()).then(nw.lit("")).otherwise(text)


def _checked_hours(hours: tuple[float, float]) -> tuple[float, float]:
    try:
        opening, closing = (float(hour) for hour in hours)
    except (TypeError, ValueError):
        opening, closing = 1.0, 0.0
    if not 0 <= opening < closing <= 24:
        raise CasekitError(
            _(
                "The hours of work must be two rising numbers from 0 to 24, such as (7, 20), but they are {hours!r}."
            ).format(hours=hours)
        )
    return opening, closing
