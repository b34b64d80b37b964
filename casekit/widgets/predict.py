"""The face of a guess: made and committed before a result is seen."""

import math
from collections.abc import Mapping
from typing import Any

from casekit.errors import CasekitError
from casekit.practice import Unreadable
from casekit.practice.kinds.reading import read_number
from casekit.text import _
from casekit.widgets.face import Face, still_page
from casekit.widgets.prose import to_html
from casekit.widgets.source import script, stylesheet
from casekit.widgets.wording import guess_words


class PredictionCard(Face):
    """A slider and a number field for one guess between ``low`` and ``high`` (in ``unit``), kept in the store.

    The field starts empty: a number already in it would be a hint. ``store`` offers ``record_prediction(id, value)``
    and ``prediction(id)``. A guess outside the two ends or no number is answered by one sentence.
    """

    _esm = script("predict.js")
    _css = stylesheet("look.css", "predict.css")

    deeds = ("commit",)

    def __init__(self, id: str, *, prompt: str = "", unit: str = "", low: float, high: float, store: Any) -> None:
        self.id, self.prompt, self.unit, self.low, self.high, self.store = id, prompt, unit, low, high, store
        super().__init__(words=guess_words(unit))
        self.state = {
            "prediction": id,
            "prompt": to_html(prompt or _("What do you expect?")),
            "unit": unit,
            "low": low,
            "high": high,
            "step": _step(low, high),
            **self._committed(),
        }

    def _committed(self) -> dict:
        value = self.store.prediction(self.id)
        if value is None:
            return {"value": None, "said": ""}
        said = _("Your guess is kept: {value}. Run the next cell to see.").format(value=self._shown(value))
        return {"value": value, "said": said}

    def _do_commit(self, message: Mapping) -> None:
        self.store.record_prediction(self.id, self._read(message.get("value")))
        self.state = {**self.state, **self._committed()}

    def _read(self, raw: Any) -> float:
        if raw is None or not str(raw).strip():
            raise CasekitError(_("Give a number first: move the slider or type one."))
        try:
            value = read_number(raw, self.unit)[0]
        except Unreadable as problem:
            raise CasekitError(str(problem)) from None
        if not self.low <= value <= self.high:
            raise CasekitError(
                _("{value} is outside what can be guessed here: from {low} to {high}.").format(
                    value=self._shown(value), low=self._shown(self.low), high=self._shown(self.high)
                )
            )
        return value

    def _shown(self, value: float) -> str:
        return f"{value:,.10g} {self.unit}".strip()

    def _still(self) -> tuple[str, str]:
        return _("Guess {id}: run this cell to commit yours").format(id=self.id), still_page(
            _("Your guess"), to_html(self.prompt), _("Run this cell to commit yours.")
        )


def _step(low: float, high: float) -> float:
    """A round step of the slider, a hundredth of the way or a little less."""
    return 10.0 ** math.floor(math.log10((high - low) / 50)) if high > low else 1.0
