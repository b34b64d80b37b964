"""How long the labs take to recompute: on a shipped case and on 100,000 customers.

    python benchmarks/lab.py

Each round moves a lever to a place it has not been, asks for the outcome and for everything the lab shows of it.
Targets: a median of 50 ms on the case and of 100 ms on 100,000 customers; for a move of the budget game, in which two
quarters are chosen anew, 100 and 300 ms. Building a lab, done once, is told beside it.
Drawing comes on top, and is told by itself: it depends on the picture and hardly on the customers.
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import casekit
from casekit.grading import load_policy
from casekit.labs import (
    AbcLab,
    AbcSettings,
    BudgetLab,
    CutOffLab,
    CutOffSettings,
    LifetimeLab,
    LifetimeSettings,
    MergeLab,
    MergeSettings,
    Move,
    PolicyLab,
    PolicySettings,
    ReviewLab,
    ReviewSettings,
    ScoreLab,
    ScoreSettings,
    WhaleLab,
    WhaleSettings,
    reviewed_years,
)
from casekit.labs.budget_settings import BEST, MOVED, RISK
from casekit.labs.cut_off_settings import PRODUCT
from casekit.labs.policy_settings import NEXT, PRINTED

ROUNDS = 40


def main() -> int:
    cdnow = casekit.load_case("cdnow")
    shops = {
        "CDNOW": (cdnow.transactions, cdnow.calibration_end, 0.050),
        "100,000 customers": (many_transactions(), "2021-01-01", 0.100),
    }
    reached = True
    print(
        f"{'shop':20}{'customers':>10}{'build ms':>10}{'lever':>22}{'median ms':>11}{'slowest ms':>12}{'target ms':>11}"
    )
    for shop, (transactions, split, target) in shops.items():
        start = time.perf_counter()
        lab = ScoreLab(transactions, split)
        built = time.perf_counter() - start
        for lever, settings in levers(lab).items():
            seconds = [recompute(lab, setting) for setting in settings]
            reached &= told(shop, len(lab.customer_ids), built, lever, seconds, target)
    reached &= abc_lab()
    reached &= merge_lab()
    reached &= policy_lab()
    reached &= review_lab()
    reached &= whale_lab()
    reached &= lifetime_lab()
    reached &= cut_off_lab()
    reached &= budget_lab()
    print(f"Targets: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def told(shop: str, customers: int, built: float, lever: str, seconds: list[float], target: float) -> bool:
    """Print one line, and say whether the target was reached."""
    median = statistics.median(seconds)
    print(
        f"{shop:20}{customers:10,}{1000 * built:10.0f}{lever:>22}{1000 * median:11.1f}"
        f"{1000 * max(seconds):12.1f}{1000 * target:11.0f}"
    )
    return median <= target


def many_transactions() -> pd.DataFrame:
    """A million purchases of 100,000 customers in two years."""
    draw = np.random.default_rng(7)
    n = 1_000_000
    return pd.DataFrame(
        {
            "customer_id": draw.permutation(np.arange(n) % 100_000),
            "date": (np.datetime64("2020-01-01") + draw.integers(0, 730, n)).astype("datetime64[us]"),
            "amount": np.round(draw.gamma(2, 15, n), 2),
        }
    )


def levers(lab: ScoreLab) -> dict[str, list[ScoreSettings]]:
    low, high = lab.limits("recency")
    places = np.linspace(low, high, ROUNDS + 2)[1:-1]
    return {
        "cut points": [ScoreSettings(edges={"recency": (place, high)}) for place in places],
        "number of scores": [ScoreSettings(scores=2 + round_ % 9) for round_ in range(ROUNDS)],
        "ties split": [ScoreSettings(scores=2 + round_ % 9, ties="split by row order") for round_ in range(ROUNDS)],
        "weights, total spend": [
            ScoreSettings(weights=(1, 1 + round_, 2), monetary="total spending") for round_ in range(ROUNDS)
        ],
    }


def recompute(lab: ScoreLab, settings: ScoreSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    shown = (outcome.by_score, outcome.moved, outcome.correlation, outcome.parted_by_ties, outcome.moved_customers())
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


# ── the ABC lab ──────────────────────────────────────────────────────────────────────────────────────
def abc_lab() -> bool:
    reached = True
    companies = {"ABC: Harbour": (harbour_customers(), 0.050), "ABC: 100,000": (many_customers(), 0.100)}
    for company, (customers, target) in companies.items():
        start = time.perf_counter()
        lab = AbcLab(customers, unit_id="unit_id", hours="hours")
        built = time.perf_counter() - start
        for lever, settings in abc_levers().items():
            seconds = [recompute_abc(lab, setting) for setting in settings]
            reached &= told(company, len(customers), built, lever, seconds, target)
        drawn = [draw_abc(lab, setting) for setting in abc_levers()["cuts"]]
        print(f"{company:20}{len(customers):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def harbour_customers() -> pd.DataFrame:
    """The last year of the course's company, one row a customer."""
    case = casekit.load_case("harbour-telecom")
    bills = case.bills[case.bills["month"] > case.bills["month"].max() - pd.DateOffset(months=12)]
    service = (
        case.service[case.service["quarter"] >= bills["month"].min()].groupby("customer_id")[["hours", "cost"]].sum()
    )
    sums = bills.groupby("customer_id")[["fee", "discount", "network_cost"]].sum()
    joined = sums.join(service).fillna(0.0).join(case.customers.set_index("customer_id")["group_id"])
    sales = joined["fee"] - joined["discount"]
    profit = sales - joined["network_cost"] - joined["cost"]
    return joined.assign(sales=sales, profit=profit, unit_id=joined["group_id"]).reset_index()


def many_customers() -> pd.DataFrame:
    """100,000 customers, a few of them large, a tenth in groups."""
    draw = np.random.default_rng(7)
    n = 100_000
    sales = np.round(draw.pareto(1.2, n) * 300, 2)
    return pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "sales": sales,
            "profit": np.round(sales * draw.normal(0.25, 0.3, n) - 40, 2),
            "unit_id": np.where(draw.random(n) < 0.1, [f"G{group}" for group in draw.integers(0, 2000, n)], ""),
            "hours": draw.gamma(0.5, 3, n),
        }
    )


def abc_levers() -> dict[str, list[AbcSettings]]:
    cuts = [(0.50 + round_ / 100, 0.95) for round_ in range(ROUNDS)]
    return {
        "cuts": [AbcSettings(cuts=pair) for pair in cuts],
        "profit, whole groups": [AbcSettings("profit", "whole groups", pair) for pair in cuts],
        "hours": [AbcSettings(hours=(round_, 2, 1)) for round_ in range(ROUNDS)],
    }


def recompute_abc(lab: AbcLab, settings: AbcSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    shown = (outcome.by_class, outcome.moved, outcome.moved_customers(5), outcome.losing_customers(), outcome.curve)
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


def draw_abc(lab: AbcLab, settings: AbcSettings) -> float:
    from casekit.widgets.abc_lab import picture
    from casekit.widgets.picture import png

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome))
    return time.perf_counter() - start


# ── the merge lab ────────────────────────────────────────────────────────────────────────────────────
def merge_lab() -> bool:
    from simulated_cards import simulated_cards

    reached = True
    case = casekit.load_case("harbour-telecom")
    registers = {
        "Merge: Harbour": (case.cards, case.truth["card_owners"], 0.050),
        "Merge: 100,000 cards": (*simulated_cards(100_000), 0.100),
    }
    for name, (cards, owners, target) in registers.items():
        start = time.perf_counter()
        lab = MergeLab(cards, owners)
        built = time.perf_counter() - start
        for lever, settings in merge_levers().items():
            seconds = [recompute_merge(lab, setting) for setting in settings]
            reached &= told(name, lab.cards, built, lever, seconds, target)
        drawn = [draw_merge(lab, setting) for setting in merge_levers()["strictness"]]
        print(f"{name:20}{lab.cards:10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def merge_levers() -> dict[str, list[MergeSettings]]:
    """Another strictness keeps the curve; other evidence makes a new one, each of these for the first time."""
    names = ("phone", "email", "name_and_birthday", "address", "shared_phones")
    switches = [{name: bool(number >> place & 1) for place, name in enumerate(names)} for number in range(32)]
    return {
        "strictness": [MergeSettings(strictness=0.20 + round_ * 0.02) for round_ in range(ROUNDS)],
        "evidence": [MergeSettings(**switch) for switch in switches],
    }


def recompute_merge(lab: MergeLab, settings: MergeSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    shown = (outcome.precision, outcome.recall, outcome.curve, outcome.wrong_merges())
    took = time.perf_counter() - start
    assert len(shown) == 4
    return took


def draw_merge(lab: MergeLab, settings: MergeSettings) -> float:
    from casekit.widgets.merge_lab import picture
    from casekit.widgets.picture import png

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome))
    return time.perf_counter() - start


# ── the policy lab ───────────────────────────────────────────────────────────────────────────────────
def policy_lab() -> bool:
    reached = True
    from casekit.course.grade_policies.company import organisations

    telecom = organisations(casekit.load_case("harbour-telecom")).reset_index()
    companies = {"Policy: Harbour": (telecom, 0.050), "Policy: 100,000": (many_firms(), 0.100)}
    for name, (rows, target) in companies.items():
        start = time.perf_counter()
        lab = PolicyLab(
            rows,
            load_policy("key-account-classes"),
            measure="annual_usage",
            sales="annual_usage",
            hours_by_grade={"A1": 240, "A2": 160, "B1": 120, "B2": 60},
            capacity=30_000,
            fairness=("area", "growth_potential"),
        )
        built = time.perf_counter() - start
        for lever, settings in policy_levers().items():
            seconds = [recompute_policy(lab, setting) for setting in settings]
            reached &= told(name, len(lab.customers.ids), built, lever, seconds, target)
        drawn = [draw_policy(lab, setting) for setting in policy_levers()["a line"]]
        print(f"{name:20}{len(lab.customers.ids):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_firms() -> pd.DataFrame:
    """100,000 customers with all that the key-account classes test, in twelve areas."""
    draw = np.random.default_rng(7)
    n = 100_000
    return pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "annual_usage": draw.lognormal(10.3, 1.4, n).round(2),
            "payment_credit": draw.choice(["bad", "fair", "fairly good", "good"], n),
            "growth_potential": draw.choice(["low", "middle", "high"], n),
            "profit_contribution": draw.choice(["low", "middle", "high"], n),
            "area": draw.choice([f"area {number}" for number in range(12)], n),
        }
    )


def policy_levers() -> dict[str, list[PolicySettings]]:
    lines = [(20_000 + 500 * round_, 50_000, 200_000, 500_000) for round_ in range(ROUNDS)]
    return {
        "a line": [PolicySettings(starts, PRINTED) for starts in lines],
        "a line, no holes": [PolicySettings(starts, NEXT) for starts in lines],
        "groups": [PolicySettings(starts, NEXT, top="B1", by="growth_potential") for starts in lines],
    }


def recompute_policy(lab: PolicyLab, settings: PolicySettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    figures = (outcome.by_grade, outcome.moved, outcome.holes, outcome.overlaps, outcome.uncovered, outcome.unknown)
    shown = (*figures, outcome.hours, outcome.hours_over, outcome.fairness)
    took = time.perf_counter() - start
    assert len(shown) == 9
    return took


def draw_policy(lab: PolicyLab, settings: PolicySettings) -> float:
    from casekit.widgets.picture import png
    from casekit.widgets.policy_picture import picture

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome))
    return time.perf_counter() - start


# ── the review lab ───────────────────────────────────────────────────────────────────────────────────
def review_lab() -> bool:
    reached = True
    policy = load_policy("ironbridge-grades")
    case = casekit.load_case("ironbridge-machinery")
    years = reviewed_years(case.accounts, case.orders, case.truth["true_rates"], case.truth["true_lives"])
    companies = {"Review: Ironbridge": (years, 0.050), "Review: 100,000": (many_years(), 0.100)}
    for name, (rows, target) in companies.items():
        start = time.perf_counter()
        lab = ReviewLab(rows, policy, service_cost={"A1": 12_000, "A2": 6_000, "B1": 1_500, "B2": 300})
        built = time.perf_counter() - start
        for lever, settings in review_levers().items():
            seconds = [recompute_review(lab, setting) for setting in settings]
            reached &= told(name, len(lab.customer_ids), built, lever, seconds, target)
        drawn = [draw_review(lab, setting) for setting in review_levers()["margin"]]
        print(f"{name:20}{len(lab.customer_ids):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_years() -> pd.DataFrame:
    """100,000 customers with a steady need and luck in each of three years."""
    draw = np.random.default_rng(7)
    n, years = 100_000, (2023, 2024, 2025)
    need = draw.lognormal(11, 1.2, n).round(2)
    usage = np.concatenate([(need * draw.gamma(4, 0.25, n)).round(2) for _year in years])
    return pd.DataFrame(
        {
            "customer_id": np.tile(np.arange(n), len(years)),
            "year": np.repeat(years, n),
            "annual_usage": usage,
            "yearly_rate": np.tile(need, len(years)),
        }
    )


def review_levers() -> dict[str, list[ReviewSettings]]:
    """Another margin keeps the curve; other patience makes a new one, each of these for the first time."""
    patience = [(stay, misses) for stay in range(8) for misses in range(1, 6)]
    return {
        "margin": [ReviewSettings(round_ / 100) for round_ in range(ROUNDS)],
        "patience": [ReviewSettings(0.1, *pair) for pair in patience],
        "cost of a downgrade": [ReviewSettings(0.1, demotion_cost=round_ / 100) for round_ in range(ROUNDS)],
    }


def recompute_review(lab: ReviewLab, settings: ReviewSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    figures = [
        (one.flip_flops, one.missed_downgrades, one.missed_upgrades, one.upgrades_by_luck, one.demotion_cost, one.right)
        for one in (outcome, outcome.plain)
    ]
    shown = (figures, outcome.service_given_away, outcome.by_review, outcome.wronged(5), outcome.curve)
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


def draw_review(lab: ReviewLab, settings: ReviewSettings) -> float:
    from casekit.widgets.picture import png
    from casekit.widgets.review_lab import picture

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome))
    return time.perf_counter() - start


# ── the whale-curve lab ──────────────────────────────────────────────────────────────────────────────
def whale_lab() -> bool:
    reached = True
    harbour = harbour_customers().rename(columns={"cost": "service_cost"})
    companies = {"Whale: Harbour": (harbour, 0.050), "Whale: 100,000": (many_accounts(), 0.100)}
    for name, (rows, target) in companies.items():
        start = time.perf_counter()
        lab = WhaleLab(rows, overhead=1_200_000)
        built = time.perf_counter() - start
        for lever, settings in whale_levers().items():
            seconds = [recompute_whale(lab, setting) for setting in settings]
            reached &= told(name, len(rows), built, lever, seconds, target)
        drawn = [draw_whale(lab, setting) for setting in whale_levers()["dropped"]]
        print(f"{name:20}{len(rows):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_accounts() -> pd.DataFrame:
    """100,000 customers, a few of them large; three in ten have discounts, and hours go with size."""
    draw = np.random.default_rng(7)
    n = 100_000
    fee = np.round(draw.pareto(1.2, n) * 300 + 50, 2)
    discount = np.round(fee * np.where(draw.random(n) < 0.3, draw.uniform(0, 0.6, n), 0), 2)
    hours = np.round(draw.gamma(0.5, 1, n) * (fee / 400) ** 0.7, 1)
    return pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "sales": fee - discount,
            "discount": discount,
            "network_cost": np.round(fee * draw.uniform(0.3, 0.6, n), 2),
            "service_cost": 120 * hours,
            "hours": hours,
        }
    )


def whale_levers() -> dict[str, list[WhaleSettings]]:
    return {
        "dropped": [WhaleSettings(dropped=round_) for round_ in range(ROUNDS)],
        "discounts, hours": [
            WhaleSettings(shared_by="sales", dropped=20, discount_cut=round_ / ROUNDS, hours_kept=1 - round_ / ROUNDS)
            for round_ in range(ROUNDS)
        ],
        "net contribution": [
            WhaleSettings("net contribution", dropped=round_, discount_cut=0.5) for round_ in range(ROUNDS)
        ],
    }


def recompute_whale(lab: WhaleLab, settings: WhaleSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    curves = (outcome.before, outcome.after, outcome.as_promised, outcome.curves(), outcome.pushed_below)
    shown = (curves, outcome.by_lever, outcome.hours_freed, outcome.bearers_dropped, outcome.worst(8))
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


def draw_whale(lab: WhaleLab, settings: WhaleSettings) -> float:
    from casekit.widgets.picture import png
    from casekit.widgets.whale_picture import picture

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome, "yuan"))
    return time.perf_counter() - start


# ── the lifetime lab ─────────────────────────────────────────────────────────────────────────────────
def lifetime_lab() -> bool:
    from casekit.value import holdout_summary

    reached = True
    cdnow = casekit.load_case("cdnow")
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount"}
    shop = holdout_summary(
        cdnow.transactions, **columns, calibration_end=cdnow.calibration_end, holdout_end=cdnow.last_day
    )
    many = many_histories()
    shops = {"Lifetime: CDNOW": (shop, None, 0.050), "Lifetime: 100,000": (*many, 0.100)}
    for name, (summary, left, target) in shops.items():
        start = time.perf_counter()
        lab = LifetimeLab(summary, left=left, time_unit="W")
        built = time.perf_counter() - start
        recompute_lifetime(lab, LifetimeSettings())  # the forecast of the best parameters is made once
        for lever, settings in lifetime_levers().items():
            seconds = [recompute_lifetime(lab, setting) for setting in settings]
            reached &= told(name, len(summary), built, lever, seconds, target)
        drawn = [draw_lifetime(lab, setting) for setting in lifetime_levers()["parameters"]]
        print(f"{name:20}{len(summary):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_histories() -> tuple[pd.DataFrame, pd.DataFrame]:
    """100,000 customers who buy at their own rate and leave after some purchase; and when each one left."""
    draw = np.random.default_rng(7)
    n, ahead = 100_000, 26.0
    rate, leaving = draw.gamma(0.5, 0.2, n), draw.beta(1, 3, n)
    age = draw.integers(70, 547, n) / 7
    lasting = draw.geometric(leaving)  # purchases until the customer leaves
    x, t_x, later, left = np.zeros(n), np.zeros(n), np.zeros(n), np.full(n, np.nan)
    at, here = np.zeros(n), np.arange(n)
    for purchase in range(1, 1000):
        at[here] += np.ceil(7 * draw.exponential(1 / rate[here])) / 7
        here = here[at[here] <= age[here] + ahead]
        if not len(here):
            break
        seen = here[at[here] <= age[here]]
        x[seen], t_x[seen] = purchase, at[seen]
        later[here[at[here] > age[here]]] += 1
        gone = lasting[here] <= purchase
        left[here[gone]] = at[here[gone]]
        here = here[~gone]
    ids = np.arange(n)
    spend = np.where(x > 0, draw.gamma(6, 1, n) * draw.gamma(8, 1, n), 0.0)
    columns = {"frequency": x, "recency": t_x, "T": age, "monetary_value": spend, "holdout_purchases": later}
    summary = pd.DataFrame({"customer_id": ids, **columns, "holdout_time": ahead})
    return summary, pd.DataFrame({"customer_id": ids, "left": left})


def lifetime_levers() -> dict[str, list[LifetimeSettings]]:
    multiples = np.linspace(0.5, 2, ROUNDS)
    return {
        "parameters": [LifetimeSettings(r=value, b=1 / value) for value in multiples],
        "history": [LifetimeSettings(frequency=round_, silence=2 * round_) for round_ in range(ROUNDS)],
        "horizon": [LifetimeSettings(a=2, horizon=13 + 3 * round_) for round_ in range(ROUNDS)],
    }


def recompute_lifetime(lab: LifetimeLab, settings: LifetimeSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    history = (outcome.alive, outcome.expected, outcome.value, outcome.half_silence, outcome.curves())
    shown = (history, outcome.below, outcome.by_frequency, outcome.total_error, outcome.by_chance, outcome.mean_alive)
    took = time.perf_counter() - start
    assert len(shown) == 6
    return took


def draw_lifetime(lab: LifetimeLab, settings: LifetimeSettings) -> float:
    from casekit.widgets.lifetime_picture import picture
    from casekit.widgets.picture import png

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome))
    return time.perf_counter() - start


# ── the cut-off lab ──────────────────────────────────────────────────────────────────────────────────
def cut_off_lab() -> bool:
    from casekit.course.companies import telecom
    from casekit.course.harbour_snapshots import foretold

    reached = True
    lists = {
        "Cut-off: Harbour": (foretold(telecom(0)), "start", 0.050),
        "Cut-off: 100,000": (many_chances(), None, 0.1),
    }
    for name, (rows, period, target) in lists.items():
        start = time.perf_counter()
        lab = CutOffLab(rows, period=period)
        built = time.perf_counter() - start
        for lever, settings in cut_off_levers().items():
            seconds = [recompute_cut_off(lab, setting) for setting in settings]
            reached &= told(name, len(rows), built, lever, seconds, target)
        drawn = [draw_cut_off(lab, setting) for setting in cut_off_levers()["cut-off"]]
        print(f"{name:20}{len(rows):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_chances() -> pd.DataFrame:
    """100,000 customers who leave as often as foretold, a few of them dear."""
    draw = np.random.default_rng(7)
    n = 100_000
    chance = draw.beta(1.5, 30, n)
    return pd.DataFrame(
        {
            "customer_id": np.arange(n),
            "probability": chance,
            "left": (draw.random(n) < chance).astype("int64"),
            "margin": draw.lognormal(7, 1.4, n).round() - 100,
        }
    )


def cut_off_levers() -> dict[str, list[CutOffSettings]]:
    """Another cut keeps the list's money; another cost or share makes it anew."""
    return {
        "cut-off": [CutOffSettings(at_least=round_ / 200) for round_ in range(ROUNDS)],
        "cost, share saved": [
            CutOffSettings(contact_cost=40 + round_, saved_share=round_ / ROUNDS) for round_ in range(ROUNDS)
        ],
        "calls, by product": [CutOffSettings(PRODUCT, calls=52 * round_) for round_ in range(ROUNDS)],
    }


def recompute_cut_off(lab: CutOffLab, settings: CutOffSettings) -> float:
    start = time.perf_counter()
    outcome = lab.outcome(settings)
    figures = [(cut.profit, cut.expected, cut.lift, cut.break_even_share) for cut in (outcome.own, outcome.best)]
    shown = (figures, outcome.own.confusion(), outcome.curve(), outcome.last_called(), outcome.caught_too_small)
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


def draw_cut_off(lab: CutOffLab, settings: CutOffSettings) -> float:
    from casekit.widgets.cut_off_picture import picture
    from casekit.widgets.picture import png

    outcome = lab.outcome(settings)
    start = time.perf_counter()
    png(picture(outcome, "yuan"))
    return time.perf_counter() - start


# ── the retention-budget game ────────────────────────────────────────────────────────────────────────
def budget_lab() -> bool:
    """A move with its picture is to take 200 ms at most on the case, so half of that is left to the model."""
    from casekit.course.companies import telecom
    from casekit.course.whom_to_save.company import BUDGET, COST, year_ahead

    reached = True
    harbour = year_ahead(telecom(0)).assign(cost=COST)
    companies = {"Budget: Harbour": (harbour, BUDGET, 0.100), "Budget: 100,000": (many_members(), 500_000, 0.300)}
    for name, (rows, budget, target) in companies.items():
        start = time.perf_counter()
        lab = BudgetLab(rows, budget=budget)
        built = time.perf_counter() - start
        for rule in (RISK, MOVED, BEST):
            moves = [Move(rule, budget / 8 + 100 * round_) for round_ in range(ROUNDS)]
            seconds = [recompute_budget(lab, move) for move in moves]
            reached &= told(name, len(rows), built, rule, seconds, target)
        drawn = [draw_budget(lab, Move(RISK, 100 * round_)) for round_ in range(ROUNDS)]
        print(f"{name:20}{len(rows):10,}{'':10}{'(drawing)':>22}{1000 * statistics.median(drawn):11.1f}")
    return reached


def many_members() -> pd.DataFrame:
    """100,000 members in four quarters, with foretold figures and a truth that is near them."""
    draw = np.random.default_rng(7)
    n = 100_000
    risk, uplift, luck = draw.beta(1, 20, n), draw.normal(0.01, 0.03, n), draw.random(n)
    return pd.DataFrame(
        {
            "customer_id": np.arange(n) // 4,
            "quarter": np.arange(n) % 4 + 1,
            "margin": draw.lognormal(6, 1.2, n).round() - 100,
            "cost": draw.integers(20, 120, n),
            "risk": risk,
            "uplift": uplift,
            "leaves_if_called": (luck < np.clip(risk - uplift, 0, 1)).astype(int),
            "leaves_if_left_alone": (luck < risk).astype(int),
        }
    )


def recompute_budget(lab: BudgetLab, move: Move) -> float:
    start = time.perf_counter()
    outcome = lab.outcome((move,), Move(move.rule, move.money + 50))
    shown = (outcome.by_quarter(), outcome.gain, outcome.gain_of_thumb, outcome.best_gain, outcome.plan.head(5))
    took = time.perf_counter() - start
    assert len(shown) == 5
    return took


def draw_budget(lab: BudgetLab, move: Move) -> float:
    from casekit.widgets.budget_picture import picture
    from casekit.widgets.picture import png

    outcome = lab.outcome((move, move))
    start = time.perf_counter()
    png(picture(outcome, "yuan"))
    return time.perf_counter() - start


if __name__ == "__main__":
    raise SystemExit(main())
