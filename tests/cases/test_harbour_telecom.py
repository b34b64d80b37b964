"""Harbour Telecom: its files are the shipped seed's, every seed keeps its contracts and is the same everywhere."""

import hashlib
import time

import pandas as pd
import pytest
from telecom_world import CONTRACTS, SETTINGS, company, contract_faults

import casekit
from casekit.cases import digest
from casekit.cases.simulated import harbour_telecom
from casekit.cases.writing import case_files, csv_bytes
from casekit.tables import read_csv


@pytest.fixture(scope="module")
def shipped():
    return casekit.load_case("harbour-telecom", seed=harbour_telecom.SHIPPED_SEED)


def test_the_files_are_the_same_to_the_byte(shipped):
    for name, content in case_files(shipped).items():
        assert SETTINGS.file(name).read_bytes() == content, name


def test_what_is_drawn_is_what_is_read(shipped):
    case = casekit.load_case("harbour-telecom")
    assert (list(case.tables), list(case.truth)) == (list(harbour_telecom.TABLES), list(harbour_telecom.TRUTH))
    for name, table in [*case.tables.items(), *case.truth.items()]:
        pd.testing.assert_frame_equal(table, {**shipped.tables, **shipped.truth}[name])
    assert (case.first_day, case.last_day) == (pd.Timestamp("2023-01-01"), pd.Timestamp("2025-12-31"))


def test_another_seed_is_read_back_as_it_was_drawn(tmp_path):
    for name, table in company(11).all.items():
        table = table.head(20_000)
        path = tmp_path / f"{name}.csv"
        path.write_bytes(csv_bytes(table, CONTRACTS[name]))
        pd.testing.assert_frame_equal(read_csv(path, CONTRACTS[name]), table)


@pytest.mark.parametrize(
    ("seed", "mark"),
    [
        (0, "08eab560781f51595d254323abf9fe867fa5f653f1699df33ae367e5a6a0ed6a"),
        (1, "12a3fc3ca2dc3c5bfe41ccb7cbfbfde76d5785f78ee57fc71609fca77e89594f"),
        (harbour_telecom.SHIPPED_SEED, "2d1fa870ea9c020dce81f2730b9cfeb40ead80910fff3d188fc433a51aae7b30"),
    ],
)
def test_a_seed_is_the_same_company_on_every_machine(seed, mark):
    """Frozen: lessons quote these companies. Whoever changes the simulator writes the files and these marks anew."""
    assert digest(casekit.load_case("harbour-telecom", seed=seed)) == mark


@pytest.mark.parametrize(
    ("seed", "mark"),
    [
        (0, "33d3bdda63e230c7365a0f8788eccf3ae0ca95ce195c87794eda77e9f1aaf62f"),
        (1, "1f6582523db504ffa14b47bf19e6ebc516fcf389683a49da759900e0ba4a00c8"),
        (harbour_telecom.SHIPPED_SEED, "26922e6fdf6bc405c1eec0feb33414470a8df2d8303501739e29b846ea3184aa"),
    ],
)
def test_the_campaigns_and_benefits_changed_no_byte_of_what_stood_before(seed, mark):
    """The company's digest from before they came, over the tables it had."""
    came = {"campaigns", "campaign_members", "benefit_members", "true_responses", "true_benefits"}
    case, found = casekit.load_case("harbour-telecom", seed=seed), hashlib.sha256()
    for table, content in case_files(case).items():
        if table not in came:
            found.update(f"{table} {len(content)}\n".encode() + content)
    assert found.hexdigest() == mark


def test_every_seed_keeps_its_contracts(firm):
    assert set(firm.all) == set(CONTRACTS)
    assert [fault for name, table in firm.all.items() for fault in contract_faults(name, table)] == []


def test_the_check_of_contracts_sees_what_reading_would():
    offers = company(0).rival_offers
    assert contract_faults("rival_offers", offers) == []
    for column, value in [("customer_id", "17"), ("price_cut", 101.0), ("seen_on", pd.Timestamp("2026-01-01"))]:
        broken = offers.copy()
        broken.loc[3, column] = value
        assert len(contract_faults("rival_offers", broken)) == 1, column
    assert contract_faults("rival_offers", pd.concat([offers, offers.head(1)])) == ["rival_offers has a key twice"]
    assert "dtype" in contract_faults("rival_offers", offers.assign(price_cut=7))[0]


def test_a_later_table_changes_no_byte_of_those_that_stand():
    """Each table draws from streams of its own: neither the order nor a newcomer is felt."""
    world = harbour_telecom.World(3)
    world.stream("a table to come").uniform(1_000)
    late_first = {name: make(world) for name, make in reversed(list(harbour_telecom.TABLES.items()))}
    for name, table in late_first.items():
        pd.testing.assert_frame_equal(table, company(3).all[name])


def test_every_stream_is_drawn_from_in_one_place(monkeypatch):
    """Two tables on one stream would be alike by chance."""
    asked = []
    stream = harbour_telecom.World.stream
    monkeypatch.setattr(harbour_telecom.World, "stream", lambda world, name: asked.append(name) or stream(world, name))
    world = harbour_telecom.World(0)
    for make in [*harbour_telecom.TABLES.values(), *harbour_telecom.TRUTH.values()]:
        make(world)
    assert sorted(asked) == sorted(set(asked))


def test_a_company_is_drawn_quickly():
    start = time.process_time()
    world = harbour_telecom.World(99)
    for make in [*harbour_telecom.TABLES.values(), *harbour_telecom.TRUTH.values()]:
        make(world)
    assert time.process_time() - start < 2.5  # 0.3 on a quiet machine
