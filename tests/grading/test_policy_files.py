"""The policies that ship load and are faithful to their holes; the README alone is enough to write another."""

import re
import tomllib
import warnings
from dataclasses import replace

import pandas as pd
import pytest

from casekit import paths
from casekit.errors import CasekitError, LeftOut
from casekit.grading import load_policy, policy_names

FOLDER = paths.datasets() / "policies"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.toml"))
SCHEMES = (
    *("key-account-classes", "purchase-tiers", "four-grades", "telecom-types", "county-types", "star-rating"),
    *("car-tiers", "salon-abc", "three-levels", "life-cycle", "bank-tiers"),
)
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_every_scheme_is_there_as_printed_and_repaired():
    assert set(SCHEMES) | {f"{name}-repaired" for name in SCHEMES} <= set(policy_names())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_file_loads_and_says_what_it_is(name):
    policy = load_policy(name)
    assert policy.id == name
    assert policy.title and policy.source
    assert policy.edition != "repaired" or (policy.repairs == name.removesuffix("-repaired") and policy.ours)
    assert all(measure.meaning and measure.chinese for measure in policy.measures.values())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_policy_tells_what_it_asks_for(name):
    policy = load_policy(name)
    told = repr(policy).splitlines()
    assert told[0] == f"{policy.title} ({policy.edition})"
    for grade in (*policy.grades, *policy.types):
        assert any(line.startswith(grade.id) for line in told)


def test_a_policy_in_words():
    assert repr(load_policy("key-account-classes")).splitlines()[1:] == [
        "A1  annual usage from 500,000 yuan and payment credit good",
        "A2  annual usage from 200,000 to 300,000 yuan and payment credit at least fairly good",
        "B1  annual usage from 50,000 to 100,000 yuan and growth potential at least middle",
        "B2  annual usage from 20,000 to 50,000 yuan and growth potential low",
        "C   annual usage “fairly large; no figure is printed” and profit contribution low",
        "D   only named",
    ]


@pytest.mark.parametrize("name", SCHEMES)
def test_as_printed_says_what_is_missing(name):
    policy = load_policy(name)
    assert policy.edition == "as printed"
    assert policy.missing
    assert not policy.ours
    assert all(grade.chinese for grade in (*policy.grades, *policy.types))


@pytest.mark.parametrize("name", [f"{name}-repaired" for name in SCHEMES])
def test_repaired_leaves_nothing_open(name):
    policy = load_policy(name)
    findings = policy.audit().findings
    assert not {finding.kind for finding in findings} & {"undefined", "missing", "unreachable"}
    if policy.grades:  # who has none of several types is no key account, which is no hole
        assert not {finding.kind for finding in findings} & {"hole"}
        assert {finding.kind for finding in findings if finding.view == "joint"} == set()


def test_no_figure_is_made_up_where_the_source_has_lost_it():
    for name in ("four-grades", "car-tiers", "three-levels", "salon-abc", "star-rating", "bank-tiers"):
        policy = load_policy(name)
        assert all(condition.band is None for grade in policy.grades for condition in grade.conditions), name


def test_the_printed_bands():
    def bands(name):
        return {g.id: (c.band.low, c.band.high) for g in load_policy(name).grades for c in g.when if c.band is not None}

    assert bands("key-account-classes") == {
        "A1": (500_000, None),
        "A2": (200_000, 300_000),
        "B1": (50_000, 100_000),
        "B2": (20_000, 50_000),
    }
    assert bands("purchase-tiers") == {
        "Diamond": (200_000, None),
        "Platinum": (100_000, 200_000),
        "Gold": (10_000, 50_000),
        "VIP": (5_000, None),
    }


@pytest.mark.parametrize(
    ("amount", "grade"),
    [
        (200_000, "Diamond"),
        (150_000, "Platinum"),
        (99_999.99, "VIP"),
        (10_000, "Gold"),
        (50_000, "Gold"),
        (75_000, "VIP"),
        (7_000, "VIP"),
        (4_999, "unclassified"),
    ],
)
def test_tiers_as_printed(amount, grade):
    customers = pd.DataFrame({"customer_id": [1], "purchase_amount": [amount]})
    assert load_policy("purchase-tiers").grade(customers)["grade"].tolist() == [grade]


def test_the_order_of_test_decides_who_gets_what():
    tiers = load_policy("purchase-tiers")
    customers = pd.DataFrame({"customer_id": [1, 2], "purchase_amount": [250_000, 150_000]})
    from_below = replace(tiers, order="printed", printed_order=("VIP", "Gold", "Platinum", "Diamond"))
    assert tiers.grade(customers)["grade"].tolist() == ["Diamond", "Platinum"]
    assert from_below.grade(customers)["grade"].tolist() == ["VIP", "VIP"]


def test_the_readme_is_enough_to_write_another(tmp_path):
    name, text = re.search(r"<!-- example: (\S+) -->\n```toml\n(.*?)```", README, re.S).groups()
    (tmp_path / name).write_text(text, encoding="utf-8")
    policy = load_policy(tmp_path / name)
    customers = pd.DataFrame(
        {
            "customer_id": ["G1", "G2", "G3", "G4"],
            "spent": [2_000.0, 2_400.0, 100.0, None],
            "visits": [6, 3, 1, 9],
            "has_card": [True, True, False, True],
        }
    )
    with pytest.warns(LeftOut):
        graded = policy.grade(customers)
    shown = re.findall(r"^\| (G\d) \| (.*?) \| (.*?) \|$", README, re.M)
    assert [tuple(row) for row in graded.itertuples(index=False)] == shown
    assert policy.audit().findings


@pytest.mark.parametrize("part", re.findall(r"```toml\n(\[.*?)```", README, re.S))
def test_the_further_parts_in_the_readme_are_toml(part):
    assert tomllib.loads(part)


def test_the_readme_lists_every_scheme():
    rows = " ".join(re.findall(r"^\| ([a-z].*?) \|", README, re.M))
    listed = rows.replace("-or,", "key-account-or").replace("-score", "key-account-score")
    assert [name for name in SCHEMES if name not in listed] == []


def test_an_unknown_name_lists_the_known_and_the_nearest():
    with pytest.raises(CasekitError, match="There is no policy “purchase-tier”; .*Did you mean “purchase-tiers”?"):
        load_policy("purchase-tier")


def test_own_policies_are_found_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "mine.toml").write_text(
        'title = "Mine"\n[measures.x]\n[[grades]]\nid = "a"\nwhen = [{ measure = "x", from = 1 }]\n', encoding="utf-8"
    )
    assert "mine" in policy_names()
    assert load_policy("mine").title == "Mine"


def test_life_cycle_as_the_function_has_it():
    """The repaired life cycle and life_cycle_classes agree wherever the function has a class."""
    from casekit.grading import life_cycle_classes

    days = [(p, first, last) for p in range(7) for first in (0, 90, 91, 364, 365, 800) for last in (0, 180, 181, 800)]
    table = pd.DataFrame(
        [d for d in days if d[2] <= d[1]], columns=["purchases", "days_since_first", "days_since_last"]
    )
    table.insert(0, "customer_id", range(len(table)))
    summary = pd.DataFrame(
        {
            "customer_id": table["customer_id"],
            "frequency": (table["purchases"] - 1).where(table["purchases"] > 0),
            "recency": (table["days_since_first"] - table["days_since_last"]) / 7,
            "T": table["days_since_first"] / 7,
        }
    )
    ours = load_policy("life-cycle-repaired").grade(table)["grade"]
    theirs = life_cycle_classes(summary)["life_cycle"]
    both = theirs != "unclassified"
    assert (ours[both] == theirs[both]).all()
    assert set(ours[~both]) == {"occasional"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_policy_grades_with_reasons_as_without(name):
    policy = load_policy(name)
    customers = _one_of_each(policy)
    as_of = "2025-12-31" if policy.eligibility else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LeftOut)
        told = policy.grade(customers, as_of=as_of)
    assert told["grade"].tolist() == policy.grade(customers, as_of=as_of, reasons=False)["grade"].tolist()
    assert told["reason"].str.len().gt(0).all()


def _one_of_each(policy):
    """Four customers with small, middle and large values in every measure, and with none."""
    days = pd.to_datetime(["2020-01-31", "2025-06-01", "2025-12-01", None])
    values = {
        "number": [0.5, 60_000.0, 600_000.0, None],
        "count": [0.0, 3.0, 40.0, None],
        "yes/no": pd.array([True, False, True, None], dtype="boolean"),
        "text": ["a", "b", "c", None],
        "date": days,
        "month": days,
    }
    columns = {"customer_id": [1, 2, 3, 4]}
    for measure in policy.measures.values():
        words = measure.levels
        columns[measure.column] = [words[0], words[-1], words[len(words) // 2], None] if words else values[measure.kind]
    return pd.DataFrame(columns)
