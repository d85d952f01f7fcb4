"""What a test tells the stand-in to do wrong, and what the stand-in keeps of our messages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.adapters.feishu import cards


@dataclass
class Failure:
    """One scripted failure: the next `times` calls of an interface answer so."""

    interface: str
    code: int
    status: int = 400
    times: int = 1
    message: str = "scripted"
    headers: dict[str, str] = field(default_factory=dict)
    error: dict[str, Any] | None = None
    delay_s: float = 0.0
    when: Callable[[dict[str, Any]], bool] | None = None
    do_it: bool = False  # the call takes effect, only its answer is lost


@dataclass
class Sent:
    """One message in a chat of ours."""

    id: str
    chat: str
    msg_type: str
    content: dict[str, Any]
    uuid: str = ""
    reply_to: str = ""
    in_thread: bool = False
    states: list[dict[str, Any]] = field(default_factory=list)
    deleted: bool = False

    @property
    def card(self) -> dict[str, Any]:
        """The card as it stands now."""
        return self.states[-1] if self.states else self.content


def read(sent: Sent) -> str:
    """A message as its reader sees it."""
    if sent.msg_type == "interactive":
        return cards.texts(sent.card)
    content: dict[str, Any] = sent.states[-1] if sent.states else sent.content
    if sent.msg_type == "post":
        nodes = [node for post in content.values() for row in post["content"] for node in row]
        return "\n".join(str(node.get("text", "")) for node in nodes)
    return str(content.get("text", ""))
