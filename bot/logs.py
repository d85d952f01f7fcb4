"""Log lines for people or machines; keys, tokens and signed addresses are taken out here, once for every logger."""

import json
import logging
import re
import sys
import time
from typing import Any

_SECRETS = re.compile(
    r"(?i)\bima_[a-z0-9_-]{6,}"
    r"|bearer\s+[^\s\"']+"
    r"|\bbot\s+[a-z0-9_.-]{20,}"
    r"|(?P<name>(?:app_?secret|token|ticket|access_key|appuid|cmimtoken|sign(?:ature)?|key|secret|password)"
    r"[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;}]+"
)
_QUERY = re.compile(r"((?:https?|wss?)://[^\s\"'<>?]+)\?([^\s\"'<>]*)")
# The query of Feishu's permission page only names permissions, and the operator needs it.
_PERMISSIONS = re.compile(r"q=[a-z0-9:._,]+(?:&op_from=openapi)?(?:&token_type=tenant)?")
_USER_INFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/\s\"'@]+@")
# In these lines Postgres repeats values of the row that it refused.
_ROW = re.compile(r"(?m)^(DETAIL|CONTEXT): .*$")


def clean(text: str) -> str:
    """The text without secrets: keys, tokens, and what follows the ? of an address.

    Values that a database repeats in its errors are taken out as well: they may be people's words.
    """
    text = _USER_INFO.sub(r"\1…@", text)
    text = _ROW.sub(r"\1: …", text)
    text = _QUERY.sub(_without_query, text)
    return _SECRETS.sub(lambda found: (found["name"] or "") + "…", text)


def _without_query(found: re.Match[str]) -> str:
    page, query = found.groups()
    shown = page.endswith("/auth") and _PERMISSIONS.fullmatch(query)
    return found.group() if shown else f"{page}?…"


class _Cleaning(logging.Formatter):
    """Formats a record, trace included, and cleans the result."""

    converter = staticmethod(time.gmtime)

    def __init__(self, *, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        if not self._as_json:
            return clean(super().format(record))
        row: dict[str, Any] = {
            "t": self.formatTime(record, self.datefmt),
            "level": record.levelname,
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        if record.exc_info:
            row["trace"] = clean(self.formatException(record.exc_info))
        return json.dumps(row, ensure_ascii=False)


def start_logging(level: str, style: str) -> None:
    """Send all logs to standard error; standard output belongs to the commands."""
    out = logging.StreamHandler(sys.stderr)
    out.setFormatter(_Cleaning(as_json=style == "json"))
    root = logging.getLogger()
    root.handlers[:] = [out]
    root.setLevel(level)
    for name in (
        "aiohttp.access",
        "discord.http",
        "discord.gateway",
        "discord.client",
        "discord.webhook",
        "Lark",
        "aiosqlite",
        "alembic",
    ):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
