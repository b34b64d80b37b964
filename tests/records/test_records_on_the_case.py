"""The shipped company and another of its kind: what was planted is found, and counted by a second way."""

import numpy as np
import pandas as pd
import pytest

import casekit
from casekit import records

pytestmark = pytest.mark.filterwarnings("ignore::casekit.errors.LeftOut")
FIELDS = ["name", "phone", "email", "birthday", "address", "interests", "occupation", "income_band"]


@pytest.fixture(scope="module", params=[None, 3])
def case(request):
    return casekit.load_case("harbour-telecom", seed=request.param)


@pytest.fixture(scope="module")
def managed(case):
    return case.customers[case.customers["manager_id"].notna()]


@pytest.fixture(scope="module")
def faults(case, managed):
    return records.archive_faults(case.archive, customers=managed, contracts=case.contracts, as_of=case.last_day)


def test_completeness_counts_junk_as_missing(case):
    found = records.completeness(case.cards, key="card_id", fields=FIELDS)
    told = case.cards[FIELDS].astype(object).where(case.cards[FIELDS].notna(), "")
    told = ~told.map(lambda cell: str(cell).strip().lower() in ("", "-", "unknown", "n/a", "?"))
    assert found["filled"].tolist() == told.sum(axis=1).tolist()
    junk = records.field_completeness(case.cards, FIELDS).set_index("field")["junk"]
    assert junk["address"] > 0 and (case.cards["address"].notna().sum() - told["address"].sum()) == junk["address"]


def test_every_kind_of_data_occurs(case):
    found = records.data_kinds(case.dictionary)
    assert found["fields"].sum() == len(case.dictionary)
    assert (found.groupby("data_kind")["fields"].sum()[["profile", "behaviour", "attitude", "derived"]] > 0).all()


def test_derived_fields_by_a_second_way(case):
    found = records.derived_fields(case.bills, as_of=case.last_day).set_index("customer_id")
    year = case.bills[case.bills["month"] > case.last_day - pd.DateOffset(months=12)]
    mean = year.groupby("customer_id")["fee"].mean()
    np.testing.assert_allclose(found["mean_fee_12"].dropna().sort_index(), mean.sort_index())
    assert found["months_billed"].sum() == len(case.bills)
    assert set(found["credit_rating"].dropna()) == {"A", "B", "C"}
    assert {"steady", "falling", "rising", "seasonal"} < set(found["purchase_mode"])


def test_schools_are_seasonal_and_people_are_not(case):
    found = records.derived_fields(case.bills, as_of=case.last_day).merge(case.customers, on="customer_id")
    steady = found[found["purchase_mode"].isin(["steady", "seasonal"])]
    share = steady["purchase_mode"].eq("seasonal").groupby(steady["organisation_type"].fillna("person")).mean()
    assert share["school"] > 0.6 > 0.05 > share["person"]


def test_every_planted_fault_of_the_archive_is_met(faults, managed):
    summary = records.archive_summary(faults, len(managed)).set_index("fault")
    assert (summary["customers"] > 0).all()
    assert summary.loc["any fault", "share"] < 0.9


def test_the_faults_by_a_second_way(case, managed, faults):
    mine = case.archive[case.archive["customer_id"].isin(managed["customer_id"])]
    of = {fault: set(group["customer_id"]) for fault, group in faults.groupby("fault")}
    assert of["no file"] == set(managed["customer_id"]) - set(mine["customer_id"])
    files = mine.groupby("customer_id")["file_id"].nunique()
    assert of["two files"] == set(files.index[files > 1])
    pages = mine.groupby("file_id")["page"].agg(lambda numbers: set(range(1, max(numbers) + 1)) - set(numbers))
    holes = mine[mine["file_id"].isin(pages.index[pages.map(bool)])]
    assert of["page gap"] == set(holes["customer_id"])
    sold = case.contracts[case.contracts["customer_id"].isin(managed["customer_id"])]
    loose = sold[~sold["contract_id"].isin(mine["contract_id"].dropna())]
    assert (faults["fault"] == "contract not filed").sum() == len(loose) > 0


def test_contracts_by_a_second_way(case):
    found = records.contract_watch(case.contracts, as_of=case.last_day)["finding"].value_counts()
    left = (case.contracts["ends_on"] - case.last_day).dt.days
    assert found["expired"] == (left < 0).sum() > 0
    assert found["expiring"] == left.between(0, 90).sum() > 0
    assert found["signed without authority"] == (~case.contracts["authorised"]).sum() > 0


def test_follow_ups_by_a_second_way(case):
    found = records.follow_ups_due(case.follow_ups, as_of=case.last_day)["status"].value_counts()
    due, done = case.follow_ups["due_on"], case.follow_ups["done_on"]
    assert found["overdue"] == (done.isna() & (due < case.last_day)).sum() > 0
    assert found["done late"] == (done > due).sum() > 0
    assert found.sum() == len(case.follow_ups) and found["planned"] > 0


def test_customers_nobody_asked(case, managed):
    found = records.without_satisfaction(managed, case.satisfaction, start="2025-01-01", end=case.last_day)
    answers = case.satisfaction[
        case.satisfaction["asked_on"].dt.year.eq(2025) & case.satisfaction["experience"].notna()
    ]
    assert set(found["customer_id"]) == set(managed["customer_id"]) - set(answers["customer_id"])
    assert 0 < len(found) < len(managed)


def test_the_gate_meets_every_outcome(case):
    found = records.admission_gate(case.prospects, as_of=case.last_day)
    met = set(zip(found["stage"], found["decision"], strict=True))
    assert met == {
        ("general survey", "incomplete"),
        ("on-site survey", "incomplete"),
        ("decision", "admit"),
        ("decision", "not admit"),
    }
    assert len(found) == len(case.prospects)


def test_the_report_differs_twice_and_the_causes_are_told(case):
    area = case.customers.set_index("customer_id")["area"]
    bills = case.bills[case.bills["month"].dt.year == 2025]
    bills = bills.assign(area=bills["customer_id"].map(area), amount=bills["fee"] - bills["discount"])
    by_area = bills.groupby(["month", "area"], as_index=False)["amount"].sum()
    totals = by_area.groupby("month", as_index=False)["amount"].sum().assign(area="total")
    found = records.reconcile(case.report, pd.concat([by_area, totals]), by=["month", "area"])
    assert sorted(found["cause"]) == ["counted twice", "digits swapped"]


def test_the_policy_lacks_confidentiality_and_one_clause_is_damaged(case):
    damaged = records.damaged_text(case.policy_clauses)
    assert damaged["row"].nunique() == 1 and {"question marks", "advert"} <= set(damaged["kind"])
    found = records.policy_review(case.policy_clauses, as_of=case.last_day).set_index("item")
    line = found.loc["information confidentiality"]
    assert line["status"] == "missing"
    assert case.policy_clauses["clause_id"][damaged["row"][0]] in line["what_to_do"]
    assert {"overdue", "no owner", "present"} <= set(found["status"])


def test_the_access_log_by_a_second_way(case):
    matrix = records.AccessMatrix.from_table(case.access_matrix)
    staff = case.access_log.loc[~case.access_log["role"].eq("account manager"), ["user", "role"]].drop_duplicates()
    managers = pd.DataFrame({"user": case.managers["manager_id"], "role": "account manager"})
    found = matrix.audit(case.access_log, staff=pd.concat([staff, managers]))
    right = case.access_log.merge(case.access_matrix, on=["role", "field"], how="left")["right"]
    allowed = {"read": ("read", "edit", "export"), "edit": ("edit",), "export": ("export",)}
    without = [given not in allowed[done] for given, done in zip(right, case.access_log["action"], strict=True)]
    counts = found["violation"].value_counts()
    assert counts.filter(like="no right").sum() == sum(without) > 0
    hour = case.access_log["at"].dt.hour
    assert counts["outside hours"] == ((hour < 7) | (hour >= 20)).sum() > 0
    assert counts["not on the staff"] > 0


def test_a_view_and_a_mask_hide_what_they_should(case):
    matrix = records.AccessMatrix.from_table(case.access_matrix)
    assert "id_number" not in matrix.view(case.cards, "analyst") and "area" in matrix.view(case.cards, "analyst")
    shown = records.mask(case.cards, case.schema["cards"])
    personal = [column.name for column in case.schema["cards"].columns if column.personal]
    assert {"name", "phone", "email", "id_number", "birthday", "address"} <= set(personal)
    for name in ("phone", "email", "id_number"):
        known = case.cards[name].notna()
        assert not (shown.loc[known, name] == case.cards.loc[known, name]).any()


@pytest.mark.parametrize("purpose", list(records.PURPOSES))
def test_the_example_purposes_fit_the_cards(case, purpose):
    found = records.minimise(case.cards, case.schema["cards"], purpose)
    assert tuple(found) == records.PURPOSES[purpose].columns


def test_codes_for_all_customers_differ(case):
    codes = records.pseudonymise(case.customers["customer_id"], records.new_key())
    assert codes.nunique() == len(case.customers)
