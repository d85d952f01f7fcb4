"""Stage "decide": is it a command, a question, small talk, or a request? A request is put together in `request`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.model import Act, Intent, ParseContext, Pending, TaskType
from core.parser import contrast
from core.parser.command import Commands, act_features, intent_of
from core.parser.corrections import Corrections
from core.parser.doubts import Doubts
from core.parser.gist import Gist
from core.parser.language import language
from core.parser.learned import LONG, LONGEST, Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.marks import CLOSING, MODEL, VALUE
from core.parser.offered import Offered
from core.parser.onward import Onward
from core.parser.place import Places
from core.parser.request import Requests
from core.parser.sheet import Sheet
from core.parser.tool import Tools
from core.tables import Tables
from core.tables.patterns import any_of
from core.text import Folding

_NOT_IN_DOUBT = ("forget", "cancel", "retry", "confirm", "yes", "help")
# Where what is named is told apart, and where it is no wish to judge.
_WITH_A_MODEL = ("set_preference", "clear_preference")
_AS_NAMED = ("clear_preference", "quote")
_HANGING = frozenset(
    (
        "continuity.no_reference",
        "continuity.next",
        "continuity.last_frame",
        "continuity.animate",
        "tool.asked_of",
    )
)
# What a name is there for, where it denies that the message asks for a list.
_OF_A_NAME: dict[str, str] = {Act.LIST_MODELS: "tool.person", Act.MINE: "tool.keep"}
_ASKED_OF = "tool.asked_of"  # "can Kling do me a fox?" asks for a clip
_WHICHEVER = "choice.whichever"  # "which is best, use which": said in Chinese for "whichever is best"
_COULD_IT = "tool.could_it"  # "can Kling do a red fox in the snow" asks for one too, if it is no question
_AS_IT_WAS = ("retry", "chitchat")
_TAKES_AWAY, _TAKEN_AWAY = ("cancel", "forget"), 0.75
_ORDERLY, _LIKELY, _BESIDE_PICTURES = 0.55, 0.9, 0.97
_STOPS = 0.95  # to be stopped, although it begins like a change of it: "make it stop"
_TALK = 0.8  # talk, although it begins with words that ask for a video
_SCENE = 0.95  # a request, so that a price in it belongs to the story
_YES, _AGREES = (Act.CONFIRM, "yes"), 0.97  # a yes: it spends
_PENDING = dict.fromkeys(
    _YES, 0.4
)  # how sure an answer must be where something waits for one: of "custard" nobody is
_ACCEPTS = frozenset((*_YES, "first", "second", "third"))  # takes what is offered
_SURELY_YES = 0.9  # so that a clause "hm" or "ok" in it means yes
_A_REQUEST = ("", 0.0)
_TELLS = 2  # words that describe something


class Deciding:
    """Tells commands, questions and small talk from requests."""

    def __init__(self, tables: Tables, lexicon: Lexicon, folding: Folding) -> None:
        self._lexicon = lexicon
        self.offered = Offered(tables)
        typed = tables.words.typed
        self._kinds_of_clip = typed["tool.could_it_ends"]
        self._commands = Commands(
            lexicon,
            price_in_noun=typed["question.price_in_noun"],
            told_in_noun=typed["question.told_in_noun"],
        )
        plain = tables.words.plain
        self._colours = re.compile(
            f"(?<![a-z])(?!{any_of(plain['colour.in_a_yes'])}){any_of(plain['colour.names'])}(?![a-z])"
        )
        heads = {name: Learned(head) for name, head in tables.heads.items()}
        self._acts = heads["act"]
        self.doubts = Doubts(heads["clause"], heads["act"], tables.talk.is_of_people)
        self._is_of_people = tables.talk.is_of_people
        gist, corrections = Gist(lexicon, tables.words.rules), Corrections(tables.words)
        self._onward = Onward(tables.words, gist)
        self.tools = Tools(lexicon, gist, heads["wish"], corrections)
        self.places = Places(
            lexicon,
            heads["asked"],
            corrections,
            lone=typed["place.any.lone"],
            articles=typed["place.any.article"],
            preferably=(typed["choice.preferably"], typed["choice.preferably_before"]),
        )
        self.requests = Requests(
            tables,
            lexicon,
            folding,
            commands=self._commands,
            gist=gist,
            tools=self.tools,
            places=self.places,
            offered=self.offered,
            heads=heads,
        )

    def decide(self, sheet: Sheet, context: ParseContext) -> Intent:
        """The intent of a sheet on which everything has been found."""
        images = context.images + len(sheet.image_urls)
        command = (
            self._commands.read(sheet.line, sheet.folded.gaps) if sheet.row.strip() or not images else ""
        )
        command = "" if self._is_denied(command, sheet) else command
        if command and not (images and command in ("talk", "polite")) and not sheet.has_settings:
            return self._command(command, sheet, context)
        if not images and self.requests.changes.is_swap(sheet, context):
            spoken = context.language or language(sheet, 0)
            return Intent(
                action=Act.GENERATE, task_type=TaskType.FRAMES, edit=True, swap=True, language=spoken
            )
        self._listen(sheet, context)
        act, likely = self._judged(sheet, context, images)
        sheet.is_scene = not act and likely > _SCENE
        if act and act not in _WITH_A_MODEL and not sheet.spans and not sheet.has_settings:
            describes = act == Act.QUOTE and self._commands.is_of_a_scene(sheet)
            if not describes:
                clear = _ACCEPTS if likely > _SURELY_YES else _ACCEPTS - {"yes"}
                is_guessed = act in _ACCEPTS and not self._commands.says_in_a_clause(sheet.row, clear)
                return replace(self._command(act, sheet, context), is_guessed=is_guessed)
        if sheet.spans:
            self._place(sheet, act)
        else:
            self.places.decide(sheet)
        if context.last_status is not None:
            lead = self.requests.changes.lead(sheet)
            sheet.cuts += [(0, lead)] if 0 < lead < len(sheet.row) else []
        intent = self.requests.read(sheet, context, images, (act, likely))
        return self._command(act, sheet, context) if intent is None else self.offered.question(intent, sheet)

    def _listen(self, sheet: Sheet, context: ParseContext) -> None:
        """Find the phrases that count wherever they stand, names of this chat, and the words that the lessons know."""
        sheet.said = self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)
        sheet.said = self._onward.heard(sheet)
        if self._is_asked_of(sheet, sheet.said):
            asked = sheet.said.get(_ASKED_OF) or sheet.said[_COULD_IT]
            sheet.said = {**sheet.said, _ASKED_OF: asked}
        sheet.known = self.requests.subjects.known(sheet, context.names)
        if len(sheet.line) <= LONG:
            sheet.words = words_of(sheet.line)
            sheet.is_long = len(sheet.words) > LONGEST
        else:
            sheet.is_long = True

    def _judged(self, sheet: Sheet, context: ParseContext, images: int) -> tuple[str, float]:
        """What the message is if not a request, and how likely; pictures and words that ask for a video overrule it."""
        if not _HANGING.isdisjoint(sheet.said):
            return _A_REQUEST
        act, likely = self._act(sheet, context)
        if images and likely < _beside_pictures(act, context):
            return _A_REQUEST  # a picture is there to be used
        if act in _AS_IT_WAS and self._is_once_more_but(sheet, context):
            return _A_REQUEST
        if act in _YES and self._says_otherwise(sheet, likely):
            return _A_REQUEST  # "a green one"
        if act == Act.CHITCHAT and sheet.known and self.requests.subjects.does(sheet):
            return _A_REQUEST
        if act == Act.CHITCHAT and likely < _TALK and self._may_ask(sheet, context):
            return _A_REQUEST
        if self._is_denied(act, sheet):
            return _A_REQUEST
        if act == Act.CANCEL and likely < _STOPS and self._changes_it(sheet, context):
            return _A_REQUEST
        return act, likely

    def _says_otherwise(self, sheet: Sheet, likely: float) -> bool:
        """Whether what the lessons call a yes names a colour, or begins like a change and is not sure: "make it chartreuse"."""
        if self._colours.search(sheet.row):
            return True
        return likely < _AGREES and self.requests.changes.says_so(sheet, short=False)

    def _prices_values(self, sheet: Sheet) -> bool:
        """Whether a question names a model, what it is to make, and asks what that costs: "how much is Kling for 10 s"."""
        if VALUE not in sheet.row or sum(one.is_name for one in sheet.spans) != 1:
            return False
        asked = self._said(sheet).get("question.price", ())
        return any(sheet.row.startswith(MODEL, end) for _, end in asked)

    def _is_denied(self, act: str, sheet: Sheet) -> bool:
        """Whether what a name is there for denies that a message asks for a list: "this is Veo, our dog"."""
        if not act:
            return False
        if act == Act.LIST_MODELS and (
            self._prices_values(sheet)
            or self._is_whichever(sheet)
            or self._is_asked_of(sheet, self._said(sheet))
        ):
            return True
        name = _OF_A_NAME.get(act)
        if name is None or MODEL not in sheet.row or sheet.row.rstrip().endswith("?"):
            return False
        return name in self._said(sheet)

    def _is_asked_of(self, sheet: Sheet, said: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
        """Whether a model is asked for a clip as we would be; not "can Kling do a video in 4K", which asks what it can."""
        if _ASKED_OF in said or _COULD_IT not in said:
            return _ASKED_OF in said
        told = sheet.row[said[_COULD_IT][0][1] :]
        first, words = told.split(",")[0], told.split()
        is_told = len(words) > _TELLS or any(one.endswith("ing") for one in words[:-1])
        return is_told and "?" not in told and VALUE not in first and not first.endswith(self._kinds_of_clip)

    def _is_whichever(self, sheet: Sheet) -> bool:
        """Whether words that look like a question leave the choice to us, and something to be shown stands beside them."""
        found = self._said(sheet).get(_WHICHEVER)
        return bool(found and (sheet.row[found[-1][1] :].strip(CLOSING + ", ") or self.requests.asks(sheet)))

    def _said(self, sheet: Sheet) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The phrases that count wherever they stand."""
        return sheet.said or self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)

    def _is_once_more_but(self, sheet: Sheet, context: ParseContext) -> bool:
        """Whether more stands behind "again, but": that is never a bare "again"."""
        if context.last_status is None:
            return False
        return 0 < self.requests.changes.lead(sheet) < len(sheet.row.rstrip())

    def _may_ask(self, sheet: Sheet, context: ParseContext) -> bool:
        """Whether what the lessons call talk, without being sure, has the words of a request or of a change."""
        if self.requests.asks(sheet):
            return True  # the lessons only do not know what it asks to see
        if sheet.known and not self.doubts.is_said_to_us(sheet.line):
            return True  # somebody with a name does something
        if context.last_status is None and self._tells_of_speech(sheet):
            return True  # beside a clip that may be what people said of it
        changes = self.requests.changes
        if context.last_status is not None and changes.is_few_words(sheet):
            return True  # "early morning light"
        return self._changes_it(sheet, context)

    def _tells_of_speech(self, sheet: Sheet) -> bool:
        """Whether somebody says what stands in quotes, and more is told behind it than thanks."""
        if not sheet.quotes or self._is_of_people(sheet.row):
            return False  # "my boss said ..."
        quote = sheet.quotes[0]
        rest = sheet.row[quote.end :].strip(CLOSING + ", ")
        is_told = "question.told" in self._lexicon.behind.read(sheet.row, quote.start)
        return bool(is_told and rest and not self._commands.read(rest))

    def _changes_it(self, sheet: Sheet, context: ParseContext) -> bool:
        """Whether it begins like a change of what is being made: only after a clip the lessons have learned to hear it."""
        return context.last_status == "running" and self.requests.changes.says_so(sheet, short=False)

    def _place(self, sheet: Sheet, act: str) -> None:
        """Decide on every name and value, by the phrases and by the lessons."""
        self.tools.decide(sheet)
        if act not in _AS_NAMED and not sheet.is_long:
            self.tools.learned(sheet)
        contrast.settle(sheet, self.offered)
        self.places.decide(sheet)
        if act == Act.QUOTE:
            self.tools.named(sheet)
        elif not sheet.is_long:
            self.places.learned(sheet)

    def _command(self, command: str, sheet: Sheet, context: ParseContext) -> Intent:
        intent = intent_of(command, context, context.language or language(sheet, 0))
        return self.offered.question(intent, sheet)

    def by_phrases(self, sheet: Sheet) -> None:
        """What the phrases alone say of every name and value: the lessons learn when to believe them."""
        sheet.said = self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)
        self.tools.decide(sheet)
        self.places.decide(sheet)

    def _act(self, sheet: Sheet, context: ParseContext) -> tuple[str, float]:
        """What the message asks for by the lessons, empty for a video, and how likely."""
        if sheet.is_long:
            return "", 1.0
        if sheet.ends_with("question.advice") or "question.advice_opens" in self._lexicon.opening(sheet):
            return Act.LIST_MODELS, 1.0
        act, likely = self._acts.likely(
            act_features(sheet.words, context.last_status, is_asked=context.pending is not None)
        )
        if act == Act.GENERATE:
            return "", likely
        # A doubtful message neither orders anything, as that costs money, nor takes anything away.
        surely = _TAKEN_AWAY if act in _TAKES_AWAY else _ORDERLY
        is_doubtful = likely < (surely if context.pending is None else _PENDING.get(act, 0.0))
        return (Act.CHITCHAT if is_doubtful and act in _NOT_IN_DOUBT else act), likely


def _beside_pictures(act: str, context: ParseContext) -> float:
    """How likely it must be, with pictures there, that a message is not a request."""
    if context.pending is Pending.PICTURE_ALONE:
        return _ORDERLY  # asked what to do with the pictures, a person may still be thinking
    return _LIKELY if act == Act.CHITCHAT else _BESIDE_PICTURES
