"""Wishes about the choice itself, in free words: that we choose, the best there is, the cheapest there is."""

from itertools import islice
from typing import Literal

from core.parser.asides import CLAUSE
from core.parser.gist import Gist
from core.parser.learned import Learned, words_of
from core.parser.marks import MODEL
from core.parser.sheet import Sheet, Span

Quality = Literal["best", "budget"] | None

_CLAUSES_IN_FRONT = 3  # that are searched for a wish that we choose
_SURE, _WELL, _PLAINLY, _PLAIN = 0.6, 0.8, 0.95, 0.99


class Choices:
    """Reads wishes about the choice; their clauses leave the prompt."""

    def __init__(self, gist: Gist, learned: Learned) -> None:
        self._gist = gist
        self._learned = learned

    def read(self, sheet: Sheet, quality: Quality) -> tuple[Quality, bool]:
        """The quality wished for, and whether the choice of the model is left to us."""
        if quality is None and sheet.heard("choice.words") and not any(map(_may_count, sheet.spans)):
            answer = self._by_lessons(sheet)
            if answer == "auto":
                self._by_topics(sheet)
                return None, True
            if answer in ("best", "budget"):
                quality = "best" if answer == "best" else "budget"
        return quality, quality == "best" or self._by_topics(sheet)

    def _by_lessons(self, sheet: Sheet) -> str:
        """The wish that the lessons find in the message, or in a single clause that says it plainly."""
        if any(one.denied and one.kind == "quality" for one in sheet.spans):
            return ""
        if sheet.is_long:
            return ""
        answer, likely = self._learned.likely(sheet.words)
        if answer == "plain" and likely > _PLAIN:
            return ""
        clauses = list(CLAUSE.finditer(sheet.row))
        answers = [self._learned.likely(words_of(sheet.line[one.start() : one.end()])) for one in clauses]
        if likely < (_SURE if answer == "auto" else _WELL) or answer == "plain":
            answer = next((one for one, likely in answers if one != "plain" and likely > _PLAINLY), "")
            if not answer or len(clauses) == 1:
                return ""
        several = sum(MODEL not in one.group() for one in clauses) > 1  # else it may tell the content as well
        for clause, (same, likely) in zip(clauses, answers, strict=True):
            if same == answer and likely >= _SURE and several:
                sheet.cuts.append(clause.span())
        return answer

    def _by_topics(self, sheet: Sheet) -> bool:
        """Whether a clause in front only says that we choose, or takes a preference back."""
        if not (sheet.spans or sheet.heard("topic.model") or sheet.heard("topic.preference")):
            return False
        found, saves_nothing = False, "tool.nothing_saved" in sheet.said
        for match in islice(CLAUSE.finditer(sheet.row), _CLAUSES_IN_FRONT):
            clause = match.group()
            if MODEL in clause or len(clause) == len(sheet.row):
                continue
            if saves_nothing and sheet.is_heard("tool.nothing_saved", *match.span()):
                continue
            wishes, is_aside = self._gist.choice(clause)
            if wishes or (sheet.spans and is_aside):
                sheet.cuts.append(match.span())
            found = found or wishes
        return found


def _may_count(span: Span) -> bool:
    """Whether a span names a model that is neither turned down nor somebody else's taste."""
    return span.is_name and span.role not in ("not", "taste")
