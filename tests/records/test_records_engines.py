"""Every function of the records room gives the same rows on every engine, and gives back the kind of table it got."""

import numpy as np
import pandas as pd
import pytest

from casekit import records
from casekit.tables import Column, Contract, collect

pytestmark = pytest.mark.filterwarnings("ignore")
TODAY = "2025-12-31"


def same_rows(expected, native):
    """Equal row by row, whatever the order of the rows and however an engine writes what is missing."""
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (_plain(table).sort_values(list(expected), ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)


def _plain(table):
    return pd.DataFrame({name: _plain_column(table[name]) for name in table})


def _plain_column(column):
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.strftime("%Y-%m-%d %H:%M:%S").fillna("(none)").astype(object)
    if pd.api.types.is_numeric_dtype(column) or set(map(type, column.dropna())) == {bool}:
        return column.astype("float64")
    return column.astype(object).where(column.notna(), "(none)").astype(str)


def days(draw, n, blank=0.0, first="2024-06-01", span=700):
    dates = pd.Timestamp(first) + pd.to_timedelta(draw.integers(0, span, n), unit="D")
    return pd.Series(dates).where(pd.Series(draw.random(n) >= blank))


@pytest.fixture(scope="module")
def draw():
    return np.random.default_rng(7)


@pytest.fixture(scope="module")
def cards(draw):
    n = 120
    table = pd.DataFrame(
        {
            "card_id": [f"S{number:03}" for number in range(n)],
            "user_type": draw.choice(["person", "organisation"], n),
            "name": draw.choice(["Li Wei", "李伟", " Wang ", "-", "Unknown", "", None, "王"], n),
            "phone": draw.choice(["+86 100-2345 6789", "100 1", None, "?", "12"], n),
            "email": draw.choice(["Li@mail.example", "nobody", None, " n/a "], n),
            "address": draw.choice(["12 Quay Road, Old Port", "Hillside", None, "Road 3, 4"], n),
            "age": pd.array(draw.choice([0, 30, None], n), dtype="Int64"),
            "spent": draw.choice([0.0, 5.5, np.nan], n),
            "regular": pd.array(draw.choice([True, False, None], n), dtype="boolean"),
            "birthday": days(draw, n, 0.3, "1950-01-01", 20_000),
            "updated_on": days(draw, n, 0.1),
        }
    )
    return table.astype(dict.fromkeys(("name", "phone", "email", "address", "user_type"), "str"))


@pytest.fixture(scope="module")
def bills(draw):
    months = pd.date_range("2023-01-01", "2026-02-01", freq="MS")
    table = pd.DataFrame([(f"H{c:02}", month) for c in range(40) for month in months], columns=["customer_id", "month"])
    n = len(table)
    number = table["customer_id"].str[1:].astype(int)
    season = 1 + np.where(number % 4 == 0, table["month"].dt.quarter == 3, 0)
    trend = np.where(number % 4 == 1, 1.03, 1.0) ** np.arange(n)
    table["fee"] = np.round(draw.gamma(20, 5, n) * season * np.where(trend > 1, 1 + np.arange(n) % 38 / 20, 1), 2)
    table["discount"] = np.where(draw.random(n) < 0.2, np.nan, np.round(table["fee"] * 0.1, 2))
    waited = draw.integers(0, 50, n) + np.where(number % 3 == 0, 30, 0)
    table["days_to_pay"] = pd.array(np.where(draw.random(n) < 0.02, None, waited), dtype="Int64")
    table = table[draw.random(n) < 0.95].reset_index(drop=True)
    table.loc[3, "fee"] = np.nan
    table.loc[4, "customer_id"] = None
    return table


@pytest.fixture(scope="module")
def archive(draw):
    n = 200
    who = draw.integers(0, 40, n)
    return pd.DataFrame(
        {
            "file_id": [f"F{number + 40 * (draw.random() < 0.1):03}" for number in who],
            "customer_id": [f"H{number:02}" for number in who],
            "page": pd.array(draw.choice([1, 2, 3, 4, 5, 6, 9, None], n), dtype="Int64"),
            "document": draw.choice(["customer card", "Sales-power sheet", "contract", "visit report"], n),
            "contract_id": draw.choice([f"K{number}" for number in range(60)], n),
            "filed_on": days(draw, n, 0.1),
            "updated_on": days(draw, n, 0.4),
            "filled": pd.array(draw.choice([100, 90, 80, 79, 5, None], n), dtype="Int64"),
        }
    ).astype({"file_id": "str", "customer_id": "str", "document": "str", "contract_id": "str"})


@pytest.fixture(scope="module")
def customers():
    return pd.DataFrame({"customer_id": [f"H{number:02}" for number in range(5, 45)]}).astype("str")


@pytest.fixture(scope="module")
def contracts(draw):
    n = 80
    return pd.DataFrame(
        {
            "contract_id": [f"K{number}" for number in range(n)],
            "customer_id": [f"H{number:02}" for number in draw.integers(0, 45, n)],
            "ends_on": days(draw, n, 0.1, "2025-06-01", 400),
            "signed_by": pd.Series(draw.choice(["M01", None], n)).astype("str"),
            "authorised": pd.array(draw.choice([True, False, None], n), dtype="boolean"),
        }
    ).astype({"contract_id": "str", "customer_id": "str"})


@pytest.fixture(scope="module")
def follow_ups(draw):
    n = 150
    return pd.DataFrame(
        {
            "follow_up_id": [f"U{number:03}" for number in range(n)],
            "due_on": days(draw, n, 0.05, "2025-01-01", 420),
            "done_on": days(draw, n, 0.5, "2025-01-01", 400),
        }
    ).astype({"follow_up_id": "str"})


@pytest.fixture(scope="module")
def satisfaction(draw):
    n = 90
    return pd.DataFrame(
        {
            "customer_id": [f"H{number:02}" for number in draw.integers(0, 60, n)],
            "asked_on": days(draw, n, 0.05, "2025-01-01", 365),
            "experience": pd.array(draw.choice([1, 9, None], n), dtype="Int64"),
        }
    ).astype({"customer_id": "str"})


def compare(to_engine, function, *tables, **options):
    given = [to_engine(table) for table in tables]
    found = function(*given, **options)
    assert type(found) is type(given[0])
    expected = function(*tables, **options)
    assert len(expected) > 3, "a comparison of nothing"
    same_rows(expected, found)


FIELDS = ["name", "phone", "email", "age", "spent", "regular", "birthday"]


def test_completeness(to_engine, cards):
    compare(
        to_engine,
        records.completeness,
        cards,
        key="card_id",
        fields=FIELDS,
        weights={"phone": 2, "age": 0.5},
        only_if={"age": ("user_type", "Person"), "birthday": ("regular", True)},
    )


def test_field_completeness(to_engine, cards):
    expected = records.field_completeness(cards, FIELDS)
    pd.testing.assert_frame_equal(expected, records.field_completeness(to_engine(cards), FIELDS))
    assert expected["junk"].sum() > 10


def test_derived_fields(to_engine, bills):
    compare(to_engine, records.derived_fields, bills, as_of=TODAY)
    compare(to_engine, records.derived_fields, bills, as_of="2024-05-15", discount=None)


@pytest.mark.parametrize("required", [(), ("customer card", "sales-power sheet")])
def test_archive_faults(to_engine, archive, customers, contracts, required):
    found = records.archive_faults(
        to_engine(archive),
        customers=to_engine(customers),
        contracts=to_engine(contracts),
        as_of=TODAY,
        required=required,
    )
    expected = records.archive_faults(archive, customers=customers, contracts=contracts, as_of=TODAY, required=required)
    kinds = set(records.FAULTS) - (set() if required else {"missing sheet"})
    assert set(expected["fault"]) == kinds
    assert type(found) is type(to_engine(archive))
    same_rows(expected, found)
    pd.testing.assert_frame_equal(records.archive_summary(expected, 40), records.archive_summary(found, 40))


def test_contract_watch(to_engine, contracts):
    compare(to_engine, records.contract_watch, contracts, as_of=TODAY)


def test_follow_ups_due(to_engine, follow_ups):
    compare(to_engine, records.follow_ups_due, follow_ups, as_of="2025-11-30")


def test_without_satisfaction(to_engine, customers, satisfaction):
    options = {"start": "2025-07-01", "end": "2025-12-31"}
    compare(to_engine, records.without_satisfaction, customers, satisfaction, **options)


def test_stale_records(to_engine, cards):
    compare(to_engine, records.stale_records, cards, as_of=TODAY, days=365, key="card_id")


@pytest.fixture(scope="module")
def matrix():
    rows = [("clerk", "cards.phone", "edit"), ("clerk", "cards.name", "read"), ("owner", "cards.name", "export")]
    return records.AccessMatrix.from_table(pd.DataFrame(rows, columns=["role", "field", "right"]))


def test_mask(to_engine, cards):
    kinds = {"name": "name", "phone": "phone", "email": "email", "address": "address", "birthday": "birthday"}
    compare(to_engine, lambda table: records.mask(table, {**kinds, "age": "hidden", "user_type": "hidden"}), cards)
    compare(to_engine, lambda table: records.mask(table, {"phone": "id number"}), cards)


def test_view(to_engine, cards, matrix):
    compare(to_engine, lambda table: matrix.view(table, "clerk"), cards)


def test_minimise(to_engine, cards):
    contract = Contract("cards", tuple(Column(name) for name in cards))
    compare(to_engine, lambda table: records.minimise(table, contract, "letter"), cards)


@pytest.mark.parametrize("hours", [(7, 20), (0, 24)])
def test_audit(to_engine, draw, matrix, hours):
    n = 200
    at = pd.Timestamp("2025-12-01") + pd.to_timedelta(draw.integers(0, 30 * 86400, n), unit="s")
    log = pd.DataFrame(
        {
            "log_id": [f"L{number:03}" for number in range(n)],
            "at": pd.Series(at).where(draw.random(n) > 0.05),
            "user": draw.choice(["C01", "C02", None], n),
            "role": draw.choice(["clerk", "owner", "boss", None], n),
            "field": draw.choice(["cards.phone", "cards.name", "cards.shoe"], n),
            "action": draw.choice(["read", "edit", "export", "peek"], n),
        }
    ).astype({"user": "str", "role": "str", "field": "str", "action": "str"})
    staff = pd.DataFrame({"user": ["C01"], "role": ["clerk"], "left_on": pd.to_datetime(["2025-12-15"])})
    compare(to_engine, lambda table: matrix.audit(table, hours=hours, staff=staff), log)
