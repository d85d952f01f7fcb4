"""The prompt put together: the original words between the cuts, with commas and brackets left clean."""

import re

from core.parser.marks import CUT
from core.parser.sheet import Sheet

_GAP = re.compile(f"[^{CUT}]+")
_EMPTY = re.compile("[(\uff08\\[\u3010<{][\\s,\uff0c\u3001/|;\uff1b]*[)\uff09\\]\u3011>}]")
OPENING, _CLOSING = "\u3010(\uff08[", "\u3011)\uff09]"  # brackets
_BLANKS = re.compile("[ \t\u3000][ \t\u3000]+")
_STOPS_MEET = re.compile(
    "(?<=[,;:|/\u2022\u3001\uff0c\uff1b\uff1a])(?<!:/)(?!//)(?:[ \n]*[,;:|/\u2022\u3001\uff0c\uff1b\uff1a])+"
)
_TWO_STOPS = re.compile("[,;:|/\u2022\u3001\uff0c\uff1b\uff1a][ \n]*[,;:|/\u2022\u3001\uff0c\uff1b\uff1a]")
_ENDS = " \t\n\r\u3000,;:|/\\~+&\u3001\uff0c\uff1b\uff1a\uff5e-\u2014\u00b7\u2022=><^\u2192\u2190\u2191"
_TIGHT = tuple(",.;:!?")  # no blank stands before these
# Of two stops that meet, one stays.
_WEAK, _STRONG = ",;:\u3001\uff0c\uff1b\uff1a", tuple(".!?\u3002\uff01\uff1f")
_LATIN = re.compile("[A-Za-z0-9]")
_STOP = re.compile("[\uff0c\u3002\uff1b]")
_STOPPED = tuple(
    ",.;:!?|/\n()\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff5e\u2026\u2014\uff08\uff09\u3010\u3011"
)


def joined(sheet: Sheet, text: str) -> str:
    """The original words between the cuts, with commas and brackets left clean."""
    if CUT not in text:
        return sheet.folded.original.strip(_ENDS)
    pieces: list[str] = []
    end = 0
    for match in _GAP.finditer(text):
        piece = sheet.folded.typed(*match.span())
        before = pieces[-1].rstrip() if pieces else ""
        if before and not before.endswith(_STOPPED) and not piece.lstrip().startswith(_STOPPED):
            # "for the wall make a video, guests arrive" in Chinese: the clause that lost its end still ends there.
            stop = _STOP.search(sheet.folded.typed(end, match.start()))
            pieces += [stop.group()] if stop is not None else []
        end = match.end()
        if pieces and _LATIN.match(piece[:1]) and _LATIN.match(pieces[-1][-1:]):
            pieces.append(" ")
        if pieces and piece[:1] in _TIGHT:
            pieces[-1] = pieces[-1].rstrip(" ")
        if pieces and piece.startswith(_STRONG):
            pieces[-1] = pieces[-1].rstrip(_WEAK)
        if pieces and pieces[-1].rstrip().endswith(_STRONG):
            piece = piece.lstrip(f"{_WEAK}.\u3002")
            if _LATIN.match(piece[:1]) and pieces[-1].endswith(_TIGHT):
                piece = f" {piece}"
        pieces += [piece] if piece else []
    left = _EMPTY.sub("", "".join(pieces))
    left = _BLANKS.sub(" ", left)
    if _TWO_STOPS.search(left):
        left = _STOPS_MEET.sub("", left)
    return left.strip(_ENDS).rstrip(OPENING).lstrip(_CLOSING).strip(_ENDS)
