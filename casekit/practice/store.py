"""What a trainee has done, kept outside the notebooks in one SQLite file.

Keyed by question id, so a renamed or copied notebook finds its progress again. Holds question ids, answers, help taken
and times; no names, nothing is sent anywhere. Where the file cannot be written, the lesson goes on in memory and
``Store.notice`` says so.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

from casekit import paths
from casekit.practice.keeping import NewerStore, alone, damaged, is_sound, set_aside, upgrade, why_not
from casekit.text import _

Statement = tuple[str, tuple]  # SQL and its values

PATIENCE = 10.0  # seconds to wait for another notebook that is writing


@dataclass(frozen=True)
class Standing:
    """Where a trainee stands with one question.

    ``state`` is new, tried, shown (the solution was seen: fresh numbers are owed) or earned (once right without the
    solution; it stays so). ``attempts``, ``status`` (of the last attempt), ``rungs`` and ``last_answer`` are of the
    variant ``seed``; ``seed`` is None before the first sitting.
    """

    seed: int | None
    state: str
    attempts: int
    status: str | None
    rungs: tuple[int, ...]
    last_answer: Any
    earned: bool


class Store:
    """The progress store. ``path`` defaults to ``progress.sqlite3`` in the trainee's home.

    ``notice`` is one sentence when something about keeping progress must be said, else None. Every write is one
    transaction on its own connection: two open notebooks wait for each other, a killed kernel loses nothing written.
    """

    def __init__(self, path: Path | str | None = None, *, patience: float = PATIENCE) -> None:
        self.path = Path(path) if path is not None else paths.home() / "progress.sqlite3"
        self.notice: str | None = None
        self._patience = patience
        self._lock = RLock()
        self._memory: sqlite3.Connection | None = None
        self._begun_anew = False
        self._unsaved: list[tuple[Statement, ...]] = []
        self._open()

    @property
    def in_memory(self) -> bool:
        """Whether progress is kept only as long as this notebook runs."""
        return self._memory is not None

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────
    def record_attempt(self, question_id: str, seed: int, answer: Any, status: str, mistake: str | None = None) -> None:
        """Keep an attempt, and that it was made with or without the solution seen on this seed."""
        attempt = (
            "INSERT INTO attempts (question, seed, answer, status, mistake, at, aided) VALUES (?, ?, ?, ?, ?, ?, "
            "EXISTS (SELECT 1 FROM rungs WHERE question = ? AND seed = ? AND rung = 4))",
            (question_id, seed, _packed(answer), str(status), mistake, _now(), question_id, seed),
        )
        self._write(attempt, ("DELETE FROM drafts WHERE question = ? AND seed = ?", (question_id, seed)))

    def record_rung(self, question_id: str, seed: int, rung: int) -> None:
        """Keep that this rung of help was taken."""
        self._write(("INSERT OR IGNORE INTO rungs VALUES (?, ?, ?, ?)", (question_id, seed, rung, _now())))

    def save_draft(self, question_id: str, seed: int, answer: Any) -> None:
        """Keep an answer that was not (or not yet) checked."""
        self._write(("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", (question_id, seed, _packed(answer), _now())))

    def record_prediction(self, id: str, value: float) -> None:
        """Keep a guess. A later one takes its place."""
        self._write(("INSERT OR REPLACE INTO predictions VALUES (?, ?, ?)", (id, float(value), _now())))

    def set_seed(self, question_id: str, seed: int) -> None:
        """From now on the trainee works at this variant."""
        self._write(("INSERT OR REPLACE INTO variants VALUES (?, ?, ?)", (question_id, seed, _now())))

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────
    def draft(self, question_id: str, seed: int) -> Any:
        """The answer last saved unchecked on this seed; None if there is none."""
        rows = self._read("SELECT answer FROM drafts WHERE question = ? AND seed = ?", (question_id, seed))
        return json.loads(rows[0][0]) if rows else None

    def prediction(self, id: str) -> float | None:
        """The guess kept under this id, or None."""
        rows = self._read("SELECT value FROM predictions WHERE id = ?", (id,))
        return rows[0][0] if rows else None

    def seed(self, question_id: str) -> int | None:
        """The variant the trainee works at; None before the first sitting."""
        rows = self._read("SELECT seed FROM variants WHERE question = ?", (question_id,))
        return rows[0][0] if rows else None

    def standing(self, question_id: str, seed: int | None = None) -> Standing:
        """Where the trainee stands, on the variant they work at unless another is asked for."""
        if seed is None:
            seed = self.seed(question_id)
        on = (question_id, seed)
        tries = self._read(
            "SELECT status, answer, aided FROM attempts WHERE question = ? AND seed IS ? ORDER BY id", on
        )
        taken = self._read("SELECT rung FROM rungs WHERE question = ? AND seed IS ? ORDER BY rung", on)
        rungs = tuple(rung for (rung,) in taken)
        earned = bool(
            self._read("SELECT 1 FROM attempts WHERE question = ? AND status = 'right' AND NOT aided", on[:1])
        )
        draft = self._read("SELECT answer FROM drafts WHERE question = ? AND seed IS ?", on)
        last = draft[0][0] if draft else tries[-1][1] if tries else "null"
        state = "earned" if earned else "shown" if 4 in rungs else "tried" if tries else "new"
        status = tries[-1][0] if tries else None
        return Standing(seed, state, len(tries), status, rungs, json.loads(last), earned)

    def attempts(self, question_id: str) -> list[dict]:
        """Every attempt at a question, first to last, as seed, answer, status, mistake, at (UTC) and aided."""
        names = ("seed", "answer", "status", "mistake", "at", "aided")
        rows = self._read(f"SELECT {', '.join(names)} FROM attempts WHERE question = ? ORDER BY id", (question_id,))
        return [{**dict(zip(names, row, strict=True)), "answer": json.loads(row[1])} for row in rows]

    # ── the file, or memory in its place ─────────────────────────────────────────────────────────────
    def retry(self) -> None:
        """Try the file again after it failed; what was kept in memory meanwhile is written to it."""
        with self._lock:
            if self._memory is None:
                return
            unsaved, self._unsaved, self._memory, self.notice = self._unsaved, [], None, None
            self._open()
            for statements in unsaved:
                self._write(*statements)

    def _open(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self._file() as db:
                upgrade(db)
                broken = db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
                db.execute("UPDATE variants SET seed = seed WHERE 0")
            if broken:
                self._start_anew()
        except (sqlite3.Error, OSError, NewerStore) as problem:
            self._cope(problem)

    def _cope(self, problem: Exception) -> None:
        if damaged(problem) and not self._begun_anew:  # a disk that damages every file is left alone
            self._start_anew()
        else:
            self._go_on_in_memory(problem)

    def _start_anew(self) -> None:
        self._begun_anew = True
        aside = None
        try:
            with alone(self.path):
                # Another notebook may have found the same damage and mended it already.
                if not is_sound(self.path):
                    aside = set_aside(self.path)
                with self._file() as db:
                    upgrade(db)
        except (sqlite3.Error, OSError) as problem:
            self._go_on_in_memory(problem)
            return
        if aside is None:
            return
        self.notice = _("The file of your progress was damaged and is set aside as {name}; a new one is begun.").format(
            name=aside.name
        )

    def _go_on_in_memory(self, problem: Exception) -> None:
        self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        try:
            with closing(sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, timeout=0)) as old:
                # Holding a read lock first: backup() waits for ever for a file that another program has locked.
                old.execute("BEGIN")
                old.execute("SELECT 1 FROM sqlite_master").fetchone()
                old.backup(self._memory)
            upgrade(self._memory)
        except (sqlite3.Error, OSError, NewerStore):
            self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            upgrade(self._memory)
        self.notice = _(
            "Your progress cannot be saved in {path} ({why}). The lesson goes on, but what you do now is kept only "
            "until this notebook is closed."
        ).format(path=self.path, why=why_not(problem))

    def _write(self, *statements: Statement) -> None:
        """All of the statements, or none."""
        with self._lock:
            if self._memory is None:
                try:
                    with self._file() as db:
                        db.execute("BEGIN IMMEDIATE")
                        _execute(db, statements)
                        db.execute("COMMIT")
                    return
                except (sqlite3.Error, OSError) as problem:
                    self._cope(problem)
            if self._memory is None:
                self._write(*statements)
                return
            self._unsaved.append(statements)
            _execute(self._memory, statements)

    def _read(self, sql: str, values: tuple) -> list[tuple]:
        with self._lock:
            if self._memory is None:
                try:
                    with self._file() as db:
                        return db.execute(sql, values).fetchall()
                except (sqlite3.Error, OSError) as problem:
                    self._cope(problem)
            if self._memory is None:
                return self._read(sql, values)
            return self._memory.execute(sql, values).fetchall()

    @contextmanager
    def _file(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each piece of work: nothing stays locked, and a removed file is made again."""
        begun = self.path.exists()
        with closing(sqlite3.connect(self.path, timeout=self._patience, isolation_level=None)) as db:
            if not begun:
                upgrade(db)
            yield db


_opened: dict[Path, Store] = {}


def open_store(path: Path | str | None = None) -> Store:
    """The store at this path (the trainee's own, unless told), opened once in a process. One that could not be written
    to is tried again."""
    store = _opened.get(key := Path(path) if path is not None else paths.home() / "progress.sqlite3")
    if store is None:
        store = _opened[key] = Store(key)
    elif store.in_memory:
        store.retry()
    return store


def _execute(db: sqlite3.Connection, statements: tuple[Statement, ...]) -> None:
    for sql, values in statements:
        db.execute(sql, values)


def _packed(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
