"""`python -m bot parse`: a message in each JSON line, and for each a JSON line that tells how it is understood."""

import json
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.model import Intent, ParseContext, TaskType
from core.parser import Parser


class _LastJob(BaseModel):
    model_config = ConfigDict(extra="ignore")

    status: str = "success"
    task_type: TaskType | None = None
    model_id: str | None = None
    prompt: str = ""


class _Context(BaseModel):
    """What came before; a stored preference (`pref`) is accepted and changes no reading."""

    model_config = ConfigDict(extra="ignore")

    last_job: _LastJob | None = None


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: Any = None
    text: str = ""
    images: int = Field(default=0, ge=0)
    context: _Context | None = None


def run_parse(stdin: TextIO, stdout: TextIO, parser: Parser) -> int:
    """Read every line, write one line for each, in order; a line that cannot be read is answered with its error."""
    for line in stdin:
        if line.strip():
            stdout.write(_as_line(_answer(parser, line)))
            stdout.flush()
    return 0


def _as_line(answer: dict[str, Any]) -> str:
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair can be read from an escape, but only be written as an escape again.
        text = json.dumps(answer)
    return f"{text}\n"


def _answer(parser: Parser, line: str) -> dict[str, Any]:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return {"id": None, "error": f"not a line of JSON: {fault}"}
    try:
        asked = _Line.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(one) for one in first["loc"]) or "line"
        name = raw.get("id") if isinstance(raw, dict) else None
        return {"id": name, "error": f"{where}: {first['msg']}"}
    last = asked.context.last_job if asked.context else None
    context = ParseContext(
        images=asked.images,
        last_status=last.status if last else None,
        last_task_type=last.task_type if last else None,
        last_prompt=last.prompt if last else "",
    )
    return {"id": asked.id, **write_intent(parser.parse(asked.text, context))}


def write_intent(intent: Intent) -> dict[str, Any]:
    """The fields that `parse` prints."""
    return {
        "action": intent.action.value,
        "task_type": intent.task_type.value if intent.task_type else None,
        "model_id": intent.model_id,
        "model_name": intent.model_name,
        "params": {
            "duration": intent.wishes.duration_s,
            "resolution": intent.wishes.resolution,
            "aspect_ratio": intent.wishes.aspect_ratio,
        },
        "quality": intent.quality,
        "save_preference": intent.save_preference,
        "clear_preference": intent.clear_preference,
        "notice": [notice.value for notice in intent.notices],
        "prompt": intent.prompt,
        "language": intent.language,
    }
