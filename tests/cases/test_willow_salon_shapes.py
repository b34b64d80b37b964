"""The Willow Salon has the shapes of life and its traps, on every seed; its README tells the truth."""

import io
import re

import numpy as np
import pandas as pd
import pytest
from case_seeds import SEEDS
from salon_world import drawn, spending

import casekit
from casekit import paths
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.shapes import draw_shapes
from casekit.grading import composition, gini, product_mix, top_share
from casekit.records.access import AccessMatrix


@pytest.fixture(scope="module", params=SEEDS)  # all tests of one salon stand together: it is drawn once
def salon(request):
    return drawn(request.param)


def by_client(tables):
    spent = spending(tables)
    return tables["clients"].assign(spent=spent[tables["clients"]["client_id"]].to_numpy())


def test_annual_cards_are_few_and_heavy(salon):
    groups = composition(by_client(salon[1]), by="card_type", value="spent").set_index("group")
    assert groups["share_of_customers"]["annual"] < 0.13
    assert 0.24 < groups["share_of_sales"]["annual"] < 0.5
    assert groups["mean"]["annual"] > 2 * groups["mean"]["monthly"] > 4 * groups["mean"]["walk-in"]


def test_a_handful_of_walk_ins_spend_more_than_most_annual_cards(salon):
    clients = by_client(salon[1])
    usual = clients.loc[clients["card_type"] == "annual", "spent"].median()
    assert 3 <= (clients.loc[clients["card_type"] == "walk-in", "spent"] > usual).sum() <= 20


def test_spending_is_skewed(salon):
    clients = by_client(salon[1])
    assert 0.66 < top_share(clients, value="spent", share=0.2) < 0.79
    assert 0.64 < gini(clients, value="spent") < 0.76
    assert (clients["spent"] == 0).sum() > 40


def test_one_prepaid_card_is_below_its_target(salon):
    tables = salon[1]
    found = composition(by_client(tables), by="card_type", value="spent", targets=tables["targets"]).set_index("group")
    assert "below" in found.loc[["annual", "monthly"], "verdict"].tolist()
    assert found.loc["walk-in", "verdict"] == "reached"


def test_few_products_reach_80_per_cent_net_of_returns(salon):
    sales = salon[1]["sales"]
    mix = product_mix(sales, product="product_id", amount="amount", quantity="quantity")
    assert 5 <= mix["in_cut"].sum() <= 12
    assert len(mix) >= 22
    assert (sales["quantity"] < 0).sum() >= 15


def test_the_weeks_before_spring_festival_are_busy_and_the_salon_then_closes(salon):
    a_day = salon[1]["visits"]["date"].value_counts().reindex(pd.date_range("2024-01-01", "2025-12-31")).fillna(0)
    for festival in pd.to_datetime(p.FESTIVALS):
        before = a_day[festival - pd.Timedelta(days=28) : festival - pd.Timedelta(days=2)]
        assert before.mean() > 1.25 * a_day.mean()
        assert a_day[festival : festival + pd.Timedelta(days=7)].sum() == 0


def test_people_leave_after_their_therapist_has_left(salon):
    world, _tables, truth = salon
    yearly = truth["true_lives"]["leaves_on"].between("2024-01-01", "2025-12-31").mean() / 2
    assert 0.1 < yearly < 0.2
    assert (truth["true_lives"]["leave_reason"] == p.CHANGE_REASON).sum() >= 8
    care, leaves = world.care, world.lives.leaves
    change = pd.Timestamp("2024-01-01") + pd.to_timedelta(world.therapists.left_on[care.first], unit="D")
    gone = (pd.Timestamp("2024-01-01") + pd.to_timedelta(np.minimum(leaves, 5000), unit="D")).to_numpy()
    concerned = (care.changes < p.MONTHS) & care.fixed & ~world.people.big & (gone >= change.to_numpy())
    soon = gone < (change + pd.Timedelta(days=122)).to_numpy()
    assert soon[concerned].mean() > 0.1  # of others some 6 % leave in four months


def test_some_people_stand_twice_under_other_spellings(salon):
    _world, tables, truth = salon
    cards = tables["clients"].merge(truth["true_clients"])
    twice = cards[cards["person_id"].duplicated(keep=False)]
    assert 38 <= twice["person_id"].nunique() <= 58
    spellings = twice.groupby("person_id")["name"].nunique()
    assert (spellings == 2).mean() > 0.5
    of_strangers = cards.drop_duplicates("person_id").dropna(subset=["phone"])
    assert of_strangers["phone"].duplicated().sum() >= 5  # families with one phone
    assert of_strangers["name"].duplicated().sum() >= 20  # common names
    booked = tables["visits"]["client_id"].isin(twice["client_id"])
    assert booked.sum() > 100


def test_fields_are_blank_as_in_life(salon):
    tables = salon[1]
    clients = tables["clients"]
    for field, share in p.BLANK.items():
        if field not in ("skin_problem", "interests", "family", "hope"):  # there junk stands for some blanks
            assert clients[field].isna().mean() == pytest.approx(share, abs=0.05), field
    assert clients["interests"].isin(p.JUNK_WORDS).sum() >= 3
    assert 0.25 < tables["visits"]["improvement"].notna().mean() < 0.65
    assert 0.4 < tables["visits"]["satisfaction"].notna().mean() < 0.6


def test_the_log_has_its_violations(salon):
    tables = salon[1]
    log, matrix = tables["access_log"], tables["access_matrix"]
    assert 385 <= len(log) <= 460
    matrix = AccessMatrix.from_table(matrix)
    found = matrix.audit(log, staff=_staff(tables))
    kinds = found["violation"].value_counts()
    assert kinds["unknown role"] == (log["role"] == "intern").sum() >= 2
    assert 7 <= kinds["no right to read"] <= 14
    assert 2 <= kinds["no right to export"] <= 4
    assert "no right to edit" not in kinds
    assert kinds["outside hours"] >= 3
    assert 2 <= kinds["has left"] <= 4
    wrong = matrix.contradictions()
    assert wrong.loc[wrong["contradiction"] == "nobody edits", "field"].tolist() == ["clients.family"]
    assert "clients.phone" in wrong.loc[wrong["contradiction"] == "several export", "field"].tolist()


def _staff(tables):
    """Everybody in the log but the intern, as the manager knows them."""
    known = tables["access_log"][["user", "role"]].drop_duplicates().query("role != 'intern'")
    gone = tables["therapists"].set_index("therapist_id")["left_on"]
    return known.assign(left_on=gone.reindex(known["user"]).to_numpy()).reset_index(drop=True)


# ── the README ───────────────────────────────────────────────────────────────────────────────────────────
def readme():
    return (paths.datasets() / "willow-salon" / "README.md").read_text(encoding="utf-8")


def test_the_readme_has_every_column():
    case = casekit.load_case("willow-salon")
    rows = [line for line in readme().splitlines() if line.startswith("| ")]
    for line in case.dictionary.itertuples():
        expected = f"| {line.name} | {line.type} | {line.unit} | {line.meaning} | {line.chinese_term} |"
        assert expected in rows, expected


def figures():
    """What the README says, computed: a sentence with its number each."""
    case = casekit.load_case("willow-salon")
    clients = by_client(case.tables)
    groups = composition(clients, by="card_type", value="spent").set_index("group")
    usual = clients.loc[clients["card_type"] == "annual", "spent"].median()
    walk_ins = clients.loc[clients["card_type"] == "walk-in", "spent"]
    mix = product_mix(case.sales, product="product_id", amount="amount")
    true = case.truth["true_lives"]
    twice = case.truth["true_clients"]["person_id"].duplicated().sum()
    by_card = case.visits.loc[case.visits["paid"] == "card", "amount"].sum()
    yield f"{len(clients)} record cards"
    yield f"{len(case.visits):,} visits"
    yield f"{len(case.sales):,} lines of sale"
    for card in p.CARD_TYPES:
        line = groups.loc[card]
        shares = f"{100 * line.share_of_customers:.1f} % | {100 * line.share_of_sales:.1f} %"
        yield f"| {card} | {int(line.customers)} | {shares} | {line['mean']:,.0f} |"
    yield f"{(walk_ins > usual).sum()} walk-in cards spent more than the middle annual card ({usual:,.0f} yuan)"
    yield f"top 20 % hold {100 * top_share(clients, value='spent', share=0.2):.1f} %"
    yield f"Gini coefficient {gini(clients, value='spent'):.2f}"
    yield f"{mix['in_cut'].sum()} of {len(mix)} products"
    yield f"{(case.sales['quantity'] < 0).sum()} lines are returns"
    yield f"{twice} people have a second card"
    yield f"{(clients['spent'] == 0).sum()} cards have no spending"
    yield f"{(true['leave_reason'] == p.CHANGE_REASON).sum()} cards' people leave over a change of therapist"
    yield f"{100 * true['leaves_on'].between('2024-01-01', '2025-12-31').mean() / 2:.1f} % a year"
    yield f"{by_card:,.0f} yuan were paid by card and {case.prepayments['amount'].sum():,.0f} topped up"
    yield f"{case.visits.duplicated(['client_id', 'date']).sum()} rows"
    yield f"{len(case.access_log)} entries"


def test_the_figures_of_the_readme():
    text = re.sub(r"\s+", " ", readme())
    missing = [figure for figure in figures() if figure not in text]
    assert not missing, missing


def test_the_shapes_can_be_drawn():
    _world, tables, truth = drawn(5)
    figure = draw_shapes(tables, truth)
    assert len(figure.axes) == 6
    assert all(place.get_title() and place.has_data() for place in figure.axes)
    figure.savefig(io.BytesIO(), format="png", dpi=40)
    assert (paths.datasets() / "willow-salon" / "shapes.png").stat().st_size < 400_000
