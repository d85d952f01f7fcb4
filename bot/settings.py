"""What an operator sets: environment or .env, typed, read once in `__main__` and passed down as values."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_kinds import DatabaseUrl, Ids, Names, Origin, PlatformAddress, is_local, words
from core.errors import BotError

REAL_STUDIO = "https://api.imastudio.com"
REAL_UPLOADS = "https://imapi.liveme.com"


class SettingsError(BotError):
    """One or more settings are wrong; `faults` has a line for each, with its name."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Settings(BaseSettings):
    """All settings. The description of each becomes its comment in .env.example."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
        validate_default=True,
    )

    # Studio
    ima_api_key: SecretStr = Field(
        SecretStr(""), description="Key of the IMA Studio (ima_…); also as IMA_API_KEY_FILE."
    )
    ima_base_url: Origin = Field(REAL_STUDIO, description="Origin of the studio.")
    ima_upload_base_url: Origin = Field(REAL_UPLOADS, description="Origin of the studio's upload service.")
    ima_media_hosts: Names = Field(
        description="Hosts that clips may be fetched from, comma separated; empty = any public https host. "
        "A clip elsewhere is still delivered as a link."
    )
    poll_seconds: int = Field(
        8,
        ge=1,
        le=120,
        description="Seconds between two looks at a render, for every model; without this line as in models.toml.",
    )
    speed: float = Field(
        1.0,
        gt=0,
        le=10_000,
        description="Job seconds per second; other than 1 only with a studio on loopback.",
    )

    # Data
    data_dir: Path = Field(Path("data"), description="Folder for databases and waiting pictures.")
    database_url: DatabaseUrl = Field(
        SecretStr(""),
        description="postgresql://…, one serve per database; empty = SQLite in DATA_DIR. Also as DATABASE_URL_FILE.",
    )

    # Discord
    discord_bot_token: SecretStr = Field(
        SecretStr(""),
        description="Token of the Discord bot; empty = no Discord. Also as DISCORD_BOT_TOKEN_FILE.",
    )
    discord_api_base: PlatformAddress = Field(
        "", description="Another Discord API, with /api/v10; empty = the real one."
    )
    discord_gateway_url: PlatformAddress = Field(
        "", description="Another Discord gateway (ws address); empty = the real one."
    )
    discord_proxy: str = Field("", description="Proxy for Discord; empty = HTTPS_PROXY, if set.")
    discord_shard_count: int = Field(
        1, ge=1, le=1024, description="Shards; more than 1 from about 1,000 servers on."
    )
    discord_message_content: bool = Field(
        False,
        description="Ask for the privileged message content intent (off: mentions, replies and DMs only).",
    )
    discord_upload_fallback: bool = Field(
        False, description="Upload the clip as a file when no player appeared after some seconds."
    )

    # Feishu and Lark
    feishu_app_id: str = Field("", description="App ID of the Feishu app; empty = no Feishu.")
    feishu_app_secret: SecretStr = Field(
        SecretStr(""), description="App secret; also as FEISHU_APP_SECRET_FILE."
    )
    feishu_domain: PlatformAddress = Field(
        "https://open.feishu.cn", description="https://open.larksuite.com for international Lark."
    )
    feishu_mode: Literal["websocket", "webhook"] = Field(
        "websocket", description="websocket (long connection) or webhook (at /feishu/events)."
    )
    feishu_encrypt_key: SecretStr = Field(
        SecretStr(""), description="Encrypt key, for webhook; also as FEISHU_ENCRYPT_KEY_FILE."
    )
    feishu_verification_token: SecretStr = Field(
        SecretStr(""), description="Verification token, for webhook; also as FEISHU_VERIFICATION_TOKEN_FILE."
    )

    # Health, metrics, webhook
    http_host: str = Field("127.0.0.1", description="Where /healthz, /metrics and the webhook listen.")
    http_port: int = Field(8090, ge=0, le=65535, description="Their port; 0 = do not listen.")

    # The house's rules
    progress_style: Literal["edit", "post"] = Field(
        "edit", description="edit = one progress message, changed in place; post = a new message each time."
    )
    confirm_above_points: int = Field(0, ge=0, description="Ask before an order that costs more; 0 = never.")
    daily_points_per_user: int = Field(0, ge=0, description="Points a person may use a day; 0 = no limit.")
    daily_points_per_chat: int = Field(0, ge=0, description="Points a chat may use a day; 0 = no limit.")
    max_jobs_per_user: int = Field(3, ge=1, description="Jobs of one person at a time; more wait.")
    max_jobs: int = Field(50, ge=1, description="Jobs at a time in all; more wait.")
    allowed_chats: Ids = Field(
        description="Chats the bot answers in (platform:id), comma separated; empty = all."
    )
    blocked_users: Ids = Field(description="People the bot ignores (platform:id).")
    admin_users: Ids = Field(description="People who may control everybody's jobs (platform:id).")

    # Logs
    log_format: Literal["text", "json"] = Field("text", description="text or json.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG INFO WARNING ERROR."
    )

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        lists = ("ima_media_hosts", "allowed_chats", "blocked_users", "admin_users")
        return {name: words(value) if name in lists else value for name, value in values.items()}

    # What must fit together is checked field by field, so that it is listed with every other fault.

    @field_validator("speed")
    @classmethod
    def _speed_fits(cls, speed: float, info: ValidationInfo) -> float:
        if speed != 1 and not is_local(info.data.get("ima_base_url", "")):
            raise ValueError("other than 1 needs a studio on loopback (the sandbox)")
        return speed

    @field_validator("feishu_app_secret")
    @classmethod
    def _secret_fits(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        if bool(info.data.get("feishu_app_id")) != bool(secret.get_secret_value()):
            raise ValueError("belongs together with FEISHU_APP_ID: set both or none")
        return secret

    @field_validator("feishu_encrypt_key", "feishu_verification_token")
    @classmethod
    def _webhook_fits(cls, key: SecretStr, info: ValidationInfo) -> SecretStr:
        given = info.data
        if (
            given.get("feishu_app_id")
            and given.get("feishu_mode") == "webhook"
            and not key.get_secret_value()
        ):
            raise ValueError("is needed with FEISHU_MODE=webhook")
        return key


_SECRETS = tuple(name for name, one in Settings.model_fields.items() if one.annotation is SecretStr)


def read_settings(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Environment, .env and NAME_FILE secrets, over which `given` values win; raises SettingsError with all faults."""
    env = {**_env_file_of(given), **(os.environ if environ is None else environ)}
    faults: list[str] = []
    for name in _SECRETS:
        file = env.get(f"{name.upper()}_FILE")
        if not file or env.get(name.upper()) or name in given:
            continue
        try:
            given[name] = SecretStr(Path(file).read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as fault:
            faults.append(f"{name.upper()}_FILE: {file} cannot be read ({_why(fault)})")
    try:
        settings = Settings(**given)
    except ValidationError as fault:
        for one in fault.errors(include_input=False, include_url=False):
            where = str(one["loc"][0]).upper() if one["loc"] else ""
            text = one["msg"].removeprefix("Value error, ")
            faults.append(f"{where}: {text}" if where else text)
        raise SettingsError(faults) from None
    if faults:
        raise SettingsError(faults)
    return settings


def _env_file_of(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The NAME_FILE lines of .env, which the settings' own reader does not know."""
    path = given.get("_env_file", ".env")
    try:
        values = dotenv_values(path) if path and Path(path).is_file() else {}
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError([f"{path} cannot be read ({_why(fault)})"]) from None
    return {name.upper(): value for name, value in values.items() if name.upper().endswith("_FILE") and value}


def _why(fault: OSError | UnicodeDecodeError) -> str:
    return fault.strerror or "" if isinstance(fault, OSError) else "not a text in UTF-8"


_SECTIONS = {
    "ima_api_key": "Studio",
    "data_dir": "Data",
    "discord_bot_token": "Discord",
    "feishu_app_id": "Feishu and Lark",
    "http_host": "Health, metrics, webhook",
    "progress_style": "The house's rules",
    "log_format": "Logs",
}


def write_example() -> str:
    """The text of .env.example: every setting with its description and default."""
    lines = [
        "# Copy to .env and fill in what you use. Every line shows the default.",
        "# Written from bot/settings.py by: python -m bot.settings > .env.example",
    ]
    for name, one in Settings.model_fields.items():
        if name in _SECTIONS:
            lines += ["", f"# --- {_SECTIONS[name]} ---"]
        default = one.get_default(call_default_factory=False) if one.default_factory is None else ""
        if isinstance(default, SecretStr):
            default = ""
        if isinstance(default, bool):
            default = str(default).lower()
        if isinstance(default, float) and default.is_integer():
            default = int(default)
        lines += [f"# {one.description}", f"{name.upper()}={default}"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(write_example(), end="")  # noqa: T201  (a command)
