"""The parser: what a person typed → `Intent`, in stages that are each explained in their own module.

    form     a form pasted as JSON or a block of settings → lines   form
    fold     one spelling for all ways to type the same words       core.text, slips
    quote    hide what is content whatever it says; read flags      quote
             and the end of a letter, which is neither              farewell
    find     what could be a model or a parameter, by letters       find, names, versions, traded, inscribed, figures
    place    which of it is one, by its place in the sentence       tool, place, somebody, corrections, contrast
             and, where no phrase tells, by the lessons             learned, values, wishes
    decide   whether it is a command, a question or a request       decide, command, gist, onward, doubts, offered
             and all that a request asks for                        request, requested, picture, choice, subject,
                                                                    change, likeness, language
    cut      the prompt: what remains of the original               cut, halves, frame, kind, whole, retold, joining,
             without who asks and what for, and talk to us          endings, introduced, asides, remarks

A `sheet` holds what has been found so far. `lexicon` has the phrases of the tables as machines (`automaton`, `states`),
one for each way to search, and English wording whose parts stand in many orders as patterns (`phrasing`); `marks` are the
characters that stand for what was found.

All words come from core/data (aliases, letters, words, commands, gist, learned). Nothing here looks at prices, clocks
or networks.
"""

from dataclasses import replace

from core.model import Intent, ParseContext
from core.parser.decide import Deciding
from core.parser.farewell import Farewells
from core.parser.figures import Figures
from core.parser.find import find
from core.parser.form import Forms
from core.parser.lexicon import Lexicon
from core.parser.names import Names
from core.parser.quote import Quoting
from core.parser.sheet import Sheet
from core.parser.slips import spellings
from core.parser.traded import Traded
from core.tables import Tables
from core.text import Folding

__all__ = ["Parser"]

LONG = 1000  # characters; of a longer message the head and the tail are read for control wording
HEAD, TAIL = 320, 200
_SHORT_HEAD, _SHORT_TAIL = 160, 100  # of a Chinese one, which says as much in fewer characters
_CHINESE = 2  # bytes a character and more
_MIDDLE = "\ue004"  # stands for what is between them


class Parser:
    """Reads messages. Compiles the word tables once; `parse` is pure and may be called from anywhere."""

    def __init__(self, tables: Tables) -> None:
        words = tables.words
        self._figures = Figures(words.letters, words.typed)
        self._names = Names(words)
        self._traded = Traded(words)
        self._folding = Folding(
            words.letters.traditional,
            spellings(words.letters, known=self._names.entries),
            words.letters.emoticons,
            words.letters.stretched,
            (*words.letters.digits, *words.letters.tens, *words.letters.units["half"]),
        )
        self._forms = Forms(words)
        self._farewells = Farewells(words, self._names)
        self._quoting = Quoting(words, self._names, self._figures)
        self.deciding = Deciding(tables, Lexicon(words), self._folding)

    def parse(self, text: str, context: ParseContext) -> Intent:
        """What this message means in this context. Takes time linear in the length of the text; never raises."""
        text = self._forms.read(text)
        if len(text) <= LONG:
            return self._parse(text, context)
        is_chinese = len(text.encode(errors="replace")) >= _CHINESE * len(text)
        head, tail = (_SHORT_HEAD, _SHORT_TAIL) if is_chinese else (HEAD, TAIL)
        # Nobody gives orders in the middle of a long description: it is content, word for word.
        middle = text[head:-tail]
        if "http" in middle:
            return self._parse(text, context)
        intent = self._parse(f"{text[:head]}{_MIDDLE}{text[-tail:]}", context)
        prompt = (
            intent.prompt.replace(_MIDDLE, middle, 1) if _MIDDLE in intent.prompt else intent.prompt + middle
        )
        return replace(intent, prompt=prompt)

    def sheet(self, text: str, scene: str = "") -> Sheet:
        """The sheet of a message on which everything has been found and nothing decided. The last clip shows the scene."""
        folded = self._folding.fold(text)
        sheet = Sheet(folded, folded.text)
        self._quoting.read(sheet)
        self._farewells.hide(sheet)
        find(sheet, self._names, self._figures, self._traded, scene)
        sheet.mark_kinds()
        return sheet

    def says_change(self, text: str) -> bool:
        """Whether a text begins or ends with words that change the last clip."""
        return self.deciding.requests.changes.says_so(self.sheet(text), short=False)

    def is_said_to_us(self, prompt: str) -> bool:
        """Whether words that are to be shown are more likely said to us."""
        return self.deciding.doubts.is_said_to_us(self.sheet(prompt).line)

    def asks(self, text: str, status: str | None, *, is_asked: bool = False) -> float:
        """How likely a message with the last job so, or beside a question, asks for something, 0 to 1.

        One that begins or ends with words of change, or names a model or a value, surely does.
        """
        sheet = self.sheet(text)
        if sheet.spans or self.deciding.requests.changes.says_so(sheet, short=False):
            return 1.0
        return self.deciding.doubts.asks(sheet.line, status, is_asked=is_asked)

    def tells_no_scene(self, text: str) -> bool:
        """Whether a request tells who asks and what for, and nothing that a video could show."""
        return self.deciding.doubts.tells_no_scene(self.sheet(text))

    def is_talk(self, clause: str) -> bool:
        """Whether a clause beside a clip is surely a remark, and nothing to be shown."""
        return self.deciding.doubts.is_talk(self.sheet(clause).line)

    def _parse(self, text: str, context: ParseContext) -> Intent:
        sheet = self.sheet(text, context.last_prompt or "")
        intent = self.deciding.decide(sheet, context)
        down = self.deciding.offered.turned_down(sheet, but=intent.model) if sheet.spans else ()
        return replace(intent, turned_down=down) if down else intent
