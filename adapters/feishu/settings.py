"""What the Feishu adapter is told at start, as plain values."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from core.loopback import is_loopback
from core.pictures import PICTURE_LIMIT_BYTES

# What the bot needs to be granted, as one tenant-wide set.
SCOPES = (
    "im:message",
    "im:message:send_as_bot",
    "im:message.p2p_msg:readonly",
    "im:message.group_at_msg:readonly",
    "im:resource",
)


@dataclass(frozen=True, slots=True)
class Timings:
    """Every wait of the adapter, in seconds; only tests change them."""

    bootstrap_s: float = 10.0
    ping_s: float = 0.0  # 0 = as the server says
    pong_s: float = 10.0  # any frame must follow a ping within this
    back_off_first_s: float = 1.0
    back_off_max_s: float = 60.0
    steady_s: float = 5.0  # a connection that was up so long starts the back-off anew
    close_s: float = 0.3
    parts_s: float = 10.0  # how long parts of a split frame are kept
    claim_s: float = 2.2  # the platform wants its answer within 3 s
    parent_s: float = 1.0
    self_s: float = 0.8  # how long a group message waits for our own open_id
    call_s: float = 10.0
    upload_s: float = 120.0
    download_s: float = 120.0
    retry_first_s: float = 0.3
    retry_max_s: float = 5.0
    retry_budget_s: float = 12.0
    terminal_budget_s: float = 15.0  # the last state of a card is worth waiting for …
    insist_s: float = 600.0  # … and is tried further in the background


@dataclass(frozen=True, slots=True, kw_only=True)
class FeishuSettings:
    """One app of one tenant.

    `link_hosts` are the host suffixes whose addresses stay clickable wherever they stand in our texts; every other
    address is shown, but not linked, unless it is the post's own. A file may have 30 MB, a picture 10 MB (the
    platform's own words: error 234006).
    """

    app_id: str
    app_secret: str = field(repr=False)
    domain: str = "https://open.feishu.cn"
    mode: Literal["websocket", "webhook"] = "websocket"
    encrypt_key: str = field(default="", repr=False)
    verification_token: str = field(default="", repr=False)
    video_limit_bytes: int = 30 * 1024 * 1024
    cover_limit_bytes: int = 10 * 1024 * 1024
    picture_limit_bytes: int = PICTURE_LIMIT_BYTES
    stale_s: float = 600.0
    link_hosts: tuple[str, ...] = ("imastudio.com", "imaclaw.ai")
    timings: Timings = field(default_factory=Timings)

    def __post_init__(self) -> None:
        faults = self.faults()
        if faults:
            raise ValueError("; ".join(faults))

    def faults(self) -> tuple[str, ...]:
        """What is wrong with these values, by the name of the variable."""
        found = []
        if not self.app_id:
            found.append("FEISHU_APP_ID is empty")
        if not self.app_secret:
            found.append("FEISHU_APP_SECRET is empty")
        origin = urlsplit(self.domain)
        if origin.scheme != "https" and not (origin.scheme == "http" and self.is_local):
            found.append("FEISHU_DOMAIN must be an https address (http on loopback only)")
        if self.mode not in ("websocket", "webhook"):
            found.append("FEISHU_MODE must be websocket or webhook")
        if self.mode == "webhook" and not self.encrypt_key:
            found.append("FEISHU_ENCRYPT_KEY is needed in webhook mode")
        if self.mode == "webhook" and not self.verification_token:
            found.append("FEISHU_VERIFICATION_TOKEN is needed in webhook mode")
        return tuple(found)

    @property
    def origin(self) -> str:
        """The domain without a trailing slash."""
        return self.domain.rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether the platform is a stand-in on this machine."""
        return is_loopback(urlsplit(self.domain).hostname or "")

    def scope_link(self, *scopes: str) -> str:
        """The console page where these scopes are granted."""
        asked = ",".join(scopes or SCOPES)
        return f"{self.origin}/app/{self.app_id}/auth?q={asked}&op_from=openapi&token_type=tenant"
