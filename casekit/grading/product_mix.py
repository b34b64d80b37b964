"""Which goods bring the sales: sorted, with shares and cumulative shares (商品构成)."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.concentration import abc_classes
from casekit.grading.sales_rows import nobody, require_columns
from casekit.grading.totals import customer_totals, leave_as
from casekit.tables.frames import enter
from casekit.text import _


def product_mix(sales: Any, *, product: str, amount: str, cut: float = 0.8, quantity: str | None = None) -> Any:
    """Goods by sales, highest first, with cumulative shares; which of them are needed to reach the cut (商品构成).

    Parameters
    ----------
    sales : one row a sale or line of one, on any engine; rows of the same product are added up.
    product, amount : its columns (money). Rows with a negative amount are returns: sales are net of them.
    cut : the share of sales that the main goods are to carry, above 0 and below 1.
    quantity : the column with the pieces sold; returns have negative pieces there.

    Returns
    -------
    A table of the same kind, one row a product: product, with ``quantity`` quantity (net pieces, float64), sales,
    share, cumulative_share (of the product and all that sell as much or more) and in_cut (true or false). On pandas
    and Polars sorted by sales, highest first.

    Rules
    -----
    Those of :func:`~casekit.grading.abc_classes`: the product that carries the sum over the cut is in it, equal sales
    stand on the same side, a product with more returned than sold stays in the total and is never in the cut. Rows
    without a product are left out (said as a warning on pandas and Polars).

    Raises CasekitError for unknown columns, missing amounts or pieces, totals that are not above 0, and such a cut.
    """
    if isinstance(cut, bool) or not isinstance(cut, (int, float)) or not 0 < cut < 1:
        raise CasekitError(_("The cut is a share above 0 and below 1, such as 0.8, but it is {cut!r}.").format(cut=cut))
    frame = enter(sales, _("The sales"))
    schema = frame.collect_schema()
    require_columns(schema, [product, amount, *([quantity] if quantity else [])], _("The sales’ columns"))
    unknown = nobody(nw.col(product), schema[product])
    if isinstance(frame, nw.DataFrame):
        _say_left_out(len(frame.filter(unknown)))
    sold = frame.filter(~unknown).to_native()
    mix = nw.from_native(abc_classes(sold, value=amount, customer_id=product, cuts=(cut,))).lazy()
    columns = ["product", "sales", "share", "cumulative_share", "in_cut"]
    mix = mix.with_columns(in_cut=nw.col("abc_class") == "A").rename({"customer_id": "product", "value": "sales"})
    if quantity:
        pieces = customer_totals(sold, product, quantity).rename({"customer_id": "product", "value": "quantity"})
        mix = mix.join(pieces, on="product")
        columns.insert(1, "quantity")
    return leave_as(mix.select(columns), sales, "sales", "product", descending=[True, False])


def _say_left_out(rows: int) -> None:
    if rows:
        warn_left_out(_("{n} rows without a product.").format(n=f"{rows:,}"))
