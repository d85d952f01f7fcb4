"""What tests compare of an intent, in the words of the case files."""

import gc
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from core.model import Intent, ParseContext, Pending, TaskType
from core.parser import Parser
from core.parser.picture import PictureWords
from core.parser.sheet import Sheet
from core.tables import Tables, read_tables
from core.tables.learned import no_heads

HERE = Path(__file__).parent


@cache
def tables() -> Tables:
    """The tables, read once for all tests of a process."""
    return read_tables()


@cache
def parser() -> Parser:
    made = Parser(tables())
    gc.freeze()  # else each full collection of a test run walks over all tables
    return made


@cache
def _unlearned() -> Parser:
    return Parser(replace(tables(), heads=no_heads()))


def sheet_of(text: str) -> Sheet:
    """A message on which everything has been found and nothing decided."""
    return _unlearned().sheet(text)


def by_phrases(text: str) -> Sheet:
    """A message on which the phrases have spoken, and nothing that was learned."""
    sheet = sheet_of(text)
    _unlearned().deciding.by_phrases(sheet)
    return sheet


def pictures_of(sheet: Sheet, images: int) -> PictureWords:
    """What the phrases say of pictures."""
    return _unlearned().deciding.requests.pictures.read(sheet, images)


def says_so(sheet: Sheet, *, short: bool) -> bool:
    """Whether the phrases say that a message changes the last clip."""
    return _unlearned().deciding.requests.changes.says_so(sheet, short=short)


def context_of(case: Mapping[str, Any]) -> ParseContext:
    """The context of a case: `images`, `last` (a job's state), `task` of that job, `pending`, `names`."""
    return ParseContext(
        images=case.get("images", 0),
        last_status=case.get("last"),
        last_task_type=TaskType(case["last_task"]) if "last_task" in case else None,
        pending=Pending(case["pending"]) if "pending" in case else None,
        names=tuple(case.get("names", ())),
    )


def meaning(intent: Intent) -> dict[str, Any]:
    """Everything an intent says that is not its default."""
    wishes = intent.wishes
    said = {
        "action": intent.action.value,
        "task": intent.task_type.value if intent.task_type else None,
        "model": intent.model,
        "duration": wishes.duration_s,
        "resolution": wishes.resolution,
        "aspect_ratio": wishes.aspect_ratio,
        "audio": wishes.audio,
        "mode": wishes.mode,
        "shot_type": wishes.shot_type,
        "negative": wishes.negative_prompt,
        "seed": wishes.seed,
        "quality": intent.quality,
        "saves": intent.save_preference,
        "clears": intent.clear_preference,
        "notices": [notice.value for notice in intent.notices],
        "prompt": intent.prompt,
        "language": intent.language,
        "edit": intent.edit,
        "choice": intent.choice,
        "asked_s": intent.asked_s,
        "unavailable": intent.unavailable,
        "nearest": intent.nearest,
        "continuity": intent.continuity.value if intent.continuity else None,
        "no_reference": intent.no_reference,
        "names": list(intent.names),
        "known_names": list(intent.known_names),
        "roles": [role.value for role in intent.roles],
        "ambiguous_roles": intent.ambiguous_roles,
        "contradictions": [one.before for one in intent.passed_over],
        "image_urls": list(intent.image_urls),
    }
    return {name: value for name, value in said.items() if value not in (None, False, "", [])} | (
        {"audio": False} if wishes.audio is False else {}
    )
