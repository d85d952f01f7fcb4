"""Turns what Discord sends into the core's values. Pure: what to do about it is decided elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import discord

from adapters.discord.markup import plain_text
from adapters.discord.pictures import pictures_of
from adapters.discord.press import PLATFORM
from core.model import Action, Address, Incoming, Language, Picture

_HAN = re.compile("[\u3400-\u9fff]")
_SPACE = re.compile(r"\s+")
_SPOKEN = (discord.MessageType.default, discord.MessageType.reply)


class Hint(StrEnum):
    """A mistake that one line from us can clear up; the value is the sentence's key."""

    ROLE_MENTION = (
        "discord.role_mention"  # the bot's role was mentioned, not the bot: the text is hidden from us
    )
    EMPTY_CONTENT = "discord.empty_content"  # meant for us, yet Discord hides the text
    HIDDEN_PICTURE = "discord.hidden_picture"  # a reply to a message whose picture Discord hides


@dataclass(frozen=True, slots=True)
class Heard:
    """A message meant for us; with a `hint` it cannot be read as it is."""

    incoming: Incoming
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a /video command, as typed."""

    prompt: str
    model: str | None = None
    duration: int | None = None
    aspect_ratio: str | None = None
    resolution: str | None = None


class Source(StrEnum):
    """What kind of interaction somebody used; decides how it may be answered."""

    COMMAND = "command"
    PRESS = "press"
    FORM = "form"


def read_message(message: discord.Message, *, me: int, quoted: discord.Message | None = None) -> Heard | None:
    """A message for us, or None: our own, another bot's, a webhook's, the system's, or not for us.

    `quoted` is the replied-to message, when it was read again because the event did not show it.
    """
    if message.author.id == me or message.author.bot or message.webhook_id or message.type not in _SPOKEN:
        return None
    my_role = message.guild.self_role if message.guild else None
    mentioned = any(user.id == me for user in message.mentions)
    slipped = my_role is not None and any(role.id == my_role.id for role in message.role_mentions)
    if message.guild is not None and not mentioned and not slipped:
        return None
    reply = message.reference if message.reference and message.reference.type.value == 0 else None
    original = quoted or _resolved(reply)
    pictures = pictures_of(message, shown_links=False)
    text = plain_text(message.content, me=me, my_role=my_role.id if my_role else None, names=_names(message))
    incoming = Incoming(
        id=str(message.id),
        address=_address(message.channel, message.author.id, message.id, direct=message.guild is None),
        text=text,
        at=message.created_at.timestamp(),
        pictures=pictures,
        quoted_pictures=pictures_of(original, shown_links=True) if original else (),
        reply_to=str(reply.message_id) if reply and reply.message_id else "",
        language=None if text else _house_language(message.guild),
    )
    return Heard(incoming, _hint(message, incoming, original, me=me, slipped=slipped and not mentioned))


def _hint(
    message: discord.Message, incoming: Incoming, original: discord.Message | None, *, me: int, slipped: bool
) -> Hint | None:
    hidden = message.guild is not None and not message.content and not incoming.pictures
    hidden = hidden and not message.embeds and not message.stickers and not message.attachments
    if hidden:
        return Hint.ROLE_MENTION if slipped else Hint.EMPTY_CONTENT
    if incoming.pictures or message.guild is None or original is None or original.author.id == me:
        return None
    blank = not (original.content or original.attachments or original.embeds or original.message_snapshots)
    return Hint.HIDDEN_PICTURE if blank and not original.stickers and not original.poll else None


def _resolved(reply: discord.MessageReference | None) -> discord.Message | None:
    return reply.resolved if reply and isinstance(reply.resolved, discord.Message) else None


def _names(message: discord.Message) -> Mapping[int, str]:
    people = {user.id: user.display_name for user in message.mentions}
    roles = {role.id: role.name for role in message.role_mentions}
    channels = {channel.id: channel.name for channel in message.channel_mentions}
    return {**people, **roles, **channels}


def _address(
    channel: object,
    user: int,
    message: int | None,
    *,
    direct: bool,
    extra: Mapping[str, str] | None = None,
) -> Address:
    number = getattr(channel, "id", 0)
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return Address(
        platform=PLATFORM,
        chat=str(parent or number),
        user=str(user),
        message=str(message) if message else "",
        thread=str(number) if parent else "",
        direct=direct,
        extra=extra or {},
    )


def read_language(locale: discord.Locale) -> Language:
    """The language to answer in, from what a person's Discord is set to."""
    return "zh" if locale.value.lower().startswith("zh") else "en"


def _house_language(guild: discord.Guild | None) -> Language | None:
    """A server's language; servers that chose none report English, so only Chinese means anything."""
    return "zh" if guild and read_language(guild.preferred_locale) == "zh" else None


def guessed_language(text: str, locale: discord.Locale | None) -> Language:
    """The language of a hint to a message: its own words decide, then the server's setting."""
    if text:
        return "zh" if _HAN.search(text) else "en"
    return read_language(locale) if locale else "en"


def read_interaction_address(
    interaction: discord.Interaction,
    source: Source,
    *,
    at: float,
    answer: int | None = None,
    ephemeral: bool = False,
) -> Address:
    """Where an interaction is answered: by its token while that lives, later in its channel or directly.

    `at` is when it came, by our clock, which also measures the token's age. `answer` is the message that Discord
    made for the deferred answer; a press belongs to the message it is on.
    """
    here = _is_member(interaction) and _may_post(interaction.app_permissions)
    with_bot = interaction.guild_id is None and _is_direct(interaction)
    extra = {
        "source": source.value,
        "token": interaction.token,
        "app": str(interaction.application_id),
        "at": str(int(at)),
        "reach": "channel" if here or with_bot else "token",
    }
    shown_to_one = ephemeral
    if interaction.message is not None and source is not Source.COMMAND:
        shown_to_one = interaction.message.flags.ephemeral
        answer = interaction.message.id
    if shown_to_one:
        extra["ephemeral"] = "1"
    return _address(
        interaction.channel or discord.Object(interaction.channel_id or 0),
        interaction.user.id,
        answer,
        direct=with_bot,
        extra=extra,
    )


def _is_member(interaction: discord.Interaction) -> bool:
    """Whether the bot itself is in the server, beside the user who may have installed it."""
    if interaction.guild_id is None or interaction.is_guild_integration():
        return interaction.guild_id is not None
    return (
        not interaction.is_user_integration()
        and interaction.client.get_guild(interaction.guild_id) is not None
    )


def _may_post(rights: discord.Permissions) -> bool:
    """Whether these rights let us post without a token; none at all means that Discord did not say."""
    return not rights.value or (
        rights.view_channel and (rights.send_messages or rights.send_messages_in_threads)
    )


def _is_direct(interaction: discord.Interaction) -> bool:
    context = interaction.context
    if context.private_channel:
        return False
    return context.dm_channel or isinstance(interaction.channel, discord.DMChannel)


def read_interaction(
    interaction: discord.Interaction,
    address: Address,
    text: str,
    *,
    at: float,
    pictures: Sequence[Picture] = (),
    action: Action | None = None,
) -> Incoming:
    """An interaction as a message: a command's words, or a press's action."""
    return Incoming(
        id=str(interaction.id),
        address=address,
        text=text,
        at=at,
        pictures=tuple(pictures),
        reply_to=address.message if action else "",
        language=read_language(interaction.locale),
        action=action,
    )


def read_form(form: Form) -> str:
    """The fields of a command as the words a person would have used for them."""
    wishes = {
        "--model": form.model,
        "--duration": form.duration,
        "--ar": form.aspect_ratio,
        "--resolution": form.resolution,
    }
    said = [f"{flag} {_SPACE.sub(' ', str(value)).strip()}" for flag, value in wishes.items() if value]
    return "\n".join(line for line in (form.prompt.strip(), " ".join(said)) if line)
