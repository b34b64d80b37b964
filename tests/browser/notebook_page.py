"""One notebook in a browser, as a trainee has it before them."""

import itertools
from pathlib import Path

from card_page import CardPage

DARK, LIGHT = "JupyterLab Dark", "JupyterLab Light"
IDLE = "Python 3 (ipykernel) | Idle"


class NotebookPage:
    """Opens a notebook, runs it, finds its cards, and keeps what the console complains of."""

    def __init__(self, browser, server, name: str, pictures: Path, width: int = 1280, height: int = 1000) -> None:
        self.server, self.name, self.pictures = server, name, pictures
        self.complaints: list[str] = []
        self.taken = itertools.count(1)
        self.context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        self._open()

    def _open(self) -> None:
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.goto(f"{self.server.url}/lab/tree/{self.name}?reset&token={self.server.token}")
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        self.wait_idle()

    def _hear(self, message) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def take_complaints(self) -> list[str]:
        """What the console complained of since the last time this was asked."""
        taken, self.complaints = self.complaints, []
        return taken

    def close(self) -> None:
        self.context.close()

    def close_tab_and_open_again(self) -> None:
        """Save, close the page and come back to the same running kernel."""
        self.command("docmanager:save")
        self.page.close()
        self._open()

    def come_back_next_day(self) -> None:
        """Save, end the kernel, close the page, and open the notebook again: nothing has been run yet."""
        self.command("docmanager:save")
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.close()
        self._open()

    # ── the notebook ─────────────────────────────────────────────────────────────────────────────────
    def command(self, name: str, **arguments) -> None:
        self.page.evaluate("([name, args]) => window.jupyterapp.commands.execute(name, args)", [name, arguments])

    def wait_idle(self) -> None:
        self.page.get_by_text(IDLE).wait_for(timeout=60_000)

    def run_all(self) -> None:
        """Run All, and wait for the last cell: a Run All before the kernel is idle is silently dropped."""
        self.command("notebook:run-all-cells")
        self.wait_idle()

    def restart_kernel(self) -> None:
        self.page.evaluate("() => { window.jupyterapp.commands.execute('kernelmenu:restart'); }")
        self.page.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")
        self.page.get_by_text(IDLE).wait_for(state="detached", timeout=20_000)
        self.wait_idle()

    def in_kernel(self, code: str) -> None:
        """Run code in the notebook's kernel, as a cell would that the trainee writes."""
        reply = self.page.evaluate(
            """async code => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                return (await kernel.requestExecute({ code }).done).content;
            }""",
            code,
        )
        assert reply["status"] == "ok", reply

    def theme(self, name: str) -> None:
        self.command("apputils:change-theme", theme=name)
        dark = str(name != DARK).lower()
        self.page.wait_for_selector(f'body[data-jp-theme-light="{dark}"]', state="attached")
        # A splash covers the page while the theme loads; a second change before it is gone is an error of JupyterLab's.
        self.page.wait_for_timeout(300)
        self.page.locator("#jupyterlab-splash").wait_for(state="detached")

    def violations(self, selector: str) -> list[str]:
        """What axe-core finds wrong with the elements of a selector, one line each."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, context=selector).response["violations"]
        return [f"{one['id']}: {node['html'][:160]} {node['failureSummary']}" for one in found for node in one["nodes"]]

    # ── what is on it ────────────────────────────────────────────────────────────────────────────────
    def cells(self) -> list[dict]:
        """Source, folding and outputs of every code cell, from the notebook's own model."""
        return self.page.evaluate(
            """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
                .filter(cell => cell.type === 'code')
                .map(cell => ({ ...cell.toJSON(), source: cell.sharedModel.getSource() }))"""
        )

    def errors(self) -> list[str]:
        """The error outputs of all cells."""
        outputs = [output for cell in self.cells() for output in cell["outputs"]]
        return [f"{one['ename']}: {one['evalue']}" for one in outputs if one["output_type"] == "error"]

    def card(self, question_id: str) -> CardPage:
        return self.card_of("question", question_id)

    def card_of(self, face: str, name: str) -> CardPage:
        """The face of a question, a prediction or a lab."""
        return CardPage(self, self.page.locator(f'.ck-card[data-{face}="{name}"]'))

    def picture(self, name: str, locator=None) -> Path:
        """A screenshot for looking at, of the page or of one element."""
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{next(self.taken):02}-{name}.png"
        (locator or self.page).screenshot(path=path)
        return path
