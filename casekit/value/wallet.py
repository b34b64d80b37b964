"""Share of wallet (钱包份额): what a customer buys from us out of all it buys of the kind. The whole is an estimate."""

from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.sales_rows import as_number, require_columns
from casekit.grading.totals import leave_as
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _
from casekit.value.rows import known_numbers, refuse_twice

KNOWN, UNKNOWN, TOO_LOW, EMPTY = "estimated", "unknown", "estimate too low", "buys nothing"
_VERDICTS = (KNOWN, TOO_LOW, EMPTY, UNKNOWN)


def share_of_wallet(customers: Any, *, own: str, wallet: str, customer_id: str = "customer_id") -> Any:
    """Each customer's share of wallet: own sales ÷ the estimated total the customer spends on such goods.

    Parameters
    ----------
    customers : one row a customer, on any engine. own : our sales to them (money, not below 0).
    wallet : the estimate of all they buy of the kind in the same period, from us and others; blank where nobody knows.

    Returns a table of the same kind: customer_id, own, wallet, share_of_wallet, room (wallet − own, what others sell
    them), verdict:

    * "estimated": share and room as they are;
    * "unknown": no estimate; share and room stay missing, and are never taken for 0 or 1;
    * "estimate too low": they buy more from us than they are said to buy at all, so share and room are missing;
    * "buys nothing": both are 0.

    On pandas and Polars a warning counts those without a share. Raises CasekitError for missing columns, missing own
    sales, a sum below 0, a customer in several rows.
    """
    rows = _wallets(customers, own, wallet, customer_id)
    estimated = nw.col("verdict") == KNOWN
    result = rows.select(
        "customer_id",
        "own",
        "wallet",
        nw.when(estimated).then(nw.col("own") / nw.col("wallet")).alias("share_of_wallet"),
        nw.when(estimated).then(nw.col("wallet") - nw.col("own")).alias("room"),
        "verdict",
    )
    if isinstance(enter(customers, _("The customers")), nw.DataFrame):
        _say(_count(rows))
    return leave_as(result, customers, "customer_id")


def wallet_totals(customers: Any, *, own: str, wallet: str, customer_id: str = "customer_id") -> pd.DataFrame:
    """How far the estimates reach: a pandas table, one row a verdict of :func:`share_of_wallet`, also those nobody has.

    Columns: verdict, customers, own (money), wallet (money; missing for "unknown"), share_of_wallet (own ÷ wallet of
    all of them together, which is not the mean of their shares; only for "estimated"). Raises CasekitError as
    share_of_wallet.
    """
    table = _count(_wallets(customers, own, wallet, customer_id))
    table["wallet"] = table["wallet"].where(table["verdict"] != UNKNOWN)
    share = table["own"] / table["wallet"]
    return table.assign(share_of_wallet=share.where((table["verdict"] == KNOWN) & (table["customers"] > 0)))


def _wallets(customers: Any, own: str, wallet: str, customer_id: str) -> nw.LazyFrame:
    role = _("The customers")
    schema = enter(customers, role).collect_schema()
    require_columns(schema, [own, wallet], role)
    as_number(wallet, schema)
    rows = known_numbers(customers, role, customer_id, {"own": own}, {"wallet": wallet}, costs=("own",))
    refuse_twice(rows, "customer_id")
    rows = rows.with_columns(nw.col("wallet").cast(nw.Float64))
    known = (nw.col("wallet") > -float("inf")) & (nw.col("wallet") < float("inf"))
    rows = rows.with_columns(wallet=nw.when(known).then(nw.col("wallet")))
    least = collect(rows.select(nw.col("wallet").min()), _("The smallest estimate"), 1)["wallet"].iloc[0]
    if pd.notna(least) and least < 0:
        raise CasekitError(
            _("“{column}” is {least:,.2f} for a customer; an estimate is 0 or more, or blank.").format(
                column=wallet, least=least
            )
        )
    known = nw.col("wallet") >= 0
    verdict = (
        nw.when(known & (nw.col("own") > nw.col("wallet")))
        .then(nw.lit(TOO_LOW))
        .otherwise(
            nw.when(known & (nw.col("wallet") > 0))
            .then(nw.lit(KNOWN))
            .otherwise(nw.when(known).then(nw.lit(EMPTY)).otherwise(nw.lit(UNKNOWN)))
        )
    )
    return rows.with_columns(verdict=verdict)


def _count(rows: nw.LazyFrame) -> pd.DataFrame:
    sums = rows.group_by("verdict").agg(nw.col("own").sum(), nw.col("wallet").sum(), customers=nw.len())
    table = collect(sums, _("The verdicts"), len(_VERDICTS)).set_index("verdict").reindex(list(_VERDICTS))
    table = table[["customers", "own", "wallet"]].astype("float64").fillna(0.0)
    return table.astype({"customers": "int64"}).reset_index()


def _say(counts: pd.DataFrame) -> None:
    n = counts.set_index("verdict")["customers"]
    if n[UNKNOWN] or n[TOO_LOW]:
        warn_left_out(
            _(
                "Without a share of wallet: {unknown} customers without an estimate, {low} with an estimate too low."
            ).format(unknown=f"{n[UNKNOWN]:,}", low=f"{n[TOO_LOW]:,}")
        )
