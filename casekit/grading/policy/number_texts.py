"""Numbers and months as they are written in a sentence, built by the engine: 1,250,000 and 0.15 and 2025-07.

Each text takes two steps, and the caller puts the first into columns of the table: engines that join all steps into
one expression would otherwise write the first one out again at every place where the second uses it.
"""

import narwhals.stable.v2 as nw

_LARGEST = 9e11  # with four decimals more than this no longer fits a Float64 exactly
_THOUSANDS = (1_000, 1_000_000, 1_000_000_000)


def number_parts(number: nw.Expr) -> dict[str, nw.Expr]:
    """The first step: whole units and ten-thousandths of a Float64, both Int64; 0 for a missing number."""
    size = number.fill_null(0.0).abs().clip(upper_bound=_LARGEST)
    scaled = (size * 10_000 + 0.5).floor()
    units = (scaled / 10_000).floor()
    return {"units": units.cast(nw.Int64), "rest": (scaled - units * 10_000).cast(nw.Int64)}


def number_text(number: nw.Expr, units: nw.Expr, rest: nw.Expr | None, signed: bool) -> nw.Expr:
    """The second step: thousands separated, no decimals or two to four; without ``rest`` a whole number.

    ``signed`` says that the number may be below 0.
    """
    parts = [_lead(units).cast(nw.String), _groups(units)]
    if rest is not None:
        parts.append(_decimals(rest))
    if signed:
        parts.insert(0, nw.when(number < 0).then(nw.lit("-")).otherwise(nw.lit("")))
    # there are no nulls among them, and not to look for any spares DuckDB and Spark to build every part twice
    return nw.concat_str(parts, ignore_nulls=True)


def month_parts(months: nw.Expr) -> dict[str, nw.Expr]:
    """The first step for months since the year 0: the year, and the month within it from 0 on."""
    known = months.fill_null(0.0)
    year = (known / 12).floor()
    return {"units": year.cast(nw.Int64), "rest": (known - year * 12).cast(nw.Int64)}


def month_text(year: nw.Expr, month: nw.Expr) -> nw.Expr:
    """The second step: 2025-07."""
    return nw.concat_str([year.cast(nw.String), nw.lit("-"), (month + 101).cast(nw.String).str.slice(1, 2)])


def _lead(units: nw.Expr) -> nw.Expr:
    """The digits before the first separator."""
    one, two, three = _THOUSANDS
    return (
        nw.when(units < one)
        .then(units)
        .when(units < two)
        .then(units // one)
        .when(units < three)
        .then(units // two)
        .otherwise(units // three)
    )


def _groups(units: nw.Expr) -> nw.Expr:
    """The groups of three after it, each with its separator; cut from a text of fixed length."""
    one, two, three = _THOUSANDS
    digits = (units + 10**12).cast(nw.String)
    comma = nw.lit(",")
    groups = nw.concat_str(
        [comma, digits.str.slice(4, 3), comma, digits.str.slice(7, 3), comma, digits.str.slice(10, 3)],
        ignore_nulls=True,
    )
    return (
        nw.when(units < one)
        .then(nw.lit(""))
        .when(units < two)
        .then(groups.str.slice(8, 4))
        .when(units < three)
        .then(groups.str.slice(4, 8))
        .otherwise(groups)
    )


def _decimals(rest: nw.Expr) -> nw.Expr:
    four = nw.concat_str([nw.lit("."), (rest + 10_000).cast(nw.String).str.slice(1, 4)], ignore_nulls=True)
    return (
        nw.when(rest == 0)
        .then(nw.lit(""))
        .when(rest % 100 == 0)
        .then(four.str.slice(0, 3))
        .when(rest % 10 == 0)
        .then(four.str.slice(0, 4))
        .otherwise(four)
    )
