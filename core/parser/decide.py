"""Stage "decide": what the message asks for, once it is known what each word is there for."""

import re
from itertools import islice

from core.model import Act, Intent, Notice, ParseContext, Pending, Role, TaskType
from core.parser.command import Commands
from core.parser.cut import Cutting
from core.parser.gist import Gist
from core.parser.language import language
from core.parser.lexicon import Lexicon
from core.parser.marks import MODEL, STOPS, VALUE, WORDS_END
from core.parser.names import UNKNOWN_VERSION
from core.parser.picture import FRAMES_TAKE, Pictures
from core.parser.place import NO_WISHES, Places
from core.parser.sheet import Sheet, Span, clause_around
from core.parser.subject import Subjects
from core.parser.tool import Tools
from core.tables import Tables
from core.text import Folding

IDLE_LENGTH = 30  # thanks and praise beside an order are no longer than this
CLAUSES_IN_FRONT = 3  # in which a wish for automatic choice is looked for
QUESTION_LENGTH = 60  # a longer one tells a story
EDIT_LENGTH = 40  # a longer message is a request of its own
_CLAUSE = re.compile(f"[^{STOPS}]+")
_SETTLED = ("keep", "like", "switch", "not", "once")  # roles of a name that no question gives it
IDLE = ("talk", "polite", "yes", "no")


class Deciding:
    """Puts the intent together."""

    def __init__(self, tables: Tables, lexicon: Lexicon, folding: Folding) -> None:
        self._models = tables.models
        self._brands = tables.words.brands
        self._brand_of = {brand.default: name for name, brand in self._brands.items()}
        self._folding = folding
        self._lexicon = lexicon
        self._commands = Commands(lexicon)
        self._gist = Gist(lexicon, tables.words.rules)
        self._tools = Tools(lexicon, self._gist)
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
        if not command and not images:
            command = self._gist.act(sheet.line)
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

    def _is_idle(self, prompt: str) -> bool:
        """Whether what is left says nothing: thanks, praise, yes."""
        if len(prompt) > IDLE_LENGTH:
            return False
        words = prompt.lower()
        return self._commands.read(words) in IDLE or self._gist.is_idle(words)

    # --- requests ---

    def _request(self, sheet: Sheet, context: ParseContext, images: int) -> Intent:
        pointing = self._pictures.read(sheet, images)
        sheet.cuts += pointing.cuts
        asked = self._places.values(sheet)
        span = self._tools.chosen(sheet) if sheet.spans else None
        price = self._commands.price(sheet)
        if price is not None:
            sheet.cuts.append(price)
        saves = span is not None and self._tools.saves(sheet, span)
        before = len(sheet.cuts)
        cut = self._cutting.prompt(sheet)
        prompt = cut.prompt
        clears = cut.clears or asked.quality == "best" or self._clears(sheet)
        if len(sheet.cuts) > before:
            prompt = self._cutting.prompt(sheet).prompt
        changes = asked.says_something or span is not None
        if prompt and (changes or clears) and self._is_idle(prompt):
            prompt = ""
        edit = (
            context.last_status is not None and not images and self._is_edit(sheet, prompt, changes=changes)
        )
        task_type, is_missing = self._pictures.task_type(pointing, images)
        if edit and context.last_task_type is not None and pointing.wording is None:
            task_type, is_missing = context.last_task_type, False
        roles = self._pictures.roles(sheet) if images == FRAMES_TAKE else ()
        if Role.REFERENCE in roles and pointing.wording is None:
            task_type = TaskType.REFERENCE
        key, unavailable, nearest = self._model(sheet, span, task_type)
        row = self._models[key] if key else None
        saves = saves and row is not None
        action = Act.GENERATE
        if price is not None:
            action, saves, clears = Act.QUOTE, False, False
        elif not (images or cut.front or pointing.points) and self._is_question(sheet):
            action = Act.LIST_MODELS if any(one.is_name for one in sheet.spans) else Act.CHITCHAT
            saves = clears = False
        elif not (prompt or images or asked.wishes is not NO_WISHES):
            action = self._bare(sheet, span, edit=edit, saves=saves, clears=clears)
        notices = _notices(
            clamped=asked.asked_s is not None, missing=is_missing, unavailable=bool(unavailable)
        )
        hanging = self._subjects.read(sheet, context.names)
        return Intent(
            action=action,
            task_type=task_type,
            model=key,
            model_id=row.ids[task_type] if row else None,
            model_name=row.name_for(task_type) if row else None,
            wishes=asked.wishes,
            quality=asked.quality,
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
            and self._pictures.is_ambiguous(sheet, pointing),
            contradictions=asked.contradictions,
            image_urls=tuple(sheet.image_urls),
        )

    def _model(self, sheet: Sheet, span: Span | None, task_type: TaskType) -> tuple[str | None, str, str]:
        """Our key, or the name of what is not offered and the key nearest to it."""
        if span is None:
            return None, "", ""
        typed = sheet.folded.typed(span.start, span.end).strip("\"'` ")
        if span.kind == "maker":
            return None, typed, ""
        key = str(span.value)
        if key.startswith(UNKNOWN_VERSION):
            return None, typed, self._brands[key.removeprefix(UNKNOWN_VERSION)].default
        if not span.has_version:
            key = self._brands[self._brand_of[key]].bare.get(task_type, key)
        row = self._models[key]
        if row.is_offered and task_type in row.ids:
            return key, "", ""
        return None, typed, row.nearest

    def _clears(self, sheet: Sheet) -> bool:
        """Whether a clause in front wishes for automatic choice in words of its own; it leaves the prompt."""
        if not (sheet.spans or sheet.heard("topic.model") or sheet.heard("topic.preference")):
            return False
        found = False
        for match in islice(_CLAUSE.finditer(sheet.row), CLAUSES_IN_FRONT):
            clause = match.group()
            if MODEL in clause or len(clause) == len(sheet.row):
                continue
            if sheet.is_heard("tool.nothing_saved", *match.span()):
                continue
            wishes = self._gist.wishes_choice(clause)
            if wishes or (sheet.spans and self._gist.is_aside(clause)):
                sheet.cuts.append(match.span())
            found = found or wishes
        return found

    def _is_question(self, sheet: Sheet) -> bool:
        """Whether a short message asks us something instead of describing a scene."""
        row = sheet.row.rstrip()
        if len(row) > QUESTION_LENGTH or VALUE in row:
            return False
        if MODEL not in row:
            return row.endswith("?") and "question.opens" in self._lexicon.ahead.read(row, 0)
        end = len(row.rstrip("?! "))
        begin, _ = clause_around(row, end - 1, end)
        while begin < end and row[begin] == " ":
            begin += 1
        if any(span.role in _SETTLED for span in sheet.spans):
            return False
        if row.endswith("?") and row[0] in WORDS_END and "question.opens" in self._lexicon.ahead.read(row, 0):
            return True
        if MODEL not in row[begin:end]:
            return False
        opens = row[begin] in WORDS_END and "question.asks" in self._lexicon.ahead.read(row, begin)
        return opens or "question.closes" in self._lexicon.behind.read(row, end)

    def _is_edit(self, sheet: Sheet, prompt: str, *, changes: bool) -> bool:
        """Whether the message changes the last job instead of asking for a new one."""
        if not prompt:
            return changes
        opening = self._lexicon.ahead.read(sheet.row, 0, sheet.folded.gaps)
        if "edit.fresh" in opening:
            return False
        if len(prompt) > EDIT_LENGTH:
            return False
        end = len(sheet.row.rstrip(" .!?~\u3002"))
        return "edit.change" in opening or "edit.ending" in self._lexicon.behind.read(sheet.row, end)

    def _bare(self, sheet: Sheet, span: Span | None, *, edit: bool, saves: bool, clears: bool) -> Act:
        """What a message asks for that describes nothing and names no parameter."""
        if span is not None:
            keeps = span.role in ("keep", "like")
            return Act.SET_PREFERENCE if saves and (keeps or not edit) else Act.GENERATE
        turned_down = any(one.role == "not" for one in sheet.spans)
        return Act.CLEAR_PREFERENCE if clears or turned_down else Act.GENERATE


def _notices(*, clamped: bool, missing: bool, unavailable: bool) -> tuple[Notice, ...]:
    if not (clamped or missing or unavailable):
        return ()
    found = (
        (clamped, Notice.DURATION_CLAMPED),
        (missing, Notice.IMAGE_MISSING),
        (unavailable, Notice.MODEL_UNSUPPORTED),
    )
    return tuple(notice for applies, notice in found if applies)
