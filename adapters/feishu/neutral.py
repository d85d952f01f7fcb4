"""Text that people wrote, made harmless: no mention, no masked link, no foreign address comes alive; pure.

An address stays clickable only if it is the post's own or lies on a trusted host; any other is shown with a
zero-width mark behind its scheme.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

_MARK = "\u200b"
_TAG = re.compile(r"<(?=[/!?A-Za-z])")
_EVERYBODY = re.compile(r"@(?=_all\b|_user_\d)")
_MASKED = re.compile(r"\](?=\()")
_ADDRESS = re.compile(r"https?://[^\s<>）】》，。、；]*[^\s<>）】》，。、；.,;:!?)\]'\"]", re.IGNORECASE)
_SCHEME = re.compile(r"^(https?:)(//)", re.IGNORECASE)
# What JSON 2.0's markdown would read as a form; each has a numeric entity that shows the sign itself.
_MARKDOWN = re.compile(r"[&<>*_~`\[\]()#+\-!|$\\:@]")

Trust = Callable[[str], bool]


def trust(*, own: str = "", hosts: tuple[str, ...] = ()) -> Trust:
    """A judge of addresses: the post's own, and those on hosts of ours (https only)."""

    def trusted(address: str) -> bool:
        if own and address == own:
            return True
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return False
        return parts.scheme == "https" and any(host == known or host.endswith(f".{known}") for known in hosts)

    return trusted


def plain(text: str, trusted: Trust) -> str:
    """For text messages, which read `<at>` tags and masked links and make every address clickable."""

    def address(found: re.Match[str]) -> str:
        whole = found.group(0)
        return whole if trusted(whole) else _SCHEME.sub(rf"\1{_MARK}\2", whole)

    text = _TAG.sub("<" + _MARK, text)
    text = _EVERYBODY.sub("@" + _MARK, text)
    text = _MASKED.sub("]" + _MARK, text)
    return _ADDRESS.sub(address, text)


def has_trusted_link(text: str, trusted: Trust) -> bool:
    """Whether an address in this text may be clickable."""
    return any(trusted(found.group(0)) for found in _ADDRESS.finditer(text))


def markdown(text: str, trusted: Trust) -> str:
    """For a card's markdown: every sign is shown as it is, only trusted addresses become links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        if not trusted(found.group(0)):
            continue
        parts.append(_escape(text[end : found.start()]))
        parts.append(f"[{_escape(found.group(0))}]({found.group(0).replace(')', '%29')})")
        end = found.end()
    parts.append(_escape(text[end:]))
    return "".join(parts)


def shorten(text: str, limit_bytes: int) -> str:
    """The text cut to so many bytes of UTF-8, with an ellipsis where something is missing."""
    raw = text.encode()
    if len(raw) <= limit_bytes:
        return text
    return raw[: max(0, limit_bytes - 3)].decode(errors="ignore") + "…"


def _escape(text: str) -> str:
    return _MARKDOWN.sub(lambda found: f"&#{ord(found.group(0))};", text)
