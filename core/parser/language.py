"""The language of the answer: that of the words around the request, else the one with more text."""

import re

from core.model import Language
from core.parser.sheet import Sheet
from core.text import IS_CJK

_ENOUGH = 600  # characters that are looked at
_LATIN = re.compile("[a-z]{2,}")


def language(sheet: Sheet, front: int) -> Language:
    """Zh or en; `front` is where the request in front of the content ends, 0 when there is none."""
    text = sheet.text
    if text.isascii() and sheet.folded.text.isascii():
        return "en"
    for span in sheet.spans:
        if span.is_name:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    if not _LATIN.search(text):
        return "zh" if IS_CJK.search(text) or IS_CJK.search(sheet.folded.text) else "en"
    chinese, latin = _count(text[:front]) if front else (0, 0)
    if chinese == latin:
        chinese, latin = _count(text)
    return "zh" if chinese and chinese >= latin else "en"


def _count(text: str) -> tuple[int, int]:
    return len(IS_CJK.findall(text[:_ENOUGH])), len(_LATIN.findall(text[:_ENOUGH]))
