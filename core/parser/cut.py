"""Stage "cut": the prompt is what remains of the original when all control wording is taken away.

Clause by clause: a clause of control words alone goes; greeting and "make a video of" go from the front of the first
clause with content, thanks and a last "video" from its end. What stays is cut from the original, in order, verbatim.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from core.parser.learned import Features, Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, EMOJI, ENDS, STOP_SET, STOPS
from core.parser.sheet import Sheet, masked

OPENING_STEPS = 12  # greetings and polite words before a request, at most
CONTROL_LENGTH = 40  # a longer clause is content
_CLAUSE = re.compile(f"[^{STOPS}]+")
_ASIDE = 0.95  # how likely the lessons must be that a clause is talk, and no content
_SKIP = re.compile(f"[ {STOPS}{EMOJI}{CUT}-]*")
_AIR_SET = frozenset(f" {CUT}-") | (ENDS - STOP_SET)  # what may stand between control words
_NOT_ALONE = ("frame.counted", "frame.measure", "frame.join", "frame.join_tool")  # they follow a request
_CONTROL = ("frame.alone", "frame.closing", "frame.opening", "frame.opening_weak")
_PARTICLES = "\u7684\u5605"  # "of", behind something that was cut
_GLUE = " ,;:|/\\~\n-+&\u3001\u3002\u00b7\u2014\u2026.!?"
_GAP = re.compile(f"[^{CUT}]+")
_EMPTY = re.compile("[(\uff08\\[\u3010<{][\\s,\uff0c\u3001/|;\uff1b]*[)\uff09\\]\u3011>}]")
_LEFT_OVER = re.compile(f"(?<={CUT})[{_PARTICLES}]|#(?={CUT})")
_LONE_BRACKETS = re.compile("[\u3010(\uff08\\[]+$|^[\u3011)\uff09\\]]+")
_BLANKS = re.compile("[ \t\u3000]{2,}")
_STOPS_MEET = re.compile("([,;:|/\u3001\uff0c\uff1b\uff1a])(?:[ \n]*[,;:|/\u3001\uff0c\uff1b\uff1a])+")
_ENDS = " \t\n\r\u3000,;:|/\\~+&\u3001\uff0c\uff1b\uff1a\uff5e-\u2014\u00b7=>\u2192"
_TIGHT = tuple(",.;:!?")  # no blank stands before these
_LATIN = re.compile("[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Cut:
    """The prompt, where the request in front of it ends (0 without one), and whether a choice of our own is wished."""

    prompt: str
    front: int
    clears: bool


class Asides(Enum):
    """What becomes of clauses that only talk to us."""

    STAY = "stay"
    GO = "go"  # where content remains
    ALL_GO = "all go"  # though nothing remains: the message changes the last job


class Cutting:
    """Cuts the prompt out of a message."""

    def __init__(self, lexicon: Lexicon, clauses: Learned) -> None:
        self._frame = lexicon.frame
        self._tail = lexicon.tail
        self._clauses = clauses

    def prompt(self, sheet: Sheet, asides: Asides) -> Cut:
        """The words that go to the model."""
        gaps = sheet.folded.gaps
        text = sheet.without_control()
        if CUT in text:
            text = _LEFT_OVER.sub(CUT, text)
        clauses = [(match.start(), match.end()) for match in _CLAUSE.finditer(text)]
        begun = [self._frame.read(text, begin, gaps) for begin, _ in clauses]
        if (
            CUT not in text
            and not sheet.quotes
            and text[:1] not in STOP_SET
            and not any(name not in _NOT_ALONE for ends in begun for name in ends)
        ):
            # A description alone: at most thanks stand behind it.
            return Cut(self._join(sheet, self._back(text, gaps, asked=False)), 0, clears=False)
        wishes = [
            (begin, ends["command.clear_preference"], CUT)
            for (begin, _), ends in zip(clauses, begun, strict=True)
            if "command.clear_preference" in ends
            and self.may_end(text, ends["command.clear_preference"], gaps)
        ]
        text = masked(text, wishes)
        start, asked = self._front(sheet, text)
        front = start if asked else 0
        inner = self._lone_quote(sheet, text, start)
        if inner is not None:
            return Cut(inner, front, bool(wishes))
        more = [(0, start, CUT)] if start else []
        starts = {begin for begin, _ in clauses}
        for (begin, end), ends in zip(clauses, begun, strict=True):
            if begin < start or not (ends or text[begin] in _AIR_SET):
                continue
            place = self._label(text, begin, ends, gaps)
            if place > begin:
                more.append((begin, place, CUT))
            if place < end and self._is_control(text, place, end):
                more.append((place, end, CUT))
        if start and start not in starts:
            rest = _CLAUSE.match(text, start)
            if rest is not None and self._is_control(text, start, rest.end()):
                more.append((start, rest.end(), CUT))
        text = self._without_asides(sheet, masked(text, more), asides)
        return Cut(self._join(sheet, self._back(text, gaps, asked=asked)), front, bool(wishes))

    def _without_asides(self, sheet: Sheet, text: str, asides: Asides) -> str:
        """Take away the clauses that, as the lessons have it, only talk to us beside the content."""
        if asides is Asides.STAY:
            return text
        clauses = clauses_of(sheet.row)
        left = [
            index
            for index, (begin, end) in enumerate(clauses)
            if not all(one in _AIR_SET for one in text[begin:end])
        ]
        if len(left) < 2 and asides is Asides.GO:  # noqa: PLR2004 - one clause is all there is
            return text
        talk: list[tuple[int, int, str]] = []
        for index in left:
            begin, end = clauses[index]
            if any(one.start < end and begin < one.end for one in sheet.quotes):
                continue
            features = clause_features(sheet.row, clauses, index)
            if self._clauses.is_likely("aside", features, _ASIDE):
                talk.append((begin, _skip(text, end), CUT))  # with the stop behind it
        return masked(text, talk) if len(talk) < len(left) or asides is Asides.ALL_GO else text

    def may_end(self, text: str, place: int, gaps: frozenset[int]) -> bool:
        """Whether a wish may end here: at the end of a clause, or where a request begins."""
        if place >= len(text) or place in gaps or text[place] in ENDS or text[place] in (" ", CUT):
            return True
        follows = self._frame.read(text, place, gaps)
        return "frame.request" in follows or "frame.request_counted" in follows

    def _front(self, sheet: Sheet, text: str) -> tuple[int, bool]:
        """Where the content begins, and whether a request stood before it."""
        gaps = sheet.folded.gaps
        tools = {span.cut[1] for span in sheet.spans if span.is_name and span.taken}
        slash = self._frame.read(text, 0, gaps).get("frame.opening", 0) if text.startswith(("/", "!")) else 0
        place = _skip(text, slash)
        asked = False
        for _ in range(OPENING_STEPS):
            ends = self._frame.read(text, place, gaps)
            end = self._request(text, ends, gaps) if not asked else 0
            if end > place:
                asked = True
                measure = self._frame.read(text, end, gaps).get("frame.measure", 0) if gaps else 0
                if measure in gaps:
                    end = measure  # a blank parts "a" from what it counts: it counts the video
            elif asked or text[:place].rstrip(" ").endswith(CUT):
                end = ends.get("frame.join", 0)
                if place in tools and "frame.label" not in ends:
                    end = max(end, ends.get("frame.join_tool", 0))
            if end <= place:
                end = max(
                    _behind_label(text, ends),
                    ends.get("frame.opening", 0),
                    self._weak_opening(text, ends, gaps),
                )
            if any(name in ends for name in _CONTROL):
                clause = _CLAUSE.match(text, place)
                if clause is not None and clause.end() > end and self._is_control(text, place, clause.end()):
                    end = clause.end()
            if end <= place:
                break
            place = _skip(text, end)
        return place, asked

    def _request(self, text: str, ends: Mapping[str, int], gaps: frozenset[int]) -> int:
        end = ends.get("frame.request", 0)
        counted = ends.get("frame.request_counted", 0)
        if counted > end:
            place = counted + 1 if text[counted : counted + 1] == " " else counted
            if "frame.counted" in self._frame.read(text, place, gaps):
                return counted
        return end

    def _weak_opening(self, text: str, ends: Mapping[str, int], gaps: frozenset[int]) -> int:
        """A greeting counts before a stop, or before something that is itself part of a frame."""
        end = ends.get("frame.opening_weak", 0)
        if not end:
            return 0
        if end >= len(text) or end in gaps or text[end] in ENDS or text[end] == CUT:
            return end
        place = end + 1 if text[end] == " " else end
        follows = self._frame.read(text, place, gaps)
        known = ("frame.opening", "frame.opening_weak", "frame.request", "frame.counted")
        return end if any(name in follows for name in known) else 0

    def _is_control(self, text: str, begin: int, end: int) -> bool:
        """Whether a clause is made of control words alone."""
        if end - begin > CONTROL_LENGTH:
            return False
        place = begin
        while place < end:
            if text[place] in _AIR_SET:
                place += 1
                continue
            ends = self._frame.read(text, place)
            best = max((ends[name] for name in _CONTROL if name in ends), default=0)
            if best <= place:
                return False
            place = best
        return True

    def _label(self, text: str, begin: int, ends: Mapping[str, int], gaps: frozenset[int]) -> int:
        """Where a label ("prompt:") ends that begins a clause; `begin` when there is none."""
        if text[begin] in _AIR_SET:
            place = begin
            while place < len(text) and text[place] in _AIR_SET:
                place += 1
            ends = self._frame.read(text, place, gaps)
        return _behind_label(text, ends) or begin

    def _back(self, text: str, gaps: frozenset[int], *, asked: bool) -> str:
        """Take thanks and a last "video" from the end."""
        for _ in range(OPENING_STEPS):
            end = len(text.rstrip(_GLUE + CUT))
            while end and end < len(text) and text[end - 1] in _PARTICLES and text[end] == CUT:
                end = len(text[: end - 1].rstrip(_GLUE + CUT))
            starts = self._tail.read(text, end, gaps)
            found = [starts[name] for name in ("frame.closing", "frame.tail") if name in starts]
            if asked and "frame.tail_bare" in starts:
                found.append(starts["frame.tail_bare"])
            if not found:
                return masked(text, [(end, len(text), CUT)]) if CUT in text[end:] else text
            text = masked(text, [(min(found), len(text), CUT)])
        return text

    def _lone_quote(self, sheet: Sheet, text: str, start: int) -> str | None:
        """The inside of the quotes, when nothing but control wording stands around them."""
        if len(sheet.quotes) != 1:
            return None
        quote = sheet.quotes[0]
        if start > quote.start:
            return None
        rest = text[start : quote.start] + CUT + text[quote.end :]
        if not all(self._is_control(rest, *clause.span()) for clause in _CLAUSE.finditer(rest)):
            return None
        return sheet.folded.typed(quote.inner_start, quote.inner_end).strip()

    def _join(self, sheet: Sheet, text: str) -> str:
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
        joined = _EMPTY.sub("", "".join(pieces))
        joined = _STOPS_MEET.sub(r"\1", _BLANKS.sub(" ", joined))
        return _LONE_BRACKETS.sub("", joined.strip(_ENDS)).strip(_ENDS)


def clauses_of(row: str) -> list[tuple[int, int]]:
    """The clauses of a row that hold anything."""
    return [match.span() for match in _CLAUSE.finditer(row) if match.group().strip()]


def clause_features(row: str, clauses: list[tuple[int, int]], index: int) -> Features:
    """What the lessons know a clause by: its words, and where in the message it stands."""
    found = words_of(row[slice(*clauses[index])])
    if len(clauses) == 1:
        return found.beside("?only")
    return found.beside("?first" if not index else "?last" if index == len(clauses) - 1 else "?within")


def _behind_label(text: str, ends: Mapping[str, int]) -> int:
    """Where a label ends, 0 without one; "2.6 miles" has none."""
    end = ends.get("frame.label", 0)
    return 0 if text[end : end + 1].isdecimal() and text[end - 1] == "." else end


def _skip(text: str, place: int) -> int:
    match = _SKIP.match(text, place)
    return match.end() if match else place
