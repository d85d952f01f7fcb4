"""What the platform says of a message's content before it posts it."""

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.adapters.feishu import cards
from tests.adapters.feishu.answers import refuse

if TYPE_CHECKING:
    from tests.adapters.feishu.stand_in import LocalFeishu


class Judge:
    """Refuses what the platform refuses, and notes what it would show wrongly."""

    def __init__(self, feishu: "LocalFeishu") -> None:
        self._feishu = feishu

    def judge(self, kind: str, content: dict[str, Any], size: int) -> web.Response | None:
        if kind == "interactive":
            faults = cards.faults(content, set(self._feishu.images))
            if size > 30_000:
                faults.append("over 30 KB")
            if faults:
                self._feishu.violations += faults
                return refuse(230099, f"Failed to create card content, ErrCode: 200861; {faults[0]}", 400)
        elif kind == "post":
            return self._post(content, size)
        elif kind == "media":
            return self._media(content)
        elif kind == "text":
            if not content.get("text"):
                self._feishu.violations.append("an empty text")
        else:
            self._feishu.violations.append(f"msg_type {kind}")
        return None

    def _post(self, content: dict[str, Any], size: int) -> web.Response | None:
        if size > 30_000:
            return refuse(230025, "too long", 400)
        for locale, post in content.items():
            if locale not in ("zh_cn", "en_us"):
                self._feishu.violations.append(f"locale {locale}")
            for row in post["content"]:
                for node in row:
                    if node["tag"] == "media":
                        if len(row) != 1:
                            self._feishu.violations.append("a media node must stand alone")
                        if refused := self._media(node):
                            return refused
                    elif node["tag"] not in ("text", "at", "a", "img", "md"):
                        self._feishu.violations.append(f"post tag {node['tag']}")
        return None

    def _media(self, node: dict[str, Any]) -> web.Response | None:
        if node.get("file_key") not in self._feishu.files:
            return refuse(230017, "file key is not of this app", 400)
        if node.get("image_key") not in self._feishu.images:
            self._feishu.violations.append("a player without cover")
        return None
