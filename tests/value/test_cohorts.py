"""Retention by cohort and by age: counted by hand, the guards against customers who did not start when they seem to."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.value import renewal_counts, retention_curves, retention_rates

AS_OF = pd.Timestamp("2024-06-20")
WIDTH = {"M": 1, "Q": 3, "Y": 12}
COLUMNS = {"entry": "came", "left": "went"}
# days up to the 28th, which every month has: there the count by hand needs no rule for the end of a month
day = st.dates(pd.Timestamp("2021-01-01").date(), pd.Timestamp("2024-09-30").date()).filter(lambda d: d.day <= 28)
lives = st.lists(st.tuples(day, st.none() | st.integers(0, 900)), min_size=1, max_size=25)


def customers(lives):
    table = pd.DataFrame({"customer_id": [f"c{n}" for n in range(len(lives))]})
    table["came"] = pd.to_datetime([came for came, _days in lives])
    stay = pd.to_timedelta([float("nan") if days is None else days for _came, days in lives], unit="D")
    return table.assign(went=table["came"] + stay)


def table(*rows):
    """Rows of came and went as texts, went None for who is there."""
    dates = [[pd.Timestamp(came), pd.NaT if went is None else pd.Timestamp(went)] for came, went in rows]
    made = pd.DataFrame(dates, columns=["came", "went"]).astype("datetime64[us]")
    return made.assign(customer_id=[f"c{n}" for n in range(len(rows))])


def there(row, periods, width, as_of=AS_OF):
    """Still there after whole periods; None when nobody can know yet."""
    mark = row.came + pd.DateOffset(months=periods * width)
    if mark > as_of:
        return None
    return pd.isna(row.went) or row.went > as_of or row.went > mark


@given(lives=lives, period=st.sampled_from("MQY"))
@settings(max_examples=30, deadline=None)
def test_curves_as_counted_by_hand(lives, period):
    given, width = customers(lives), WIDTH[period]
    known = given[given["came"] <= AS_OF]
    if known.empty:
        with pytest.raises(CasekitError, match="No customer remains"):
            retention_curves(given, **COLUMNS, as_of=AS_OF, period=period, heap="keep")
        return
    curves = retention_curves(given, **COLUMNS, as_of=AS_OF, period=period, heap="keep")
    months = known["came"].dt.year * 12 + known["came"].dt.month - 1
    expected = []
    for _cohort, rows in known.groupby(months // width):
        for age in range(60):
            seen = [there(row, age, width) for row in rows.itertuples()]
            if None in seen:
                break
            expected.append((age, len(rows), len(rows) if age == 0 else sum(seen)))
    found = curves.table[["age", "customers", "still_there"]]
    assert list(found.itertuples(index=False, name=None)) == expected
    assert curves.left_out["customers"].sum() == len(given) - len(known)


@given(lives=lives, period=st.sampled_from("MQY"), first=day)
@settings(max_examples=30, deadline=None)
def test_rates_as_counted_by_hand(lives, period, first):
    """From the first whole age after the file begins, up to the last one seen."""
    given, width, first = customers(lives), WIDTH[period], pd.Timestamp(first)
    given = given[given["came"] <= AS_OF]
    watched = {}
    for row in given.itertuples():
        for age in range(1, 60):
            start = row.came + pd.DateOffset(months=(age - 1) * width)
            now = there(row, age, width)
            before = age == 1 or there(row, age - 1, width)
            if start >= first and now is not None and before:
                watched.setdefault(age, []).append(now)
    if not watched:
        with pytest.raises(CasekitError, match=r"Nobody was watched|No customer remains"):
            retention_rates(given, **COLUMNS, as_of=AS_OF, first_day=first, period=period, heap="keep")
        return
    rates = retention_rates(given, **COLUMNS, as_of=AS_OF, first_day=first, period=period, heap="keep").table
    seen = rates[(rates["age"] > 0) & (rates["customers"] > 0)]
    assert dict(zip(seen["age"], seen["customers"], strict=True)) == {age: len(all_) for age, all_ in watched.items()}
    assert dict(zip(seen["age"], seen["still_there"], strict=True)) == {age: sum(all_) for age, all_ in watched.items()}


@given(lives=lives, period=st.sampled_from("MQY"))
@settings(max_examples=30, deadline=None)
def test_laws_of_curves(lives, period):
    given = customers(lives)
    given = given[given["came"] <= AS_OF]
    if given.empty:
        return
    curves = retention_curves(given, **COLUMNS, as_of=AS_OF, period=period, heap="keep")
    starts = curves.table[curves.table["age"] == 0]
    assert starts["customers"].sum() == len(given)
    assert (starts["retention"] == 1).all()
    falls = curves.table.groupby("cohort")["still_there"].diff().dropna()
    assert (falls <= 0).all()
    pooled = curves.pooled()
    assert pooled["retention"].between(0, 1).all()
    assert (pooled["retention"].diff().dropna() <= 1e-12).all()
    for counts in (renewal_counts(curves) if curves.table["age"].max() else {}).values():
        assert counts == sorted(counts, reverse=True)


def test_pooled_is_not_moved_by_a_cohort_going_out_of_sight():
    """The old cohort stays wholly, the young one loses half at once: the mean of shares jumps, the product does not."""
    old = [("2021-01-01", None)] * 4
    young = [("2023-01-01", "2023-06-01"), ("2023-01-01", None)] * 2
    curves = retention_curves(table(*old, *young), **COLUMNS, as_of="2024-06-01", period="Y")
    assert curves.table.groupby("age")["retention"].mean().tolist() == [1.0, 0.75, 1.0, 1.0]
    assert curves.pooled()["retention"].tolist() == [1.0, 0.75, 0.75, 0.75]
    assert curves.pooled()["customers"].tolist() == [8, 8, 4, 4]


def test_a_whole_cohort_may_leave():
    curves = retention_curves(table(("2022-01-05", "2022-01-05"), ("2022-01-09", "2022-02-01")), **COLUMNS, as_of=AS_OF)
    assert curves.table["still_there"].tolist()[:3] == [2, 0, 0]
    assert curves.pooled()["retention"].tolist()[:3] == [1.0, 0.0, 0.0]


def test_left_after_the_last_day_is_still_there():
    curves = retention_curves(table(("2024-01-10", "2024-06-21")), **COLUMNS, as_of=AS_OF)
    assert curves.table["still_there"].tolist() == [1] * 6
    curves = retention_curves(table(("2024-01-10", "2024-06-20")), **COLUMNS, as_of=AS_OF)
    assert curves.table["still_there"].tolist() == [1] * 6  # the fifth month was over on 10 June
    curves = retention_curves(table(("2024-01-10", "2024-06-10")), **COLUMNS, as_of=AS_OF)
    assert curves.table["still_there"].tolist() == [1, 1, 1, 1, 1, 0]


def test_the_end_of_a_shorter_month_stands_for_its_missing_days():
    ends = [("2024-01-31", "2024-02-29"), ("2024-01-31", "2024-03-01")]
    curves = retention_curves(table(*ends), **COLUMNS, as_of=AS_OF)
    assert curves.table["still_there"].tolist()[:3] == [2, 1, 0]


def test_names_of_cohorts_and_the_wide_table():
    given = table(("2023-02-10", None), ("2023-12-01", None), ("2024-05-03", None))
    names = {p: retention_curves(given, **COLUMNS, as_of=AS_OF, period=p).wide().index.tolist() for p in "MQY"}
    assert names == {
        "M": ["2023-02", "2023-12", "2024-05"],
        "Q": ["2023Q1", "2023Q4", "2024Q2"],
        "Y": ["2023", "2024"],
    }
    wide = retention_curves(given, **COLUMNS, as_of=AS_OF, period="Q").wide()
    assert wide.columns.tolist() == [0, 1, 2, 3, 4, 5]
    assert wide.loc["2024Q2"].isna().tolist() == [False, *[True] * 5]


def test_who_came_before_the_file_is_left_out_and_told():
    given = table(("2019-03-01", None), ("2022-12-31", "2024-01-01"), ("2023-01-01", None), ("2023-05-01", None))
    curves = retention_curves(given, **COLUMNS, as_of=AS_OF, first_day="2023-01-01")
    assert curves.table["cohort"].unique().tolist() == ["2023-01", "2023-05"]
    assert curves.left_out["customers"].tolist() == [2]
    assert "They came before 2023-01-01" in curves.left_out["reason"].iloc[0]
    assert "left truncation" in curves.left_out["reason"].iloc[0]
    assert repr(curves) == "Retention of 2 customers in 2 cohorts (M); 2 left out."


def heaped(first, usual):
    months = pd.period_range("2022-01", "2023-06", freq="M")
    return table(
        *[("2022-01-01", None)] * first, *[(f"{month}-04", None) for month in months[1:] for _time in range(usual)]
    )


@pytest.mark.parametrize(("first", "told"), [(50, True), (13, True), (12, False), (4, False)])
def test_a_heap_in_the_first_month_is_left_out(first, told):
    """Four come in a usual month; more than three times as many in the first are no newcomers."""
    curves = retention_curves(heaped(first, 4), **COLUMNS, as_of=AS_OF)
    assert ("2022-01" in curves.wide().index) is not told
    assert curves.left_out["customers"].tolist() == ([first] if told else [])
    if told:
        assert f"“start” in 2022-01, {first / 4:.0f} times as many" in curves.left_out["reason"].iloc[0]


def test_a_heap_is_kept_when_wished():
    assert len(retention_curves(heaped(50, 4), **COLUMNS, as_of=AS_OF, heap="keep").left_out) == 0


def test_a_few_together_are_no_heap():
    assert len(retention_curves(heaped(9, 1), **COLUMNS, as_of=AS_OF).left_out) == 0
    assert len(retention_curves(heaped(10, 1), **COLUMNS, as_of=AS_OF).left_out) == 1


def test_everything_left_out_is_counted():
    given = table((None, None), ("2024-07-01", None), ("2020-01-01", None), ("2023-03-01", None), ("2023-04-01", None))
    given.loc[4, "customer_id"] = None
    curves = retention_curves(given, **COLUMNS, as_of=AS_OF, first_day="2021-01-01")
    assert curves.left_out["customers"].tolist() == [1, 1, 1, 1]
    assert [reason[:22] for reason in curves.left_out["reason"]] == [
        "The customer’s number ",
        "The day of entry is mi",
        "They came after the la",
        "They came before 2021-",
    ]


def test_old_customers_tell_of_the_ages_they_were_watched_at():
    """Came in 2018, watched from 2022: ages 4 to 6 only."""
    given = table(("2018-01-01", None), ("2018-01-01", "2023-07-01"), ("2023-01-01", None))
    rates = retention_rates(given, **COLUMNS, as_of="2024-06-01", first_day="2022-01-01").table
    assert rates["customers"].tolist() == [1, 1, 0, 0, 0, 2, 2]
    assert rates["still_there"].tolist() == [1, 1, 0, 0, 0, 2, 1]
    assert rates["rate"].isna().tolist() == [False, False, True, True, True, False, False]
    assert rates["retention"].isna().tolist() == [False, False, True, True, True, True, True]


def test_counts_for_the_model():
    given = table(
        *[("2021-02-01", None)] * 5,
        ("2021-03-01", "2022-06-01"),
        *[("2022-04-01", None)] * 3,
        ("2022-04-01", "2022-05-01"),
        ("2023-12-01", None),
    )
    curves = retention_curves(given, **COLUMNS, as_of=AS_OF, period="Y")
    assert renewal_counts(curves) == {"2021": [6, 6, 5, 5], "2022": [4, 3, 3]}
    assert renewal_counts(curves, renewals=2) == [10, 9, 8]
    assert renewal_counts(curves, renewals=3) == [6, 6, 5, 5]
    with pytest.raises(CasekitError, match="seen for 4 renewals; the oldest has 3"):
        renewal_counts(curves, renewals=4)
    with pytest.raises(CasekitError, match="one renewal or more"):
        renewal_counts(curves, renewals=0)


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({"entry": "start"}, {}, "no column “start”"),
        ({"customer_id": "who"}, {}, "no column “who”"),
        ({"period": "W"}, {}, "The period is “W”"),
        ({"heap": "drop"}, {}, "heap is “drop”"),
        ({"as_of": "soon"}, {}, "as_of is 'soon', which is no date"),
        ({"as_of": 2024}, {}, "as_of is 2024, which is no date"),
        ({"first_day": "the start"}, {}, "first_day is 'the start'"),
        ({"as_of": "2020-01-01"}, {}, "No customer remains to follow: They came after the last day."),
        ({}, {"came": "2023-05"}, "“came” must hold dates"),
        ({}, {"customer_id": "c7"}, "1 customer stands in several rows"),
        ({}, {"went": pd.Timestamp("2020-01-01")}, "2 customers left before they came; compare “went” with “came”"),
    ],
)
def test_refused(change, given, sentence):
    both = table(("2023-03-01", None), ("2023-04-01", None)).assign(**given)
    for function, more in ((retention_curves, {}), (retention_rates, {"first_day": "2023-01-01"})):
        with pytest.raises(CasekitError, match=sentence):
            function(both, **{**COLUMNS, "as_of": AS_OF, **more, **change})


def test_no_rows_and_no_whole_period():
    with pytest.raises(CasekitError, match=r"No customer remains to follow: no rows\."):
        retention_curves(table(("2023-03-01", None)).head(0), **COLUMNS, as_of=AS_OF)
    with pytest.raises(CasekitError, match="Nobody was watched for a whole period"):
        retention_rates(table(("2024-06-01", None)), **COLUMNS, as_of=AS_OF, first_day="2024-01-01")


def test_rates_in_a_line():
    given = table(("2018-01-01", None), (None, None), ("2023-01-01", "2023-05-01"))
    rates = retention_rates(given, **COLUMNS, as_of="2024-06-01", first_day="2022-01-01")
    assert repr(rates) == "Retention at ages 1 to 6 (Y); 1 customer left out."


@pytest.mark.parametrize("blank", [None, float("nan"), "", pd.NaT], ids=["none", "nan", "empty text", "no date"])
def test_a_file_in_which_nobody_has_left(blank):
    given = table(("2023-03-01", None), ("2023-04-01", None)).assign(went=blank)
    assert (retention_curves(given, **COLUMNS, as_of=AS_OF).table["retention"] == 1).all()
    import polars as pl

    given = pl.from_pandas(given)
    assert (retention_curves(given, **COLUMNS, as_of=AS_OF).table["retention"] == 1).all()


def test_a_file_that_knows_only_the_latest_leavers_is_told():
    """Two came in each month of five years; of those in the file, none left in the first three."""
    lives = [(f"{2019 + month // 12}-{month % 12 + 1:02}-05", None) for month in range(60) for _ in range(2)]
    lives += [("2020-03-05", f"2022-{month:02}-20") for month in range(1, 13)]
    with pytest.warns(LeftOut, match="who left before 2022-01: of .* the first in 2019-01, nobody did"):
        retention_curves(table(*lives), **COLUMNS, as_of="2023-12-31")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        retention_curves(table(*lives), **COLUMNS, as_of="2023-12-31", first_day="2022-01-01")
        retention_curves(table(*lives, ("2019-01-05", "2019-03-20")), **COLUMNS, as_of="2023-12-31")
