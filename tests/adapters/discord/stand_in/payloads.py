"""The shapes that Discord sends: people, servers, channels, messages, interactions."""

from datetime import UTC, datetime
from typing import Any

from tests.adapters.discord.stand_in.world import (
    APPLICATION,
    BOT,
    BOT_ROLE,
    CHANNEL,
    EPOCH_MS,
    GUILD,
    OTHER_ROLE,
    SECOND_CHANNEL,
    THREAD,
    World,
)

Json = dict[str, Any]


def when(snowflake: int) -> str:
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH_MS) / 1000, UTC).isoformat()


def person(number: int, *, name: str = "", bot: bool = False) -> Json:
    return {
        "id": str(number),
        "username": name or f"person{number % 1000}",
        "discriminator": "0",
        "global_name": name or None,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
        "flags": 0,
    }


def bot() -> Json:
    return {**person(BOT, name="IMA", bot=True), "verified": True, "mfa_enabled": False, "email": None}


def application() -> Json:
    return {
        "id": str(APPLICATION),
        "name": "IMA",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "summary": "",
        "owner": person(730000000000000009, name="owner"),
        "team": None,
    }


def role(number: int, name: str, permissions: int, **more: Any) -> Json:
    return {
        "id": str(number),
        "name": name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 1,
        "permissions": str(permissions),
        "managed": bool(more),
        "mentionable": False,
        "flags": 0,
        **more,
    }


def channel(number: int, name: str, **more: Any) -> Json:
    return {
        "id": str(number),
        "type": 0,
        "guild_id": str(GUILD),
        "name": name,
        "position": 0,
        "permission_overwrites": [],
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "parent_id": None,
        "last_message_id": None,
        "flags": 0,
        **more,
    }


def thread() -> Json:
    return channel(
        THREAD,
        "a thread",
        type=11,
        parent_id=str(CHANNEL),
        owner_id=str(BOT),
        message_count=1,
        member_count=1,
        total_message_sent=1,
        thread_metadata={
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": when(THREAD),
            "locked": False,
            "create_timestamp": when(THREAD),
        },
    )


def guild(world: World) -> Json:
    last = {
        number: max(
            (m for m, one in world.messages.items() if int(one["channel_id"]) == number), default=None
        )
        for number in (CHANNEL, SECOND_CHANNEL)
    }
    channels = [
        channel(number, name, last_message_id=str(last[number]) if last[number] else None)
        for number, name in ((CHANNEL, "films"), (SECOND_CHANNEL, "other"))
    ]
    return {
        "id": str(GUILD),
        "name": "A server",
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "owner_id": "730000000000000009",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [
            role(GUILD, "@everyone", world.permissions),
            role(BOT_ROLE, "IMA", 0, tags={"bot_id": str(BOT)}),
            role(OTHER_ROLE, "artists", 0),
        ],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "vanity_url_code": None,
        "description": None,
        "banner": None,
        "premium_tier": 0,
        "preferred_locale": world.guild_locale,
        "public_updates_channel_id": None,
        "nsfw_level": 0,
        "stickers": [],
        "premium_progress_bar_enabled": False,
        "safety_alerts_channel_id": None,
        "joined_at": when(GUILD),
        "large": False,
        "unavailable": False,
        "member_count": 3,
        "voice_states": [],
        "members": [
            {
                "user": bot(),
                "roles": [str(BOT_ROLE)],
                "joined_at": when(GUILD),
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
        ],
        "channels": channels,
        "threads": [thread()],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def member() -> Json:
    return {
        "roles": [],
        "joined_at": when(GUILD),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
    }


def message(number: int, channel_id: int, author: Json, content: str, **more: Any) -> Json:
    return {
        "id": str(number),
        "channel_id": str(channel_id),
        "author": author,
        "content": content,
        "timestamp": when(number),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        **more,
    }


def attachment(
    world: World, name: str, data: bytes, *, content_type: str = "image/png", path: str = "attachments"
) -> Json:
    number = world.snowflake()
    place = f"/{path}/{CHANNEL}/{number}/{name}"
    world.files[place] = data
    url = f"{world.base}{place}?ex=6fffffff&is=6ffffff0&hm=00ff"
    return {
        "id": str(number),
        "filename": name,
        "size": len(data),
        "url": url,
        "proxy_url": url,
        "content_type": content_type,
        "width": 64,
        "height": 64,
    }


def hidden(one: Json) -> Json:
    """A message as an application without the message-content intent sees one that is not for it."""
    return {**one, "content": "", "attachments": [], "embeds": [], "components": []}
