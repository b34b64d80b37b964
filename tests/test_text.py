"""Every sentence a learner reads can be translated, and the list of them is complete."""

import ast
import gettext
import re
import runpy
from pathlib import Path

import pytest

import casekit.text
from casekit.practice.sitting import Sitting
from casekit.practice.store import Store
from casekit.text import LOCALE

PACKAGE = LOCALE.parent
TOYS = Path(__file__).parent / "practice" / "practice_toys.py"
ROOMS = ("practice", "widgets", "course")


class Bracketed(gettext.NullTranslations):
    """A language in which every message stands in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, one, many, n):
        return f"⟦{one if n == 1 else many}⟧"


@pytest.fixture
def toys(monkeypatch):
    monkeypatch.setattr(casekit.text, "_translations", Bracketed())
    return runpy.run_path(str(TOYS))["TOYS"]


def outside(text):
    """What is left of a text when everything in brackets is taken out."""
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = shorter
    return text


def translated(text):
    assert "⟦" in text, text
    assert not re.search(r"[^\W\d_]", outside(text)), f"not translated: {outside(text)!r} of {text!r}"


@pytest.mark.parametrize("n", range(12))
def test_everything_said_about_a_question_is_translated(toys, n, tmp_path):
    toy = toys[n]
    translated(toy.text)
    for rung in (1, 2, 3, 4):
        translated(toy.hint(rung))
    answers = [
        toy.kind.type_in(toy.answer),
        *(toy.kind.type_in(toy.kind.settle(mistake.compute(toy.facts), toy.facts)) for mistake in toy.mistakes),
        *toy.kind.nonsense,
        *unnamed(toy),
        "",
    ]
    for answer in answers:
        translated(toy.check(answer).message)
    (tmp_path / "file").touch()
    store = Store(tmp_path / "file" / "progress.sqlite3")
    translated(store.notice.replace(str(store.path), ""))
    translated(Sitting(toy, store).solution().text)


def unnamed(toy):
    """Answers that are wrong in no way that has a name, so that the kind must explain."""
    match toy.kind.name:
        case "number":
            return ["0", "99999", "1.23456"]
        case "choices":
            return [["A", "B"]]
        case "order":
            ids = list(toy.answer.ids)
            return [[ids[1], ids[0], *ids[2:]], [*ids[:2], ids[3], ids[2]], ids[:2], [ids[0], ids[0]]]
        case "match" | "grades":
            cells = toy.kind.type_in(toy.answer)
            last = list(cells)[-1]
            return [{**cells, last: "unused" if toy.kind.name == "match" else "gold"}, {**cells, last: ""}]
        case "thresholds" | "allocation":
            cells = toy.kind.type_in(toy.answer)
            first, *_rest = cells
            return [{**cells, first: "-5"}, {**cells, first: "150"}, {**cells, first: "plenty"}, {first: "3"}]
        case "table":
            lines = toy.kind.type_in(toy.answer).split("\n")
            return ["\n".join(lines[:2]), "\n".join([*lines[:-1], "77\t1\t2.00"]), "\n".join([*lines[:-1], "5\t9\t"])]
        case "function":
            return [lambda dates: 7, lambda dates: 1 / 0, lambda dates: None, lambda dates: "x", [1, 2]]
        case "text":
            return ["These are quite a few words about nothing", "luck and the calls worked and caused it"]
    return []


def test_labels_on_the_screen_are_translated(toys):
    for toy in toys:
        if toy.kind.name in ("match", "table", "function", "text", "number"):
            continue
        for name, content in toy.face().items():
            for entry in content if isinstance(content, list) else ():
                assert entry["label"].startswith("⟦"), (toy.id, name)


# ── sentences that never passed through ──────────────────────────────────────────────────────────────────
SENTENCE = re.compile(
    r"^['“]?\w[\w'’“” ,;:–…-]*\s[\w'’]+\s[\w'’]+.*[.?!…:]$|^[A-Z][\w'’]*(?: [a-z{][\w'’{}]*){2,}", re.S
)
SQL = re.compile(r"(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|EXISTS|BEGIN)\b")
LEARNERS_SEE = {"Unreadable", "CasekitError", "Outcome", "Help", "Hints", "Accepted", "Question", "Mistake", "picked"}


def sources():
    return [path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]


def untranslated(tree):
    """Strings handed to what a learner reads, and strings that read as a sentence, outside ``_()``."""
    wrapped, docstrings = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ("_", "ngettext"):
            wrapped |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            docstrings |= {id(statement.value) for statement in node.body if isinstance(statement, ast.Expr)}
        if isinstance(node, ast.Assert):  # for authors of questions, not for learners
            wrapped |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        free = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in wrapped | docstrings
        if free and SENTENCE.search(node.value) and not SQL.match(node.value):
            yield node.lineno, node.value
        if isinstance(node, ast.Call) and _name(node.func) in LEARNERS_SEE:
            for value in [*node.args, *(keyword.value for keyword in node.keywords)]:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value:
                    yield value.lineno, value.value


def _name(function):
    return getattr(function, "id", getattr(function, "attr", ""))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_sentence_bypasses_translation(path):
    found = sorted(set(untranslated(ast.parse(path.read_text(encoding="utf-8")))))
    assert not found, "\n".join(f"{path}:{line}: {text!r}" for line, text in found)


def test_the_search_for_sentences_finds_them():
    bad = 'raise CasekitError("too bad")\nx = "Look at the unit."\n"""A docstring of a module that stands here."""'
    assert [line for line, _text in untranslated(ast.parse(bad))] == [1, 2]
    assert not list(untranslated(ast.parse('raise CasekitError(_("Too bad it is."))\nx = f"{a}: {b}"')))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_message_is_filled_before_it_is_translated(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == "_"]
    bad = [call.lineno for call in calls if not isinstance(call.args[0], (ast.Constant, ast.IfExp))]
    assert not bad, f"{path}: _() of something that is no plain text in lines {bad}"


# ── the list of messages ─────────────────────────────────────────────────────────────────────────────────
def test_the_list_of_messages_is_up_to_date():
    from babel.messages.extract import extract_from_dir
    from babel.messages.pofile import read_po

    extracted = {message for _file, _line, message, *_rest in extract_from_dir(str(PACKAGE))}
    with (LOCALE / "casekit.pot").open("rb") as file:
        listed = {message.id for message in read_po(file) if message.id}
    missing, gone = extracted - listed, listed - extracted
    assert not missing and not gone, (
        f"{len(missing)} new, {len(gone)} gone, such as {[*missing, *gone][:3]}; write the list anew with "
        "'python3 start.py build'"
    )


def test_a_catalogue_is_used(tmp_path, monkeypatch):
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale="zh_CN", domain="casekit")
    catalogue.add("Nothing answered yet.", "还没有作答。")
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "casekit.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(casekit.text, "LOCALE", tmp_path)
    monkeypatch.setenv("CASEKIT_LANGUAGE", "zh_CN")
    monkeypatch.setattr(casekit.text, "_translations", casekit.text._catalogue())
    assert casekit.text._("Nothing answered yet.") == "还没有作答。"
    assert casekit.text._("No such message.") == "No such message."
