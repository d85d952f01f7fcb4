"""Stage "decide" for a request: puts the intent together, once it is known what each word is for."""

from core.model import Act, Intent, ParseContext, Role, TaskType
from core.parser.asides import asides_of, without_question
from core.parser.change import Changes
from core.parser.choice import Choices
from core.parser.command import Commands
from core.parser.cut import Cutting
from core.parser.frame import NO_AIR
from core.parser.gist import Gist
from core.parser.language import language
from core.parser.learned import Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.likeness import Likeness
from core.parser.offered import Offered
from core.parser.picture import FRAMES_TAKE, Pictures
from core.parser.place import Places
from core.parser.requested import Request, bare, notices
from core.parser.sheet import Sheet
from core.parser.subject import Subjects
from core.parser.tool import Tools
from core.parser.wishes import NO_WISHES, AskedValues
from core.tables import Tables
from core.text import Folding

_SAYING = 10  # characters; a longer text that is almost certainly a scene is not taken for talk
_IDLE_LENGTH = 30  # thanks and praise beside an order are no longer than this
_IDLE = ("talk", "polite", "yes", "no")
# Answers of the lessons with which a message may still be a request by the phrases.
_IN_A_REQUEST = ("", "set_preference", "clear_preference", "quote")
_FIGURES = frozenset(("continuity.same", "continuity.no_reference"))  # a known figure again, or no longer
_GOES_ON = frozenset(("continuity.next", "continuity.last_frame"))
_TASKS = {
    "task.text": TaskType.TEXT,
    "task.image": TaskType.IMAGE,
    "task.frames": TaskType.FRAMES,
    "task.reference": TaskType.REFERENCE,
}
_FOR_NOW = ("use", "once", "switch")
# The last: so likely a description that words of a preference beside it do not make it one.
_LIKELY, _FOR_GOOD, _DOUBTED = 0.9, 0.8, 0.6


class Requests:
    """Reads messages that ask for a video, for its price, or for a preference among other words."""

    def __init__(
        self,
        tables: Tables,
        lexicon: Lexicon,
        folding: Folding,
        *,
        commands: Commands,
        gist: Gist,
        tools: Tools,
        places: Places,
        offered: Offered,
        heads: dict[str, Learned],
    ) -> None:
        self._models = tables.models
        self._folding = folding
        self._commands = commands
        self._gist = gist
        self._tools = tools
        self._places = places
        self._offered = offered
        self._acts = heads["act"]
        self._choices = Choices(gist, heads["choice"])
        self.pictures = Pictures(lexicon, heads["look"], heads["points"], tables.words.typed)
        known = {name: tables.words.typed[f"edit.{name}"] for name in ("empty", "sets", "who", "one", "how")}
        self.changes = Changes(lexicon, Likeness(**known), edits=heads["edit"], beside=heads["likeness"])
        self.subjects = Subjects(tables.words, folding)
        self._cutting = Cutting(lexicon, heads["clause"], heads["act"], tables.words.typed, tables.talk)

    def asks(self, sheet: Sheet) -> bool:
        """Whether a message begins with words that ask for a video, and goes on behind them."""
        return self._cutting.asks(sheet)

    def read(
        self, sheet: Sheet, context: ParseContext, images: int, learned: tuple[str, float]
    ) -> Intent | None:
        """The intent of a request; None if the message is what the lessons take it for (`learned`, with likelihood)."""
        request = self._gather(sheet, context, images, learned)
        if not self._describe(request):
            return None
        request.edit = self._is_edit(request)
        self._task(request)
        self._decide(request)
        return self._intent(request)

    def _gather(
        self, sheet: Sheet, context: ParseContext, images: int, learned: tuple[str, float]
    ) -> Request:
        """Gather what is said about pictures, parameters, model and price; those words leave the prompt."""
        self.subjects.cut_ties(sheet)
        pointing = self.pictures.learned(sheet, images, self.pictures.read(sheet, images))
        sheet.cuts += pointing.cuts
        asked = self._places.values(sheet)
        price = self._commands.price(sheet, asks_for_video=self.asks(sheet))
        sheet.cuts += price
        if price:
            self._tools.asked(sheet)
        span = self._tools.chosen(sheet) if sheet.spans else None
        saves = span is not None and self._tools.saves(sheet, span)
        return Request(sheet, context, images, *learned, pointing, asked, span, price, saves)

    def _describe(self, request: Request) -> bool:
        """Find the content and wishes about the choice; False if the message is no request after all."""
        sheet, asked, act = request.sheet, request.asked, request.act
        before, asides = len(sheet.cuts), asides_of(sheet, request.context, act, changes=request.changes)
        cut = self._cutting.prompt(sheet, asides)
        prompt = self._content(cut.prompt, act, asked)
        if act not in _IN_A_REQUEST and (prompt or not asked.says_something):
            return False  # values alone stay a change
        request.front, request.asks_later = cut.front, cut.asks_later
        request.quality, chosen_by_us = self._choices.read(sheet, asked.quality)
        request.clears = chosen_by_us or (cut.clears and "tool.nothing_saved" not in sheet.said)
        if len(sheet.cuts) > before:
            prompt = self._cutting.prompt(sheet, asides).prompt
        prompt = without_question(prompt) if request.price_stands_first else prompt
        if prompt and (request.changes or request.clears) and self._is_idle(request, prompt):
            prompt = ""
        request.prompt = prompt
        return True

    def _content(self, prompt: str, act: str, asked: AskedValues) -> str:
        """The content; beside values, "run it again" is none."""
        if act != Act.RETRY or not asked.says_something:
            return prompt
        return "" if self._commands.read(self._folding.fold(prompt).text) == act else prompt

    def _is_idle(self, request: Request, prompt: str) -> bool:
        """Whether the rest says nothing: thanks, praise, yes or, beside a video, a remark on it."""
        if len(prompt) > (_SAYING if request.sheet.is_scene else _IDLE_LENGTH):
            return False
        has_clip = request.context.last_status is not None
        words = self._folding.fold(prompt).text
        if (not has_clip and NO_AIR.search(words) is None) or (has_clip and self.changes.begins(words)):
            return False  # a description in pictograms, or "add rain"
        if self._commands.read(words) in _IDLE or self._gist.is_idle(words):
            return True
        act, likely = self._acts.likely(words_of(words)) if has_clip else ("", 0.0)
        return act == Act.CHITCHAT and likely >= _LIKELY

    def _is_edit(self, request: Request) -> bool:
        """Whether the request changes the last clip."""
        said = request.sheet.said
        if request.context.last_status is None or request.images or not _GOES_ON.isdisjoint(said):
            return False
        if request.prompt and "continuity.animate" in said:
            return False
        return self.changes.is_edit(
            request.sheet,
            request.prompt,
            self._folding.fold(request.prompt),
            request.context.last_prompt,
            changes=request.changes or request.quality is not None,
            is_request=request.front > 0 or request.asks_later,
            is_of_figure=request.pointing.points
            or bool(request.sheet.known)
            or not _FIGURES.isdisjoint(said),
        )

    def _task(self, request: Request) -> None:
        """Decide the task type, what the pictures are for, and the model that its name means for that task."""
        sheet, last = request.sheet, request.context.last_task_type
        is_worded = request.pointing.wording is not None
        request.task_type, request.is_missing = self.pictures.task_type(request.pointing, request.images)
        if request.edit and last is not None and not is_worded:
            is_free = "continuity.no_reference" in sheet.said and not request.images
            request.task_type, request.is_missing = TaskType.TEXT if is_free else last, False
        request.roles = self.pictures.roles(sheet) if request.images == FRAMES_TAKE else ()
        if Role.REFERENCE in request.roles and not is_worded:
            request.task_type = TaskType.REFERENCE
        request.offered = self._offered.of(sheet, request.span, request.task_type)
        request.saves = request.saves and request.offered[0] is not None

    def _decide(self, request: Request) -> None:
        """Decide what is wanted: a video, its price, an answer to a question, or only a preference."""
        if request.has_price or request.act == Act.QUOTE:
            request.action, request.saves, request.clears = Act.QUOTE, False, False
        elif self._is_question(request):
            names_one = any(one.is_name for one in request.sheet.spans)
            request.action = Act.LIST_MODELS if names_one else Act.CHITCHAT
            request.saves = request.clears = False
        elif self._is_preference(request):
            self._keep(request)
        elif not (request.prompt or request.images) and self._is_bare(request):
            request.action = bare(request)
        if request.action in (Act.SET_PREFERENCE, Act.CLEAR_PREFERENCE):
            self._for_one_task(request)

    def _is_question(self, request: Request) -> bool:
        if self._commands.asks_whether(request.sheet):
            return True
        is_asked = request.edit and self.changes.is_asked_for(request.sheet)
        if is_asked or request.sheet.heard("tool.asked_of"):
            return False
        has_content = request.images or request.front or request.pointing.points
        if request.prompt and not request.act and request.likely >= _LIKELY:
            has_content = True  # "a cat in the rain, could it be Kling?"
        return not has_content and self._commands.is_question(request.sheet)

    def _is_preference(self, request: Request) -> bool:
        """Whether a message is about a preference alone, though the phrases find words of a request in it."""
        prompt, act, span = request.prompt, request.act, request.span
        names_task = self._names_only_a_task(request)
        if not act:
            return names_task and request.saves and not request.images
        prompt = "" if names_task else prompt
        is_long = len(prompt) > (_IDLE_LENGTH if prompt.isascii() else _SAYING) and request.likely < _LIKELY
        if prompt and self._is_described(prompt, _DOUBTED if is_long else _LIKELY):
            return False
        if act == Act.SET_PREFERENCE:
            return bool(request.prompt) and (
                span is None or span.role not in _FOR_NOW or request.likely >= _FOR_GOOD
            )
        return act == Act.CLEAR_PREFERENCE and (bool(request.prompt) or request.likely >= _LIKELY)

    def _is_bare(self, request: Request) -> bool:
        """Whether there are no values, or none but beside a model that is to be kept for good: these are not for now."""
        sheet, span = request.sheet, request.span
        if request.asked.wishes is NO_WISHES:
            return True
        if not request.saves or span is None or span.role != "keep" or "edit.redo" in sheet.said:
            return False
        return not (request.edit and self.changes.says_so(sheet, short=False))

    def _names_only_a_task(self, request: Request) -> bool:
        """Whether what is left only names the task that a model is for: "animating pictures"."""
        sheet = request.sheet
        if _TASKS.keys().isdisjoint(sheet.said):
            return False
        words = self._folding.fold(request.prompt).text
        named = (sheet.row[begin:end] for name in _TASKS for begin, end in sheet.said.get(name, ()))
        return any(one.strip() == words for one in named)

    def _is_described(self, prompt: str, least: float) -> bool:
        """Whether what is left would be ordered if it stood alone, as likely as this."""
        act, likely = self._acts.likely(words_of(self._folding.fold(prompt).text))
        return act == Act.GENERATE and likely >= least

    def _keep(self, request: Request) -> None:
        """Decide whether a preference is set or taken back."""
        sheet, is_set = request.sheet, request.act != Act.CLEAR_PREFERENCE
        kept = self._tools.kept(sheet) if is_set else None
        request.offered = self._offered.of(sheet, kept, request.task_type)
        request.saves, request.prompt = request.offered[0] is not None, ""
        this_one = is_set and not any(one.is_name for one in sheet.spans)
        request.action = Act.SET_PREFERENCE if request.saves or this_one else Act.CLEAR_PREFERENCE

    def _for_one_task(self, request: Request) -> None:
        """Take a preference for the one task that is named, and the model that its name means there."""
        sheet = request.sheet
        named = [task for name, task in _TASKS.items() if name in sheet.said]
        if len(named) != 1:
            return
        request.only_for = request.task_type = named[0]
        request.is_missing, request.prompt = False, ""
        if request.action is Act.SET_PREFERENCE:
            span = self._tools.kept(sheet) or request.span
            request.offered = self._offered.of(sheet, span, named[0])
            request.saves = request.offered[0] is not None

    def _intent(self, request: Request) -> Intent:
        sheet, context, asked = request.sheet, request.context, request.asked
        key, unavailable, nearest = request.offered
        row = self._models[key] if key else None
        hanging = self.subjects.read(sheet, has_clip=request.context.last_status is not None)
        return Intent(
            action=request.action,
            task_type=request.task_type,
            model=key,
            model_id=row.ids[request.task_type] if row else None,
            model_name=row.name_for(request.task_type) if row else None,
            wishes=asked.wishes,
            quality=request.quality,
            save_preference=request.saves,
            clear_preference=request.clears or request.action is Act.CLEAR_PREFERENCE,
            notices=notices(request),
            prompt=request.prompt,
            language=context.language or language(sheet, request.front),
            only_for=request.only_for,
            edit=request.edit,
            asked_s=asked.asked_s,
            unavailable=unavailable,
            nearest=nearest,
            continuity=hanging.continuity,
            no_reference=hanging.no_reference,
            names=hanging.names,
            known_names=hanging.known,
            roles=request.roles,
            ambiguous_roles=request.images == FRAMES_TAKE
            and request.task_type is TaskType.FRAMES
            and not request.roles
            and self.pictures.is_order_open(sheet),
            passed_over=asked.passed_over,
            image_urls=tuple(sheet.image_urls),
            again="edit.redo" in sheet.said,
        )
