"""Outputs in one form, so that running a notebook twice gives the same file."""

import copy
import re

from casekit.publish import pictures

WIDGET = "application/vnd.jupyter.widget-view+json"
# Not translated: it is part of a notebook, whose text is in the language of its author.
TO_BE_RUN = "Run this cell to use it."
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,16}\b")
_STYLER = re.compile(r"\bT_([0-9a-f]{5})(?![0-9a-f])")
_WIDGET_REPR = re.compile(r"\s*[A-Za-z_][\w.]*\(")


def normalise(outputs: list, stylers: dict[str, str] | None = None) -> list:
    """The outputs of one cell without what differs from run to run.

    Widget views lose the identity of a model that is gone and keep their HTML or text fallback; pieces of one stream
    become one; object addresses and the random ids of styled tables are replaced. ``stylers`` carries the ids seen
    so far, so that each styled table of a notebook keeps an id of its own.
    """
    stylers = {} if stylers is None else stylers
    return [_settled(output, stylers) for output in _joined(outputs)]


def settle(notebook) -> None:
    """Normalise all outputs of a notebook that was run, in place."""
    stylers = {}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = normalise(cell.outputs, stylers)


def keep_same_pictures(new: list, old: list) -> list:
    """The new outputs, with the old bytes of every picture that still shows the same."""
    kept = copy.deepcopy(new)
    for output, before in zip(kept, old, strict=False):
        fresh, stored = _picture(output), _picture(before)
        if fresh and stored and pictures.same(fresh, stored):
            output["data"][pictures.MIME] = stored
    return kept


def same(new: list, old: list) -> bool:
    """Whether two normalised lists of outputs say and show the same."""
    return [_plain(o) for o in keep_same_pictures(new, old)] == [_plain(o) for o in old]


def texts(output) -> list[str]:
    """Every text of an output that a trainee could read: where there is HTML, the plain text is not shown."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [f"Traceback {output.ename}: {output.evalue}"]
    hidden = {"text/plain"} if "text/html" in output.data else set()
    return [data for mime, data in output.data.items() if mime.startswith("text/") and mime not in hidden]


def _joined(outputs):
    """Copies, with all pieces of a stream in the place of its first: how a stream is split is up to the clock."""
    joined, streams = [], {}
    for output in copy.deepcopy(outputs):
        if output.output_type != "stream":
            joined.append(output)
        elif output.name in streams:
            streams[output.name].text += output.text
        else:
            streams[output.name] = output
            joined.append(output)
    return joined


def _settled(output, stylers):
    if output.output_type == "stream":
        output["text"] = _steady(output.text, stylers)
    elif "data" in output:
        _forget_widget(output)
        for mime, data in output.data.items():
            if isinstance(data, str) and not mime.startswith("image/png"):
                output.data[mime] = _steady(data, stylers)
    return output


def _forget_widget(output):
    if output.data.pop(WIDGET, None) is None:
        return
    plain = output.data.get("text/plain", "")
    # A widget's text is its repr, with every trait: noise to read, and different at each change of the library.
    if not plain or _WIDGET_REPR.match(plain):
        output.data["text/plain"] = TO_BE_RUN


def _steady(text, stylers):
    text = _ADDRESS.sub("0x0", text)
    return _STYLER.sub(lambda m: f"T_{stylers.setdefault(m[1], f'{len(stylers) + 1:05x}')}", text)


def _picture(output):
    return output.get("data", {}).get(pictures.MIME) if output.output_type != "stream" else None


def _plain(output):
    return {key: value for key, value in output.items() if key != "execution_count"}
