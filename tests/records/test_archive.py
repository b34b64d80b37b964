"""The archive: each fault found where it is, and nowhere else."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.records import FAULTS, archive_faults, archive_summary

TODAY = "2025-12-31"
CARD, SHEET = "customer card", "sales-power sheet"


def page(customer, file="F1", page=1, document=CARD, **more):
    row = {"customer_id": customer, "file_id": file, "page": page, "document": document, "contract_id": None}
    return {**row, "filed_on": "2025-06-01", "updated_on": "2025-06-01", "filled": 100, **more}


def whole(customer, file="F1"):
    return [page(customer, file, 1, CARD), page(customer, file, 2, SHEET)]


def archive(*pages):
    table = pd.DataFrame(pages, columns=list(page("x")))
    dates = {name: pd.to_datetime(table[name]) for name in ("filed_on", "updated_on")}
    whole = {name: pd.array(table[name], dtype="Int64") for name in ("page", "filled")}
    texts = dict.fromkeys(("customer_id", "file_id", "document", "contract_id"), "str")
    return table.assign(**dates, **whole).astype(texts)


def people(*ids):
    return pd.DataFrame({"customer_id": list(ids)}).astype("str")


def faults(*pages, customers=("a",), **options):
    found = archive_faults(archive(*pages), customers=people(*customers), **{"as_of": TODAY, **options})
    return list(found[["fault", "detail"]].itertuples(index=False, name=None))


def test_a_file_in_order():
    assert faults(*whole("a")) == []


def test_no_file():
    assert faults(*whole("a"), customers=("a", "b")) == [("no file", "No page in the archive.")]


def test_two_files():
    assert faults(*whole("a", "F1"), *whole("a", "F7")) == [("two files", "2 files, from F1 to F7; make one of them.")]


def test_page_gaps_one_by_one():
    pages = [page("a", page=number) for number in (2, 3, 6, 6, 9)]
    assert faults(*pages, required=()) == [
        ("page gap", "File F1: page 1 is missing."),
        ("page gap", "File F1: pages 4 to 5 are missing."),
        ("page gap", "File F1: pages 7 to 8 are missing."),
    ]


def test_each_file_counts_its_own_pages():
    found = faults(page("a", "F1", 1), page("a", "F2", 1), page("a", "F2", 3), required=())
    assert [detail for fault, detail in found if fault == "page gap"] == ["File F2: page 2 is missing."]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(1, 15), min_size=1))
def test_the_gaps_hold_exactly_the_missing_pages(there):
    found = faults(*[page("a", page=number) for number in there], required=())
    missing = []
    for fault, detail in found:
        assert fault == "page gap"
        first, *last = [
            int(word) for word in detail.removeprefix("File F1:").replace("to", " ").split() if word.isdigit()
        ]
        missing += range(first, (last or [first])[0] + 1)
    assert sorted(missing) == sorted(set(range(1, max(there) + 1)) - there)


def test_missing_sheet():
    assert faults(page("a", document="Customer Card ")) == [("missing sheet", "No sales-power sheet in the file.")]
    assert faults(page("a", document="visit report"), required=()) == []


def test_contracts_that_are_not_filed():
    contracts = pd.DataFrame({"customer_id": ["a", "a", "b", "z"], "contract_id": ["K1", "K2", "K1", "K9"]})
    pages = [*whole("a"), page("a", page=3, document="contract", contract_id="K1"), *whole("b", "F2")]
    found = archive_faults(archive(*pages), customers=people("a", "b"), contracts=contracts, as_of=TODAY)
    assert list(zip(found["customer_id"], found["fault"], strict=True)) == [
        ("a", "contract not filed"),
        ("b", "contract not filed"),  # its number lies in the file of another customer
    ]
    assert "K2" in found["detail"][0]


@pytest.mark.parametrize(
    ("updated", "days", "stale"), [("2025-01-01", 364, False), ("2024-12-31", 365, False), ("2024-12-30", 366, True)]
)
def test_a_file_goes_stale(updated, days, stale):
    pages = [page("a", page=1, updated_on=updated), page("a", page=2, updated_on="2020-01-01")]
    expected = [("stale", f"File F1: last updated {days} days ago.")] if stale else []
    assert faults(*pages, required=()) == expected


def test_an_old_sheet_in_a_fresh_file():
    pages = [page("a", page=1), page("a", page=2, document=SHEET, updated_on="2024-12-01")]
    assert faults(*pages) == [("stale", "File F1: the sales-power sheet: last updated 395 days ago.")]
    assert faults(*pages, required=(CARD,)) == [] == faults(*pages, fresh_days=395)


def test_what_was_never_updated_has_the_day_of_filing():
    assert faults(page("a", updated_on=None), required=()) == []
    assert faults(page("a", updated_on=None, filed_on="2024-01-01"), required=())[0][0] == "stale"
    found = faults(page("a", updated_on=None, filed_on=None), required=())
    assert found == [("stale", "File F1: no date at all.")]


def test_badly_filled():
    pages = [page("a", page=1, filled=80), page("a", page=2, filled=79), page("a", page=3, filled=None)]
    assert faults(*pages, required=()) == [("badly filled", "File F1, page 2: the customer card is filled to 79 %.")]
    assert faults(*pages, required=(), well_filled=79) == []


def test_what_is_left_out_is_said():
    with pytest.warns(LeftOut, match="1 pages without a customer"):
        faults(*whole("a"), page(None))
    with pytest.warns(LeftOut, match="2 pages of customers who are not among"):
        assert faults(*whole("a"), *whole("z", "F9")) == []


def test_the_summary_counts_customers_once():
    pages = [page("a", page=1), page("a", page=3), page("a", page=5), *whole("b", "F2")]
    found = archive_faults(archive(*pages), customers=people("a", "b", "c"), as_of=TODAY, required=(CARD,))
    table = archive_summary(found, 4).set_index("fault")
    assert table.index.tolist() == [*FAULTS, "any fault"]
    assert table.loc["page gap"].tolist() == [2, 1, 0.25]
    assert table.loc["no file"].tolist() == [1, 1, 0.25]
    assert table.loc["two files"].tolist() == [0, 0, 0]
    assert table.loc["any fault"].tolist() == [3, 2, 0.5]
    assert archive_summary(found, 2)["share"].iloc[-1] == 1


def test_the_summary_of_an_archive_in_order():
    found = archive_faults(archive(*whole("a")), customers=people("a"), as_of=TODAY)
    assert archive_summary(found, 1)["faults"].sum() == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"as_of": "soon"}, "which is no date"),
        ({"fresh_days": -1}, "“fresh_days”"),
        ({"well_filled": 101}, "“well_filled” must be a number from 0 to 100"),
        ({"required": CARD}, "a list of documents"),
        ({"customers": pd.DataFrame({"id": [1]})}, "The customers have no column “customer_id”"),
        ({"customers": pd.DataFrame({"customer_id": [1]})}, "“customer_id” holds String in one table and Int64"),
        ({"contracts": pd.DataFrame({"customer_id": ["a"]})}, "The contracts have no column “contract_id”"),
    ],
)
def test_what_cannot_be_checked(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        archive_faults(archive(*whole("a")), **{"customers": people("a"), "as_of": TODAY, **options})


def test_tables_of_two_kinds():
    pl = pytest.importorskip("polars")
    with pytest.raises(CasekitError, match="a table of polars, the others of pandas"):
        archive_faults(archive(*whole("a")), customers=pl.DataFrame({"customer_id": ["a"]}), as_of=TODAY)


def test_tables_of_two_connections():
    duckdb = pytest.importorskip("duckdb")
    first, second = (duckdb.connect().from_df(table) for table in (archive(*whole("a")), people("a")))
    with pytest.raises(CasekitError, match="another DuckDB connection"):
        archive_faults(first, customers=second, as_of=TODAY)


def test_a_summary_of_too_few_customers():
    found = pd.DataFrame({"customer_id": ["a", "b"], "fault": ["stale", "stale"]})
    with pytest.raises(CasekitError, match="2 customers have faults, more than the 1"):
        archive_summary(found, 1)
