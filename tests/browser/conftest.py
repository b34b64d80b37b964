"""A JupyterLab of its own and a real Chromium for the browser tests."""

import shutil
import sys
from pathlib import Path

import pytest

from casekit.launch.checks import in_ci
from casekit.launch.tools import find_chromium

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
TOYS = [HERE, HERE.parent / "widgets", HERE.parent / "labs"]
sys.path += map(str, TOYS)

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever asks for another machine fails at once, and the console then shows it.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items):
    """All tests here need the browser; each process of a run has its own, and its own server."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    if path is None:
        (pytest.fail if in_ci() else pytest.skip)(
            "No Chromium found: the browser tests are left out. Install it or set CASEKIT_CHROMIUM to its path."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=CHROMIUM_FLAGS,
            ignore_default_args=["--hide-scrollbars"],  # a trainee sees them, so they take their room here too
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def jupyter(chromium, tmp_path_factory):
    """The folders of a trainee's ``my-work``, with the toy notebooks among the exercises."""
    from jupyter_server_process import JupyterServer
    from toy_notebook import write_toy_notebooks

    root = tmp_path_factory.mktemp("jupyter")
    for folder in ("notebooks", "exercises"):
        (root / "work" / folder).mkdir(parents=True)
        for notebook in (REPOSITORY / folder).glob("*.ipynb"):
            shutil.copy(notebook, root / "work" / folder)
    write_toy_notebooks(root / "work" / "exercises")
    with JupyterServer(root, root / "work", paths=TOYS) as server:
        yield server


@pytest.fixture(scope="module")
def open_notebook(chromium, jupyter, request):
    """``open_notebook(name)`` gives the opened notebook; what one test did is there for the next ones of the module."""
    from notebook_page import NotebookPage

    pages = {}

    def opened(name):
        if name not in pages:
            pictures = HERE / "screenshots" / request.module.__name__ / Path(name).stem
            pages[name] = NotebookPage(chromium, jupyter, name, pictures)
        return pages[name]

    opened.pages = pages
    yield opened
    for page in pages.values():
        page.close()


@pytest.fixture(scope="module")
def notebook(request, open_notebook):
    """The notebook of a module that says where it is with NOTEBOOK, run from top to bottom."""
    opened = open_notebook(request.module.NOTEBOOK)
    opened.run_all()
    assert opened.errors() == []
    return opened


@pytest.fixture
def lab(request, notebook):
    """The lab of a module that says its name with LAB."""
    return notebook.card_of("lab", request.module.LAB).wait()


@pytest.fixture(autouse=True)
def quiet_console(open_notebook):
    """No test may make the browser's console complain."""
    yield
    complaints = [line for page in open_notebook.pages.values() for line in page.take_complaints()]
    assert not complaints, "the console complained:\n" + "\n".join(complaints)
