"""Stage "decide": what the message asks for, once it is known what each word is there for."""

from core.model import Act, Intent, Notice, ParseContext, Pending, Role, TaskType
from core.parser.asides import asides_of
from core.parser.change import Changes
from core.parser.choice import Choices
from core.parser.command import Commands, act_features, intent_of
from core.parser.cut import Cutting
from core.parser.frame import NO_AIR
from core.parser.gist import Gist
from core.parser.instead import Corrections
from core.parser.language import language
from core.parser.learned import LONG, LONGEST, Learned, words_of
from core.parser.lexicon import Lexicon
from core.parser.offered import Offered
from core.parser.picture import FRAMES_TAKE, Pictures
from core.parser.place import NO_WISHES, Asked, Places
from core.parser.sheet import Sheet, Span
from core.parser.subject import Subjects, cut_ties
from core.parser.tool import Tools
from core.tables import Tables
from core.text import Folding

SAYING = 10  # characters: what is almost certainly a scene and longer than this is not taken for talk
IDLE_LENGTH = 30  # thanks and praise beside an order are no longer than this
_WITH_A_MODEL = ("set_preference", "clear_preference")
_CLOSING = " .?!\uff1f\u3002~"
_NOT_IN_DOUBT = ("forget", "cancel", "retry", "confirm", "yes", "help")
# What the lessons may say of a message that the phrases still read, and where what is named is no wish to judge.
_IN_A_REQUEST = ("", *_WITH_A_MODEL, "quote")
_AS_NAMED = ("clear_preference", "quote")
_ORDERLY, _LIKELY, _FOR_GOOD = 0.55, 0.9, 0.8
_HANGING = frozenset(("continuity.no_reference", "continuity.next", "continuity.animate"))
_FOR_NOW = ("use", "once", "switch")
_BESIDE_PICTURES = 0.97
_TALK = 0.8  # so likely talk that words that ask for a video stand in front by chance
_SCENE = 0.95  # so likely a request that a price in it belongs to the story
IDLE = ("talk", "polite", "yes", "no")


class Deciding:
    """Puts the intent together."""

    def __init__(self, tables: Tables, lexicon: Lexicon, folding: Folding) -> None:
        self._models = tables.models
        self._offered = Offered(tables)
        self._folding = folding
        self._lexicon = lexicon
        self._commands = Commands(lexicon)
        self._gist = Gist(lexicon, tables.words.rules)
        heads = {name: Learned(head) for name, head in tables.heads.items()}
        self._acts = heads["act"]
        self._choices = Choices(self._gist, heads["choice"])
        corrections = Corrections(tables.words)
        self.tools = Tools(lexicon, self._gist, heads["wish"], corrections)
        self.places = Places(lexicon, heads["asked"], tables.words.typed["place.any.lone"], corrections)
        self.pictures = Pictures(lexicon, heads["look"], heads["points"])
        self.changes = Changes(lexicon, heads["edit"])
        self._subjects = Subjects(tables.words, folding)
        self._cutting = Cutting(lexicon, heads["clause"], heads["act"], tables.words.typed["frame.one_word"])

    def decide(self, sheet: Sheet, context: ParseContext) -> Intent:
        """The intent of a sheet on which everything has been found."""
        images = context.images + len(sheet.image_urls)
        command = (
            self._commands.read(sheet.line, sheet.folded.gaps) if sheet.row.strip() or not images else ""
        )
        if command and not (images and command in ("talk", "polite")) and not sheet.has_settings:
            return self._offered.question(self._command(command, sheet, context), sheet)
        if not images and self.changes.is_swap(sheet, context):
            spoken = context.language or language(sheet, 0)
            return Intent(
                action=Act.GENERATE, task_type=TaskType.FRAMES, edit=True, swap=True, language=spoken
            )
        sheet.said = self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)
        if len(sheet.line) <= LONG:
            sheet.words = words_of(sheet.line)
            sheet.is_long = len(sheet.words) > LONGEST
        else:
            sheet.is_long = True
        act, likely = self._act(sheet, context) if _HANGING.isdisjoint(sheet.said) else ("", 0.0)
        if images and likely < _beside_pictures(act, context):
            act, likely = "", 0.0  # a picture is there to be used
        if act == Act.CHITCHAT and likely < _TALK and self._cutting.asks(sheet):
            act, likely = "", 0.0  # what it asks to see is not known to the lessons
        sheet.is_scene = not act and likely > _SCENE
        if act and act not in _WITH_A_MODEL and not sheet.spans and not sheet.has_settings:
            describes = act == Act.QUOTE and self._commands.is_of_a_scene(sheet)
            if not describes:
                return self._command(act, sheet, context)
        if sheet.spans:
            self._place(sheet, act)
        else:
            self.places.decide(sheet)
        if context.last_status is not None:
            lead = self._lexicon.ahead.read(sheet.row, 0, sheet.folded.gaps).get("edit.lead", 0)
            sheet.cuts += [(0, lead)] if 0 < lead < len(sheet.row) else []
        return self._request(sheet, context, images, (act, likely))

    def _place(self, sheet: Sheet, act: str) -> None:
        """Decide on every name and value, by the phrases and by the lessons."""
        self.tools.decide(sheet)
        if act not in _AS_NAMED and not sheet.is_long:
            self.tools.learned(sheet)
        self.places.decide(sheet)
        if act == Act.QUOTE:
            self.tools.named(sheet)
        elif not sheet.is_long:
            self.places.learned(sheet)

    def _command(self, command: str, sheet: Sheet, context: ParseContext) -> Intent:
        return intent_of(command, context, context.language or language(sheet, 0))

    def by_phrases(self, sheet: Sheet) -> None:
        """What the phrases say of every name and value."""
        sheet.said = self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)
        self.tools.decide(sheet)
        self.places.decide(sheet)

    def _act(self, sheet: Sheet, context: ParseContext) -> tuple[str, float]:
        """What else than a video a message asks for, as the lessons have it, empty for a request; and how likely."""
        if sheet.is_long:
            return "", 1.0
        if any(end >= len(sheet.row.rstrip(_CLOSING)) for _, end in sheet.heard("question.advice")):
            return Act.LIST_MODELS, 1.0
        act, likely = self._acts.likely(
            act_features(sheet.words, context.last_status, is_asked=context.pending is not None)
        )
        if act == Act.GENERATE:
            return "", likely
        # A doubtful message is no order: money first. Nor does it take anything away.
        is_doubtful = likely < _ORDERLY and context.pending is None
        return (Act.CHITCHAT if is_doubtful and act in _NOT_IN_DOUBT else act), likely

    def _content(self, prompt: str, act: str, asked: Asked) -> str:
        """What is left as the content: beside values "run it again" is none."""
        if act != Act.RETRY or not asked.says_something:
            return prompt
        return "" if self._commands.read(self._folding.fold(prompt).text) == act else prompt

    def _is_idle(self, sheet: Sheet, prompt: str, context: ParseContext) -> bool:
        """Whether what is left says nothing: thanks, praise, yes; of a video that there is also a remark."""
        if len(prompt) > (SAYING if sheet.is_scene else IDLE_LENGTH):
            return False
        words = self._folding.fold(prompt).text
        if context.last_status is None and NO_AIR.search(words) is None:
            return False  # a description in pictograms
        if self._commands.read(words) in IDLE or self._gist.is_idle(words):
            return True
        act, likely = self._acts.likely(words_of(words)) if context.last_status is not None else ("", 0.0)
        return act == Act.CHITCHAT and likely >= _LIKELY

    # --- requests ---

    def _request(
        self, sheet: Sheet, context: ParseContext, images: int, learned: tuple[str, float]
    ) -> Intent:
        act, likely = learned
        said = sheet.said
        cut_ties(sheet)
        pointing = self.pictures.learned(sheet, images, self.pictures.read(sheet, images))
        sheet.cuts += pointing.cuts
        asked = self.places.values(sheet)
        span = self.tools.chosen(sheet) if sheet.spans else None
        price = self._commands.price(sheet)
        sheet.cuts += price
        saves = span is not None and self.tools.saves(sheet, span)
        before = len(sheet.cuts)
        changes = asked.says_something or span is not None
        asides = asides_of(sheet, context, act, changes=changes)
        cut = self._cutting.prompt(sheet, asides)
        prompt = self._content(cut.prompt, act, asked)
        if act not in _IN_A_REQUEST and (prompt or not asked.says_something):
            return self._offered.question(
                self._command(act, sheet, context), sheet
            )  # values alone stay a change
        quality, chosen_by_us = self._choices.read(sheet, asked.quality)
        clears = chosen_by_us or (cut.clears and "tool.nothing_saved" not in said)
        if len(sheet.cuts) > before:
            prompt = self._cutting.prompt(sheet, asides).prompt
        if prompt and (changes or clears) and self._is_idle(sheet, prompt, context):
            prompt = ""
        edit = (
            context.last_status is not None
            and not (images or "continuity.next" in said or (prompt and "continuity.animate" in said))
            and self.changes.is_edit(
                sheet,
                prompt,
                changes=changes or quality is not None,
                is_request=cut.front > 0 or "continuity.same" in said,
            )
        )
        task_type, is_missing = self.pictures.task_type(pointing, images)
        if edit and context.last_task_type is not None and pointing.wording is None:
            task_type, is_missing = context.last_task_type, False
        roles = self.pictures.roles(sheet) if images == FRAMES_TAKE else ()
        if Role.REFERENCE in roles and pointing.wording is None:
            task_type = TaskType.REFERENCE
        key, unavailable, nearest = self._offered.of(sheet, span, task_type)
        row = self._models.get(key or "")
        saves = saves and row is not None
        action = Act.GENERATE
        if price or act == Act.QUOTE:
            action, saves, clears = Act.QUOTE, False, False
        elif not (images or cut.front or pointing.points) and self._commands.is_question(sheet):
            action = Act.LIST_MODELS if any(one.is_name for one in sheet.spans) else Act.CHITCHAT
            saves = clears = False
        elif self._is_preference(act, likely, span, prompt):
            key, unavailable, nearest = self._offered.of(
                sheet, self.tools.kept(sheet) if act == Act.SET_PREFERENCE else None, task_type
            )
            row = self._models[key] if key else None
            saves, prompt = row is not None, ""
            this_one = act == Act.SET_PREFERENCE and not any(one.is_name for one in sheet.spans)
            action = Act.SET_PREFERENCE if saves or this_one else Act.CLEAR_PREFERENCE
        elif not (prompt or images or asked.wishes is not NO_WISHES):
            again = edit and bool(quality) and "edit.redo" in said  # "the best one, again"
            action = self._bare(sheet, span, edit=edit, saves=saves, clears=clears and not again)
        notices = _notices(
            clamped=asked.asked_s is not None, missing=is_missing, unavailable=bool(unavailable)
        )
        hanging = self._subjects.read(sheet, context.names)
        intent = Intent(
            action=action,
            task_type=task_type,
            model=key,
            model_id=row.ids[task_type] if row else None,
            model_name=row.name_for(task_type) if row else None,
            wishes=asked.wishes,
            quality=quality,
            save_preference=saves,
            clear_preference=clears or action is Act.CLEAR_PREFERENCE,
            notices=notices,
            prompt=prompt,
            language=context.language or language(sheet, cut.front),
            edit=edit,
            asked_s=asked.asked_s,
            unavailable=unavailable,
            nearest=nearest,
            continuity=hanging.continuity,
            no_reference=hanging.no_reference,
            names=hanging.names,
            known_names=hanging.known,
            roles=roles,
            ambiguous_roles=images == FRAMES_TAKE
            and not roles
            and self.pictures.is_ambiguous(sheet, pointing),
            contradictions=asked.contradictions,
            image_urls=tuple(sheet.image_urls),
            again="edit.redo" in said,
        )
        return self._offered.question(intent, sheet)

    def _is_preference(self, act: str, likely: float, span: Span | None, prompt: str) -> bool:
        """Whether a message is about a preference alone, though the phrases find words of a request in it."""
        if len(prompt) > (IDLE_LENGTH if prompt.isascii() else SAYING) and likely < _LIKELY:
            return False
        if not act:
            return False
        if act == Act.SET_PREFERENCE:
            return bool(prompt) and (span is None or span.role not in _FOR_NOW or likely >= _FOR_GOOD)
        return act == Act.CLEAR_PREFERENCE and (bool(prompt) or likely >= _LIKELY)

    def _bare(self, sheet: Sheet, span: Span | None, *, edit: bool, saves: bool, clears: bool) -> Act:
        """What a message asks for that describes nothing and names no parameter."""
        if span is not None:
            keeps = span.role in ("keep", "like")
            return Act.SET_PREFERENCE if saves and (keeps or not edit) else Act.GENERATE
        turned_down = any(one.role == "not" for one in sheet.spans)
        return Act.CLEAR_PREFERENCE if clears or turned_down else Act.GENERATE


def _beside_pictures(act: str, context: ParseContext) -> float:
    """How likely it must be that a message is no request though there are pictures."""
    if context.pending is Pending.PICTURE_ALONE:
        return _ORDERLY  # whoever was asked what to do with them may still think
    return _LIKELY if act == Act.CHITCHAT else _BESIDE_PICTURES


def _notices(*, clamped: bool, missing: bool, unavailable: bool) -> tuple[Notice, ...]:
    found = (
        (clamped, Notice.DURATION_CLAMPED),
        (missing, Notice.IMAGE_MISSING),
        (unavailable, Notice.MODEL_UNSUPPORTED),
    )
    return tuple(notice for applies, notice in found if applies)
