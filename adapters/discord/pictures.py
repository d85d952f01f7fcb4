"""Pictures in Discord's messages, as references that a job can keep.

The signed address is kept beside the ids: an attachment of a command belongs to no message, and without the
message-content intent a message that does not mention the bot shows no attachments when it is read again.
"""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

import discord

from core.model import Picture, PictureSource, Role

_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")


def pictures_of(message: discord.Message, *, shown_links: bool) -> tuple[Picture, ...]:
    """The pictures of a message: attached, embedded, or in a message it forwards.

    `shown_links` also takes the picture that Discord shows for an address in the text; the words of a request are
    read for such addresses by the core, so there it would count twice.
    """
    found = [
        *_attached(message.attachments, message),
        *_embedded(message.embeds, message, shown_links=shown_links),
    ]
    for forwarded in message.message_snapshots:
        found += _attached(forwarded.attachments, message)
        found += _embedded(forwarded.embeds, message, shown_links=True)
    return tuple(found)


def option_picture(attachment: discord.Attachment, role: Role) -> Picture:
    """A picture given with a command; it belongs to no message."""
    return Picture(
        PictureSource.PLATFORM, {"attachment": str(attachment.id), "url": attachment.url}, "discord", role
    )


def in_role(pictures: Iterable[Picture], role: Role) -> tuple[Picture, ...]:
    """The same pictures, each for this use."""
    return tuple(replace(picture, role=role) for picture in pictures)


def is_picture(attachment: discord.Attachment) -> bool:
    """Whether a file says that it is a picture; its bytes are checked when they are fetched."""
    if attachment.content_type:
        return attachment.content_type.lower().startswith("image/")
    return attachment.filename.lower().endswith(_SUFFIXES)


def _attached(attachments: Iterable[discord.Attachment], message: discord.Message) -> list[Picture]:
    return [
        _reference(message, attachment.url, attachment=str(attachment.id))
        for attachment in attachments
        if is_picture(attachment)
    ]


def _embedded(
    embeds: Iterable[discord.Embed], message: discord.Message, *, shown_links: bool
) -> list[Picture]:
    found = []
    for embed in embeds:
        if embed.type == "image":
            url = embed.thumbnail.proxy_url or embed.image.proxy_url if shown_links else None
        elif embed.type == "rich":
            url = embed.image.proxy_url or embed.thumbnail.proxy_url
        else:
            url = None  # a preview of a page or clip is not what the person sent
        if url and urlsplit(url).scheme in ("http", "https"):
            found.append(_reference(message, url))
    return found


def _reference(message: discord.Message, url: str, *, attachment: str = "") -> Picture:
    ref = {"channel": str(message.channel.id), "message": str(message.id), "url": url}
    if attachment:
        ref["attachment"] = attachment
    return Picture(PictureSource.PLATFORM, ref, "discord")
