"""The face of a lab: settings on one side, what follows from them on the other, as picture, sentence and table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from casekit.text import _
from casekit.widgets.controls import Pick, Slider, Toggle
from casekit.widgets.exhibit import table_html
from casekit.widgets.face import Face, still_page
from casekit.widgets.picture import png
from casekit.widgets.prose import plain, to_html
from casekit.widgets.source import script, stylesheet
from casekit.widgets.wording import lab_words


class LabFace(Face):
    """A model's face. It turns settings into an outcome only through the functions it is given.

    Parameters
    ----------
    name : stable name of the lab. ``title`` and ``intro`` (a template-free text in the kit's prose) head the card.
    controls : :class:`Slider`, :class:`Pick` and :class:`Toggle`, each with its first value.
    compute : ``compute(settings) -> outcome``; ``settings`` maps each control's name to its value.
    draw : ``draw(outcome) -> matplotlib Figure``.
    describe : ``describe(outcome) -> str``, the sentence or two that say what to look at; also the picture's alt text.
    table : ``table(outcome) -> dataframe`` shown under the picture, if given; ``caption`` stands over it. For several
        tables, it gives a mapping of caption to dataframe.
    fit : ``fit(settings, moved) -> (settings, note)`` makes settings that cannot stand together do so, by leaving the
        one that was ``moved`` (a control's name, or None) where it is; the note says what it did, or is empty.
    save : ``save(settings) -> str`` keeps the settings and says where; without it there is no such button.
    """

    _esm = script("lab.js")
    _css = stylesheet("look.css", "lab.css")

    deeds = ("set", "reset", "save")

    image = traitlets.Bytes().tag(sync=True)

    def __init__(
        self,
        name: str,
        title: str,
        controls: Sequence[Slider | Pick | Toggle],
        compute: Callable[[Mapping], Any],
        draw: Callable[[Any], Any],
        describe: Callable[[Any], str],
        *,
        intro: str = "",
        table: Callable[[Any], Any] | None = None,
        caption: str = "",
        fit: Callable[[Mapping, str | None], tuple[Mapping, str]] | None = None,
        save: Callable[[Mapping], str] | None = None,
    ) -> None:
        self.name, self.title, self.intro = name, title, intro
        self.controls = {control.name: control for control in controls}
        self.compute, self.draw, self.describe, self.table = compute, draw, describe, table
        self.caption = caption or _("What follows, in figures")
        self.fit, self.save = fit, save
        self.settings = self._first_settings()
        self.outcome: Any = None
        super().__init__(words=lab_words())
        self.state = {
            "lab": name,
            "title": title,
            "intro": to_html(intro),
            "controls": [control.face() for control in controls],
            "can_save": save is not None,
        }
        self.receive({"do": "reset"})

    def _first_settings(self) -> dict:
        return {name: control.value for name, control in self.controls.items()}

    def receive(self, message: Mapping[str, Any]) -> None:
        """One answer a deed: of two, the page would take the first for the last, and put a moved slider back."""
        with self.hold_sync():
            super().receive(message)

    # ── deeds ────────────────────────────────────────────────────────────────────────────────────────
    def _do_set(self, message: Mapping) -> None:
        settings = self._asked(message)
        fitting, note = self.fit(settings, message.get("moved")) if self.fit else (settings, "")
        self._apply(fitting, note)

    def _asked(self, message: Mapping) -> dict:
        asked = message.get("settings") or {}
        return {name: control.read(asked.get(name, self.settings[name])) for name, control in self.controls.items()}

    def _do_reset(self, message: Mapping) -> None:
        self._apply(self._first_settings())

    def _do_save(self, message: Mapping) -> None:
        if self.save is None:
            raise ValueError("this lab saves nothing")
        self.state = {**self.state, "saved": self.save(dict(self.settings))}

    def _apply(self, settings: Mapping, note: str = "") -> None:
        """The settings stay as they were when the model cannot take the new ones."""
        self.outcome = self.compute(settings)
        self.settings = dict(settings)
        said = self.describe(self.outcome)
        self.image = png(self.draw(self.outcome))
        self.state = {
            **self.state,
            "settings": self.settings,
            "note": note,
            "sentence": to_html(said),
            "alt": plain(said),
            "table": self._tables(),
            "saved": "",
        }

    def _tables(self) -> str:
        made = self.table(self.outcome) if self.table else {}
        captioned = made if isinstance(made, Mapping) else {self.caption: made}
        return "".join(table_html(table, caption) for caption, table in captioned.items())

    def _still(self) -> tuple[str, str]:
        return _("Lab {name}: run this cell to use it").format(name=self.name), still_page(
            self.title, to_html(self.intro), _("Run this cell to use the lab.")
        )
