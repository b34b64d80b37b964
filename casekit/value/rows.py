"""What the profit functions share: the columns of a table as numbers that are all known."""

from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.sales_rows import as_number, nobody, require_columns
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _, ngettext

_MOST_CUSTOMERS = 1_000_000
_WHOLE_FROM = 100  # money of this size is told without decimals
_YES_NO = {True: True, False: False, "yes": True, "no": False, "": False}


def known_numbers(
    table: Any,
    role: str,
    key: str,
    numbers: dict[str, str],
    others: dict[str, str] | None = None,
    costs: tuple[str, ...] = (),
) -> nw.LazyFrame:
    """customer_id and the named numbers of a table, lazily; ``numbers`` maps the name wanted to the column.

    ``others`` maps in the same way columns that are taken as they are, unchecked. ``costs`` are those of the numbers
    that cannot be below 0.

    Raises CasekitError, with how many rows and which column, when a column is missing or no number, when a customer is
    missing, and when a number is missing or not finite (a missing cost is not a cost of 0), and when a cost is below 0.
    """
    frame, others = enter(table, role), others or {}
    schema = frame.collect_schema()
    require_columns(schema, [key, *numbers.values(), *others.values()], role)
    rows = frame.lazy().select(
        nw.col(key).alias("customer_id"),
        *(as_number(column, schema).alias(name) for name, column in numbers.items()),
        *(nw.col(column).alias(name) for name, column in others.items()),
    )
    checks = {"customer_id": ~nobody(nw.col("customer_id"), schema[key])}
    checks |= {name: (nw.col(name) > -float("inf")) & (nw.col(name) < float("inf")) for name in numbers}
    checks |= {f"below {name}": nw.col(name) < 0 for name in costs}
    found = _counts(rows, checks, role)
    _refuse_unknown(found, role, {"customer_id": key, **numbers})
    _refuse_negative(found, role, {name: numbers[name] for name in costs})
    return rows


def _counts(rows: nw.LazyFrame, checks: dict[str, nw.Expr], role: str) -> pd.Series:
    """How many rows there are, and for how many each check holds."""
    marked = rows.select(
        **{name: nw.when(holds).then(nw.lit(1)).otherwise(nw.lit(0)) for name, holds in checks.items()}
    )
    counts = marked.select(nw.len().alias("rows"), *(nw.col(name).sum() for name in checks))
    found = collect(counts, role, 1).fillna(0).iloc[0]
    if not found["rows"]:
        raise CasekitError(_("{role} have no rows.").format(role=role))
    return found


def _refuse_unknown(found: pd.Series, role: str, columns: dict[str, str]) -> None:
    for name, column in columns.items():
        lacking = int(found["rows"] - found[name])
        if lacking:
            raise CasekitError(
                ngettext(
                    "{role}: {n} row has no “{column}”; fill it in or take it out. Nothing was taken for 0.",
                    "{role}: {n} rows have no “{column}”; fill it in or take them out. Nothing was taken for 0.",
                    lacking,
                ).format(role=role, n=f"{lacking:,}", column=column)
            )


def _refuse_negative(found: pd.Series, role: str, costs: dict[str, str]) -> None:
    for name, column in costs.items():
        below = int(found[f"below {name}"])
        if below:
            raise CasekitError(
                ngettext(
                    "{role}: {n} row has a “{column}” below 0; such sums are 0 or more, so turn its sign.",
                    "{role}: {n} rows have a “{column}” below 0; such sums are 0 or more, so turn their sign.",
                    below,
                ).format(role=role, n=f"{below:,}", column=column)
            )


def refuse_twice(rows: nw.LazyFrame, customer_id: str) -> None:
    """CasekitError when a customer stands in more than one row."""
    everybody = rows.select(customer_id)
    there, different = (
        int(collect(one.select(n=nw.len()), _("The number of customers"), 1)["n"].iloc[0])
        for one in (everybody, everybody.unique())
    )
    if there == different:
        return  # the usual case, in less than half the time that finding them takes
    times = rows.group_by(customer_id).agg(times=nw.len()).filter(nw.col("times") > 1).select(again=nw.len())
    found = int(collect(times, _("The customers in several rows"), 1)["again"].iloc[0])
    raise CasekitError(
        ngettext(
            "{n} customer stands in several rows; give one row a customer.",
            "{n} customers stand in several rows; give one row a customer.",
            found,
        ).format(n=f"{found:,}")
    )


def known_table(
    table: Any, role: str, key: str, numbers: dict[str, str], others: dict[str, str] | None = None
) -> pd.DataFrame:
    """The same as a pandas table with one row a customer, sorted by customer.

    Raises CasekitError as :func:`known_numbers`, for a customer who stands twice, and for over a million of them.
    """
    rows = known_numbers(table, role, key, numbers, others)
    refuse_twice(rows, "customer_id")
    rows = collect(rows, role, _MOST_CUSTOMERS)
    return rows.sort_values("customer_id", ignore_index=True)


def said_yes(column: pd.Series, name: str) -> pd.Series:
    """A yes/no column as truth values, blanks as no. Raises CasekitError for anything else."""
    words = column.map(_YES_NO, na_action="ignore")
    strange = column[words.isna() & column.notna()]
    if len(strange):
        raise CasekitError(
            _("Column “{name}” must hold yes or no, but it holds {value!r}.").format(name=name, value=strange.iloc[0])
        )
    return words.eq(True)  # a blank is no


def number_or_blank(column: pd.Series, name: str) -> pd.Series:
    """A column as floating point, with nan where it is blank or not finite. Raises CasekitError for words."""
    try:
        return pd.to_numeric(column).astype("float64").replace([np.inf, -np.inf], np.nan)
    except (TypeError, ValueError):
        raise CasekitError(
            _("Column “{name}” must hold numbers or blanks; turn it into numbers first.").format(name=name)
        ) from None


def told_money(amount: float) -> str:
    """Money in a sentence."""
    return f"{amount:,.{0 if abs(amount) >= _WHOLE_FROM else 2}f}"
