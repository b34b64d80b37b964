"""Make what changed, and leave the rest alone, byte for byte."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from casekit.course.curriculum import Lesson
from casekit.errors import CasekitError
from casekit.publish import compare, execute, notebook, outputs
from casekit.publish.plan_copies import write_copies
from casekit.publish.tree import FOLDERS, Tree
from casekit.text import _

# Two kernels at a time: more only queue on a laptop, and each takes its 130 MB.
TOGETHER = 2


@dataclass(frozen=True)
class Job:
    """One notebook to make."""

    lesson: Lesson
    kind: str
    path: Path
    trainer: bool = False


def build(tree: Tree, *, only: str | None = None, everything: bool = False, trainer: bool = False) -> list[str]:
    """Build the notebooks that no longer match, all of them when ``everything``, one lesson when ``only``.

    With ``trainer`` the trainer's editions are made as well. Says what it does on standard output and returns the
    sentences about what could not be built.
    """
    lessons = tree.chosen(only)
    troubles = [] if only else tree.mismatches()
    jobs = [Job(lesson, kind, tree.built(lesson, kind)) for lesson in lessons for kind in FOLDERS]
    if trainer:
        jobs += [
            Job(lesson, kind, tree.edition(lesson, kind), trainer=True)
            for lesson in lessons
            for kind in ("lesson", "solution")
        ]
        _keep_out_of_git(tree.root / "trainers" / "editions")
    # A source that is not written is already among the troubles, unless one lesson was asked for by name.
    written = [job for job in jobs if tree.source(job.lesson, job.kind).exists()]
    if only:
        troubles += _unwritten(tree, jobs, written)
    with ThreadPoolExecutor(TOGETHER) as pool:
        troubles += [t for t in pool.map(lambda job: _make(tree, job, everything), written) if t]
    if not only:
        _clear_away(tree)
    for sentence in write_copies(tree, only):
        _say(sentence)
    return troubles


def _make(tree, job, everything):
    """Make one notebook when it needs making; the sentence about why it could not be, or None."""
    name = job.path.relative_to(tree.root).as_posix()
    try:
        fresh = notebook.assemble(tree, job.lesson, job.kind, trainer=job.trainer)
        stored = notebook.load(job.path)
        if stored is not None and not everything and not compare.differences(stored, fresh):
            return None
        if notebook.runs(fresh):
            _say(_("{name}: running").format(name=name))
            execute.run(fresh, name=name, root=tree.root)
            if stored is not None:
                _keep_pictures(fresh, stored)
    except CasekitError as trouble:
        return str(trouble)
    if stored is not None and notebook.text(fresh) == notebook.text(stored):
        _say(_("{name}: the same as before").format(name=name))
        return None
    notebook.write(fresh, job.path)
    _say(_("{name}: written").format(name=name))
    return None


def _keep_pictures(fresh, stored):
    before = {cell.get("id"): cell for cell in stored.cells if cell.cell_type == "code"}
    for cell in fresh.cells:
        if cell.cell_type == "code" and cell.id in before:
            cell.outputs = outputs.keep_same_pictures(cell.outputs, before[cell.id].outputs)


def _unwritten(tree, jobs, written):
    missing = sorted({tree.source(job.lesson, job.kind).name for job in jobs if job not in written})
    return [_("authoring/{name} is not written.").format(name=name) for name in missing]


def _clear_away(tree):
    """Remove notebooks that this room built for a lesson which is gone or renamed; never anyone else's."""
    for path in tree.orphans():
        stored = notebook.load(path)
        if stored is not None and "casekit" in stored.metadata:
            path.unlink()
            _say(_("{name}: removed, its lesson is gone").format(name=path.relative_to(tree.root).as_posix()))


def _keep_out_of_git(folder):
    """Trainers' editions hold answers and notes: they are made where they are needed, never committed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")


def _say(sentence):
    print(sentence, flush=True, file=sys.stdout)
