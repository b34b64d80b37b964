"""How near the models of retention come to the truth of Harbour Telecom, a simulated company.

    python benchmarks/retention_truth.py

Learned on the campaigns of 2024, judged on those of 2025: the chance to leave, the uplift of a call, and the choice of
whom to call with 15,000 yuan a quarter. What a call truly does is known from the simulation's truth alone.
"""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import casekit
from casekit import retention
from casekit.course.harbour_snapshots import FEATURES, LEARNED_FROM, TESTED_ON, quarters

COST, BUDGET = 78, 15_000  # yuan a call with its gift, yuan a quarter


def main():
    case = casekit.load_case("harbour-telecom")
    past, year = quarters(case, LEARNED_FROM), with_truth(case, quarters(case, TESTED_ON))
    alone = past[past["called"] == 0]
    model = retention.fit_churn(alone, target="left", features=list(FEATURES))
    year["risk"] = model.probability(year)
    print(f"{len(past):,} members of 2024, {len(year):,} of 2025\n")
    print_model(year)
    for method in ("two models", "transformed outcome"):
        found = retention.fit_uplift(past, called="called", left="left", features=list(FEATURES), method=method)
        year[method] = found.uplift(year)
        print_uplift(year, method)
    print_allocation(year)


def with_truth(case, members):
    truth = case.truth["true_responses"]
    table = members.merge(truth, on=["campaign_id", "customer_id"], validate="one_to_one")
    table["change"] = table["leaves_if_left_alone"].astype(int) - table["leaves_if_called"].astype(int)
    return table


def print_model(year):
    """Judged on what each would truly do if left alone, which a company sees of half of them only."""
    left = year["leaves_if_left_alone"].astype(int)
    area = retention.area_under_curve(year["risk"], left)
    tenths = retention.calibration(year["risk"], left)
    inside = tenths["foretold"].between(tenths["low"], tenths["high"]).sum()
    top = retention.lift(year["risk"], left, shares=(0.05,))["lift"].iloc[0]
    print(f"chance to leave: area under the curve {area:.3f}, lift of the first 5 % {top:.2f}")
    print(f"  tenths whose foretold chance lies in the interval of what came: {inside} of {len(tenths)}\n")


def print_uplift(year, method):
    curve = retention.qini_curve(year, score=method, called="called", left="left")
    tenths = retention.uplift_calibration(year, uplift=method, called="called", left="left", truth="change")
    off = (tenths["foretold"] - tenths["true"]).abs().mean()
    first = year.nlargest(len(year) // 10, method)
    share = (first["response"] == "persuadable").sum() / (year["response"] == "persuadable").sum()
    print(f"uplift, {method}: {curve.area:.0f} saved above a lot ({curve.area_low:.0f} to {curve.area_high:.0f})")
    print(
        f"  first tenth holds {share:.0%} of the persuadable; foretold off the truth by {100 * off:.2f} points a tenth"
    )
    edges = tenths.set_index("group").loc[[1, 10], ["foretold", "seen", "true"]]
    for group, row in (100 * edges).iterrows():
        print(
            f"  tenth {group}: foretold {row['foretold']:+.2f}, seen {row['seen']:+.2f}, true {row['true']:+.2f} points"
        )
    print()


def print_allocation(year):
    worth = year["two models"] * year["margin"].clip(lower=0)
    year = year.assign(
        cost=COST,
        gain=worth - COST,
        true_gain=year["change"] * year["margin"] - COST,
        **{"by uplift": year["two models"], "by risk": year["risk"], "by margin": year["margin"]},
        **{"by risk x margin": year["risk"] * year["margin"]},
    )
    rules = ["by risk", "by margin", "by uplift", "by risk x margin"]
    told = {"budget": BUDGET, "true_gain": "true_gain", "rules": rules}
    parts = [retention.choices_against_truth(rows, **told) for _quarter, rows in year.groupby("campaign_id")]
    table = pd.concat(parts).groupby("choice", sort=False)[["offers", "cost", "expected", "gain"]].sum()
    table["of best, %"] = 100 * table["gain"] / table.loc["best possible", "gain"]
    print(f"allocation of {BUDGET:,} yuan a quarter, four quarters, yuan")
    print(table.round().astype(int).map("{:,}".format).to_string())


if __name__ == "__main__":
    main()
