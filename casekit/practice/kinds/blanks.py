"""Blanks that were left in a trainee's function."""

import ast
import inspect
import textwrap
from collections.abc import Callable

# Where an ellipsis may stand in finished code.
_PYTHONS_OWN = {
    (ast.Subscript, "slice"),
    (ast.AnnAssign, "annotation"),
    (ast.FunctionDef, "args"),
    (ast.FunctionDef, "returns"),
    (ast.Lambda, "args"),
}


def blank_left(function: Callable) -> str:
    """The first line of a function that still holds the ``...`` of its stub, without its comment; "" if there is none.

    An ellipsis that Python itself has a use for is no blank: an index (``table[..., 0]``), a default, an annotation, a
    statement of its own. Nor is one that is written over (``kept = ...``, and below it ``kept = n > 3``). A lambda, or
    a function whose source is not at hand, is not looked into.
    """
    try:
        source = textwrap.dedent(inspect.getsource(function))
        tree = ast.parse(source)
    except (OSError, TypeError, SyntaxError):
        return ""
    name = getattr(function, "__name__", "")
    written = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == name]
    blanks = [line for one in written for statement in one.body for line in _blanks(statement, _names_set(one))]
    return source.splitlines()[min(blanks) - 1].partition("#")[0].strip() if blanks else ""


def _blanks(node: ast.AST, names: list[str]) -> list[int]:
    """The lines on which blanks stand."""
    if isinstance(node, ast.Constant):
        return [node.lineno] if node.value is ... else []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return []
    if isinstance(node, ast.Assign) and any(names.count(name) > 1 for name in _targets(node)):
        return []
    parts = (
        part
        for name, content in ast.iter_fields(node)
        if (type(node), name) not in _PYTHONS_OWN
        for part in (content if isinstance(content, list) else [content])
    )
    return [line for part in parts if isinstance(part, ast.AST) for line in _blanks(part, names)]


def _names_set(function: ast.FunctionDef) -> list[str]:
    return [name for node in ast.walk(function) if isinstance(node, ast.Assign) for name in _targets(node)]


def _targets(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]
