"""Stage "cut": the prompt is what remains of the original when all control wording is taken away.

Clause by clause: a clause of control words alone goes; greeting and "make a video of" go from the front of the first
clause with content, "… 的视频" and thanks from its end. What stays is cut from the original, in order, verbatim.
"""

import re

from core.parser.sheet import CUT, QUOTED, Sheet, masked
from core.tables.phrase import EMOJI, STOPS
from core.tables.words import Words

_CLAUSE = re.compile(f"[^{STOPS}]+")
_GLUE = f" ,;:|/\\~\n-+&\u3001\u3002\u00b7\u2014\u2026.!?{EMOJI}"
_SKIP = re.compile(f"[ {CUT}]*(?:[{STOPS}{EMOJI}{CUT} -]*)")
_EMPTY = re.compile("\\(\\s*\\)|\\[\\s*\\]|\u3010\\s*\u3011|<\\s*>|\\{\\s*\\}|\uff08\\s*\uff09")
_BLANKS = re.compile("[ \t\u3000]{2,}")
_STOPS_MEET = re.compile("([,;:|/\u3001\uff0c\uff1b\uff1a])(?:[ \n]*[,;:|/\u3001\uff0c\uff1b\uff1a])+")
_ENDS = " \t\n\r\u3000,;:|/\\~+&\u3001\uff0c\uff1b\uff1a\uff5e-\u2014\u00b7=>\u2192"
_LATIN = re.compile("[A-Za-z0-9]")
STOPS_SET = "".join(set(STOPS.replace("\\", "")))
OPENING_STEPS = 12  # greetings and polite words before a request, at most


class Cutting:
    """Cuts the prompt out of a message."""

    def __init__(self, words: Words) -> None:
        self._opening = re.compile(words.pattern("frame.opening"))
        self._request = [re.compile(words.pattern("frame.request"))]
        self._closing = re.compile(words.pattern("frame.closing"))
        control = words.pattern("frame.alone", "frame.closing", "frame.opening")
        self._control = re.compile(f"(?>(?:[ {CUT}{EMOJI}-]++|(?>{control}))*)$")
        self._label = re.compile(words.pattern("frame.label", "frame.prompt_label"))
        self._tail = re.compile(
            f"(?:(?:\u7684|\u5605)(?:{words.parts['adjective']})?{words.parts['noun']}(?:\u7684)?|(?P<bare>(?:(?<=[^a-z])|[ ]){words.parts['noun']}))$"
        )
        self._last = re.compile(f"(?:{words.pattern('frame.closing')})$")
        self._measure = re.compile(f"(?:{words.parts['clip_quantity']}|{words.parts['one_clip']})")

    def prompt(self, sheet: Sheet) -> tuple[str, int]:
        """The words that go to the model, and where the request in front of them ends (0 without one)."""
        text = sheet.without_control()
        start, asked = self._front(text)
        front = start if asked else 0
        inner = self._lone_quote(sheet, text, start)
        if inner is not None:
            return inner, front
        cuts: list[tuple[int, int]] = []
        if start:
            cuts.append((0, start))
        text = masked(text, [(a, b, CUT) for a, b in cuts])
        more = [
            match.span()
            for match in _CLAUSE.finditer(text, start)
            if match.end() - match.start() <= 40 and self._control.match(text[match.start() : match.end()])
        ]
        more += [
            match.span()
            for match in self._label.finditer(text, start)
            if self._begins_line(text, match.start())
        ]
        text = masked(text, [(a, b, CUT) for a, b in more])
        text = self._back(text, asked)
        return self._join(sheet, text), front

    def may_end(self, text: str, place: int) -> bool:
        """Whether a wish may end here: at the end of a clause, or where a request begins."""
        rest = text[place : place + 1]
        return not rest.strip(f" {STOPS_SET}{CUT}") or self._request_at(text, place) is not None

    def _begins_line(self, text: str, start: int) -> bool:
        return start == 0 or text[start - 1] in f"\n{CUT},;.!?\u3002" or not text[:start].strip(f" {CUT}")

    def _front(self, text: str) -> tuple[int, bool]:
        """Where the content begins, and whether a request stood before it."""
        place = _SKIP.match(text).end()  # type: ignore[union-attr]  # matches always
        asked = False
        for _ in range(OPENING_STEPS):
            match = self._request_at(text, place) if not asked else None
            if match is not None and match.end() > place:
                asked = True
            else:
                match = self._opening.match(text, place) or self._closing_clause(text, place)
                if match is None or match.end() == place:
                    break
            place = _SKIP.match(text, match.end()).end()  # type: ignore[union-attr]  # matches always
            while place < len(text) and text[place] in "\u7684\u5605" and text[place - 1] == CUT:
                place = _SKIP.match(text, place + 1).end()  # type: ignore[union-attr]  # matches always
        return place, asked

    def _request_at(self, text: str, place: int) -> re.Match[str] | None:
        found = [match for pattern in self._request if (match := pattern.match(text, place))]
        return max(found, key=re.Match.end, default=None)

    def _closing_clause(self, text: str, place: int) -> re.Match[str] | None:
        clause = _CLAUSE.match(text, place)
        if clause is None or clause.end() - place > 40:
            return None
        return clause if self._control.match(text[place : clause.end()]) else None

    def _back(self, text: str, asked: bool) -> str:
        """Take thanks and "的视频" from the end."""
        for _ in range(OPENING_STEPS):
            end = (
                len(text.rstrip(_GLUE + CUT + "\u7684\u5605"))
                if text.rstrip(_GLUE)[-1:] == CUT
                else len(text.rstrip(_GLUE))
            )
            window = max(0, end - 30)
            match = self._last.search(text[window:end])
            if match is None or match.start() == match.end():
                tail = self._tail.search(text[window:end])
                if tail is None or (tail["bare"] and not asked):
                    return (
                        masked(text, [(end, len(text), CUT)])
                        if end < len(text) and text[end:].strip(_GLUE)
                        else text
                    )
                match = tail
            text = masked(text, [(window + match.start(), len(text), CUT)])
        return text

    def _lone_quote(self, sheet: Sheet, text: str, start: int) -> str | None:
        """The inside of the quotes, when nothing but control wording stands around them."""
        if len(sheet.quotes) != 1:
            return None
        quote = sheet.quotes[0]
        rest = text[start : quote.start] + CUT + text[quote.end :]
        if start > quote.start or any(not self._control.match(clause) for clause in _CLAUSE.findall(rest)):
            return None
        return sheet.folded.typed(quote.inner_start, quote.inner_end).strip()

    def _join(self, sheet: Sheet, text: str) -> str:
        """The original words between the cuts, with commas and brackets left clean."""
        pieces: list[str] = []
        for match in re.finditer(f"[^{CUT}]+", text):
            piece = sheet.folded.typed(*match.span())
            if pieces and _LATIN.match(piece[:1]) and _LATIN.match(pieces[-1][-1:]):
                pieces.append(" ")
            pieces.append(piece)
        joined = _EMPTY.sub("", "".join(pieces))
        joined = _STOPS_MEET.sub(r"\1", _BLANKS.sub(" ", joined))
        return joined.strip(_ENDS).strip()


__all__ = ["Cutting", "QUOTED"]
