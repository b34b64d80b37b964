"""Prompts and messages as safe HTML: paragraphs, lists, **bold**, *emphasis* and `code`. All else stays as written."""

import html
import re
from collections.abc import Iterator

_BULLET = re.compile(r"^\s*[-*•]\s+")
_NUMBER = re.compile(r"^\s*\d+[.)]\s+")
_MARKED = re.compile(r"`([^`]+)`|\*\*(\S|\S.*?\S)\*\*|(?<![\w*])\*([^\s*]|[^\s*][^*]*?[^\s*])\*(?![\w*])", re.S)
_TAGS = ("code", "strong", "em")


def to_html(text: str) -> str:
    """The text as HTML. Whatever is not one of these forms is escaped, so a customer's name can do no harm."""
    return "".join(_block(block) for block in _blocks(text))


def inline(text: str) -> str:
    """One line of the text as HTML, without a paragraph around it."""
    parts, end = [], 0
    for found in _MARKED.finditer(text):
        tag, marked = next((tag, group) for tag, group in zip(_TAGS, found.groups(), strict=True) if group)
        parts.append(f"{html.escape(text[end : found.start()])}<{tag}>{html.escape(marked)}</{tag}>")
        end = found.end()
    return "".join([*parts, html.escape(text[end:])])


def plain(text: str) -> str:
    """The text without the marks of bold, emphasis and code, for where only letters can be."""
    return _MARKED.sub(lambda found: next(filter(None, found.groups())), text)


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines that belong together: a blank line, or a change between list and paragraph, parts two blocks."""
    block: list[str] = []
    for line in [*text.strip().splitlines(), ""]:
        continues = line.startswith("  ") and block and _list_tag(block[0])
        if block and (not line.strip() or (_list_tag(line) != _list_tag(block[0]) and not continues)):
            yield block
            block = []
        if line.strip():
            block.append(line)


def _list_tag(line: str) -> str:
    return "ul" if _BULLET.match(line) else "ol" if _NUMBER.match(line) else ""


def _block(lines: list[str]) -> str:
    tag = _list_tag(lines[0])
    if not tag:
        return f"<p>{inline(' '.join(line.strip() for line in lines))}</p>"
    items: list[str] = []
    for line in lines:
        if _list_tag(line):
            items.append(_NUMBER.sub("", _BULLET.sub("", line)).strip())
        else:
            items[-1] += f" {line.strip()}"
    return f"<{tag}>{''.join(f'<li>{inline(item)}</li>' for item in items)}</{tag}>"
