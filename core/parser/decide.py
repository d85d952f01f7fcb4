"""Stage "decide": what the message asks for, once it is known what each word is there for."""

import re

from core.model import Act, Intent, Language, Notice, ParseContext, Pending, Role, TaskType, Wishes
from core.parser.command import Commands
from core.parser.cut import Cutting
from core.parser.language import language
from core.parser.picture import FRAMES_TAKE, Pictures, Pointing
from core.parser.place import Places
from core.parser.lexicon import Lexicon
from core.parser.marks import CUT, STOPS
from core.parser.sheet import Sheet, Span
from core.parser.subject import Subjects
from core.parser.tool import Tools
from core.tables import ModelRow, Tables
from core.text import Folding

LONGEST_S = 15
IDLE_LENGTH = 30  # thanks and praise beside an order are no longer than this
EDIT_LENGTH = 40  # a longer message is a request of its own
_STARTS = re.compile(f"(?:^|[{STOPS}])[ {CUT}]*")
_ENDED = ("failed", "cancelled", "late", "in_doubt")


class Deciding:
    """Puts the intent together."""

    def __init__(self, tables: Tables, lexicon: Lexicon, folding: Folding) -> None:
        self._models = tables.models
        self._brands = tables.words.brands
        self._folding = folding
        self._lexicon = lexicon
        self._commands = Commands(lexicon)
        self._tools = Tools(lexicon)
        self._places = Places(lexicon)
        self._pictures = Pictures(lexicon)
        self._subjects = Subjects(tables.words, folding)
        self._cutting = Cutting(lexicon)

    def decide(self, sheet: Sheet, context: ParseContext) -> Intent:
        """The intent of a sheet on which everything has been found."""
        sheet.mark_kinds()
        images = context.images + len(sheet.image_urls)
        command = (
            self._commands.read(sheet.line, sheet.folded.gaps) if sheet.row.strip() or not images else ""
        )
        if command and not (images and command in ("talk", "polite")):
            return self._command(sheet, context, command)
        sheet.said = self._lexicon.anywhere.scan(sheet.row, sheet.folded.gaps)
        self._tools.decide(sheet)
        self._places.decide(sheet)
        return self._request(sheet, context, images)

    # --- commands ---

    def _command(self, sheet: Sheet, context: ParseContext, command: str) -> Intent:
        spoken = context.language or language(sheet, 0)
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
        if command == "clear_preference":
            return Intent(action=Act.CLEAR_PREFERENCE, clear_preference=True, language=spoken)
        act = Act(command) if command in list(Act) else Act.CHITCHAT
        return Intent(action=act, language=spoken)

    def _is_idle(self, sheet: Sheet, prompt: str) -> bool:
        """Whether what is left says nothing: thanks, praise, yes."""
        return len(prompt) <= IDLE_LENGTH and self._commands.read(self._folding.fold(prompt).text) in (
            "talk",
            "polite",
            "yes",
            "no",
        )

    # --- requests ---

    def _request(self, sheet: Sheet, context: ParseContext, images: int) -> Intent:
        pointing = self._pictures.read(sheet, images)
        sheet.cuts += pointing.cuts
        wishes, quality, notices, asked_s, contradictions = self._wishes(sheet)
        span = self._tools.chosen(sheet)
        for other in sheet.spans:
            if other.is_name and other.role and not other.taken and not other.cut[1]:
                other.cut = (other.start, other.end)
        saves = span is not None and self._tools.saves(sheet, span)
        clears = self._clears(sheet) or quality == "best"
        price = self._commands.price(sheet)
        if price is not None:
            sheet.cuts.append(price)
        prompt, front = self._cutting.prompt(sheet)
        if prompt and self._is_idle(sheet, prompt) and (span is not None or wishes != Wishes() or clears):
            prompt = ""
        spoken: Language = context.language or language(sheet, front)
        edit = self._is_edit(sheet, context, images, prompt=prompt, wishes=wishes, quality=quality, span=span)
        task_type, is_missing = self._pictures.task_type(pointing, images)
        if edit and not images and context.last_task_type is not None and pointing.wording is None:
            task_type, is_missing = context.last_task_type, False
        if is_missing:
            notices.append(Notice.IMAGE_MISSING)
        key, unavailable, nearest = self._model(sheet, span, task_type)
        if unavailable:
            notices.append(Notice.MODEL_UNSUPPORTED)
        saves = saves and key is not None
        row_of = self._models.get(key) if key else None
        action = self._action(
            context,
            span,
            edit=edit,
            prompt=prompt,
            saves=saves,
            clears=clears,
            wishes=wishes,
            images=images,
            quality=quality,
            turned_down=any(one.role == "not" for one in sheet.spans),
        )
        if price is not None:
            action, saves, clears = Act.QUOTE, False, False
        hanging = self._subjects.read(sheet, context.names)
        roles = self._pictures.roles(sheet) if images == FRAMES_TAKE else ()
        if roles and Role.REFERENCE in roles and pointing.wording is None:
            task_type = TaskType.REFERENCE
        return Intent(
            action=action,
            task_type=task_type,
            model=key,
            model_id=_id(row_of, task_type),
            model_name=row_of.name_for(task_type if task_type in row_of.ids else next(iter(row_of.ids)))
            if row_of
            else None,
            wishes=wishes,
            quality=quality,  # type: ignore[arg-type]  # best or budget: the keys of [quality]
            save_preference=saves,
            clear_preference=clears,
            notices=tuple(notices),
            prompt=prompt,
            language=spoken,
            edit=edit,
            asked_s=asked_s,
            unavailable=unavailable,
            nearest=nearest,
            continuity=hanging.continuity,
            no_reference=hanging.no_reference,
            names=hanging.names,
            known_names=hanging.known,
            roles=roles,
            ambiguous_roles=self._is_ambiguous(sheet, task_type, images, roles, pointing),
            contradictions=tuple(contradictions),
            image_urls=tuple(sheet.image_urls),
        )

    def _wishes(self, sheet: Sheet) -> tuple[Wishes, str | None, list[Notice], int | None, list[str]]:
        values, dropped = self._places.values(sheet)
        notices: list[Notice] = []
        asked_s = None
        duration = values.get("duration")
        if isinstance(duration, int) and duration > LONGEST_S:
            notices.append(Notice.DURATION_CLAMPED)
            asked_s, duration = duration, LONGEST_S
        negative = ", ".join(sheet.negative)
        wishes = Wishes(
            duration_s=duration if isinstance(duration, int) else None,
            resolution=_text(values.get("resolution")),
            aspect_ratio=_text(values.get("aspect_ratio")),
            audio={"on": True, "off": False}.get(str(values.get("audio"))),
            mode=_text(values.get("mode")),  # type: ignore[arg-type]  # the keys of [mode]
            shot_type=_text(values.get("shot_type")),  # type: ignore[arg-type]  # the keys of [shot_type]
            negative_prompt=negative or None,
            seed=sheet.seed,
        )
        return wishes, _text(values.get("quality")), notices, asked_s, dropped

    def _model(self, sheet: Sheet, span: Span | None, task_type: TaskType) -> tuple[str | None, str, str]:
        """Our key, or the name of what is not offered and the key nearest to it."""
        if span is None:
            return None, "", ""
        typed = sheet.folded.typed(span.start, span.end).strip("\"'` ")
        if span.kind == "maker":
            return None, typed, ""
        value = str(span.value)
        if value.startswith("?"):
            return None, typed, self._brands[value[1:]].default
        if value == "pixverse-5.5" and task_type is TaskType.REFERENCE and not span.has_version:
            value = "pixverse"
        row = self._models[value]
        if not row.is_offered:
            return None, typed, row.nearest
        if task_type not in row.ids:
            return None, typed, ""
        return value, "", ""

    def _clears(self, sheet: Sheet) -> bool:
        """Whether a clause wishes for automatic choice; what says so leaves the prompt."""
        text = sheet.without_control()
        found = False
        for match in _STARTS.finditer(text[:400]):
            end = self._commands.clearing(text, match.end(), sheet.folded.gaps)
            if end < 0:
                continue
            if self._cutting.may_end(text, end, sheet.folded.gaps):
                sheet.cuts.append((match.end(), end))
                found = True
        return found

    def _is_edit(
        self,
        sheet: Sheet,
        context: ParseContext,
        images: int,
        *,
        prompt: str,
        wishes: Wishes,
        quality: str | None,
        span: Span | None,
    ) -> bool:
        """Whether the message changes the last job instead of asking for a new one."""
        if context.last_status is None or images:
            return False
        opening = self._lexicon.ahead.read(sheet.row, 0, sheet.folded.gaps)
        if "edit.fresh" in opening:
            return False
        if not prompt:
            return wishes != Wishes() or quality is not None or (span is not None and span.taken)
        if len(prompt) > EDIT_LENGTH:
            return False
        end = len(sheet.row.rstrip(" .!?~\u3002"))
        return "edit.change" in opening or "edit.ending" in self._lexicon.behind.read(sheet.row, end)

    def _action(
        self,
        context: ParseContext,
        span: Span | None,
        *,
        edit: bool,
        prompt: str,
        saves: bool,
        clears: bool,
        wishes: Wishes,
        images: int,
        quality: str | None,
        turned_down: bool,
    ) -> Act:
        if prompt or images or wishes != Wishes():
            return Act.GENERATE
        if span is not None and saves:
            keeps = span.role in ("keep", "like")
            return Act.GENERATE if edit and not keeps else Act.SET_PREFERENCE
        if span is None and (clears or turned_down):
            return Act.CLEAR_PREFERENCE
        return Act.GENERATE

    def _is_ambiguous(
        self, sheet: Sheet, task_type: TaskType, images: int, roles: tuple[Role, ...], pointing: Pointing
    ) -> bool:
        return (
            task_type is TaskType.FRAMES
            and images == FRAMES_TAKE
            and not roles
            and pointing.wording is None
            and not self._pictures.is_ordered(sheet)
        )


def _text(value: int | str | None) -> str | None:
    return None if value is None else str(value)


def _id(row: ModelRow | None, task_type: TaskType) -> str | None:
    return row.ids.get(task_type) if row else None
