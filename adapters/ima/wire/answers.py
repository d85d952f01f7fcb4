"""The envelope `{code, message, data}`: what an answer says, and how sure one may be that nothing was made.

The body's business code decides what an answer means; the HTTP status says how it travelled. The studio sends business
codes with HTTP 500 and 403 (seen 2026-04). Only a code that it is known to refuse with is a refusal in every case:
servers in between write codes too (`Codes.is_refusal`).
"""

import json
import math
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import NoReturn

from adapters.ima.codes import Codes
from core.errors import Certainty, StudioError
from core.model import Failure, Json

SUCCESS = frozenset({0, 200})
_MESSAGE_FIELDS = ("message", "msg", "error_msg", "error", "detail")
_LONGEST_DETAIL = 200
_LONGEST_CODE = 12
_PRIVATE = re.compile(r"https?://\S+|\bima_\w+|\bbearer\s+\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer as it came: `date` and `retry_after` are the headers, empty when absent."""

    status: int
    body: bytes
    date: str = ""
    retry_after: str = ""


def read_data(reply: Reply, codes: Codes, *, private: str = "") -> Json:
    """The `data` of a successful answer (raises StudioError, whose certainty is that of a create).

    `private` is a text, the prompt, that the error's `said` must not repeat as a whole.
    """
    try:
        body = read_json(reply.body)
    except ValueError:
        body = None
    code = read_code(body.get("code")) if isinstance(body, dict) else None
    if code in SUCCESS and isinstance(body, dict):
        return body.get("data")
    raise _read_refusal(reply, body, code, codes, private)


def _read_refusal(reply: Reply, body: Json, code: int | None, codes: Codes, private: str) -> StudioError:
    text = _message(body)
    is_sure = codes.is_refusal(code, text, status=reply.status)
    # Not sure: a proxy's page or code, a cut or empty body, a redirect. Nobody can tell whether the studio had acted.
    return StudioError(
        codes.read_refusal(code, text, status=reply.status) if is_sure else Failure.NETWORK,
        Certainty.REFUSED if is_sure else Certainty.IN_DOUBT,
        detail=f"http {reply.status} code {code}",
        said=write_detail(text, private),
        code=code,
        retry_after_s=read_retry_after(reply),
    )


def read_task_id(data: Json) -> str:
    """The id to look at (raises StudioError in doubt: a success without it may have been charged)."""
    task_id = read_text(data.get("id")) if isinstance(data, dict) else ""
    if not task_id:
        raise StudioError(Failure.UNKNOWN, Certainty.IN_DOUBT, detail="a success without a task id")
    return task_id


def read_json(body: bytes) -> Json:
    """Strict JSON (raises ValueError): no NaN, no endless nesting."""
    try:
        value: Json = json.loads(body, parse_constant=_refuse_constant)
    except RecursionError as exc:
        raise ValueError("nested too deeply") from exc
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def read_code(value: Json) -> int | None:
    """A business code, which may come as a number or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    if isinstance(value, str) and (digits := value.strip()).isdecimal() and len(digits) <= _LONGEST_CODE:
        return int(digits)
    return None


def read_text(value: Json) -> str:
    """A text, or a whole number that stands for one; anything else is empty."""
    if isinstance(value, str):
        # Half a surrogate pair is valid JSON and can be neither stored nor printed.
        return value.strip().encode("utf-8", "replace").decode("utf-8")
    # Numbers beyond any id are not written out: the interpreter refuses to.
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**40:
        return str(value)
    return ""


def read_retry_after(reply: Reply) -> float | None:
    """The wait the studio asks for, in seconds; a date is compared with the answer's own Date."""
    text = reply.retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:6])
    try:
        wanted, sent = parsedate_to_datetime(text), parsedate_to_datetime(reply.date)
        return max(0.0, (wanted - sent).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_skew_s(reply: Reply, now_s: float) -> float | None:
    """How far our clock is ahead of the studio's, to the second; None without a readable Date."""
    try:
        return now_s - parsedate_to_datetime(reply.date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def harmless(fault: StudioError) -> StudioError:
    """The same fault of a call that spends nothing: it is never in doubt."""
    certainty = Certainty.REFUSED if fault.certainty is Certainty.IN_DOUBT else fault.certainty
    return StudioError(
        fault.failure,
        certainty,
        detail=fault.detail,
        said=fault.said,
        code=fault.code,
        retry_after_s=fault.retry_after_s,
    )


def write_detail(text: str, private: str = "") -> str:
    """A text of the studio fit for a log: no address, no key, no prompt, one short line."""
    line, hidden = " ".join(text.split()), " ".join(private.split())
    if hidden:
        line = line.replace(hidden, "…")
    return _PRIVATE.sub("…", line)[:_LONGEST_DETAIL]


def _message(body: Json) -> str:
    if not isinstance(body, dict):
        return ""
    for name in _MESSAGE_FIELDS:
        value = body.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if isinstance(value, dict) and (inner := _message(value)):
            return inner
    return ""
