"""The file behind the progress store: its tables from version to version, and what can go wrong with it."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from casekit.text import _

# One step a version. A step that was released is never edited: a change is a new step.
MIGRATIONS = (
    (
        "CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT, question TEXT NOT NULL, seed INTEGER NOT NULL, "
        "answer TEXT NOT NULL, status TEXT NOT NULL, mistake TEXT, at TEXT NOT NULL, aided INTEGER NOT NULL)",
        "CREATE TABLE rungs (question TEXT, seed INTEGER, rung INTEGER, at TEXT, PRIMARY KEY (question, seed, rung))",
        "CREATE TABLE drafts (question TEXT, seed INTEGER, answer TEXT, at TEXT, PRIMARY KEY (question, seed))",
        "CREATE TABLE variants (question TEXT PRIMARY KEY, seed INTEGER NOT NULL, at TEXT)",
    ),
    (
        "CREATE TABLE predictions (id TEXT PRIMARY KEY, value REAL NOT NULL, at TEXT)",
        "CREATE INDEX attempts_of_a_question ON attempts (question, seed)",
    ),
)


class NewerStore(Exception):
    """The file was written by a newer edition of the kit; this one must not touch it."""


def upgrade(db: sqlite3.Connection) -> None:
    """Bring the tables to this edition's version, all or nothing; two notebooks may try at the same time."""
    if _version(db) == len(MIGRATIONS):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        version = _version(db)
        if version > len(MIGRATIONS):
            raise NewerStore(_("it was written by a newer edition of this course"))
        for step in MIGRATIONS[version:]:
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection) -> int:
    return db.execute("PRAGMA user_version").fetchone()[0]


def damaged(problem: Exception) -> bool:
    """Whether the file is no database, or one that is torn."""
    return _code(problem) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_sound(path: Path) -> bool:
    """Whether the file can be read from end to end."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as problem:
        if damaged(problem):
            return False
        raise


@contextmanager
def alone(path: Path, patience: float = 5.0) -> Iterator[None]:
    """While active, no other notebook mends this file.

    A lock that its maker left behind is taken over after ``patience`` seconds.
    """
    lock = path.with_name(f"{path.name}.mending")
    until = time.monotonic() + patience
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > until:
                break
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Rename a damaged file, and its journal, which must never be played into the new one."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    path.rename(aside)
    for ending in ("-journal", "-wal", "-shm"):
        companion = path.with_name(path.name + ending)
        if companion.exists():
            companion.rename(aside.with_name(aside.name + ending))
    return aside


def why_not(problem: Exception) -> str:
    """Why the file cannot be written, in a few words."""
    code = _code(problem)
    if isinstance(problem, NewerStore):
        return str(problem)
    if isinstance(problem, PermissionError) or code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return _("the folder or the file may not be written to")
    if code == sqlite3.SQLITE_FULL or getattr(problem, "errno", None) == 28:
        return _("the disk is full")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return _("another program holds it locked")
    if code == sqlite3.SQLITE_CANTOPEN:
        return _("it cannot be opened there")
    return str(problem)


def _code(problem: Exception) -> int | None:
    """The primary code of an SQLite error; extended codes carry it in their low byte."""
    code = getattr(problem, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
