"""Stage "place" for names: is it named as the tool, and how? Letters alone never make a tool.

The phrases of [tool] say how people name one; an ordinary word (`everyday`) must also be followed by what follows a
tool. Without any phrase a name counts in front, at the end, or among parameters.
"""

import re
from collections.abc import Mapping

from core.parser.corrections import STRENGTH, Corrections, another_is_turned_down, ends_correction
from core.parser.gist import Gist
from core.parser.learned import Features, Learned, beside, words_of
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, EMOJI, MODEL, STOPS, VALUE
from core.parser.sheet import Sheet, Span
from core.parser.somebody import WORK, ends_small, is_doubled, is_known, is_somebody, is_thing, orders
from core.text import IS_CJK

_ROLES = tuple(
    (role, f"tool.{role}") for role in ("taste", "not", "once", "keep", "like", "switch", "use", "name")
)
_SAVING = ("keep", "like", "switch", "use")
_FOR_NOW = ("use", "switch", "once")
_ROLES_OF = {
    "uses": ("use", "switch", "like", "keep"), "keeps": ("use", "keep", "like", "switch"), "once": ("once", "name", "bare"),
    "named": ("name", "bare", "once"), "turned_down": ("not",), "others_taste": ("taste",), "asked": ("asked", "taste", "not", ""),
    "thing": ("",),
}  # fmt: skip
# How sure the lessons must be to overrule the phrases: on saving, on a name turned down, to make a name count, to let
# one go.
_SURE, _CERTAIN, _TAKE, _LET_GO = 0.85, 0.97, 0.85, 0.9
_TAKEN = ("uses", "keeps", "once", "named")
WINDOW = 60  # characters on each side of a name in which its sentence is looked at
_LEFT_EDGE = re.compile(f"(?:^|[{STOPS}{EMOJI}{MODEL}{VALUE}{CUT}-]|[^a-z] ?-+)[ ]?$")
_RIGHT_EDGE = re.compile(f"[ ]?(?:$|[{STOPS}{EMOJI}{MODEL}{VALUE}]|-+[ ])")
_LATIN = re.compile("[a-z]")
_CLAUSE = re.compile(f"[{STOPS}]")
_NOTHING = f" \n{MODEL}{VALUE},.;:[]()\u3010\u3011\u3001"
_SHORT = 4  # a clause of fewer words (or characters, plus one) is an item of a list, not a description
_LOOK_BACK = 200  # characters in which a description is looked for
_REST = 60  # characters at most between a name in front and the start of the message


class Tools:
    """Decides on each name of the sheet."""

    def __init__(self, lexicon: Lexicon, gist: Gist, wishes: Learned, corrections: Corrections) -> None:
        self._gist = gist
        self._wishes = wishes
        self._corrections = corrections
        self._ahead = lexicon.ahead
        self._behind = lexicon.behind

    def decide(self, sheet: Sheet) -> None:
        """Set role, taken and cut of every name."""
        names = [span for span in sheet.spans if span.is_name and not span.taken]
        if not names:
            return
        told = -1  # where the last name stands whose role is known
        earlier: Span | None = None
        for span in names:
            around = self._behind.read(sheet.row, _before(sheet.row, span.start))
            follows = self._ahead.read(sheet.row, span.end, sheet.folded.gaps)
            span.denied = is_somebody(sheet, span, names) or is_doubled(sheet, span, names[0])
            span.denied = span.denied or is_known(sheet, span, follows)
            if not span.denied:
                self._by_phrase(sheet, span, around, follows)
            if not span.denied and not span.role and self._is_bare_tool(sheet, span, names, around, follows):
                span.role, span.cut = "bare", (span.start, span.end)
            if earlier is not None:
                self._corrections.settle(sheet, span, earlier)
            earlier = span
            if not span.denied:
                self._by_topics(sheet, span, told)
            span.taken = span.role in STRENGTH
            told = span.start if span.role else told
        self._corrections.take_back(sheet, names[-1])

    def learned(self, sheet: Sheet) -> None:
        """Correct what the phrases say of a name by what the lessons say."""
        for span in sheet.spans:
            if not span.is_name or span.denied or (span.taken and not span.role):
                continue
            is_around = span.role == "name" and span.cut[0] < span.start and span.end < span.cut[1]
            is_around = is_around or sheet.text[span.start : span.end].endswith(WORK)
            if orders(sheet, span) or ((span.role == "use" or is_around) and not sheet.heard("tool.doubt")):
                continue  # "make it with Kling", "a Kling clip of", and nothing that could limit it
            answer, likely = self._wishes.likely(wish_features(sheet, span))
            sure = _SURE if (answer in _TAKEN) == span.taken else _LET_GO if span.taken else _TAKE
            if span.role in ("not", "taste"):
                sure = _CERTAIN
            if likely < sure or span.role in _ROLES_OF[answer] or (span.has_version and answer == "thing"):
                continue
            span.role = _ROLES_OF[answer][0]
            if not span.role and span.kind == "model":
                span.cut = (0, 0)  # part of the scene
            elif span.cut == (0, 0):
                span.cut = (span.start, span.end)
            if span.role in _SAVING:
                # "with" goes with the name, though the phrase that holds both did not fit.
                around = sheet.covering("tool.use", span.start, span.end)
                span.cut = min([span.cut, *around]) if around else span.cut
            span.taken = span.role in STRENGTH

    def named(self, sheet: Sheet) -> None:
        """Every name and value that is not turned down counts: the message asks what it would cost."""
        for span in sheet.spans:
            if not span.taken and span.role not in ("not", "taste") and not span.denied:
                span.taken, span.cut = True, (span.start, span.end)
                span.role = "name" if span.is_name else ""

    def asked(self, sheet: Sheet) -> None:
        """A name that is asked about counts where the question is what a description would cost with it."""
        for span in sheet.spans:
            if span.is_name and span.role == "asked":
                span.taken, span.role = True, "name"

    def kept(self, sheet: Sheet) -> Span | None:
        """The name in a message that is only about a preference: one that it does not turn down."""
        chosen = self.chosen(sheet)
        if chosen is not None and chosen.kind == "model":
            return chosen
        return next(
            (one for one in sheet.spans if one.kind == "model" and one.role not in ("not", "taste")), None
        )

    def chosen(self, sheet: Sheet) -> Span | None:
        """The one name that counts: the last after a correction, else the strongest wording, else the first."""
        best: Span | None = None
        for span in sheet.spans:
            if not span.is_name or not span.taken:
                continue
            if (
                best is None
                or self._corrections.replaces(sheet, best, span)
                or STRENGTH[span.role] > STRENGTH[best.role]
                or (
                    STRENGTH[span.role] == STRENGTH[best.role]
                    and (span.role == "switch" or (best.kind == "maker" and span.kind == "model"))
                )
            ):
                best = span
        return best

    def saves(self, sheet: Sheet, span: Span) -> bool:
        """Whether naming this model also remembers it; the phrases against it leave the prompt."""
        against = sheet.heard("tool.nothing_saved")
        sheet.cuts += against
        return span.role in _SAVING and not against

    def _by_phrase(
        self, sheet: Sheet, span: Span, around: Mapping[str, int], follows: Mapping[str, int]
    ) -> None:
        for role, name in _ROLES:
            if name not in sheet.said:
                continue
            found = sheet.covering(name, span.start, span.end)
            if not found:
                continue
            if role == "not" and (self._is_asked(sheet, span, found) or ends_correction(sheet, found)):
                continue
            goes_on = any(end > span.end for _, end in found)
            if self._fits(sheet, span, role, around, follows, goes_on=goes_on):
                span.role = role
                span.cut = (min(start for start, _ in found), max(end for _, end in found))
                return

    def _is_asked(self, sheet: Sheet, span: Span, found: list[tuple[int, int]]) -> bool:
        """Whether the "not" is half of a question, as in "can or cannot use": then a phrase of use begins before it."""
        asked = sheet.covering("tool.use", span.start, span.end)
        return bool(asked) and min(start for start, _ in asked) < min(start for start, _ in found)

    def _by_topics(self, sheet: Sheet, span: Span, told: int) -> None:
        """Set the role by a clause that only speaks of models and wishes; the whole clause then leaves the prompt."""
        begin, end = sheet.clause_of(span)
        if span.role in ("taste", "not") or told >= begin:
            return
        role = self._gist.role(sheet.line[begin:end])
        if role is None or (role == "not" and another_is_turned_down(sheet, span, begin, end)):
            return
        if role == "not" and sheet.is_heard("tool.nothing_saved", begin, end):
            role = "once"  # only its saving is turned down: "Kling again, but no default change"
        if (
            span.role in ("", "bare", "name")
            or (span.role in ("keep", "like") and role == "not")
            or role == "once"
        ):
            span.role = role or span.role
        if span.role:
            span.cut = (min(span.cut[0], begin), max(span.cut[1], end)) if span.cut[1] else (begin, end)

    def _fits(
        self,
        sheet: Sheet,
        span: Span,
        role: str,
        around: Mapping[str, int],
        follows: Mapping[str, int],
        *,
        goes_on: bool,
    ) -> bool:
        """Whether a name in this phrase may be a tool, judged by what stands around it.

        `goes_on` says that the phrase itself reads on behind the name.
        """
        if span.has_version:
            return True
        if is_thing(sheet, span, around, follows):
            return False
        if not span.everyday or role in ("keep", "not"):
            return True
        if role == "taste":
            return "tool.thing_after" not in follows
        if "tool.company" in around and not ends_small(sheet, span):
            return False
        if role in _FOR_NOW and "tool.thing_after" not in follows and _is_foreign(sheet, span):
            return True
        gap = span.end in sheet.folded.gaps and role != "like"
        return gap or goes_on or "tool.after_everyday" in follows

    def _is_bare_tool(
        self,
        sheet: Sheet,
        span: Span,
        names: list[Span],
        around: Mapping[str, int],
        follows: Mapping[str, int],
    ) -> bool:
        """A name without any phrase around it: in front, at the end, or among parameters."""
        if span.has_version and not span.is_slip:
            return True
        if is_thing(sheet, span, around, follows):
            return False
        if sheet.text[span.start : span.end].endswith(WORK):
            return True  # "a Kling video of a cat"
        row, gaps = sheet.row, sheet.folded.gaps
        left = span.start in gaps or _LEFT_EDGE.search(row[max(0, span.start - 4) : span.start]) is not None
        right = _RIGHT_EDGE.match(row, span.end) is not None
        gap = span.end in gaps
        if not span.everyday:
            return left or right or gap or "tool.after_everyday" in follows
        if span.is_slip:
            return left and (right or span.has_version or gap)
        if left and right:
            return self._stands_alone(sheet, span, names)
        if span.kind == "maker" or not left or "tool.thing_after" in follows:
            return False
        return gap or "tool.after_everyday" in follows

    def _stands_alone(self, sheet: Sheet, span: Span, names: list[Span]) -> bool:
        """Whether a word between two stops is a tool: at an end of a description, and in no list of things."""
        row = sheet.row
        before, after = row[: span.start], row[span.end :].strip(" \n")
        if len(before) <= _REST and not before.strip(_NOTHING):
            return not after.startswith(",") or not self._is_person(row, span.end)
        if VALUE in row or any(one is not span and one.role for one in names):
            return True
        if after.strip(".!~ \u3002"):
            return False
        pieces = [one.strip() for one in _CLAUSE.split(before[-_LOOK_BACK:]) if one.strip()]
        latin = _LATIN.search(before) is not None
        longest = max((len(one.split()) if latin else len(one) for one in pieces), default=0)
        return longest >= (_SHORT if latin else _SHORT + 1)

    def _is_person(self, row: str, end: int) -> bool:
        """Whether "Sora, a young girl" follows; in Chinese a description does."""
        place = end
        while row[place : place + 1] in (",", " "):
            place += 1
        return IS_CJK.match(row, place) is None and "tool.thing_after" in self._ahead.read(row, place)


def wish_features(sheet: Sheet, span: Span) -> Features:
    """The features of a name: its sentence, what stands beside it, and what the phrases say."""
    found = beside(sheet.row, span.start, span.end)
    found.append(f"?{span.role}")
    found.append(f"?{span.role} {span.everyday}{span.has_version}{span.is_slip}{span.kind}")
    gaps = sheet.folded.gaps
    found.append(f"?{span.start in gaps or not span.start}{span.end in gaps} {span.everyday}")
    found += [
        f"?!{name}"
        for name in ("tool.nothing_saved", "frame.correction", "question.price")
        if sheet.heard(name)
    ]
    begin, end = max(0, span.start - WINDOW), span.end + WINDOW
    if sheet.words and not begin and end >= len(sheet.row) and sheet.row == sheet.line:
        return sheet.words.beside(*found)
    return words_of(sheet.row[begin:end]).beside(*found)


def _is_foreign(sheet: Sheet, span: Span) -> bool:
    """Whether a Latin name stands right behind a Chinese word: there it is hardly the ordinary word."""
    before = sheet.row[span.start - 1 : span.start]
    return sheet.text[span.start : span.end].isascii() and IS_CJK.match(before) is not None


def _before(row: str, place: int) -> int:
    """Where the word before this position ends."""
    return place - 1 if place and row[place - 1] == " " else place
