"""Decides who may talk to the page's server: our own page on this machine, and nobody else.

A page of another site can make a browser call loopback. The Host check stops it if its name points at our address (DNS
rebinding), the Origin check if not, and the token stops everything that has not read our page.
"""

import hmac
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path


def read_or_make_token(path: Path) -> str:
    """The secret that our own page carries, kept across restarts so that an open page goes on working; mode 0600."""
    try:
        kept = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    if len(kept) >= 32:  # noqa: PLR2004 - shorter is a half-written file
        return kept
    token = secrets.token_urlsafe(32)
    draft = path.with_name(path.name + ".new")
    with os.fdopen(
        os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(token)
    draft.replace(path)
    return token


class Guard:
    """The checks and the headers of every answer; `media` are the origins that clips and covers come from."""

    def __init__(self, token: str, *, media: Sequence[str] = ()) -> None:
        self.token = token
        self._media = " ".join(media)
        self._hosts: frozenset[str] = frozenset()

    def bind(self, port: int) -> None:
        """Accept our address with this port, and no other name."""
        names = ("127.0.0.1", "localhost", "[::1]")
        bare = names if port == 80 else ()  # noqa: PLR2004 - browsers leave the scheme's own port out
        self._hosts = frozenset([f"{name}:{port}" for name in names] + list(bare))

    def host_is_ours(self, headers: Mapping[str, str]) -> bool:
        """Whether the request was made to our own address."""
        return headers.get("Host", "").lower() in self._hosts

    def origin_is_ours(self, headers: Mapping[str, str]) -> bool:
        """Whether our own page made the request; a browser always says where a post or a socket comes from."""
        return headers.get("Origin", "").lower() == f"http://{headers.get('Host', '').lower()}"

    def token_is_right(self, token: str) -> bool:
        """Whether the secret of our page came along (compared in constant time)."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode())

    def answer_headers(self, host: str) -> dict[str, str]:
        """What every answer says: nothing from elsewhere is loaded, nobody frames us, nothing is kept."""
        media = self._media or "'none'"
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"img-src 'self' data: blob: {self._media}; media-src {media}; "
            f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Cache-Control": "no-store",
        }
