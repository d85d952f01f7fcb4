"""Finds rights that the bot lacks where somebody asked, before a result is shown badly."""

import discord

_FOR_RESULTS = ("embed_links", "read_message_history")


def missing_rights(asked: discord.Message | discord.Interaction) -> list[str]:
    """The missing rights that a result needs, in Discord's spelling; empty where they cannot be known."""
    if isinstance(asked, discord.Interaction):
        if asked.guild_id is None or not asked.is_guild_integration():
            return []
        rights = asked.app_permissions
        if not rights.value:
            return []
    else:
        channel = asked.channel
        if asked.guild is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            return []
        if isinstance(channel, discord.Thread) and channel.parent is None:
            return []
        rights = channel.permissions_for(asked.guild.me)
    return [name for name in _FOR_RESULTS if not getattr(rights, name)]
