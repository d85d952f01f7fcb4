"""What each platform's adapter is told, from the operator's settings; nothing is imported before it is needed."""

from typing import TYPE_CHECKING
from urllib.request import getproxies

from bot.settings import Settings

if TYPE_CHECKING:
    from adapters.discord.settings import DiscordSettings, Pace
    from adapters.feishu.settings import FeishuSettings, Timings


def discord_settings(settings: Settings, pace: "Pace | None" = None) -> "DiscordSettings":
    """Discord's part; `pace` for tests."""
    from adapters.discord.settings import DiscordSettings, Pace  # noqa: PLC0415

    return DiscordSettings(
        token=settings.discord_bot_token.get_secret_value(),
        data_dir=settings.data_dir,
        api_base=settings.discord_api_base,
        gateway_url=settings.discord_gateway_url,
        proxy=settings.discord_proxy or proxy_of_environment(),
        shard_count=settings.discord_shard_count,
        message_content=settings.discord_message_content,
        upload_missing_player=settings.discord_upload_fallback,
        pace=pace or Pace(),
    )


def feishu_settings(settings: Settings, timings: "Timings | None" = None) -> "FeishuSettings":
    """Feishu's part; `timings` for tests."""
    from adapters.feishu.settings import FeishuSettings, Timings  # noqa: PLC0415

    return FeishuSettings(
        app_id=settings.feishu_app_id,
        app_secret=settings.feishu_app_secret.get_secret_value(),
        domain=settings.feishu_domain,
        mode=settings.feishu_mode,
        encrypt_key=settings.feishu_encrypt_key.get_secret_value(),
        verification_token=settings.feishu_verification_token.get_secret_value(),
        timings=timings or Timings(),
    )


def proxy_of_environment() -> str:
    """HTTPS_PROXY, which discord.py does not look at."""
    return getproxies().get("https", "")
