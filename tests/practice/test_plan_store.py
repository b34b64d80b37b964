"""The file of the customer plan: nothing that was saved is ever lost in silence."""

import json
import os

import pytest

from casekit.practice.plan_store import Kept, PlanStore, open_plan_store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "customer-plan.json"


def answers(store):
    return {name: dict(one.answers) for name, one in store.sheets().items()}


def test_what_is_saved_is_there_for_another_notebook(path):
    assert PlanStore(path).sheets() == {} and not path.exists()
    PlanStore(path).save({"a": Kept({"n": 1, "text": "客户"})})
    PlanStore(path).save({"b": Kept({"m": "x"}, caught_up=True)})
    found = PlanStore(path)
    assert answers(found) == {"a": {"n": 1, "text": "客户"}, "b": {"m": "x"}} and found.notice == ""
    assert found.sheets()["b"].caught_up and found.sheets()["a"].saved.endswith("+00:00")
    assert json.loads(path.read_bytes())["version"] == 1


def test_two_open_notebooks_do_not_undo_each_other(path):
    one, other = PlanStore(path), PlanStore(path)
    one.save({"a": Kept({"n": 1})})
    other.save({"b": Kept({"n": 2})})
    one.save({"a": Kept({"n": 3})})
    assert answers(other) == {"a": {"n": 3}, "b": {"n": 2}}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"version": 1}',
        b'{"version": "x", "sheets": {}}',
        b'{"version": 1, "sheets": []}',
        b'{"version": 1, "sheets": {"a": 3}}',
        b'{"version": 1, "sheets": {"a": {"answers": 3, "caught_up": false, "saved": "2026-01-01", "shown": []}}}',
        b'{"version": 1, "sheets": {"a": {"answers": {}, "caught_up": false, "saved": "once", "shown": []}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_whole_and_said(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    store = PlanStore(path)
    assert store.sheets() == {}
    (aside,) = path.parent.glob("*.damaged-*.json")
    assert aside.read_bytes() == content
    assert store.notice == (
        f"The file of your customer plan was damaged and is set aside as {aside.name}; a new one is begun."
    )
    store.save({"a": Kept({"n": 1})})
    assert answers(PlanStore(path)) == {"a": {"n": 1}}


def test_what_this_notebook_had_read_outlives_the_damage(path):
    store = PlanStore(path)
    store.save({"a": Kept({"n": 1})})
    path.write_bytes(b"torn")
    assert answers(store) == {"a": {"n": 1}}
    store.save({"b": Kept({"n": 2})})
    assert answers(PlanStore(path)) == {"a": {"n": 1}, "b": {"n": 2}}


def test_a_file_of_a_newer_edition_is_not_touched(path):
    path.parent.mkdir()
    path.write_text('{"version": 2, "pages": []}', encoding="utf-8")
    store = PlanStore(path)
    store.save({"a": Kept({"n": 1})})
    assert path.read_text(encoding="utf-8") == '{"version": 2, "pages": []}'
    assert answers(store) == {"a": {"n": 1}}
    assert "newer edition" in store.notice and "until this notebook is closed" in store.notice


def test_where_the_file_cannot_be_written_the_lesson_goes_on_and_tries_again(path):
    path.parent.mkdir()
    folder = path.parent / "customer-plan.json"
    folder.mkdir()  # for any user on any system, a folder in its place cannot be written over
    store = PlanStore(path)
    store.save({"a": Kept({"n": 1})})
    assert answers(store) == {"a": {"n": 1}} and "kept only until" in store.notice
    folder.rmdir()
    store.save({"b": Kept({"n": 2})})
    assert store.notice == "" and answers(PlanStore(path)) == {"a": {"n": 1}, "b": {"n": 2}}


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="this user may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_said(path):
    path.parent.mkdir(mode=0o500)
    store = PlanStore(path)
    store.save({"a": Kept({"n": 1})})
    assert "may not be written to" in store.notice


def test_a_process_has_one_store_for_each_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    assert open_plan_store() is open_plan_store() and open_plan_store().path == tmp_path / "customer-plan.json"
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path / "other"))
    assert open_plan_store().path == tmp_path / "other" / "customer-plan.json"
