"""Accounts rolled up to the groups that decide as one, and branches whose name tells their group."""

import re
import unicodedata
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.records.columns import Frame, enter_with, is_blank, is_text, leave_as, number_of, of_one_engine, one_if
from casekit.tables import collect
from casekit.text import _, ngettext

MOST_NAMES = 2_000_000
_UNKNOWN = float("-inf")  # below every value: a child without one is the largest only when no child has one


def roll_up(
    customers: Any,
    *,
    value: str,
    group: str = "group_id",
    customer_id: str = "customer_id",
    parents: Any = None,
    limit: float | None = None,
) -> Any:
    """Children up to groups: one row a unit, which is a group with all its children, or a customer alone.

    Parameters
    ----------
    customers : a table with one row a customer, on any engine; rows of one customer are added up.
    value : the column that is added up (money, or any number); a missing one counts as 0 and is counted.
    group : the column with the group's id; missing or blank for a customer alone.
    parents : a table of the same engine with customer_id and group_id for customers whose own group is blank, one row
        a customer, for instance what :func:`suggest_groups` gives. What a customer's own row says is kept.
    limit : with it the column ``only_as_group``.

    Returns
    -------
    A table of the same kind, one row a unit: unit_id (the group's id, or the customer's), is_group (0 or 1), customers
    (how many), without_value (how many of them), value, largest_child (the customer with the largest value, of equals
    the first by id), largest_child_value, and with ``limit`` only_as_group: 1 where the unit reaches the limit
    (``value >= limit``) and no child does so alone. On pandas and Polars sorted by value, highest first.

    Raises CasekitError for unknown columns, a value or limit that is no number, customers without an id, ids of
    another type than the groups' and parents with two groups for a customer.
    """
    frame = enter_with(customers, _("The customers"), [customer_id, value, group])
    _check(frame, customer_id, group, limit)
    rows = frame.lazy().select(
        child=nw.col(customer_id), own=_parent(frame, group), value=number_of(frame, value), given=nw.lit(1)
    )
    if parents is not None:
        rows = _with_parents(rows, frame, parents)
    known = (nw.col("value") > -float("inf")) & (nw.col("value") < float("inf"))
    children = (
        rows.with_columns(known=one_if(known), is_group=one_if(~nw.col("own").is_null()))
        .with_columns(
            unit_id=nw.when(nw.col("is_group") == 1).then(nw.col("own")).otherwise(nw.col("child")),
            value=nw.when(nw.col("known") == 1).then(nw.col("value")).otherwise(nw.lit(0.0)),
        )
        .group_by("unit_id", "is_group", "child")
        .agg(nw.col("value").sum(), nw.col("known").max())
        .with_columns(alone=nw.when(nw.col("known") == 1).then(nw.col("value").round(9)).otherwise(nw.lit(_UNKNOWN)))
    )
    return leave_as(_units(children, limit), frame, "value", "unit_id", descending=[True, False])


def _check(frame: Frame, customer_id: str, group: str, limit) -> None:
    schema = frame.collect_schema()
    if is_text(schema[customer_id]) != is_text(schema[group]) and schema[group] != nw.Unknown:
        raise CasekitError(
            _("“{id}” and “{group}” must be of one type to be units of one table; turn both into text.").format(
                id=customer_id, group=group
            )
        )
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int | float)):
        raise CasekitError(_("The limit must be a number, but it is {limit!r}.").format(limit=limit))
    nobodies = frame.lazy().filter(is_blank(frame, customer_id)).select(n=nw.len())
    n = int(collect(nobodies, _("the count of customers without an id"), 1)["n"].iloc[0])
    if n:
        raise CasekitError(_("{n} rows have no “{name}”; fill it in or take them out.").format(n=n, name=customer_id))


def _parent(frame: Frame, group: str) -> nw.Expr:
    return nw.when(~is_blank(frame, group)).then(nw.col(group))


def _with_parents(rows: nw.LazyFrame, frame: Frame, parents: Any) -> nw.LazyFrame:
    given = enter_with(parents, _("The parents"), ["customer_id", "group_id"])
    of_one_engine(frame, given, _("The parents"))
    told = given.lazy().select(child=nw.col("customer_id"), told=_parent(given, "group_id"))
    told = told.filter(~nw.col("told").is_null())
    counts = told.group_by("child").agg(n=nw.len()).filter(nw.col("n") > 1).select(n=nw.len())
    twice = int(collect(counts, _("the count of customers with two parents"), 1)["n"].iloc[0])
    if twice:
        raise CasekitError(
            _("The parents name a customer more than once ({n} such); a customer has one group.").format(n=twice)
        )
    own = nw.when(nw.col("own").is_null()).then(nw.col("told")).otherwise(nw.col("own"))
    return rows.join(told, on="child", how="left").with_columns(own=own)


def _units(children: nw.LazyFrame, limit: float | None) -> nw.LazyFrame:
    units = children.group_by("unit_id", "is_group").agg(
        customers=nw.len(), known=nw.col("known").sum(), value=nw.col("value").sum(), alone=nw.col("alone").max()
    )
    first = (
        children.select("unit_id", "is_group", "child", child_alone=nw.col("alone"))
        .join(units, on=["unit_id", "is_group"], how="inner")
        .filter(nw.col("child_alone") == nw.col("alone"))
        .group_by("unit_id", "is_group")
        .agg(largest_child=nw.col("child").min())
    )
    units = units.join(first, on=["unit_id", "is_group"], how="left").with_columns(value=nw.col("value").round(9))
    chosen = [
        nw.col("unit_id"),
        nw.col("is_group").cast(nw.Int64),
        nw.col("customers").cast(nw.Int64),
        (nw.col("customers") - nw.col("known")).cast(nw.Int64).alias("without_value"),
        nw.col("value"),
        nw.col("largest_child"),
        nw.when(nw.col("alone") > _UNKNOWN).then(nw.col("alone")).alias("largest_child_value"),
    ]
    if limit is not None:
        together = one_if((nw.col("value") >= limit) & (nw.col("alone") < limit))
        chosen.append(together.cast(nw.Int64).alias("only_as_group"))
    return units.select(*chosen)


def suggest_groups(
    customers: Any,
    groups: Any,
    *,
    customer_id: str = "customer_id",
    name: str = "name",
    group: str = "group_id",
    group_name: str = "name",
) -> pd.DataFrame:
    """Customers without a group whose name holds the whole name of one: branches that somebody forgot to file.

    Compared are words, in small letters, without signs: the group's words must stand in the customer's name one after
    another. Of several groups the one with the most words is taken; where two fit alike, none is (said as a warning).
    A suggestion is to be looked at: a firm may bear a group's name without belonging to it.

    Parameters
    ----------
    customers : a table with customer_id, name and group id (blank where unknown), on any engine.
    groups : a table with the same group id column and the groups' names in ``group_name``.

    Returns
    -------
    A pandas table sorted by customer_id: customer_id, name, group_id, group_name, reason (a sentence).

    Raises CasekitError for unknown columns, a group id that stands twice, and groups of which none has a name.
    """
    known = enter_with(groups, _("The groups"), [group, group_name])
    frame = enter_with(customers, _("The customers"), [customer_id, name, group])
    alone = collect(
        frame.lazy().filter(is_blank(frame, group)).select(customer_id=nw.col(customer_id), name=nw.col(name)),
        _("the names of customers without a group"),
        MOST_NAMES,
    )
    listed = collect(known.lazy().select(group_id=nw.col(group), name=nw.col(group_name)), _("the groups"), MOST_NAMES)
    if listed["group_id"].duplicated().any():
        twice = listed.loc[listed["group_id"].duplicated(), "group_id"].iloc[0]
        raise CasekitError(_("Group {id} stands twice among the groups; once is enough.").format(id=twice))
    by_words: dict[tuple[str, ...], list[int]] = {}
    for place, words in enumerate(listed["name"].map(_words)):
        by_words.setdefault(words, []).append(place)
    by_words.pop((), None)
    if not by_words:
        raise CasekitError(_("None of the groups has a name, so no customer’s name can tell its group."))
    return _suggested(alone.sort_values("customer_id", ignore_index=True), listed, by_words)


def _suggested(alone: pd.DataFrame, listed: pd.DataFrame, by_words: dict) -> pd.DataFrame:
    lengths = sorted({len(words) for words in by_words}, reverse=True)
    lines, doubtful = [], 0
    for customer, name in zip(alone["customer_id"], alone["name"], strict=True):
        words = _words(name)
        found = next((fits for length in lengths if (fits := _fits(words, length, by_words))), [])
        doubtful += len(found) > 1
        if len(found) == 1:
            row = listed.iloc[found[0]]
            rest = _listed(words, _words(row["name"]))
            lines.append((customer, name, row["group_id"], row["name"], _reason(row["name"], rest)))
    if doubtful:
        warn_left_out(
            ngettext(
                "{n} customer whose name fits several groups alike.",
                "{n} customers whose names fit several groups alike.",
                doubtful,
            ).format(n=f"{doubtful:,}")
        )
    return pd.DataFrame(lines, columns=["customer_id", "name", "group_id", "group_name", "reason"])


def _fits(words: tuple[str, ...], length: int, by_words: dict) -> list[int]:
    starts = range(len(words) - length + 1)
    return sorted({place for at in starts for place in by_words.get(words[at : at + length], ())})


def _listed(words: tuple[str, ...], group: tuple[str, ...]) -> str:
    """What a name says besides the group's own words."""
    at = next(at for at in range(len(words)) if words[at : at + len(group)] == group)
    return " ".join([*words[:at], *words[at + len(group) :]])


def _reason(group: str, rest: str) -> str:
    if rest:
        return _("the name holds “{group}” and besides “{rest}”").format(group=group, rest=rest)
    return _("the name is “{group}”").format(group=group)


def _words(name: Any) -> tuple[str, ...]:
    text = "" if pd.isna(name) else unicodedata.normalize("NFKC", str(name)).casefold()
    return tuple(re.findall(r"\w+", re.sub(r"[’']", "", text)))
