"""FeishuChat: the core's Chat port on Feishu. A job is one card, patched; its clip is a message of its own."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from adapters.feishu import outbound, words
from adapters.feishu.card import card_title
from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.delivery import Delivery
from adapters.feishu.messages import Messages
from adapters.feishu.neutral import shorten
from adapters.feishu.pictures import fetch_picture
from adapters.feishu.reactions import Reactions
from adapters.feishu.rest import FeishuApi
from adapters.feishu.settings import FeishuSettings
from core.errors import ChatError
from core.model import Address, Kind, Picture, Post
from core.ports import Traits

_log = logging.getLogger(__name__)

_T = TypeVar("_T")

Recall = Callable[[str], Awaitable[str]]
"""What the start message of a job said; empty when nobody knows."""

_KEPT = 1_000
_SHORT_BYTES = 1_500
_LATER_S = 5.0
_TRAITS = Traits(progress_on_start=True)


class FeishuChat:
    """One app's voice. A handle is the id of a message."""

    def __init__(
        self,
        settings: FeishuSettings,
        api: FeishuApi,
        messages: Messages,
        delivery: Delivery,
        reactions: Reactions,
        *,
        recall: Recall,
    ) -> None:
        self._settings = settings
        self._api = api
        self._messages = messages
        self._delivery = delivery
        self._reactions = reactions
        self._recall = recall
        self._starts: OrderedDict[str, str] = OrderedDict()  # card → what its start said
        self._texts: OrderedDict[str, str] = OrderedDict()  # messages of ours that are no cards
        self._cards: OrderedDict[str, tuple[str, Post]] = OrderedDict()  # job → its card and what that says
        self._last_states: dict[
            str, outbound.Content
        ] = {}  # card → the last state, tried on in the background
        self._tasks: set[asyncio.Task[None]] = set()

    def traits(self, address: Address) -> Traits:  # noqa: ARG002 - the same everywhere on Feishu
        """Start and progress are one card."""
        return _TRAITS

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Post a message and return its id."""
        try:
            if post.kind is Kind.MEDIA and post.url:
                delivered = await self._delivery.deliver(address, post, key=key)
                handle = delivered.handle
                if post.buttons and not delivered.shows_buttons:
                    await self._put_buttons(address, post, key=key)
            else:
                handle = await self._say(address, post, key=key)
        except Refusal as refusal:
            raise _chat_error(refusal) from refusal
        if post.kind is Kind.START:
            _keep(self._starts, handle, post.text)
            self._note_card(handle, post)
            self._reactions.note(address.message, post.job_id)
        self._sign(address, post)
        return handle

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a card; a message that is gone or too old is posted again under a new id."""
        await self._remember_start(handle, post)
        try:
            handle = await self._change(address, handle, post, key=key)
        except Refusal as refusal:
            if not refusal.is_passing or handle in self._texts:
                raise _chat_error(refusal) from refusal
            if not post.is_final:
                _log.info("feishu: one state of a card is left out: %s", refusal)
                return handle
            # The clip must not wait for its card, and the card must not stay on "running" for ever.
            _log.warning("feishu: a card's last state is tried on: %s", refusal)
            self._insist(handle, self._card(address, handle, post))
        self._note_card(handle, post)
        self._sign(address, post)
        return handle

    async def delete(self, address: Address, handle: str) -> None:  # noqa: ARG002 - the id is enough
        """Take a message away."""
        try:
            await self._messages.delete(handle)
        except Refusal as refusal:
            raise _chat_error(refusal) from refusal

    async def fetch(self, picture: Picture) -> bytes:
        """A picture's bytes (raises FetchError)."""
        return await fetch_picture(self._api, picture, limit_bytes=self._settings.picture_limit_bytes)

    async def _remember_start(self, handle: str, post: Post) -> None:
        """Remember what the start said, which stays on the card; another process may have said it."""
        if post.kind is Kind.PROGRESS and post.job_id and handle not in self._starts:
            _keep(self._starts, handle, await self._recall(post.job_id))

    async def _say(self, address: Address, post: Post, *, key: str) -> str:
        try:
            handle = await self._messages.send(
                address, post, lambda said: self._write(said, address), key=key
            )
        except Refusal as refusal:
            easier = _easier(post, refusal)
            if easier is None:
                raise
            _log.warning("feishu: said more simply: %s", refusal)
            step = f"{key} {refusal.remedy}"
            handle = await self._messages.send(
                address, easier, lambda said: self._write(said, address, as_text=True), key=step
            )
            _keep(self._texts, handle, "text")
            return handle
        if not outbound.is_card(post):
            _keep(self._texts, handle, "text")
        return handle

    async def _change(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        try:
            if handle in self._texts:
                await self._messages.rewrite(handle, self._write(post, address, as_text=True))
            else:
                await self._patch(handle, self._card(address, handle, post), post)
        except Refusal as refusal:
            return await self._change_otherwise(address, handle, post, refusal, key=key)
        return handle

    async def _change_otherwise(
        self, address: Address, handle: str, post: Post, refusal: Refusal, *, key: str
    ) -> str:
        if refusal.remedy in (Remedy.TARGET_GONE, Remedy.EXPIRED):
            _log.info("feishu: the card is gone, posting it again: %s", refusal)
            anew = await self._messages.send(
                address, post, lambda said: self._as_card(said, address), key=f"{key} anew"
            )
            _keep(self._starts, anew, self._starts.pop(handle, ""))
            return anew
        easier = _easier(post, refusal)
        if easier is None:
            raise refusal
        _log.warning("feishu: a card's state said more simply: %s", refusal)
        if refusal.remedy is Remedy.FORMAT:
            await self._messages.rewrite(handle, self._write(easier, address, as_text=True))
            _keep(self._texts, handle, "text")
        else:
            await self._patch(handle, self._as_card(easier, address), post)
        return handle

    async def _put_buttons(self, address: Address, post: Post, *, key: str) -> None:
        """A player shows no buttons: they go under the job's card, or under a small card of their own."""
        handle, last = self._cards.get(post.job_id, ("", post))
        try:
            if handle and handle not in self._texts:
                text = last.text if last.is_final else words.say("title.done", post.language)
                final = replace(
                    last, kind=Kind.PROGRESS, text=text, is_final=True, ok=True, buttons=post.buttons
                )
                await self._change_or_insist(handle, self._card(address, handle, final))
            else:
                text = words.say("card.more", post.language)
                more = replace(post, kind=Kind.TEXT, text=text, mention=False, is_final=False, url="")
                await self._messages.send(
                    address, more, lambda said: self._as_card(said, address), key=f"{key} buttons"
                )
        except Refusal as refusal:
            _log.warning("feishu: a clip stands without its buttons: %s", refusal)

    def _note_card(self, handle: str, post: Post) -> None:
        if post.job_id:
            _keep(self._cards, post.job_id, (handle, post))

    async def _patch(self, handle: str, card: outbound.Content, post: Post) -> None:
        if post.is_final:
            await self._messages.change(handle, card, budget_s=self._settings.timings.terminal_budget_s)
        else:
            await self._messages.change(handle, card)

    async def _change_or_insist(self, handle: str, card: outbound.Content) -> None:
        if handle in self._last_states:
            self._insist(handle, card)
            return
        try:
            await self._messages.change(handle, card)
        except Refusal as refusal:
            if not refusal.is_passing:
                raise
            self._insist(handle, card)

    def _insist(self, handle: str, card: outbound.Content) -> None:
        """Keep trying in the background to show a card's last state; a newer one waits for the one under way."""
        is_under_way = handle in self._last_states
        self._last_states[handle] = card
        if is_under_way:
            return
        task = asyncio.create_task(self._bring_home(handle), name="feishu last state")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring_home(self, handle: str) -> None:
        brought: outbound.Content | None = None
        try:
            while brought is not (card := self._last_states[handle]):
                await self._messages.change(handle, card, budget_s=self._settings.timings.insist_s)
                brought = card
        except Refusal as refusal:
            _log.error("feishu: a card keeps an outdated state: %s", refusal)
        finally:
            del self._last_states[handle]

    async def close(self) -> None:
        """Say nothing more; call it once the jobs have nothing left to say. Later calls raise ChatError."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._reactions.stop()
        await self._api.close()

    def _card(self, address: Address, handle: str, post: Post) -> outbound.Content:
        start = self._starts.get(handle, "") if post.ok else ""
        return outbound.write_card(post, address, hosts=self._settings.link_hosts, start=start)

    def _write(self, post: Post, address: Address, *, as_text: bool = False) -> outbound.Content:
        if as_text:
            post = replace(post, buttons=(), kind=Kind.TEXT)
        return outbound.write_message(post, address, hosts=self._settings.link_hosts)

    def _as_card(self, post: Post, address: Address) -> outbound.Content:
        return outbound.write_card(post, address, hosts=self._settings.link_hosts)

    def _sign(self, address: Address, post: Post) -> None:
        if address.extra.get("press"):
            return
        if post.is_final or post.kind is Kind.FAILURE:
            ok = post.ok and post.kind is not Kind.FAILURE
            self._reactions.over(address.message, ok=ok, job_id=post.job_id)
        elif post.kind is Kind.LINK:
            self._reactions.over(address.message, ok=True, job_id=post.job_id)
        elif post.kind is Kind.TEXT and post.job_id != address.message:
            self._reactions.clear(address.message)


def _easier(post: Post, refusal: Refusal) -> Post | None:
    """The same thing in a form that a refusal of this kind may let through."""
    match refusal.remedy:
        case Remedy.SHORTEN:
            return replace(post, text=shorten(post.text, _SHORT_BYTES), buttons=post.buttons[:4])
        case Remedy.SOFTEN:
            title = card_title(post) or "working"
            said = words.say(f"title.{title}", post.language)
            return replace(post, text=f"{said}\n{post.url}".strip())
        case Remedy.FORMAT:
            return post
        case _:
            return None


def _chat_error(refusal: Refusal) -> ChatError:
    passing = refusal.is_passing or refusal.remedy is Remedy.REFRESH
    later_s = (refusal.retry_after_s or _LATER_S) if passing else None
    return ChatError(str(refusal), retry_after_s=later_s)


def _keep(kept: OrderedDict[str, _T], key: str, value: _T) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
