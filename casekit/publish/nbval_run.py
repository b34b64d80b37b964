"""Run every notebook again with nbval: lessons and solutions strictly, exercises for errors only."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from casekit.publish.execute import clean_environment, clean_home, warm_up
from casekit.publish.nbval_guard import COUNTS
from casekit.publish.tree import FOLDERS, Tree
from casekit.text import _, ngettext

STRICT = {"--nbval": ("lesson", "solution"), "--nbval-lax": ("exercise",)}


def validate(tree: Tree, *, only: str | None = None, cell_seconds: float = 60) -> list[str]:
    """Sentences on what nbval found; prints nbval's own report and how many outputs were compared.

    A cell may take ``cell_seconds`` seconds. Notebooks are run on copies, in a clean home.
    """
    troubles, compared, run = [], 0, 0
    for manner, kinds in STRICT.items():
        paths = [tree.built(lesson, kind) for lesson in tree.chosen(only) for kind in kinds]
        names = [path.relative_to(tree.root).as_posix() for path in paths]
        found, counts = _pytest(tree, names, manner, cell_seconds)
        troubles += [*found, *_empty(names, counts, manner)]
        for name in names:
            print(_line(name, counts.get(name, {}), manner))
        compared += sum(count["compared"] for count in counts.values())
        run += len(counts)
    print(
        ngettext("nbval compared {n} output", "nbval compared {n} outputs", compared).format(n=compared),
        ngettext("in {n} notebook.", "in {n} notebooks.", run).format(n=run),
        flush=True,
    )
    return troubles


def _pytest(tree, names, manner, cell_seconds):
    """One run of pytest on copies of the notebooks: their folders stay as they are, and no file lies beside them."""
    there = [name for name in names if (tree.root / name).exists()]
    if not there:
        return [], {}
    warm_up()
    with clean_home() as home:
        for name in there:
            (home / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(tree.root / name, home / name)
        finished = subprocess.run(
            _command(tree, home, there, manner, cell_seconds),
            cwd=home,
            env=clean_environment(home, tree.root),
            check=False,
        )
        counts_file = home / COUNTS
        counts = json.loads(counts_file.read_text(encoding="utf-8")) if counts_file.exists() else {}
    if finished.returncode == 0:
        return [], counts
    sentence = _(
        "nbval failed on {folders}: see above. If the new outputs are right, "
        "run “python -m casekit.publish build --all”."
    )
    return [sentence.format(folders=_folders(manner))], counts


def _command(tree, home, names, manner, cell_seconds):
    # -c: the repository's own pytest settings are for its tests. No cache: a run leaves nothing behind.
    settings = home / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    return [
        *(sys.executable, "-m", "pytest", "-q", "-c", str(settings), "--rootdir", str(home)),
        *("-p", "no:cacheprovider", "-p", "casekit.publish.nbval_guard"),
        *(manner, "--nbval-current-env", "--nbval-cell-timeout", f"{cell_seconds:g}"),
        *("--nbval-sanitize-with", str(_sanitize_file(tree))),
        *("-n", "2", "--dist", "loadfile"),
        *names,
    ]


def _sanitize_file(tree) -> Path:
    return tree.root / "tests" / "nbval-sanitize.cfg"


def _empty(names, counts, manner):
    """A notebook in which nothing was compared, or nothing run, has not been tested."""
    for name in names:
        count = counts.get(name, {})
        if manner == "--nbval" and not count.get("compared"):
            yield _("{name}: nbval compared no output of it.").format(name=name)
        elif not count.get("cells"):
            yield _("{name}: nbval ran no cell of it.").format(name=name)


def _line(name, count, manner):
    if manner == "--nbval-lax":
        return _("{name}: {cells} cells run without error").format(name=name, cells=count.get("cells", 0))
    return _("{name}: {compared} outputs compared ({pictures} with a picture), {untold} not compared").format(
        name=name,
        compared=count.get("compared", 0),
        pictures=count.get("pictures", 0),
        untold=count.get("untold", 0),
    )


def _folders(manner):
    return ", ".join(f"{FOLDERS[kind]}/" for kind in STRICT[manner])
