"""The prompt put together: the original words between the cuts, with commas and brackets left clean."""

import re

from core.parser.marks import CUT
from core.parser.sheet import Sheet

_GAP = re.compile(f"[^{CUT}]+")
_EMPTY = re.compile("[(\uff08\\[\u3010<{][\\s,\uff0c\u3001/|;\uff1b]*[)\uff09\\]\u3011>}]")
_OPENING, _CLOSING = "\u3010(\uff08[", "\u3011)\uff09]"  # brackets
_BLANKS = re.compile("[ \t\u3000]{2,}")
_STOPS_MEET = re.compile(
    "(?<=[,;:|/\u3001\uff0c\uff1b\uff1a])(?<!:/)(?!//)(?:[ \n]*[,;:|/\u3001\uff0c\uff1b\uff1a])+"
)
_ENDS = " \t\n\r\u3000,;:|/\\~+&\u3001\uff0c\uff1b\uff1a\uff5e-\u2014\u00b7=>\u2192"
_TIGHT = tuple(",.;:!?")  # no blank stands before these
_LATIN = re.compile("[A-Za-z0-9]")


def joined(sheet: Sheet, text: str) -> str:
    """The original words between the cuts, with commas and brackets left clean."""
    if CUT not in text:
        return sheet.folded.original.strip(_ENDS)
    pieces: list[str] = []
    for match in _GAP.finditer(text):
        piece = sheet.folded.typed(*match.span())
        if pieces and _LATIN.match(piece[:1]) and _LATIN.match(pieces[-1][-1:]):
            pieces.append(" ")
        if pieces and piece[:1] in _TIGHT:
            pieces[-1] = pieces[-1].rstrip(" ")
        pieces.append(piece)
    left = _EMPTY.sub("", "".join(pieces))
    left = _STOPS_MEET.sub("", _BLANKS.sub(" ", left))
    return left.strip(_ENDS).rstrip(_OPENING).lstrip(_CLOSING).strip(_ENDS)
