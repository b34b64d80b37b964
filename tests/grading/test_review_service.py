"""Services promised and delivered, the log of manual levels, versions of a policy."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from review_tables import customers, ladder, same_rows

from casekit.errors import CasekitError, LeftOut
from casekit.grading import PolicyVersions, entitlement_audit, load_policy, override_log, service_levels

PROMISES = [("gold", "own account manager", 1), ("gold", "return visit", 1), ("silver", "return visit", 2)]


def test_who_is_promised_what():
    assert list(service_levels(ladder()).itertuples(index=False, name=None)) == PROMISES
    with pytest.raises(CasekitError, match="promises no service to any grade"):
        service_levels(load_policy("key-account-classes"))


@pytest.fixture
def delivered():
    rows = [
        ("a", "own account manager", "2025-03-01"),
        ("a", "own account manager", "2025-06-01"),
        ("a", "return visit", None),
        ("b", "return visit", "2025-03-01"),
        ("b", "own account manager", "2025-03-01"),
        ("c", "return visit", "2025-03-01"),
        ("gone", "return visit", "2025-03-01"),
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "service", "delivered_on"])
    return table.astype({"customer_id": "str", "service": "str"}).assign(
        delivered_on=pd.to_datetime(table["delivered_on"])
    )


@pytest.fixture
def graded():
    grades = {"a": "gold", "b": "silver", "c": "unclassified", "d": "silver"}
    return pd.DataFrame(grades.items(), columns=["customer_id", "grade"]).astype("str")


EXPECTED = [
    ("a", "gold", "own account manager", "delivered"),
    ("a", "gold", "return visit", "promised, not delivered"),
    ("b", "silver", "own account manager", "delivered without right"),
    ("b", "silver", "return visit", "delivered"),
    ("c", "unclassified", "return visit", "delivered without right"),
    ("d", "silver", "return visit", "promised, not delivered"),
    ("gone", "(missing)", "return visit", "delivered without right"),
]


def test_promised_against_delivered(delivered, graded):
    found = entitlement_audit(delivered, graded, ladder())
    assert list(found.itertuples(index=False, name=None)) == EXPECTED


def test_the_promises_may_be_a_table(delivered, graded):
    found = entitlement_audit(delivered, graded, service_levels(ladder())[["grade", "service"]])
    assert list(found.itertuples(index=False, name=None)) == EXPECTED


def test_an_audit_on_every_engine(to_engine, delivered, graded):
    given = to_engine(delivered)
    found = entitlement_audit(given, to_engine(graded), ladder())
    assert type(found) is type(given)
    same_rows(entitlement_audit(delivered, graded, ladder()), found, "customer_id", "service")


def test_services_that_are_open_to_all_are_named(delivered, graded):
    with pytest.warns(LeftOut, match="1 deliveries of services that no grade is promised: repair"):
        found = entitlement_audit(delivered.replace("own account manager", "repair").iloc[1:4], graded, ladder())
    assert "repair" not in set(found["service"])


def test_audits_that_cannot_be_made(delivered, graded):
    with pytest.raises(CasekitError, match="no column “service”"):
        entitlement_audit(delivered.drop(columns="service"), graded, ladder())
    with pytest.raises(CasekitError, match="Customer a has 2 grades"):
        entitlement_audit(delivered, pd.concat([graded, graded]), ladder())
    with pytest.raises(CasekitError, match="The table of promises is empty"):
        entitlement_audit(delivered, graded, pd.DataFrame({"grade": [], "service": []}))
    pl = pytest.importorskip("polars")
    with pytest.raises(CasekitError, match="The graded customers are a table of polars"):
        entitlement_audit(delivered, pl.from_pandas(graded), ladder())


# ── the log of manual levels ─────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def by_hand():
    rows = [
        ("a", "gold", "M01", "a promise of 2024", "2025-01-01", "2025-12-31"),
        ("b", "gold", "M02", " ", "2025-01-01", None),
        ("c", "gold", None, None, "2026-02-01", "2026-12-31"),
        ("d", "gold", "M01", "a trial", "2025-01-01", "2026-01-01"),
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "grade", "by", "why", "from_date", "expires_on"])
    days = {name: pd.to_datetime(table[name]) for name in ("from_date", "expires_on")}
    return table.astype(dict.fromkeys(("customer_id", "grade", "by", "why"), "str")).assign(**days)


def test_the_log(by_hand):
    found = override_log(by_hand, "2026-01-01").set_index("customer_id")
    assert found["state"].to_dict() == {"a": "expired", "b": "running", "c": "not yet", "d": "running"}
    assert found.index[found["without_reason"]].tolist() == ["b", "c"]
    assert found.index[found["without_expiry"]].tolist() == ["b"]
    assert found.index[found["without_name"]].tolist() == ["c"]
    assert found["at_once"].tolist() == [0, 1, 0, 1]


def test_the_log_on_every_engine(to_engine, by_hand):
    given = to_engine(by_hand)
    found = override_log(given, date(2026, 1, 1))
    assert type(found) is type(given)
    same_rows(override_log(by_hand, date(2026, 1, 1)), found, "customer_id")


def test_logs_that_mean_nothing(by_hand):
    with pytest.raises(CasekitError, match="1 manual levels expire before they begin"):
        override_log(by_hand.assign(expires_on=pd.to_datetime(["2024-01-01", None, None, None])), "2026-01-01")
    with pytest.raises(CasekitError, match="1 manual levels have no customer or no from_date"):
        override_log(by_hand.assign(from_date=pd.to_datetime(["2024-01-01", None, *["2024-01-01"] * 2])), "2026-01-01")
    with pytest.raises(CasekitError, match="“from_date” must hold dates"):
        override_log(by_hand.assign(from_date="soon"), "2026-01-01")
    with pytest.raises(CasekitError, match="no column “why”"):
        override_log(by_hand.drop(columns="why"), "2026-01-01")


# ── versions ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def versions():
    first = replace(ladder(), id="first", effective_from=date(2024, 1, 1))
    second = replace(ladder().with_band("gold", "usage", start=250), id="second", effective_from=date(2025, 7, 1))
    return PolicyVersions([second, first])


@pytest.mark.parametrize(
    ("day", "name"),
    [("2024-01-01", "first"), ("2025-06-30", "first"), ("2025-07-01", "second"), (date(2030, 1, 1), "second")],
)
def test_the_version_of_a_day(versions, day, name):
    assert versions.on(day).id == name


def test_the_list_of_versions(versions):
    table = versions.table()
    assert table["policy"].tolist() == ["first", "second"]
    assert table["in_force_to"].iloc[0] == pd.Timestamp("2025-06-30") and pd.isna(table["in_force_to"].iloc[1])


def test_who_moves_because_the_rule_changed(versions):
    found = versions.changes(customers(a=260, b=260, c=120, d=10), first="2025-01-01", last="2026-01-01")
    assert found.counts.loc["silver", "gold"] == 2
    assert found.moves().set_index("grade").loc["all", ["stayed", "up", "down", "left"]].tolist() == [2, 2, 0, 0]
    assert "first" in found.title and "second" in found.title
    with pytest.raises(
        CasekitError, match="On 2023-01-01 no version was in force; the first, “first”, holds from 2024"
    ):
        versions.on("2023-01-01")


def test_changes_of_the_rule_on_every_engine(to_engine, versions):
    table = customers(a=260, b=260, c=120, d=10)
    expected = versions.changes(table, first="2025-01-01", last="2026-01-01").counts
    found = versions.changes(to_engine(table), first="2025-01-01", last="2026-01-01").counts
    pd.testing.assert_frame_equal(expected, found)


def test_versions_that_contradict_each_other(versions):
    with pytest.raises(CasekitError, match="Two versions hold from 2024-01-01: “first” and “other”"):
        PolicyVersions([versions.versions[0], replace(versions.versions[0], id="other")])
    with pytest.raises(CasekitError, match="“four-steps” does not say from which day it holds"):
        PolicyVersions([ladder()])
    with pytest.raises(CasekitError, match="Give at least one version"):
        PolicyVersions([])
    with pytest.raises(CasekitError, match="“date” is 'soon', which is no date"):
        versions.on("soon")
