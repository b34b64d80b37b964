"""Name every notebook and cell that no longer matches its source, or breaks the house rules."""

import copy
from concurrent.futures import ThreadPoolExecutor

from casekit.errors import CasekitError
from casekit.publish import compare, execute, manners, notebook
from casekit.publish.build import TOGETHER
from casekit.publish.plan_copies import check_copies
from casekit.publish.tree import FOLDERS, Tree
from casekit.text import _


def check(tree: Tree, *, only: str | None = None, again: bool = False) -> list[str]:
    """Sentences on what is amiss; an empty list means that all is well. Writes nothing.

    With ``again`` lessons and solutions are run once more, and their texts and pictures compared.
    """
    lessons = tree.chosen(only)
    troubles = [] if only else [*tree.mismatches(), *_strays(tree)]
    pairs = [(lesson, kind) for lesson in lessons for kind in FOLDERS if tree.source(lesson, kind).exists()]
    with ThreadPoolExecutor(TOGETHER if again else 1) as pool:
        for found in pool.map(lambda pair: _notebook(tree, *pair, again), pairs):
            troubles += found
    for lesson in lessons:
        troubles += _pair(tree, lesson)
    return troubles + check_copies(tree, only)


def _notebook(tree, lesson, kind, again):
    path = tree.built(lesson, kind)
    name = path.relative_to(tree.root).as_posix()
    if not path.exists():
        return [_("{name} is not built: run “python start.py build”.").format(name=name)]
    stored = notebook.load(path)
    if stored is None:
        return [_("{name} is no notebook that can be read: build it again.").format(name=name)]
    try:
        fresh = notebook.assemble(tree, lesson, kind)
        found = compare.differences(stored, fresh) or manners.breaches(stored)
        if not found and again and notebook.runs(fresh):
            rerun = copy.deepcopy(fresh)
            execute.run(rerun, name=name, root=tree.root)
            found = compare.output_differences(stored, rerun)
        if not found and path.read_bytes() != notebook.text(stored).encode():
            found = [_("it is not written as a build writes it")]
    except CasekitError as trouble:
        return [str(trouble)]
    return [f"{name}, {sentence}." for sentence in found]


def _pair(tree, lesson):
    """An exercise and its solution may differ in stubs and answers only."""
    stored = [notebook.load(tree.built(lesson, kind)) for kind in ("exercise", "solution")]
    if None in stored:
        return []
    found = compare.pair_differences(*stored)
    return [f"{lesson.stem}: {sentence}." for sentence in found]


def _strays(tree):
    for path in tree.orphans():
        name = path.relative_to(tree.root).as_posix()
        yield _("{name} belongs to no lesson of curriculum.toml.").format(name=name)
