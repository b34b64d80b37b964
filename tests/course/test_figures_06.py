"""What lesson 06 says in prose is computed here: text and data cannot drift apart."""

import pandas as pd
import pytest

from casekit import grading
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.benefit import promoted
from casekit.course.upgrades_and_downgrades.books import LADDER, accounts, graded, grades, usage
from casekit.course.upgrades_and_downgrades.luck import whole_years
from casekit.course.upgrades_and_downgrades.over_time import POLICY, outcomes, review_model
from casekit.labs.review_settings import ReviewSettings
from casekit.paths import REPOSITORY

LESSON = REPOSITORY / "authoring" / "06-upgrades-and-downgrades.py"
PLACE = {grade: place for place, grade in enumerate(LADDER)}


@pytest.fixture(scope="module")
def case():
    return machinery(0)


@pytest.fixture(scope="module")
def rungs(case):
    return grades(case).apply(lambda column: column.map(PLACE, na_action="ignore"))


@pytest.fixture(scope="module")
def needs(case):
    rates = case.truth["true_rates"]
    return rates[rates["year"] == 2025].set_index("customer_id")["yearly_rate"]


@pytest.fixture(scope="module")
def lives(case):
    return case.truth["true_lives"].set_index("customer_id")


def said(text: str) -> bool:
    return text in " ".join(LESSON.read_text(encoding="utf-8").replace("\n#", " ").split())


def fallen(rungs):
    both = rungs[[2025, 2026]].dropna()
    return both.index[both[2026] > both[2025]]


def test_the_lessons_ladder_is_that_of_the_policy_file(case):
    assert said("A1 from 500,000 yuan, A2 from 200,000, B1 from 50,000, B2 from 20,000")
    policy = grading.load_policy(POLICY)
    begins = {grade.id: grade.when[0].band.low for grade in policy.grades} | {policy.outside: 0}
    assert begins == LADDER
    amounts = usage(case)[2025].rename("annual_usage")
    told = policy.grade(amounts.reset_index(), reasons=False).set_index("customer_id")["grade"]
    assert (told.astype(str) == graded(amounts).reindex(told.index)).all()


def test_nearly_every_second_account_moves(rungs):
    assert said("Nearly every second account moves")
    both = rungs[[2025, 2026]].dropna()
    assert 0.4 < (both[2025] != both[2026]).mean() < 0.5


def test_the_best_of_2024_were_lower_before_and_after_and_the_worst_higher(case):
    assert said("The best of 2024 had been lower *the year before*, too, and the worst had been higher")
    known = accounts(case)
    three = usage(case)[(known["entered"] <= "2023-01-31") & known["left"].isna()]
    n = len(three) // 5
    best, worst = (three.loc[who.index].mean() for who in (three[2024].nlargest(n), three[2024].nsmallest(n)))
    assert max(best[2023], best[2025]) < 0.9 * best[2024] and best[2025] < 0.75 * best[2024]
    assert min(worst[2023], worst[2025]) > 1.5 * worst[2024]


def test_one_year_does_not_tell_the_truly_lower_from_the_less_lucky(case, rungs, needs, lives):
    assert said("The usage of 2025 alone does not tell them apart, not even far below the threshold")
    who = fallen(rungs)
    asks = grades(case).loc[who, 2025].map(LADDER)
    lucky = (needs[who] >= asks) & ~(lives["leaves_on"].reindex(who) <= "2025-12-31")
    assert 0.35 < lucky.mean() < 0.65
    far = usage(case).loc[who, 2025] < 0.5 * asks
    assert far.sum() >= 10 and 0.3 < lucky[far].mean() < 0.6


def test_more_years_come_nearer_to_the_truth_and_shrunk_ones_nearest(case, needs):
    assert said("A mean of several whole years holds less luck")
    drawn = grading.shrink(whole_years(case), value="usage").set_index("customer_id")
    weights = drawn.groupby("observations")["weight"].first()
    assert said("The fewer years, the smaller it is") and weights.is_monotonic_increasing
    told = (usage(case)[2025], drawn["raw"], drawn["shrunk"])
    misses = [((figure - needs).reindex(drawn.index) ** 2).mean() for figure in told]
    assert misses == sorted(misses, reverse=True)


def test_over_stayers_every_grade_looks_steadier_and_most_where_most_have_left(case):
    assert said("Over stayers, every grade looks steadier than it is, and most where most have left")
    rows = grades(case).melt(var_name="period", value_name="grade", ignore_index=False).dropna().reset_index()
    matrix = grading.migration_matrix(rows.astype({"period": int}), first=2025, last=2026, order=list(LADDER))
    over_all, over_stayers = matrix.shares(), matrix.shares(over="stayers")
    gap = pd.Series({grade: over_stayers.loc[grade, grade] - over_all.loc[grade, grade] for grade in LADDER})
    assert (gap > 0).all()
    assert gap.idxmax() == over_all["left"].idxmax()


def test_october_joiners_come_out_too_low_by_three_months(case, needs):
    assert said("A good new customer would start with a low grade")
    new = accounts(case).index[accounts(case)["entered"] == pd.Timestamp(2025, 10, 1)]
    by_sum, truly = graded(usage(case).loc[new, 2025]).map(PLACE), graded(needs[new]).map(PLACE)
    assert len(new) >= 10
    assert (by_sum > truly).sum() > 3 * (by_sum < truly).sum()


def test_one_account_misses_its_grade_by_next_to_nothing(case, rungs):
    assert said("How far was it from keeping its grade?")
    every = rungs.dropna()
    flipped = every.index[(every[2025] < every[2024]) & (every[2026] > every[2025])]
    short = (grades(case).loc[flipped, 2025].map(LADDER) - usage(case).loc[flipped, 2025]).min()
    assert 0 < short < 100


def test_calm_has_a_price(case):
    assert said("Calm has a price: accounts that are truly lower keep their services for another year")
    assert said("With a margin fewer moves are taken back, and it costs little")
    assert said("A minimum stay ends them, and many downgrades are missed")
    plain, margin = (review_model(case).outcome(ReviewSettings(m)) for m in (0.0, 0.1))
    fewer, more = plain.flip_flops - margin.flip_flops, margin.missed_downgrades - plain.missed_downgrades
    assert fewer >= 10 and more <= fewer
    patient = review_model(case).outcome(ReviewSettings(0.1, 2))
    assert patient.flip_flops <= 2 and patient.missed_downgrades > 1.5 * margin.missed_downgrades
    assert said("the one that moves most customers for nothing")
    table = outcomes(case)
    assert table["letters"].idxmax() == table["wrong"].idxmax() == table["flips"].idxmax() == 0


def test_silence_says_little_and_low_satisfaction_more_from_few_accounts(case, lives):
    assert said("Here silence says little") and said("Low satisfaction says more, from few accounts")
    there = grades(case)[2026].dropna().index
    last = case.orders.groupby("customer_id")["date"].max().reindex(there)
    silent = 12 * (2025 - last.dt.year) + 12 - last.dt.month >= 6
    unhappy = accounts(case).loc[there, "satisfaction"].lt(6).fillna(False).astype(bool)
    leave = lives["leaves_on"].notna().reindex(there)
    assert leave[silent].mean() < 1.2 * leave.mean()
    assert leave[unhappy].mean() > 1.5 * leave.mean()
    assert unhappy.sum() < 80
    assert said("With OR instead of AND, four times as many customers rise, and twelve times as many fall")
    rich = usage(case).loc[there, 2025] >= 200_000
    old = accounts(case).loc[there, "entered"] <= pd.Timestamp(2023, 1, 1)
    assert 3.5 < (rich | old).sum() / (rich & old).sum() < 4.5
    assert 11.5 < (silent | unhappy).sum() / (silent & unhappy).sum() < 12.5


def test_nobody_wrote_an_end_for_most_of_the_grades_set_by_hand(case):
    assert said("most have no end")
    lifted = case.grades.query("manual and year == 2025")
    assert lifted["expires_on"].isna().mean() > 0.5
    assert said("who gets the grades set by hand?")
    ages = lifted.merge(case.accounts)["owner_age_band"].value_counts(normalize=True)
    assert ages["over 50"] > 0.5


def test_the_market_report_slips_most(case):
    assert said("In proportion the market report slips most: nearly a third of those promised never came")
    held = case.grades.query("year == 2025")[["customer_id", "grade"]]
    audit = grading.entitlement_audit(case.entitlements, held, case.service_levels)
    counts = audit.value_counts(["service", "state"]).unstack(fill_value=0)
    owed = counts["promised, not delivered"] / (counts["promised, not delivered"] + counts["delivered"])
    assert owed.idxmax() == "market report" and 0.29 < owed.max() < 1 / 3
    assert (counts["delivered without right"].sum() > 10) and (owed > 0).all()


def test_the_intervals_overlap_and_one_group_is_too_small(case):
    assert said("The intervals overlap") and said("the group in orange is too small for any verdict")
    known = case.grades.query("year == 2025").merge(case.accounts)
    for by in ("region", "owner_age_band"):
        rates = grading.grade_rates(known.dropna(subset=by), by=by, top=["A1", "A2"])
        assert rates["low"].max() < rates["high"].min()
    assert list(rates.loc[rates["small"], "group"]) == ["under 35"]


def test_before_and_after_look_like_harm_and_the_lot_leaves_it_open_around_the_truth(case):
    assert said("Before and after say: the benefits *harm*") and said("even the lot leaves it open")
    lot = promoted(case)
    effect = grading.benefit_effect(lot, treated="benefit", outcome="after", before="before")
    assert effect.naive_change < 0 and effect.groups.set_index("group").loc["held out", "change"] < 0
    assert effect.low < 0 < effect.high
    assert said("The two readings differ by chance alone") and effect.low < effect.change_difference < effect.high
    assert said("It lies within the interval, far from what sales had read")
    true = case.truth["benefit_effect"].set_index("customer_id")["effect_in_2025"][lot.index[lot["benefit"]]].mean()
    assert max(0, effect.low) < true < effect.high


def test_a_downgrade_is_a_cause_of_leaving_of_its_own(lives):
    assert said("In Ironbridge's truth, that is a cause of its own")
    assert (lives["reason"] == "demotion").sum() >= 5
