"""The progress store: nothing lost, nothing in the way of the lesson."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest

from casekit.practice import keeping
from casekit.practice.store import Store, open_store

WRITER = textwrap.dedent("""
    import sys
    from casekit.practice.store import Store
    store = Store(sys.argv[1], patience=60)
    for n in range(int(sys.argv[3])):
        store.record_attempt("toy", 0, f"{sys.argv[2]}{n}", "wrong")
        print(n, flush=True)
    assert store.notice is None, store.notice
""")


def start_writer(path, name, n):
    command = [sys.executable, "-c", WRITER, str(path), name, str(n)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home of 林" / "progress.sqlite3"


def test_what_is_recorded_is_there_after_a_restart(path):
    store = Store(path)
    store.set_seed("toy", 3)
    store.record_rung("toy", 3, 1)
    store.record_attempt("toy", 3, {"a": ["1", None]}, "wrong", "all-leavers")
    store.record_prediction("guess", 12)
    again = Store(path)
    standing = again.standing("toy")
    assert (standing.seed, standing.state, standing.attempts, standing.status) == (3, "tried", 1, "wrong")
    assert (standing.rungs, standing.last_answer, standing.earned) == ((1,), {"a": ["1", None]}, False)
    assert again.prediction("guess") == 12
    assert again.attempts("toy")[0]["mistake"] == "all-leavers"
    assert again.notice is None


def test_unknown_questions_are_new(path):
    assert Store(path).standing("nobody").state == "new"
    assert Store(path).prediction("nobody") is None
    assert Store(path).draft("nobody", 0) is None


def test_right_earns_and_stays_earned(path):
    store = Store(path)
    store.record_attempt("toy", 0, "1", "right")
    assert store.standing("toy", 0).state == "earned"
    store.set_seed("toy", 1)
    store.record_attempt("toy", 1, "1", "wrong")
    assert store.standing("toy").state == "earned"


def test_right_after_the_solution_was_seen_earns_nothing(path):
    store = Store(path)
    store.record_rung("toy", 0, 4)
    store.record_attempt("toy", 0, "1", "right")
    assert store.standing("toy", 0).state == "shown"
    store.record_attempt("toy", 1, "1", "right")
    assert store.standing("toy", 1).earned


def test_a_draft_is_restored_until_an_attempt_takes_its_place(path):
    store = Store(path)
    store.save_draft("toy", 0, "hal")
    assert store.draft("toy", 0) == store.standing("toy", 0).last_answer == "hal"
    store.record_attempt("toy", 0, "half", "wrong")
    assert store.draft("toy", 0) is None
    assert store.standing("toy", 0).last_answer == "half"


def test_two_notebooks_at_the_same_time_lose_nothing(path):
    n = 200
    writers = [start_writer(path, name, n) for name in "ab"]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    kept = [attempt["answer"] for attempt in Store(path).attempts("toy")]
    assert sorted(kept) == sorted(f"{name}{i}" for name in "ab" for i in range(n))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_killed_kernel_loses_nothing_it_was_told_is_kept(path):
    writer = start_writer(path, "a", 100_000)
    said = [int(writer.stdout.readline()) for _line in range(25)]
    os.kill(writer.pid, signal.SIGKILL)
    said += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    writer.wait()
    writer.stdout.close()
    store = Store(path)
    kept = {attempt["answer"] for attempt in store.attempts("toy")}
    assert {f"a{n}" for n in said} <= kept
    store.record_attempt("toy", 0, "after", "right")
    assert store.standing("toy", 0).status == "right"
    assert store.notice is None


def test_a_file_of_version_1_is_brought_up(path):
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        for statement in keeping.MIGRATIONS[0]:
            old.execute(statement)
        old.execute("INSERT INTO attempts VALUES (1, 'toy', 0, '\"13\"', 'right', NULL, '2026-01-01', 0)")
        old.execute("INSERT INTO variants VALUES ('toy', 0, '2026-01-01')")
        old.execute("PRAGMA user_version = 1")
        old.commit()
    store = Store(path)
    assert store.standing("toy").state == "earned"
    store.record_prediction("guess", 1)
    assert Store(path).prediction("guess") == 1
    assert store.notice is None


def test_a_file_of_a_newer_edition_is_left_alone(path):
    Store(path).record_attempt("toy", 0, "1", "right")
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    store = Store(path)
    store.record_attempt("toy", 0, "2", "wrong")
    assert "newer edition" in store.notice
    assert path.read_bytes() == before


@pytest.mark.parametrize("bytes_", [b"this is no database" * 99, None], ids=["not a database", "torn"])
def test_a_damaged_file_is_set_aside_and_said(path, bytes_):
    store = Store(path)
    for n in range(300):
        store.record_prediction(f"a long name to fill a page or two {n}", n)
    whole = path.read_bytes()
    path.write_bytes(bytes_ or whole[:4096] + bytes(len(whole) - 4096))
    path.with_name(path.name + "-journal").write_bytes(b"old journal")
    again = Store(path)
    aside = next(path.parent.glob("progress.damaged-*.sqlite3"))
    assert aside.name in again.notice
    assert not path.with_name(path.name + "-journal").exists()
    again.record_attempt("toy", 0, "1", "right")
    assert Store(path).standing("toy", 0).earned


def test_damage_while_a_notebook_is_open_does_not_stop_it(path):
    store = Store(path)
    path.write_bytes(b"overwritten by something" * 99)
    store.record_attempt("toy", 0, "1", "right")
    assert store.standing("toy", 0).earned
    assert "damaged" in store.notice
    assert Store(path).standing("toy", 0).earned


def test_a_removed_file_is_made_again(path):
    store = Store(path)
    path.unlink()
    store.record_attempt("toy", 0, "1", "right")
    assert Store(path).standing("toy", 0).earned


def test_a_folder_that_cannot_be_made_leaves_the_lesson_going(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = Store(tmp_path / "file" / "progress.sqlite3")
    assert store.notice.count(". ") == 1
    store.record_attempt("toy", 0, "1", "right")
    assert store.standing("toy", 0).earned


def test_a_locked_file_leaves_the_lesson_going_and_is_made_up_for(path):
    store = Store(path, patience=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        store.record_attempt("toy", 0, "1", "right")
        assert "locked" in store.notice
        assert store.in_memory
        other.execute("ROLLBACK")
    store.retry()
    assert store.notice is None
    assert Store(path).standing("toy", 0).earned


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix accounts")
def test_a_read_only_folder_shows_what_was_kept_and_goes_on(path):
    Store(path).record_attempt("toy", 0, "1", "right")
    script = textwrap.dedent(f"""
        import os
        from casekit.practice.store import Store
        if os.geteuid() == 0:
            os.seteuid(65534)  # root may write everywhere
        store = Store({str(path)!r})
        assert "may not be written" in store.notice, store.notice
        assert store.standing("toy", 0).earned
        store.record_attempt("other", 0, "1", "right")
        assert store.standing("other", 0).earned
    """)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    for folder in path.parents[1:5]:
        folder.chmod(folder.stat().st_mode | 0o055)
    try:
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    finally:
        path.parent.chmod(0o755)
    assert done.returncode == 0, done.stderr


def test_two_notebooks_that_find_the_same_damage_lose_nothing(path):
    script = textwrap.dedent("""
        import sys
        from casekit.practice.store import Store
        store = Store(sys.argv[1])
        for n in range(20):
            store.record_attempt(f"{sys.argv[2]}.{n}", 0, "1", "right")
        assert not store.in_memory, store.notice
    """)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"no database at all" * 100)
    both = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in ("one", "two")]
    assert [program.wait(60) for program in both] == [0, 0]
    store = Store(path)
    assert all(store.standing(f"{name}.{n}", 0).earned for name in ("one", "two") for n in range(20))
    assert len(list(path.parent.glob("progress.damaged-*"))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file sizes")
def test_a_full_disk_leaves_the_lesson_going(path):
    Store(path).record_attempt("toy", 0, "1", "right")
    script = textwrap.dedent(f"""
        import resource, signal
        from casekit.practice.store import Store
        store = Store({str(path)!r})
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size}, -1))
        store.record_attempt("toy", 1, "x" * 90_000, "wrong")
        assert store.in_memory and store.notice, store.notice
        assert [a["seed"] for a in store.attempts("toy")] == [0, 1]
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert len(Store(path).attempts("toy")) == 1


def test_one_store_for_one_path(path):
    assert open_store(path) is open_store(path)


def test_the_trainees_own_store_is_in_their_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEKIT_HOME", str(tmp_path))
    assert open_store().path == tmp_path / "progress.sqlite3"
