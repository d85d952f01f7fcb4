"""The language of the answer: that of the frame around the request, else the one there is more of."""

import re

from core.model import Language
from core.parser.sheet import Sheet
from core.text import CJK

ENOUGH = 600  # characters that are looked at
_CJK = re.compile(f"[{CJK}]")
_LATIN = re.compile("[a-z]{2,}")


def language(sheet: Sheet, front: int) -> Language:
    """zh or en; `front` is where the request in front of the content ends, 0 when there is none."""
    text = sheet.text
    for span in sheet.spans:
        if span.is_name:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    chinese, latin = _count(text[:front])
    if chinese == latin:
        chinese, latin = _count(text)
    if not chinese and not latin:
        chinese, latin = _count(sheet.folded.text)
    return "zh" if chinese and chinese >= latin else "en"


def _count(text: str) -> tuple[int, int]:
    return len(_CJK.findall(text[:ENOUGH])), len(_LATIN.findall(text[:ENOUGH]))
