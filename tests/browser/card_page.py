"""One question card in a browser, worked with the keyboard alone."""

from functools import lru_cache
from typing import Any

from screen_answers import find_question

_TABS = 60  # more presses than any card has stops


class CardPage:
    """Answers, checks and asks for help by Tab, arrows, letters and Enter; looks at what is shown."""

    def __init__(self, notebook, root) -> None:
        self.notebook, self.page, self.root = notebook, notebook.page, root

    def wait(self) -> "CardPage":
        self.root.wait_for(timeout=20_000)
        return self

    # ── looking ──────────────────────────────────────────────────────────────────────────────────────
    @property
    def feedback(self) -> str:
        return self.root.locator(".ck-feedback").inner_text()

    @property
    def standing(self) -> str:
        return self.root.locator(".ck-head .ck-sign").inner_text()

    @property
    def rungs(self) -> list[str]:
        """The names of the rungs taken, also when the card is scrolled out of sight."""
        return self.root.locator(".ck-rung").all_text_contents()

    def wait_for_feedback(self, word: str) -> None:
        self.root.locator(".ck-feedback .ck-sign", has_text=word).wait_for(timeout=15_000)

    def wait_for_standing(self, word: str) -> None:
        self.root.locator(".ck-head .ck-sign", has_text=word).wait_for(timeout=15_000)

    # ── the keyboard ─────────────────────────────────────────────────────────────────────────────────
    def enter(self) -> None:
        """Put the focus just before the card, as one has it who tabs down the page."""
        self.root.scroll_into_view_if_needed()
        self.root.evaluate("card => { card.tabIndex = -1; card.focus(); card.removeAttribute('tabindex'); }")

    def tab_to(self, target) -> None:
        """Press Tab until the target has the focus. Fails when the card is left before that.

        From where the focus is, when the target comes after it in the card; else from the card's beginning.
        """
        if self._focus(target) != "before it":
            self.enter()
        for _ in range(_TABS):
            self.page.keyboard.press("Tab")
            focus = self._focus(target)
            if focus == "on it":
                return
            assert focus != "elsewhere", f"Tab left the card before {target}"
        raise AssertionError(f"{target} cannot be reached by Tab")

    def _focus(self, target) -> str:
        """Where the focus is, seen from the target: on it, in the same card before it or behind it, or elsewhere."""
        return target.evaluate(
            """node => {
                const focus = document.activeElement;
                if (focus === node) return 'on it';
                if (!node.closest('.ck-card').contains(focus)) return 'elsewhere';
                const follows = focus.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
                return follows ? 'before it' : 'behind it';
            }"""
        )

    def press_button(self, name: str) -> None:
        target = self.root.get_by_role("button", name=name)
        self.tab_to(target)
        self.page.keyboard.press("Enter")

    def type_into(self, target, text: str) -> None:
        self.tab_to(target)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text) if "\n" in text or "\t" in text else self.page.keyboard.type(text)

    def check(self) -> None:
        self.tab_to(self.root.locator(".ck-primary"))
        self.page.keyboard.press("Enter")

    # ── answering, kind by kind ──────────────────────────────────────────────────────────────────────
    def answer(self, kind: str, raw: Any) -> None:
        """Bring the raw answer onto the screen by keys."""
        getattr(self, f"_answer_{kind}")(raw)

    def _answer_number(self, raw: str) -> None:
        self.type_into(self.root.locator(".ck-input input"), raw)

    def _answer_function(self, raw: str) -> None:
        self.type_into(self.root.locator(".ck-input textarea"), raw)

    def _answer_text(self, raw: str) -> None:
        self.type_into(self.root.locator(".ck-input textarea"), raw)

    def _answer_table(self, raw: str) -> None:
        self.type_into(self.root.locator(".ck-input textarea"), raw)

    def _answer_choice(self, raw: str) -> None:
        """A radio group is one stop: to it by Tab, within it by arrows."""
        radios = self.root.get_by_role("radio")
        self.enter()
        for _ in range(_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("() => document.activeElement.type === 'radio'"):
                break
        for _ in range(radios.count() + 1):
            self.page.keyboard.press("ArrowDown")
            if self.root.locator(f'input[value="{raw}"]').is_checked():
                return
        raise AssertionError(f"the arrows do not reach {raw}")

    def _answer_choices(self, raw: list[str]) -> None:
        for box in self.root.get_by_role("checkbox").all():
            if box.is_checked() != (box.get_attribute("value") in raw):
                self.tab_to(box)
                self.page.keyboard.press("Space")

    def _answer_order(self, raw: list[str]) -> None:
        """Bubble each item up to its place with its own button, which keeps the focus as the item moves."""
        labels = {item["id"]: item["label"] for item in self.face["items"]}
        shown = [self._item_id(text, labels) for text in self.root.locator(".ck-item").all_text_contents()]
        if shown == raw:
            self._move(labels[raw[0]], "down", 1)
            shown[0], shown[1] = shown[1], shown[0]
        for place, wanted in enumerate(raw):
            steps = shown.index(wanted) - place
            if steps:
                self._move(labels[wanted], "up", steps)
                shown.insert(place, shown.pop(place + steps))

    def _move(self, label: str, way: str, steps: int) -> None:
        target = self.root.get_by_role("button", name=f"Move {way}: {label}", exact=True)
        self.tab_to(target)
        for _ in range(steps):
            self.page.keyboard.press("Enter")
            assert target.evaluate("node => node === document.activeElement"), "moving an item lost the focus"

    @staticmethod
    def _item_id(text: str, labels: dict[str, str]) -> str:
        return next(id for id, label in labels.items() if label == text)

    def _answer_match(self, raw: dict[str, str]) -> None:
        labels = {side["id"]: side["label"] for side in self.face["right"]}
        self._pick({item["label"]: labels[raw[item["id"]]] for item in self.face["left"]})

    def _answer_grades(self, raw: dict[str, str]) -> None:
        labels = {grade["id"]: grade["label"] for grade in self.face["grades"]}
        heading = self.face["heading"]
        self._pick({f"{heading}: {row['label']}": labels[raw[row["id"]]] for row in self.face["rows"]})

    def _pick(self, wanted: dict[str, str]) -> None:
        for name, label in wanted.items():
            target = self.root.get_by_role("combobox", name=name, exact=True)
            self.tab_to(target)
            self.page.keyboard.press("Home")
            for _ in range(20):
                if target.locator("option:checked").inner_text() == label:
                    break
                self.page.keyboard.press("ArrowDown")
            else:
                raise AssertionError(f"the arrows do not reach {label}")

    def _answer_thresholds(self, raw: dict[str, str]) -> None:
        self._fill_sheet(self.face["names"], raw)

    def _answer_allocation(self, raw: dict[str, str]) -> None:
        self._fill_sheet(self.face["buckets"], raw)

    def _fill_sheet(self, entries: list[dict], raw: dict[str, str]) -> None:
        fields = self.root.locator(".ck-input input").all()
        for entry, field in zip(entries, fields, strict=True):
            self.type_into(field, raw[entry["id"]])

    @property
    def question(self):
        """The question as it stands on the screen, on its present numbers."""
        return _variant(self.root.get_attribute("data-question"), int(self.root.get_attribute("data-seed")))

    @property
    def face(self) -> dict:
        return self.question.face()


@lru_cache(maxsize=64)
def _variant(id: str, seed: int):
    return find_question(id).variant(seed)
