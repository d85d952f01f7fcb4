"""A clip's way into a chat: player with caption, bare player, cover card with a button, plain link.

The next rung is tried only after a definite refusal of the one before; passing trouble is passed on, so that a
message that may have arrived is never said twice.
"""

import logging
from dataclasses import dataclass, replace

from adapters.feishu import outbound, words
from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.media import Clip, MediaUploads
from adapters.feishu.messages import Messages, Write
from adapters.feishu.neutral import shorten
from adapters.feishu.notes import Notes
from adapters.feishu.settings import FeishuSettings
from core.model import Address, Post

_log = logging.getLogger(__name__)

_SHORT_BYTES = 1_500
# Refusals that say something about the form of the message, not about the chat.
_FORM = frozenset(
    {
        Remedy.FORMAT,
        Remedy.AS_MEDIA,
        Remedy.SHORTEN,
        Remedy.SOFTEN,
        Remedy.REUPLOAD,
        Remedy.UNKNOWN,
        Remedy.RESOURCE,
    }
)


@dataclass(frozen=True, slots=True)
class Delivered:
    """The message's id; a player has no place for buttons, a card shows them."""

    handle: str
    shows_buttons: bool = False


class Delivery:
    """The ladder."""

    def __init__(
        self, settings: FeishuSettings, messages: Messages, media: MediaUploads, notes: Notes
    ) -> None:
        self._settings = settings
        self._messages = messages
        self._media = media
        self._notes = notes

    async def deliver(self, address: Address, post: Post, *, key: str) -> Delivered:
        """Post a clip on the first rung that holds."""
        clip = await self._uploaded(post, key=key)
        if clip.file_key:
            handle = await self._player(address, post, clip, key=key)
            if handle:
                return Delivered(handle)
            clip = Clip(image_key=clip.image_key, reason="no_player")
        _log.info("feishu: the clip goes as a card (%s)", clip.reason)
        return await self._card(address, post, clip, key=key)

    async def _uploaded(self, post: Post, *, key: str) -> Clip:
        """The clip as it was uploaded for this message.

        A message sent again after a restart must be the same to the last key: the platform drops it by its uuid.
        """
        if noted := await self._notes.read(post.job_id, f"clip {key}"):
            return Clip.read(noted)
        return await self._upload(post, key=key)

    async def _upload(self, post: Post, *, key: str) -> Clip:
        clip = await self._media.clip(post.url, post.cover, post.duration_s)
        await self._notes.write(post.job_id, f"clip {key}", clip.write())
        return clip

    async def _player(self, address: Address, post: Post, clip: Clip, *, key: str) -> str:
        refusal = Refusal(Remedy.FORMAT, "no player was tried")
        caption = ""
        for attempt in ("", "again", "once more"):
            step = f"{key} {attempt}".strip()
            try:
                return await self._messages.send(address, post, _player(address, clip, caption), key=step)
            except Refusal as reason:
                refusal = reason
            if refusal.remedy is Remedy.REUPLOAD and not attempt:
                self._media.forget(post.url, post.cover)
                clip = await self._upload(post, key=key)
                if not clip.file_key:
                    return ""
            elif refusal.remedy is Remedy.SOFTEN and not caption:
                caption = words.say("fallback.caption", post.language)
            elif refusal.remedy is Remedy.SHORTEN and not caption:
                caption = shorten(post.text, _SHORT_BYTES)
            else:
                break
        if refusal.remedy not in _FORM:
            raise refusal
        _log.warning("feishu: the player with caption was refused: %s", refusal)
        return await self._bare(address, post, clip, caption, key=key)

    async def _bare(self, address: Address, post: Post, clip: Clip, caption: str, *, key: str) -> str:
        bare = outbound.write_bare_media(file_key=clip.file_key, image_key=clip.image_key)
        try:
            handle = await self._messages.send(address, post, lambda _: bare, key=key)
        except Refusal as refusal:
            if refusal.remedy not in _FORM:
                raise
            _log.warning("feishu: the bare player was refused: %s", refusal)
            return ""
        said = replace(post, text=caption) if caption else post
        try:
            await self._messages.send(address, said, lambda p: self._text(p, address), key=f"{key} caption")
        except Refusal as refusal:
            _log.warning("feishu: the clip went without its caption: %s", refusal)
        return handle

    async def _card(self, address: Address, post: Post, clip: Clip, *, key: str) -> Delivered:
        note = f"fallback.{clip.reason or 'no_player'}"
        for image_key in dict.fromkeys((clip.image_key, "")):
            try:
                step = key if image_key else f"{key} bare card"
                write = self._as_card(address, image_key, note)
                return Delivered(
                    await self._messages.send(address, post, write, key=step), shows_buttons=True
                )
            except Refusal as refusal:
                if refusal.remedy not in _FORM:
                    raise
                _log.warning("feishu: the card for the clip was refused: %s", refusal)
        return Delivered(await self._link(address, post, key=key))

    async def _link(self, address: Address, post: Post, *, key: str) -> str:
        hosts = self._settings.link_hosts
        try:
            return await self._messages.send(
                address, post, lambda said: outbound.write_link(said, address, hosts=hosts), key=key
            )
        except Refusal as refusal:
            if refusal.remedy not in _FORM:
                raise
        soft = replace(post, text=words.say("fallback.caption", post.language))
        return await self._messages.send(
            address, soft, lambda said: outbound.write_link(said, address, hosts=hosts), key=f"{key} soft"
        )

    def _as_card(self, address: Address, image_key: str, note: str) -> Write:
        def write(post: Post) -> outbound.Content:
            return outbound.write_card(
                post,
                address,
                hosts=self._settings.link_hosts,
                picture_key=image_key,
                note=note,
                open_url=post.url,
            )

        return write

    def _text(self, post: Post, address: Address) -> outbound.Content:
        return outbound.write_message(replace(post, buttons=()), address, hosts=self._settings.link_hosts)


def _player(address: Address, clip: Clip, caption: str) -> Write:
    def write(post: Post) -> outbound.Content:
        return outbound.write_player(
            post, address, file_key=clip.file_key, image_key=clip.image_key, caption=caption
        )

    return write
