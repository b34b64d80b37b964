"""The Willow Salon: every seed keeps its contracts, is the same everywhere, and agrees with itself."""

import io
import time

import numpy as np
import pandas as pd
import pytest
from case_seeds import SEEDS
from salon_world import drawn

import casekit
from casekit.cases import digest
from casekit.cases.settings import case_settings
from casekit.cases.simulated import willow_salon
from casekit.cases.writing import case_files
from casekit.tables import read_csv

SETTINGS = case_settings("willow-salon")
CONTRACTS = {**SETTINGS.contracts, **SETTINGS.truth_contracts}
FIRST, LAST = pd.Timestamp("2024-01-01"), pd.Timestamp("2025-12-31")


@pytest.fixture(scope="module", params=SEEDS)  # all tests of one salon stand together: it is drawn once
def salon(request):
    return drawn(request.param)


def test_the_files_are_the_salon_of_the_shipped_seed():
    case = casekit.load_case("willow-salon")
    _world, tables, truth = drawn(willow_salon.SHIPPED_SEED)
    assert (list(case.tables), list(case.truth)) == (list(tables), list(truth))
    for name, table in tables.items():
        pd.testing.assert_frame_equal(case.tables[name], table)
    for name, table in truth.items():
        pd.testing.assert_frame_equal(case.truth[name], table)
    assert case.last_day == LAST


def test_the_files_are_the_same_to_the_byte():
    case = casekit.load_case("willow-salon", seed=willow_salon.SHIPPED_SEED)
    for name, content in case_files(case).items():
        assert SETTINGS.file(name).read_bytes() == content, name


@pytest.mark.parametrize(
    ("seed", "mark"),
    [
        (0, "49b8b5204def70a353b378927194d6b5e6975481de7a9a14fed508e82cdd3b1b"),
        (1, "9e736b070f73820287258e0c01abbefd9dbd2d3fe7561b5d4ce87c1d189098ac"),
        (willow_salon.SHIPPED_SEED, "bbcde06fbbe84c1d55afb15ed11fecb4adcd582a633f8aad435ced9372c89b7d"),
    ],
)
def test_a_seed_is_the_same_salon_on_every_machine(seed, mark):
    """Frozen: lessons quote these salons. Whoever changes the simulator writes the files and these marks anew."""
    assert digest(casekit.load_case("willow-salon", seed=seed)) == mark


def test_contracts_hold(salon, tmp_path):
    _world, tables, truth = salon
    for name, table in {**tables, **truth}.items():
        text = io.StringIO()
        table.to_csv(text, index=False)
        path = tmp_path / f"{name}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        pd.testing.assert_frame_equal(read_csv(path, CONTRACTS[name]), table)


def test_the_tables_agree_with_one_another(salon):
    _world, tables, truth = salon
    clients, visits, sales = (tables[name] for name in ("clients", "visits", "sales"))
    joined = clients.set_index("client_id")["joined_on"]
    leaves = truth["true_lives"].set_index("client_id")["leaves_on"]
    assert 820 <= len(clients) <= 950
    assert clients["joined_on"].is_monotonic_increasing
    assert (clients["updated_on"] >= clients["joined_on"]).all()
    assert (
        truth["true_clients"]["client_id"].tolist() == truth["true_lives"]["client_id"].tolist() == list(joined.index)
    )
    for table in (visits, sales, tables["prepayments"]):
        assert table["client_id"].isin(joined.index).all()
        assert table["date"].between(FIRST, LAST).all()
        assert table["date"].is_monotonic_increasing
        assert (table["date"].to_numpy() >= joined[table["client_id"]].to_numpy()).all()
    left = leaves[visits["client_id"]].to_numpy()
    assert (np.isnat(left) | (visits["date"].to_numpy() < left)).all()
    assert sales["product_id"].isin(tables["products"]["product_id"]).all()
    assert (sales["quantity"] * sales["amount"] > 0).all()
    assert (tables["products"]["cost"] < tables["products"]["price"]).all()
    assert tables["targets"]["target_share"].sum() <= 1
    reasons = truth["true_lives"]
    assert (reasons["leave_reason"].isna() == reasons["leaves_on"].isna()).all()


def test_nobody_works_before_she_came_or_after_she_left(salon):
    tables = salon[1]
    staff = tables["therapists"].set_index("therapist_id")
    visits = tables["visits"].join(staff, on="therapist_id")
    assert (visits["date"] >= visits["joined_on"]).all()
    assert (visits["left_on"].isna() | (visits["date"] < visits["left_on"])).all()
    assert staff["left_on"].notna().sum() == 2


def test_a_prepaid_balance_is_never_overdrawn(salon):
    """Beyond what stood on an old card when the records begin, every yuan spent by card was topped up before."""
    _world, tables, _truth = salon
    clients = tables["clients"].set_index("client_id")
    by_card = tables["visits"][tables["visits"]["paid"] == "card"]
    moves = pd.concat([tables["prepayments"].assign(order=0), by_card.assign(order=1, amount=-by_card["amount"])])
    moves = moves.sort_values(["client_id", "date", "order"])
    balance = moves.groupby("client_id")["amount"].cumsum()
    lowest = balance.groupby(moves["client_id"]).min().reindex(clients.index, fill_value=0)
    new = clients["joined_on"] >= FIRST
    assert (lowest[new] >= 0).all()
    assert (lowest >= -8000).all()
    assert (clients.loc[by_card["client_id"], "card_type"] != "walk-in").all()
    assert (clients.loc[tables["prepayments"]["client_id"], "card_type"] != "walk-in").all()


def test_a_table_draws_from_no_other_tables_stream():
    """Asked for in another order, and beside a table that draws from a stream of its own, all stay as they are."""
    tables = drawn(3)[1]
    world = willow_salon.World(3)
    world.stream("a table of tomorrow").uniform(100)
    for name in reversed(list(tables)):
        pd.testing.assert_frame_equal(willow_salon.TABLES[name](world), tables[name])


def test_a_seed_is_another_salon():
    one, other = casekit.load_case("willow-salon", seed=1), casekit.load_case("willow-salon", seed=2)
    pd.testing.assert_frame_equal(one.visits, drawn(1)[1]["visits"])
    assert one.products["price"].tolist() != other.products["price"].tolist()
    assert one.clients["name"].tolist()[:20] != other.clients["name"].tolist()[:20]


def test_all_tables_of_a_seed_are_drawn_quickly():
    def seconds(seed):
        start = time.process_time()
        drawn.__wrapped__(seed)
        return time.process_time() - start

    assert min(seconds(seed) for seed in (7001, 7002, 7003)) < 0.5  # 0.1 on a quiet machine
