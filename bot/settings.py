"""What an operator sets: environment or .env, typed, read once in `__main__` and passed down as values."""

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.errors import BotError

REAL_STUDIO = "https://api.imastudio.com"
REAL_UPLOADS = "https://imapi.liveme.com"


class SettingsError(BotError):
    """One or more settings are wrong; `faults` has a line for each, with its name."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def is_loopback(address: str) -> bool:
    """Whether an http or ws address leads to this machine only."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address like https://api.example.com")
    if parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("must be a bare origin, without path or name and password")
    if parts.scheme == "http" and not is_loopback(address):
        raise ValueError("must be https; http is accepted on loopback only")
    return address.rstrip("/")


def _platform_address(address: str) -> str:
    if not address:
        return address
    parts = urlsplit(address)
    if parts.scheme in ("http", "ws") and not is_loopback(address):
        raise ValueError("must be https or wss; http and ws are accepted on loopback only")
    if parts.scheme not in ("http", "https", "ws", "wss") or not parts.hostname:
        raise ValueError("must be a full address")
    return address.rstrip("/")


def _words(value: Any) -> Any:
    """A comma or blank separated list."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Origin = Annotated[str, AfterValidator(_origin)]
PlatformAddress = Annotated[str, AfterValidator(_platform_address)]
Names = Annotated[frozenset[str], NoDecode, Field(default_factory=frozenset)]


class Settings(BaseSettings):
    """All settings. The description of each becomes its comment in .env.example."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
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
    poll_seconds: int = Field(8, ge=1, le=120, description="Seconds between two looks at a render.")
    speed: float = Field(
        1.0,
        gt=0,
        le=10_000,
        description="Job seconds per second; other than 1 only with a studio on loopback.",
    )

    # Data
    data_dir: Path = Field(Path("data"), description="Folder for databases and waiting pictures.")
    database_url: SecretStr = Field(
        SecretStr(""),
        description="postgresql://… for several machines; empty = SQLite in DATA_DIR. Also as DATABASE_URL_FILE.",
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
    allowed_chats: Names = Field(
        description="Chats the bot answers in (platform:id), comma separated; empty = all."
    )
    blocked_users: Names = Field(description="People the bot ignores (platform:id).")
    admin_users: Names = Field(description="People who may control everybody's jobs (platform:id).")

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
        return {name: _words(value) if name in lists else value for name, value in values.items()}

    @model_validator(mode="after")
    def _fits_together(self) -> "Settings":
        faults: list[str] = []
        if self.speed != 1 and not is_loopback(self.ima_base_url):
            faults.append("SPEED other than 1 needs a studio on loopback (the sandbox)")
        if bool(self.feishu_app_id) != bool(self.feishu_app_secret.get_secret_value()):
            faults.append("FEISHU_APP_ID and FEISHU_APP_SECRET belong together: set both or none")
        if self.feishu_app_id and self.feishu_mode == "webhook":
            keys = {
                "FEISHU_VERIFICATION_TOKEN": self.feishu_verification_token,
                "FEISHU_ENCRYPT_KEY": self.feishu_encrypt_key,
            }
            faults.extend(
                f"FEISHU_MODE=webhook needs {name}"
                for name, key in keys.items()
                if not key.get_secret_value()
            )
        if faults:
            raise ValueError("; ".join(faults))
        return self


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
        except OSError as fault:
            faults.append(f"{name.upper()}_FILE: {file} cannot be read ({fault.strerror})")
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
    values = dotenv_values(path) if path and Path(path).is_file() else {}
    return {name.upper(): value for name, value in values.items() if name.upper().endswith("_FILE") and value}


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
