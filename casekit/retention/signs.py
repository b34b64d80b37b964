"""Early warning by declared signs: what is watched, how much it counts, and why each customer is red (流失預警).

The sources ask for a warning and list no signs. So the signs and their points are ours to declare: they stand in the
open, one line each, and every warning says which of them rang, in the customer's own figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import read_customers
from casekit.text import _

RED, AMBER, GREEN = "red", "amber", "green"


@dataclass(frozen=True)
class Sign:
    """One sign of leaving. It rings when the column is ``at_least``, ``at_most``, or exactly ``equals`` a mark; one of
    the three is given. ``points``: what it adds to the score, above 0. ``because``: the sentence when it rings, with
    any column of the table in braces: "no use for {idle_days:.0f} days"."""

    name: str
    column: str
    points: float
    because: str
    at_least: float | None = None
    at_most: float | None = None
    equals: Any = None

    def rings(self, values: pd.Series) -> pd.Series:
        """Whether it rings in each row; missing where the value is."""
        if self.equals is not None:
            found = values == self.equals
        else:
            try:
                numbers = pd.to_numeric(values).astype("float64")
            except (TypeError, ValueError):
                raise CasekitError(
                    _("The sign “{name}” compares numbers, but “{column}” holds words.").format(
                        name=self.name, column=self.column
                    )
                ) from None
            found = numbers >= self.at_least if self.at_least is not None else numbers <= self.at_most
        return found.astype("boolean").mask(values.isna())


def warn(
    customers: Any, signs: Sequence[Sign], *, red: float, amber: float, customer_id: str = "customer_id"
) -> pd.DataFrame:
    """Each customer's score and level.

    Parameters
    ----------
    customers : one row a customer with the columns of the signs, on any engine.
    signs : what is watched. red, amber : the least score of the two levels; below amber a customer is green.

    Returns a pandas table, the highest score first, equals by customer: customer_id, score (sum of the points of the
    signs that ring), level ("red", "amber", "green"), reason (the sentences of the signs that ring, those with most
    points first; a sign whose figure is missing is told as not known and adds nothing).

    Raises CasekitError for missing columns, a customer twice, signs of one name, a sign without exactly one mark or
    with points not above 0, a sentence that names no column, and marks not in order.
    """
    _check_signs(signs, red, amber)
    wanted = [customer_id, *(sign.column for sign in signs), *(name for sign in signs for name in _named(sign))]
    table = read_customers(customers, list(dict.fromkeys(wanted)))
    rung = {sign.name: sign.rings(table[sign.column]) for sign in signs}
    score = sum(rung[sign.name].fillna(False).astype("float64") * sign.points for sign in signs)
    level = pd.Series(GREEN, index=table.index, dtype="str").mask(score >= amber, AMBER).mask(score >= red, RED)
    found = pd.DataFrame(
        {
            "customer_id": table[customer_id],
            "score": score,
            "level": level,
            "reason": _reasons(table, sorted(signs, key=lambda sign: -sign.points), rung),
        }
    )
    return found.sort_values(["score", "customer_id"], ascending=[False, True], ignore_index=True)


def _reasons(table: pd.DataFrame, signs: Sequence[Sign], rung: dict[str, pd.Series]) -> list[str]:
    said: list[list[str]] = [[] for _row in range(len(table))]
    for sign in signs:
        hit = rung[sign.name].fillna(False).to_numpy(bool).nonzero()[0]
        for place, row in zip(hit, table.iloc[hit].to_dict("records"), strict=True):
            said[place].append(_sentence(sign, row))
    for sign in signs:
        for place in rung[sign.name].isna().to_numpy().nonzero()[0]:
            said[place].append(_("{sign}: not known").format(sign=sign.name))
    return ["; ".join(parts) or _("no sign rings") for parts in said]


def _sentence(sign: Sign, row: dict) -> str:
    try:
        return sign.because.format(**row)
    except (ValueError, TypeError):
        raise CasekitError(
            _("The sentence of the sign “{name}” cannot show {value!r}; mend what stands in its braces.").format(
                name=sign.name, value={name: row[name] for name in _named(sign)}
            )
        ) from None


def _named(sign: Sign) -> list[str]:
    """The columns that a sign's sentence shows."""
    try:
        names = [name for _text, name, _form, _conversion in Formatter().parse(sign.because) if name is not None]
    except ValueError:
        names = [""]
    if not all(name.isidentifier() for name in names):
        raise CasekitError(
            _("The sentence of the sign “{name}” must name columns in its braces, such as {{days}}.").format(
                name=sign.name
            )
        )
    return names


def _check_signs(signs: Sequence[Sign], red: float, amber: float) -> None:
    if not signs:
        raise CasekitError(_("Give at least one sign."))
    if not 0 < amber <= red:
        raise CasekitError(
            _("Amber must begin above 0 and red not below it, but they begin at {amber} and {red}.").format(
                amber=amber, red=red
            )
        )
    names = [sign.name for sign in signs]
    for sign in signs:
        if names.count(sign.name) > 1:
            raise CasekitError(_("Two signs are called “{name}”.").format(name=sign.name))
        if sum(mark is not None for mark in (sign.at_least, sign.at_most, sign.equals)) != 1:
            raise CasekitError(_("The sign “{name}” needs one of at_least, at_most and equals.").format(name=sign.name))
        if not sign.points > 0:
            raise CasekitError(
                _("The sign “{name}” must have points above 0, but it has {points!r}.").format(
                    name=sign.name, points=sign.points
                )
            )
