"""What every face has in common: one state sent to the page, one way in for what the trainee does."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, ClassVar

import anywidget
import traitlets

from casekit.errors import CasekitError
from casekit.text import _


class Face(anywidget.AnyWidget):
    """A widget whose page sends deeds (``{"do": "check", …}``) and shows the ``state`` that comes back.

    A subclass lists its deeds and implements each as a method that takes the message. Whatever goes wrong in one
    becomes a sentence in ``state["problem"]``; what was not a user's mistake is kept on ``errors`` as well, so that
    a test can see it. ``receive`` is the whole of a face without a browser.
    """

    deeds: ClassVar[tuple[str, ...]] = ()

    state = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.errors: list[Exception] = []
        self.on_msg(lambda widget, message, buffers: self.receive(message))

    def receive(self, message: Mapping[str, Any]) -> None:
        """Do what the page asks, and answer with a state. Never raises."""
        answered = {"seq": message.get("seq"), "problem": ""}
        try:
            self._deed(message)(message)
        except CasekitError as problem:
            answered["problem"] = str(problem)
        except Exception as error:
            self.errors.append(error)
            answered["problem"] = _(
                "The kit itself stumbled here ({error}). Nothing is lost; please show this line to your trainer."
            ).format(error=f"{type(error).__name__}: {error}")
        self.state = {**self.state, **answered}

    def _deed(self, message: Mapping[str, Any]) -> Callable[[Mapping], None]:
        if message.get("do") not in self.deeds:
            raise ValueError(f"no deed {message.get('do')!r}")
        return getattr(self, f"_do_{message['do']}")

    # ── where no widget can be shown ─────────────────────────────────────────────────────────────────
    def _still(self) -> tuple[str, str]:
        """The face as one line of text and as HTML, the same on every run and every machine."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        live, metadata = super()._repr_mimebundle_(**kwargs)
        text, page = self._still()
        return {**live, "text/plain": text, "text/html": page}, metadata

    def __repr__(self) -> str:
        return self._still()[0]


def still_page(title: str, body: str, note: str) -> str:
    """The HTML of a face that is not alive: what it is about, and how to bring it to life."""
    return f"<p><strong>{escape(title)}</strong></p>{body}<p><em>{escape(note)}</em></p>"
