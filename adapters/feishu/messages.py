"""Puts messages into chats: as a reply if possible, else as a new message; changes each card one at a time."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.outbound import Content, uuid_for
from adapters.feishu.rest import Call, FeishuApi
from adapters.feishu.settings import FeishuSettings
from core.model import Address, Json, Post

_log = logging.getLogger(__name__)

_PATH = "/open-apis/im/v1/messages"
_KEPT = 2_000
_PROGRESS_BUDGET_S = 2.0

_T = TypeVar("_T")

Write = Callable[[Post], Content]


@dataclass(slots=True)
class _Card:
    """The changes of one card: only the newest state matters."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0


class Messages:
    """Create, reply, change, delete; every method raises Refusal."""

    def __init__(self, settings: FeishuSettings, api: FeishuApi) -> None:
        self._settings = settings
        self._api = api
        self._gone: OrderedDict[str, None] = OrderedDict()
        self._cards: OrderedDict[str, _Card] = OrderedDict()

    async def send(self, address: Address, post: Post, write: Write, *, key: str) -> str:
        """Post a message; when the request is gone, the requester is called by name instead."""
        content = write(post)
        if address.message and address.message not in self._gone:
            try:
                return await self.reply(address, content, key=key)
            except Refusal as refusal:
                if refusal.remedy is not Remedy.TARGET_GONE:
                    raise
                _log.info("feishu: the request is gone, posting afresh: %s", refusal)
                _remember(self._gone, address.message, None)
        if address.message:
            content = write(replace(post, mention=True))
        return await self._create(address, content, key=key)

    async def reply(self, address: Address, content: Content, *, key: str) -> str:
        """Answer the request, in its thread if it stands in one."""
        try:
            return await self._reply(address, content, key=key, in_thread=bool(address.thread))
        except Refusal as refusal:
            if refusal.remedy is not Remedy.NO_THREAD:
                raise
            return await self._reply(address, content, key=key, in_thread=False)

    async def change(self, handle: str, content: Content, *, budget_s: float = _PROGRESS_BUDGET_S) -> None:
        """Change a card in place, trying as long as the budget allows; a state is dropped for a newer one."""
        card = _remember(self._cards, handle, self._cards.get(handle) or _Card())
        card.newest += 1
        mine = card.newest
        async with card.lock:
            if mine < card.newest:
                return
            body: Json = {"content": content.body}
            await self._api.call(
                Call(
                    "patch",
                    "PATCH",
                    f"{_PATH}/{handle}",
                    body=body,
                    place=f"card {handle}",
                    budget_s=budget_s,
                )
            )

    async def rewrite(self, handle: str, content: Content) -> None:
        """Change a text message (the platform allows twenty times)."""
        body: Json = {"msg_type": content.msg_type, "content": content.body}
        await self._api.call(Call("edit", "PUT", f"{_PATH}/{handle}", body=body, place=f"card {handle}"))

    async def delete(self, handle: str) -> None:
        """Take a message of ours away; one that is gone is no error."""
        try:
            await self._api.call(Call("delete", "DELETE", f"{_PATH}/{handle}"))
        except Refusal as refusal:
            if refusal.remedy is not Remedy.TARGET_GONE:
                raise

    async def read(self, message: str) -> Mapping[str, Json]:
        """One message as the platform has it; empty when it shows nothing."""
        answer = await self._api.call(Call("message", "GET", f"{_PATH}/{message}", budget_s=0.5))
        data = answer.get("data")
        items = data.get("items") if isinstance(data, dict) else None
        first = items[0] if isinstance(items, list) and items else None
        return first if isinstance(first, dict) else {}

    async def _reply(self, address: Address, content: Content, *, key: str, in_thread: bool) -> str:
        body: dict[str, Json] = {
            "msg_type": content.msg_type,
            "content": content.body,
            "uuid": uuid_for(self._settings.app_id, key, content.form),
        }
        if in_thread:
            body["reply_in_thread"] = True
        path = f"{_PATH}/{address.message}/reply"
        return _message_id(await self._api.call(Call("reply", "POST", path, body=body, place=address.chat)))

    async def _create(self, address: Address, content: Content, *, key: str) -> str:
        query = {"receive_id_type": "chat_id" if address.chat else "open_id"}
        body: Json = {
            "receive_id": address.chat or address.user,
            "msg_type": content.msg_type,
            "content": content.body,
            "uuid": uuid_for(self._settings.app_id, key, f"{content.form} fresh"),
        }
        call = Call("create", "POST", _PATH, query=query, body=body, place=address.chat or address.user)
        return _message_id(await self._api.call(call))


def _message_id(answer: Mapping[str, Json]) -> str:
    data = answer.get("data")
    found = data.get("message_id") if isinstance(data, dict) else None
    if not isinstance(found, str) or not found:
        raise Refusal(Remedy.TRANSIENT, "a message without an id")
    return found


def _remember(kept: OrderedDict[str, _T], key: str, value: _T) -> _T:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return value
