"""Commands: a message is one only when all of it is made of command phrases and polite words."""

import re
from collections.abc import Collection, Iterable

from core.model import Act, Intent, Language, ParseContext, Pending
from core.parser.learned import Features
from core.parser.lexicon import Lexicon
from core.parser.marks import CLOSING, EMOJI, ENDS, MODEL, STOPS, VALUE, WORDS_END
from core.parser.sheet import Sheet, clause_around
from core.tables.learned import PIECE_SIGN

LONGEST = 90  # a longer message is no command
_QUESTION_LENGTH = 60  # a longer one tells a story
_COLON = " ,:"  # what may stand between "said" and what is said
_CLAUSE = re.compile("([^,.!?;\n]+)([,.!?;\n]?)")
_SKIP = re.compile(f"[ {STOPS}{EMOJI}-]*")
_SKIPPED = ENDS | {" ", "-"}
_SETTLED = ("keep", "like", "switch", "not", "once")  # roles that a name does not get from a question
_WEAK = ("yes", "no", "talk", "polite")
# Where two lists read the same words, the one named first counts.
_ORDER = (
    "command.cancel", "command.retry", "command.status", "command.resend", "command.mine", "command.quote",
    "command.budget", "command.forget", "command.show_preferences", "command.set_preference", "command.help", "command.clear_preference",
    "command.list_models", "command.confirm", "command.first", "command.second", "command.third", "command.no",
    "command.yes", "chitchat.talk", "frame.closing", "frame.opening", "frame.opening_weak", "command.filler",
)  # fmt: skip
_NAMES = {"chitchat.talk": "talk", "command.filler": "polite"}


class Commands:
    """Reads whole messages as commands."""

    def __init__(
        self, lexicon: Lexicon, *, price_in_noun: Iterable[str], told_in_noun: Iterable[str]
    ) -> None:
        self._machine = lexicon.commands
        self._nouns = tuple(price_in_noun)
        self._told_nouns = tuple(told_in_noun)
        self._ahead = lexicon.ahead
        self._behind = lexicon.behind
        self._opening = lexicon.opening

    def read(self, row: str, gaps: frozenset[int] = frozenset()) -> str:
        """The command's name ("talk", "polite" included); empty when the message is more than a command."""
        if len(row) > LONGEST:
            return ""
        found: list[str] = []
        place = _skip(row, 0)
        while place < len(row):
            ends = self._machine.read(row, place, gaps)
            if not ends:
                return ""
            name = max(ends, key=lambda one: (ends[one], -_ORDER.index(one)))
            found.append(
                _NAMES.get(name, name.removeprefix("command.") if name.startswith("command.") else "polite")
            )
            place = _skip(row, ends[name])
        strong = [name for name in found if name not in _WEAK]
        if strong:
            return strong[-1]
        return next((name for name in _WEAK if name in found), "talk")

    def says_in_a_clause(self, row: str, commands: Collection[str]) -> bool:
        """Whether one of the clauses of a message is one of these commands by itself, and no question."""
        clauses = (one.groups() for one in _CLAUSE.finditer(row))
        return any(end != "?" and self.read(one.strip()) in commands for one, end in clauses)

    def is_question(self, sheet: Sheet) -> bool:
        """Whether a short message asks us something instead of describing a scene."""
        row = sheet.row.rstrip()
        if len(row) > _QUESTION_LENGTH or VALUE in row:
            return False
        if MODEL not in row:
            return row.endswith("?") and "question.opens" in self._ahead.read(row, 0)
        end = len(row.rstrip("?! "))
        begin, _ = clause_around(row, end - 1, end)
        while begin < end and row[begin] == " ":
            begin += 1
        if any(span.role in _SETTLED for span in sheet.spans):
            return False
        if row.endswith("?") and row[0] in WORDS_END and "question.opens" in self._ahead.read(row, 0):
            return True
        if MODEL not in row[begin:end]:
            return False
        opens = row[begin] in WORDS_END and "question.asks" in self._ahead.read(row, begin)
        return opens or "question.closes" in self._behind.read(row, end)

    def asks_whether(self, sheet: Sheet) -> bool:
        """Whether a message only asks whether another model would do better."""
        end = len(sheet.row.rstrip("?! "))
        return any(not start and stop >= end for start, stop in sheet.heard("question.whether"))

    def is_of_a_scene(self, sheet: Sheet) -> bool:
        """Whether a question about a price may describe a clip that does not exist yet."""
        return bool(sheet.heard("question.price")) and not sheet.heard("question.past")

    def price(self, sheet: Sheet, *, asks_for_video: bool = False) -> list[tuple[int, int]]:
        """Where a message asks what something would cost, and where that question ends; empty when it does not.

        Behind words that ask for a video the question may stand in front of what that is to show.
        """
        asks = self._opening(sheet).get("question.price_first", 0)
        if asks:
            return [(0, asks)]
        found = sheet.heard("question.price")
        if not found:
            return []
        start, end = max(found, key=lambda one: one[1] - one[0])
        if sheet.row.endswith(self._nouns, 0, start + 1):
            start += 1  # fireworks, snowflakes: not "spend"
        if self._tells(sheet.row, start):
            return []
        if sheet.is_scene and (
            # In an almost certain description only its last words can ask us, and only if nobody in it asks.
            (not start and not sheet.heard("question.price_end"))
            or (
                start
                and sheet.row[end:].strip(CLOSING)
                and not (asks_for_video and _is_first(sheet.row, start, end))
            )
            or self._is_told(sheet.row, start)
        ):
            return []
        closing = len(sheet.row.rstrip(CLOSING))
        others = [one for one in found if one[1] <= start or end <= one[0]]
        return [(start, end), *others, *sheet.heard("question.price_end"), (closing, len(sheet.row))]

    def _is_told(self, row: str, end: int) -> bool:
        """Whether somebody in the scene says or asks something in the clause that ends here."""
        begin, _ = clause_around(row, end, end)
        return any(self._tells(row, place) for place in range(begin, end + 1))

    def _tells(self, row: str, place: int) -> bool:
        """Whether words stand here that say that somebody speaks or asks: "said", and no novel."""
        if "question.told" not in self._behind.read(row, place):
            return False
        return not row[:place].rstrip(_COLON).endswith(self._told_nouns)


def _is_first(row: str, start: int, end: int) -> bool:
    """Whether a question ends the clause that a message begins with, or is one of its own."""
    begin, stop = clause_around(row, start, end)
    return (begin == 0 or not row[begin:start].strip()) and row[end:stop].strip() == ""


def act_features(words: Features, last_status: str | None, *, is_asked: bool) -> Features:
    """The features that tell what a message asks for: its words, the last job's state, an open question."""
    if is_asked:
        pieces = (f"?? {PIECE_SIGN}{one}" for one in words.pieces)
        return words.beside(*(f"?? {one}" for one in words.words), *pieces, "??")
    return words.beside(f"?{last_status}") if last_status else words


def intent_of(command: str, context: ParseContext, spoken: Language) -> Intent:
    """The intent of a command, given what is open in the conversation."""
    offered = context.pending is Pending.OFFER or (
        context.pending is None and context.last_status == "failed"
    )
    if command in ("first", "second", "third"):
        choice = ("first", "second", "third").index(command) + 1
        act = Act.RETRY if offered or context.pending else Act.CHITCHAT
        return Intent(action=act, choice=choice, language=spoken)
    if command in ("yes", "confirm"):
        if context.pending is Pending.CONFIRM or (command == "confirm" and not offered):
            return Intent(action=Act.CONFIRM, language=spoken)
        if offered:
            return Intent(action=Act.RETRY, choice=1, language=spoken)
        return Intent(action=Act.CHITCHAT, language=spoken)
    if command == "no":
        act = Act.DECLINE if context.pending is not None else Act.CHITCHAT
        return Intent(action=act, language=spoken)
    if command == "cancel" and context.pending is not None and context.last_status != "running":
        return Intent(action=Act.DECLINE, language=spoken)
    if command == "resend" and context.last_status == "running":
        command = "status"  # there is nothing yet that could be sent
    if command == "clear_preference":
        return Intent(action=Act.CLEAR_PREFERENCE, clear_preference=True, language=spoken)
    act = Act(command) if command in list(Act) else Act.CHITCHAT
    return Intent(action=act, language=spoken)


def _skip(row: str, place: int) -> int:
    if row[place : place + 1] not in _SKIPPED:
        return place
    match = _SKIP.match(row, place)
    return match.end() if match else place
