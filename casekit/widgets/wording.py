"""What the buttons and the lines around an answer say. The page itself holds no words, so all can be translated."""

from collections.abc import Mapping

from casekit.practice import Status
from casekit.text import _, ngettext


def card_words() -> dict[str, str]:
    """The words of a question card."""
    return {
        "answer": _("Your answer"),
        "answer_in": _("Your answer in {unit}"),
        "choose_one": _("Choose one"),
        "choose_several": _("Choose all that belong"),
        "choose": _("– choose –"),
        "order": _("Put these in order, first on top"),
        "up": _("Move up: {item}"),
        "down": _("Move down: {item}"),
        "moved": _("{item} is now {n} of {total}"),
        "at_top": _("{item} is already first"),
        "at_bottom": _("{item} is already last"),
        "match": _("Choose for each line"),
        "grades": _("Choose for each row"),
        "row": _("Row"),
        "given_to": _("{heading}: {row}"),
        "allocation": _("Share out {total}"),
        "left": _("Left to give: {amount}"),
        "over": _("Given too much: {amount}"),
        "all_given": _("All given: nothing left"),
        "not_number": _("“{text}” is no number yet"),
        "table": _("Your table"),
        "table_hint": _(
            "Copy the cells in Excel together with their heading row and paste them here, or write the name of a table "
            "you made in this notebook. Columns: {columns}. In any order."
        ),
        "function": _("Function name, or your column pasted from Excel"),
        "function_hint": _("Write it in a cell of this notebook as {signature}, run that cell, then check it here."),
        "results_hint": _(
            "Or get the data for Excel, work the cases out there, and paste your column of results, one a line."
        ),
        "text": _("Your answer in your own words"),
        "word_count": _("Words: {n} (at least {least})"),
        "check": _("Check"),
        "check_function": _("Check my function"),
        "again": _("New numbers"),
        "data": _("Get the data for Excel"),
        "stale": _("(said of your earlier answer)"),
        "help_title": _("Help so far"),
        **waiting_words(),
    }


def exact_words(decimals: int | None, several: bool = False) -> str:
    """How exact a number, or each of several, is wanted; nothing where no number is."""
    if decimals is None:
        return ""
    whole = _("Give whole numbers.") if several else _("Give a whole number.")
    named = {0: whole, 1: _("Give one decimal."), 2: _("Give two decimals.")}
    return named.get(decimals) or _("Give {n} decimals.").format(n=decimals)


def rounding_words(rounding: Mapping[str, int]) -> str:
    """How exact the columns of a table are wanted; whole numbers go without saying."""
    by_decimals: dict[int, list[str]] = {}
    for name, decimals in rounding.items():
        by_decimals.setdefault(decimals, []).append(name)
    return " ".join(
        ngettext("To {n} decimal: {names}.", "To {n} decimals: {names}.", n).format(n=n, names=", ".join(names))
        for n, names in by_decimals.items()
        if n
    )


def guess_words(unit: str) -> dict[str, str]:
    """The words of a prediction card."""
    return {
        "guess": _("Your guess ({unit})").format(unit=unit) if unit else _("Your guess"),
        "slider": _("Your guess, as a slider"),
        "commit": _("Commit my guess"),
        **waiting_words(),
    }


def lab_words() -> dict[str, str]:
    """The words of a lab."""
    return {
        "settings": _("Settings"),
        "outcome": _("What follows"),
        "reset": _("Reset"),
        "save": _("Save these settings"),
        "on": _("on"),
        "off": _("off"),
        **waiting_words(),
    }


def waiting_words() -> dict[str, str]:
    """What a face says while Python has not answered."""
    return {
        "working": _("Working …"),
        "silent": _("Python has not answered. If it was restarted, choose Run ▸ Run All Cells; your answers are kept."),
    }


def outcome_sign(status: Status) -> dict[str, str]:
    """Code (for the colour), symbol and word of an outcome."""
    symbol, word = {
        Status.RIGHT: ("✓", _("Right")),
        Status.WRONG: ("✗", _("Not yet")),
        Status.NOT_ATTEMPTED: ("○", _("Not answered")),
        Status.UNREADABLE: ("?", _("Cannot be checked yet")),
    }[status]
    return {"code": status.name.lower(), "symbol": symbol, "word": word}


def state_sign(state: str) -> dict[str, str]:
    """Code, symbol and word of where a trainee stands with a question."""
    symbol, word = {
        "new": ("○", _("New")),
        "tried": ("✗", _("Tried, not right yet")),
        "shown": ("◐", _("Solution seen: earn it with new numbers")),
        "earned": ("✓", _("Earned")),
    }[state]
    return {"code": state, "symbol": symbol, "word": word}


def way_word(way: str) -> str:
    """How a question is answered: by judgement or by reckoning."""
    return {"decide": _("decide"), "compute": _("compute")}.get(way, way)


def rung_title(rung: int) -> str:
    """The name of a rung of help."""
    return (_("A nudge"), _("The method"), _("A worked line"), _("The solution"))[rung - 1]
