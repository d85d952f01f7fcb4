"""The table of Feishu's error codes: a code becomes a remedy, a refusal carries all that is worth logging."""

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from core.errors import BotError
from core.model import Json


class Remedy(StrEnum):
    """What is to be done about a refusal; the words of codes.toml."""

    WAIT = "wait"
    BACK_OFF = "back_off"
    REFRESH = "refresh"
    SCOPE = "scope"
    BOT_OFF = "bot_off"
    AVAILABILITY = "availability"
    CHAT_GONE = "chat_gone"
    TARGET_GONE = "target_gone"
    NO_THREAD = "no_thread"
    EXPIRED = "expired"
    FORMAT = "format"
    AS_MEDIA = "as_media"
    REUPLOAD = "reupload"
    SOFTEN = "soften"
    SHORTEN = "shorten"
    UPLOAD = "upload"
    TOO_BIG = "too_big"
    RESOURCE = "resource"
    CREDENTIALS = "credentials"
    TOO_MANY_CONNECTIONS = "too_many_connections"
    TRANSIENT = "transient"
    UNKNOWN = "unknown"


PASSING = frozenset({Remedy.WAIT, Remedy.BACK_OFF, Remedy.TRANSIENT})

_SUB_CODE = re.compile(r"ErrCode:\s*(\d+)")
_SCOPE = re.compile(r"[a-z]+:[a-z0-9_.:]+")
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_LINK = re.compile(r"https?://[^\s,，。]+/app/[^\s,，。]+")
_TOO_MANY_REQUESTS = 429
_FIRST_SERVER_STATUS = 500


class Refusal(BotError):  # noqa: N818 - the word that reads right where it is caught
    """Feishu (or the way to it) did not do what it was asked.

    `scopes` and `link` are filled when a permission is missing: granting any one of the scopes is enough.
    """

    def __init__(
        self,
        remedy: Remedy,
        detail: str,
        *,
        code: int | None = None,
        retry_after_s: float | None = None,
        scopes: tuple[str, ...] = (),
        link: str = "",
    ) -> None:
        super().__init__(f"{remedy} (code {code}) {detail}".strip())
        self.remedy = remedy
        self.detail = detail
        self.code = code
        self.retry_after_s = retry_after_s
        self.scopes = scopes
        self.link = link

    @property
    def is_passing(self) -> bool:
        """Whether the same call may work a moment later."""
        return self.remedy in PASSING


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = tomllib.loads(
        files("adapters.feishu").joinpath("codes.toml").read_text(encoding="utf-8")
    )
    return loaded


def remedy_for(code: int, message: str = "", *, status: int = 200) -> Remedy:
    """The remedy of a business code; a 230099 is told by the second code in its message."""
    table = _table()
    if sub := _SUB_CODE.search(message):
        known = table["card"].get(sub.group(1))
        if known is not None:
            return Remedy(known)
    known = table["code"].get(str(code))
    if known is not None:
        return Remedy(known)
    if status == _TOO_MANY_REQUESTS:
        return Remedy.WAIT
    return Remedy.TRANSIENT if status >= _FIRST_SERVER_STATUS else Remedy.UNKNOWN


def read_refusal(
    body: Mapping[str, Json], *, status: int, headers: Mapping[str, str], action: str
) -> Refusal:
    """A refusal from an answer's body; the platform's own words go to the detail, without addresses."""
    code = body.get("code")
    number = code if isinstance(code, int) else -1
    message = str(body.get("msg") or "")
    remedy = remedy_for(number, message, status=status)
    error = body.get("error")
    reset = headers.get("x-ogw-ratelimit-reset", "")
    said = re.sub(r"https?://\S+", "…", message)[:200]
    log_id = headers.get("X-Tt-Logid", "")
    return Refusal(
        remedy,
        f"{action}: {said} log_id={log_id or '-'} http={status}",
        code=number,
        retry_after_s=float(reset) if reset.replace(".", "", 1).isdigit() else None,
        scopes=_scopes(message, error) if remedy is Remedy.SCOPE else (),
        link=_link(message, error) if remedy is Remedy.SCOPE else "",
    )


def _scopes(message: str, error: Json) -> tuple[str, ...]:
    if isinstance(error, dict):
        violations = error.get("permission_violations")
        if isinstance(violations, list):
            named = [str(item.get("subject")) for item in violations if isinstance(item, dict)]
            if named:
                return tuple(dict.fromkeys(named))
    for group in _BRACKETS.findall(message):
        named = _SCOPE.findall(group)
        if named:
            return tuple(dict.fromkeys(named))
    return ()


def _link(message: str, error: Json) -> str:
    if isinstance(error, dict):
        helps = error.get("helps")
        if isinstance(helps, list):
            for item in helps:
                if isinstance(item, dict) and "/app/" in str(item.get("url")):
                    return str(item["url"])
    found = _LINK.search(message)
    return found.group(0) if found else ""
