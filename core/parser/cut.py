"""Stage "cut": the prompt is what remains of the original when all control wording is taken away.

A clause of control words alone goes. Greetings and "make a video of" go from the front of the first clause with
content, thanks and a last "video" from the end. What stays is cut from the original, in order, verbatim.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.parser.asides import CLAUSE, Asides, Clauses, without_particle, without_question
from core.parser.frame import (
    AIR,
    CONTROL,
    Frames,
    control_end,
    joined_end,
    label_end,
    later_requests,
    requests_within,
    skip,
    without_frames,
    words_begin,
)
from core.parser.introduced import Introductions
from core.parser.joining import OPENING, joined
from core.parser.kind import Kinds
from core.parser.learned import Learned
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, EMOJI, PICTOGRAMS, STOP_SET
from core.parser.remarks import Remarks
from core.parser.retold import Retold
from core.parser.sheet import Sheet, masked
from core.parser.whole import Whole
from core.tables import TalkWords
from core.tables.patterns import any_of
from core.text import IS_CJK

_OPENING_STEPS = 12  # greetings and polite words before a request, at most
_SHORTEST_ALONE = 6  # characters; less than that needs what was told in front of it
# These follow a request.
_NOT_ALONE = frozenset(("frame.counted", "frame.measure", "frame.join", "frame.join_tool"))
_NOT_ALONE_IN_ONE = _NOT_ALONE | {"frame.alone"}  # if more follows
_SIGNS_REACH = 40  # characters from the end in which signs of politeness are looked for
_CLEARS = "command.clear_preference"
_GLUE = " ,;:|/\\~\n-+&\u3001\u3002\u00b7\u2014\u2026.!?" + CUT
_PICTOGRAMS = re.compile(f"[{EMOJI}](?:[{EMOJI} ]*[{EMOJI}])+")


@dataclass(frozen=True, slots=True)
class Cut:
    """The prompt; where the request in front of it ends, 0 without one; whether the message takes the preferred model back."""

    prompt: str
    front: int
    clears: bool


class Cutting:
    """Cuts the prompt out of a message."""

    def __init__(
        self,
        lexicon: Lexicon,
        clauses: Learned,
        acts: Learned,
        typed: Mapping[str, tuple[str, ...]],
        talk: TalkWords,
    ) -> None:
        self._whole = Whole(typed)
        self._kinds = Kinds(typed)
        self._particles = frozenset(typed["frame.particle"])
        self._left_over = re.compile(f"(?<={CUT}){any_of(self._particles)}|[#@](?={CUT})")
        self._wonders = (typed["frame.wonders"], typed["frame.wonders_end"])
        self._signs = re.compile(f"[ ]*(?:{any_of(lexicon.signs)}[ ]*)+[{re.escape(_GLUE)}]*$")
        self._sign_ends = frozenset(one[-1] for one in lexicon.signs)
        typed_signs = any_of(one for one in lexicon.signs if one.isascii())
        self._typed_signs = re.compile(f"(?<=[ \\n.!]){typed_signs}(?=[ \\n.!]|$)")
        self._ahead = lexicon.ahead
        self._frame = lexicon.frame
        self._english = lexicon.english
        self._english_ends = lexicon.english_ends
        self._tail = lexicon.tail
        self._clauses = clauses
        self._remarks = Remarks(lexicon.ahead, acts, talk.is_of_people)
        self._introductions = Introductions(ahead=lexicon.ahead, people_in=talk.people_in, whole=self._whole)
        self._is_of_people = talk.is_of_people
        self._retold = Retold(typed)
        self._sets_scene = talk.sets_scene

    def prompt(self, sheet: Sheet, asides: Asides) -> Cut:
        """The words that go to the model."""
        gaps = sheet.folded.gaps
        text = self._without_signs(sheet.without_control())
        text = self._kinds.put_back(sheet, self._left_over.sub(CUT, text)) if CUT in text else text
        frames = Frames(self._frame, text, gaps, self._english)
        frames.update(sheet.frames if text == sheet.row else {})
        told = Clauses(self._clauses, sheet, self._sets_scene)
        around, wants = self._introductions.around(frames, told, asides)
        clauses = [match.span() for match in CLAUSE.finditer(text)]
        begun = [frames[words_begin(text, begin, end)] for begin, end in clauses]
        if not around and self._is_alone(sheet, frames, clauses, begun):
            # At most thanks stand behind it.
            prompt = joined(sheet, self._back(text, gaps, asked=False))
            if prompt or all(map(_NOT_ALONE.issuperset, begun)):
                return Cut(prompt, 0, clears=False)
        wishes = [
            (begin, ends[_CLEARS], CUT)
            for (begin, _), ends in zip(clauses, begun, strict=True)
            if _CLEARS in ends and frames.may_end(ends[_CLEARS])
        ]
        if wishes or around:
            text = masked(text, [*wishes, *around])
            frames = Frames(self._frame, text, gaps, self._english)
        start, asked = self._front(sheet, frames)
        asked = asked or wants
        front = start if asked else 0
        inner = self._lone_quote(sheet, text, start)
        if inner is not None:
            return Cut(inner, front, bool(wishes))
        later = later_requests(frames, self._tail, clauses, start)
        later += requests_within(sheet, clauses, start, self._is_of_people)
        taken_back = self._retold.cuts(text, start)
        left = masked(without_frames(frames, clauses, begun, start), [*later, *taken_back])
        if asked:
            left = self._without_noun(left, start, gaps)
        behind = min(later)[0] if later else 0
        if behind and len(left[behind:].replace(CUT, "").strip(_GLUE)) < _SHORTEST_ALONE:
            behind = 0
        cut = self._remarks.without(told, left, asides, front, behind)
        if cut != left and not asked:  # what stands behind talk may begin with a request as well
            start, asked = self._front(sheet, Frames(self._frame, cut, gaps, self._english))
            cut = masked(cut, [(0, start, CUT)])
        prompt = joined(sheet, self._back(cut, gaps, asked=asked))
        if not prompt and asides is Asides.GO:
            prompt = _pictograms(sheet, text)
        if (unasked := without_question(prompt)) != prompt and self._is_asked(sheet, start, begun):
            prompt = unasked
        prompt = without_particle(prompt, sheet.row[:start], *self._wonders)
        return Cut(prompt, front, bool(wishes))

    def _without_signs(self, text: str) -> str:
        """The text without ":)" and the like, wherever they stand."""
        if self._sign_ends.isdisjoint(text):
            return text
        return self._typed_signs.sub(lambda sign: CUT * len(sign[0]), text)

    def _is_alone(
        self,
        sheet: Sheet,
        frames: Frames,
        clauses: list[tuple[int, int]],
        begun: list[Mapping[str, int]],
    ) -> bool:
        """Whether a message is a description alone; `begun` has the frames that its clauses begin with."""
        text = frames.text
        if (
            CUT in text
            or sheet.quotes
            or "frame.later_within" in sheet.said
            or " -" in text
            or text[:1] in STOP_SET
        ):
            return False
        if self._retold.cuts(text, 0):
            return False
        if all(map(_NOT_ALONE.issuperset, begun)):
            return True
        is_one = len(clauses) == 1 and text[0] not in AIR and _NOT_ALONE_IN_ONE.issuperset(begun[0])
        return is_one and not frames.is_control(*clauses[0])

    def asks(self, sheet: Sheet) -> bool:
        """Whether a message begins with words that ask for a video, and goes on behind them."""
        frames = Frames(self._frame, sheet.row, sheet.folded.gaps, self._english)
        end, asked = self._front(sheet, frames)
        sheet.frames = frames
        return asked and end < len(sheet.row.rstrip(_GLUE))

    def _is_asked(self, sheet: Sheet, front: int, begun: list[Mapping[str, int]]) -> bool:
        """Whether the words in front of the content, or of a part of it, ask whether we can do it."""
        if any("frame.asks_us" in ends for ends in begun):
            return True
        return any("question.opens" in self._ahead.read(sheet.row, place) for place in range(front))

    def _front(self, sheet: Sheet, frames: Frames) -> tuple[int, bool]:
        """Where the content begins, and whether a request stood before it."""
        text, gaps = frames.text, frames.gaps
        slash = frames[0].get("frame.opening", 0) if text.startswith(("/", "!")) else 0
        place = skip(text, slash)
        asked = ""
        for _ in range(_OPENING_STEPS):
            ends = frames[place]
            if not ends:
                break
            end = self._request_end(frames, place, asked)
            if end > place:
                asked = text[place:end].rstrip()
                end = frames.behind_measure(end)
            elif asked or text[:place].rstrip(" ").endswith(CUT):
                settled = ends.get("frame.closing", 0)  # "use Kling, all right?" without the comma
                joined = joined_end(sheet, frames, place)
                end = max(ends.get("frame.join", 0), frames.behind_measure(joined) if joined else 0)
                end -= self._whole.parted(text, end)  # its last character begins another word
                end = settled if settled in gaps else end
            if end <= place:
                opening = ends.get("frame.opening", 0)
                opening = 0 if self._whole.holds(text, place, opening) else opening
                alone = frames.behind_alone(place, sheet.text)
                weak = 0 if self._whole.begins(text, place) else frames.weak_opening(ends)
                end = max(label_end(text, ends), opening, weak, alone)
            if not CONTROL.isdisjoint(ends):
                end = max(end, control_end(frames, place))
            if end <= place:
                break
            place = skip(text, end)
        while place and text[place - 1] in OPENING:
            place -= 1  # a bracket belongs to what it holds
        while place and text[place - 1] in PICTOGRAMS and place not in gaps and IS_CJK.match(text, place):
            place -= 1  # what stands right before the words is one of them
        return place, bool(asked)

    def _request_end(self, frames: Frames, place: int, asked: str) -> int:
        """Where a request that begins here ends; once found, only the same words count again (pasted twice)."""
        text = frames.text
        if asked:
            return place + len(asked) if text.startswith(asked, place) else 0
        end = frames.request(frames[place])
        if self._whole.parted(text, end):  # what it ends with begins a word: a shorter one may do
            shorter = Frames(self._frame, text[: end - 1], frames.gaps, self._english)
            end = shorter.request(shorter[place])
        return 0 if self._whole.begins(text, place) else end

    def _back(self, text: str, gaps: frozenset[int], *, asked: bool) -> str:
        """Take thanks and a last "video" from the end."""
        for _ in range(_OPENING_STEPS):
            is_signed = text.rstrip(_GLUE)[-1:] in self._sign_ends
            signs = self._signs.search(text, max(0, len(text) - _SIGNS_REACH)) if is_signed else None
            if signs is not None and text[: signs.start()].strip(_GLUE):
                text = masked(text, [(signs.start(), len(text), CUT)])
            end = len(text.rstrip(_GLUE))
            while end and end < len(text) and text[end - 1] in self._particles and text[end] == CUT:
                end = len(text[: end - 1].rstrip(_GLUE))
            starts = {**self._english_ends.ends(text, end), **self._tail.read(text, end, gaps)}
            found = [
                start
                for name, start in starts.items()
                if (asked or name != "frame.tail_bare") and not self._whole.parted(text, start)
            ]
            if not found and text[end - 1 : end] in PICTOGRAMS:
                words = end
                while words and (text[words - 1] in PICTOGRAMS or text[words - 1] in _GLUE):
                    words -= 1
                # "thanks", or "'s video", and a face
                polite = self._tail.read(text, words, gaps)
                found = [polite[name] for name in ("frame.closing", "frame.tail") if name in polite]
            if not found:
                return masked(text, [(end, len(text), CUT)]) if CUT in text[end:] else text
            text = masked(text, [(min(found), len(text), CUT)])
        return text

    def _without_noun(self, text: str, start: int, gaps: frozenset[int]) -> str:
        """Take "'s video" from the end of the clause in which a request ends, whatever follows it."""
        clause = CLAUSE.match(text, start)
        end = start + len(clause.group().rstrip(f"{CUT} ")) if clause is not None else start
        noun = self._tail.read(text, end, gaps).get("frame.tail", end)
        noun = min((noun, *self._english_ends.ends(text, end).values()))
        if noun == end and text[end : end + 1] == CUT and text[end - 1] in self._particles:
            noun = end - 1  # "of a dog that runs, how much is it?" in Chinese
        return masked(text, [(noun, end, CUT)]) if start < noun < end else text

    def _lone_quote(self, sheet: Sheet, text: str, start: int) -> str | None:
        """The inside of the quotes, when nothing but control wording stands around them."""
        if len(sheet.quotes) != 1:
            return None
        quote = sheet.quotes[0]
        if start > quote.start:
            return None
        rest = text[start : quote.start] + CUT + text[quote.end :]
        frames = Frames(self._frame, rest, english=self._english)
        if not all(frames.is_control(*clause.span()) for clause in CLAUSE.finditer(rest)):
            return None
        return sheet.folded.typed(quote.inner_start, quote.inner_end).strip()


def _pictograms(sheet: Sheet, text: str) -> str:
    """A description in pictograms alone, empty where there are not several of them."""
    run = _PICTOGRAMS.search(text)
    return sheet.folded.typed(*run.span()).strip() if run is not None else ""
