"""Tables: what does not matter never refuses a right answer, and what is wrong is named."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from practice_toys import TABLE

from casekit.practice import Status


@pytest.fixture
def answer():
    return TABLE.oracle(TABLE.facts)


def dress(draw, table):
    """The same table as somebody else would have it."""
    table = table.sample(frac=1, random_state=draw(st.integers(0, 99)))[draw(st.permutations(list(table.columns)))]
    table = table.reset_index(drop=True) if draw(st.booleans()) else table
    key = draw(st.sampled_from(["str", "int", "float", "category", "object"]))
    table["customer_id"] = table["customer_id"].astype(int).astype(key) if key != "object" else table["customer_id"]
    table["frequency"] = table["frequency"].astype(draw(st.sampled_from(["int8", "float64", "Int64", "str", "object"])))
    table["sales"] = table["sales"].round(draw(st.sampled_from([2, 3, 9])))
    if draw(st.booleans()):
        table["remark"] = "not asked for"
    return table


def wrap(form, table):
    match form:
        case "pandas":
            return table
        case "index":
            return table.set_index("customer_id")
        case "polars":
            return pl.DataFrame(table.astype({"customer_id": str, "frequency": float}).to_dict("list"))
        case "lazy":
            return pl.LazyFrame(table.astype({"customer_id": str, "frequency": float}).to_dict("list"))
        case "dict":
            return table.to_dict("list")
        case "records":
            return table.to_dict("records")
        case "tsv":
            return table.to_csv(sep="\t", index=False)
        case "csv":
            return table.to_csv(index=False)
        case "german":
            numbers = table.astype({"frequency": float, "sales": float})
            return numbers.to_csv(sep=";", decimal=",", index=False)


FORMS = ["pandas", "index", "polars", "lazy", "dict", "records", "tsv", "csv", "german"]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), form=st.sampled_from(FORMS), seed=st.integers(0, 20))
def test_dress_never_matters(data, form, seed):
    question = TABLE.variant(seed)
    outcome = question.check(wrap(form, dress(data.draw, question.oracle(question.facts))))
    assert outcome.right, outcome


@settings(max_examples=30, deadline=None)
@given(data=st.data(), form=st.sampled_from(FORMS), row=st.integers(0, 4), off=st.sampled_from([-3, 1, 2]))
def test_a_wrong_cell_is_never_taken_and_is_named(data, form, row, off):
    table = TABLE.oracle(TABLE.facts)
    wrong = table["frequency"].iloc[row] + off
    table.loc[row, "frequency"] = wrong
    key = table["customer_id"].iloc[row]
    outcome = TABLE.check(wrap(form, dress(data.draw, table)))
    assert outcome.status is Status.WRONG
    if outcome.mistake is None:
        assert f"4 of 5 rows are right; look at {key.lstrip('0')}" in outcome.message.replace(key, key.lstrip("0"))
        assert f"frequency {wrong}" in outcome.message


def test_pasted_from_excel_with_units_and_thousands(answer):
    answer["sales"] = [f"{sales:,.2f} " for sales in answer["sales"]]
    text = answer.rename(columns={"customer_id": "Customer ID", "sales": "SALES"}).to_csv(sep="\t", index=False)
    assert TABLE.check(f"\n{text}\r\n\r\n").right


def test_cells_pasted_without_their_heading_row_are_told_so(answer):
    outcome = TABLE.check(answer.to_csv(sep="\t", index=False, header=False))
    assert outcome.status is Status.UNREADABLE
    assert "copy the heading row as well (customer_id" in outcome.message


def test_dates_and_missing_values_match_across_libraries():
    from dataclasses import replace

    from casekit.practice.kinds.table import Table

    kind = Table(key="month", columns={"sales": 1, "grade": None})
    oracle = pd.DataFrame(
        {"month": pd.to_datetime(["1997-01-01", "1997-02-01"]), "sales": [np.nan, 2], "grade": ["Gold", None]}
    )
    question = replace(TABLE, kind=kind, oracle=lambda facts: oracle, mistakes=())
    assert question.check(oracle).right
    assert question.check("month;sales;grade\n1997/2/1;2;\n1997-01-01;;GOLD").right
    dated = [
        {"month": "1997-01-01 00:00:00", "sales": None, "grade": "gold"},
        {"month": "1997-02-01", "sales": 2, "grade": pd.NA},
    ]
    assert question.check(dated).right
    assert question.check("month;sales;grade\n1997/2/1;2;\n1997-01-01;0;GOLD").status is Status.WRONG


@pytest.mark.parametrize(
    "change, words",
    [
        (lambda t: t.drop(columns="sales"), "no column sales; it has customer_id, frequency"),
        (lambda t: pd.concat([t, t.head(1)]), "00001 stands in more than one row"),
        (lambda t: t.head(0), "no rows"),
        (lambda t: t.astype(object).replace({"frequency": {t["frequency"][0]: "often"}}), "column frequency: “often”"),
        (lambda t: "customer_id\tfrequency\tsales\n1\t2", "Line 2 has 2 cells, the heading has 3"),
        (lambda t: "just words", "paste the cells"),
        (lambda t: {"customer_id": [1, 2], "frequency": [1]}, "does not make a table"),
    ],
)
def test_what_is_no_table_is_a_sentence(answer, change, words):
    outcome = TABLE.check(change(answer))
    assert outcome.status is Status.UNREADABLE
    assert words in outcome.message


def test_missing_and_extra_rows_are_counted_and_named(answer):
    outcome = TABLE.check(answer.head(1))
    assert outcome.message == "4 rows are missing: 00002, 00003, 00004, …."
    answer["customer_id"] = [*answer["customer_id"][:4], "99999"]
    outcome = TABLE.check(answer)
    assert "1 rows are missing" in outcome.message
    assert "1 rows do not belong: 99999" in outcome.message


def test_a_mistake_on_most_rows_is_recognised(answer):
    wrong = answer.copy()
    wrong["frequency"] += 1
    other = answer.assign(sales=0.0)
    lines = TABLE.mistakes[0].compute(TABLE.facts)
    assert TABLE.check(lines).mistake == "lines"
    assert TABLE.check(other).mistake is None


def test_the_totals_of_a_pivot_table_are_no_row(answer):
    foot = {"customer_id": "Grand Total", "frequency": answer["frequency"].sum(), "sales": answer["sales"].sum()}
    assert TABLE.check([*answer.to_dict("records"), foot]).right


def test_sums_rounded_to_whole_units_are_right(answer):
    assert TABLE.check(answer.round({"sales": 0})).right
    assert not TABLE.check(answer.assign(sales=answer["sales"].round(0) + 1)).right


def test_two_columns_of_one_name_are_not_guessed_between(answer):
    spare = answer.assign(**{"sales ": 0.0})
    assert TABLE.check(spare).right
    twice = spare.rename(columns={"sales": " sales"})
    assert "more than one column sales" in TABLE.check(twice).message
