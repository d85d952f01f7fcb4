"""Tells words that are to be shown from words that are said to us: "go back to the one before", "that came out great"."""

from collections.abc import Callable

from core.model import Act
from core.parser.asides import Clauses
from core.parser.command import act_features
from core.parser.learned import LONGEST, Features, Learned, words_of
from core.parser.sheet import Sheet

_ASIDE = 0.85
_TALK = 0.8
_SURELY_ASIDE = 0.93
_NO_SCENE = 3.0  # logarithms of the odds, in all
_AS_REQUEST = ("", Act.GENERATE, Act.RETRY)  # "another one, with a dog" sounds like a bare "again"
_FEWEST = 4  # words, or Chinese characters: fewer are unknown to the lessons sooner than talk


class Doubts:
    """Asks the lessons about a description, as if it were all that was said."""

    def __init__(self, clauses: Learned, acts: Learned, is_of_people: Callable[[str], bool]) -> None:
        self._clauses = clauses
        self._acts = acts
        self._is_of_people = is_of_people

    def is_said_to_us(self, line: str) -> bool:
        """Whether a folded description has nothing in it that a video could show."""
        words = words_of(line)
        if not line.strip() or len(words) > LONGEST:
            return False
        answer, likely = self._clauses.likely(words.beside("?only"))
        if answer == "aside" and likely >= _ASIDE:
            return True
        act, likely = self._act(words)
        is_long_enough = len(words.words) >= _FEWEST + 2  # with the edges
        return is_long_enough and act not in ("", Act.GENERATE) and likely >= _TALK

    def tells_no_scene(self, sheet: Sheet) -> bool:
        """Whether every clause of a message is surely no content: who asks, for whom, and that it is a video."""
        clauses = Clauses(self._clauses, sheet)
        odds = [clauses.odds(index) for index in range(len(clauses.places))]
        return bool(odds) and min(odds) >= 0 and sum(odds) >= _NO_SCENE and self._is_of_people(sheet.row)

    def is_talk(self, line: str) -> bool:
        """Whether a folded clause beside a clip is surely a remark: talk as a message, and nothing to be shown."""
        words = words_of(line)
        answer, likely = self._clauses.likely(words.beside("?only"))
        if answer != "aside" or likely < _SURELY_ASIDE:
            return False
        act, likely = self._act(words)
        return act == Act.CHITCHAT and likely >= _TALK

    def asks(self, line: str, status: str | None, *, is_asked: bool) -> float:
        """How likely a folded message, with the last job so or beside a question, asks for something, 0 to 1."""
        words = words_of(line)
        if len(words.words) > LONGEST:
            return 1.0
        features = act_features(words, status, is_asked=is_asked)
        act, _ = self._acts.likely(features)
        return 1.0 if act in _AS_REQUEST else self._acts.share(features, Act.GENERATE)

    def _act(self, words: Features) -> tuple[str, float]:
        return self._acts.likely(act_features(words, "success", is_asked=False))
