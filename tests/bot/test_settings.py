"""Settings: typed, all faults at once, secrets from files."""

from pathlib import Path

import pytest

from adapters.ima.client import ImaStudio
from bot.platform_settings import feishu_settings
from bot.settings import SettingsError, read_settings


def test_without_anything_set_the_defaults_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    one = read_settings({}, _env_file=None)
    assert one.ima_base_url == "https://api.imastudio.com"
    assert one.poll_seconds == 8
    assert one.max_jobs_per_user == 3


def test_all_faults_are_listed_at_once_by_name() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({}, _env_file=None, poll_seconds=0, ima_base_url="ftp://x", log_format="xml")
    text = "\n".join(caught.value.faults)
    assert "POLL_SECONDS" in text
    assert "IMA_BASE_URL" in text
    assert "LOG_FORMAT" in text


def test_what_does_not_fit_together_is_listed_with_the_rest() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(
            {},
            _env_file=None,
            max_jobs=0,
            speed=10,
            feishu_app_id="cli_x",
            feishu_mode="webhook",
            http_port=-1,
        )
    text = str(caught.value)
    for name in ("MAX_JOBS", "SPEED", "FEISHU_APP_SECRET", "FEISHU_ENCRYPT_KEY", "FEISHU_VERIFICATION_TOKEN"):
        assert name in text, name
    assert "HTTP_PORT" in text


@pytest.mark.parametrize("name", ["allowed_chats", "blocked_users", "admin_users"])
def test_people_and_chats_need_their_platform(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name.upper()}.*41771983423143937.*platform:id"):
        read_settings({}, _env_file=None, **{name: "discord:1, 41771983423143937"})


def test_another_kind_of_database_is_refused_by_its_name() -> None:
    with pytest.raises(SettingsError, match=r"DATABASE_URL.*postgresql://") as caught:
        read_settings({}, _env_file=None, database_url="mysql://me:secret@host/db")
    assert "secret" not in str(caught.value)


def test_files_that_cannot_be_understood_are_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\xff\xfe\x00")
    (tmp_path / ".env").write_bytes(b"IMA_API_KEY=\xff\xfe\n")
    with pytest.raises(SettingsError, match="IMA_API_KEY_FILE"):
        read_settings({"IMA_API_KEY_FILE": str(tmp_path / "key")}, _env_file=None)
    with pytest.raises(SettingsError, match=r"\.env"):
        read_settings({}, _env_file=tmp_path / ".env")


def test_plain_http_is_for_this_machine_only() -> None:
    with pytest.raises(SettingsError, match="https"):
        read_settings({}, _env_file=None, ima_base_url="http://studio.example.com")
    assert (
        read_settings({}, _env_file=None, ima_base_url="http://127.0.0.1:1").ima_base_url
        == "http://127.0.0.1:1"
    )


def test_an_address_with_a_path_is_no_origin() -> None:
    with pytest.raises(SettingsError, match="bare origin"):
        read_settings({}, _env_file=None, ima_base_url="https://api.example.com/open")


def test_speed_needs_a_studio_on_this_machine() -> None:
    with pytest.raises(SettingsError, match="SPEED"):
        read_settings({}, _env_file=None, speed=10)


def test_a_webhook_without_its_keys_stops_the_start() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({}, _env_file=None, feishu_app_id="cli_x", feishu_app_secret="s", feishu_mode="webhook")
    assert "FEISHU_VERIFICATION_TOKEN" in str(caught.value)
    assert "FEISHU_ENCRYPT_KEY" in str(caught.value)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("ima_from_file\n", encoding="utf-8")
    one = read_settings({"IMA_API_KEY_FILE": str(tmp_path / "key")}, _env_file=None)
    assert one.ima_api_key.get_secret_value() == "ima_from_file"
    assert "ima_from_file" not in repr(one)


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="IMA_API_KEY_FILE"):
        read_settings({"IMA_API_KEY_FILE": str(tmp_path / "none")}, _env_file=None)


def test_lists_are_separated_by_commas_or_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_USERS", "discord:1, feishu:ou_2")
    assert read_settings(_env_file=None).admin_users == {"discord:1", "feishu:ou_2"}


def test_a_secret_file_may_be_named_in_the_env_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("ima_from_file", encoding="utf-8")
    (tmp_path / ".env").write_text(f"IMA_API_KEY_FILE={tmp_path / 'key'}\n", encoding="utf-8")
    one = read_settings({}, _env_file=tmp_path / ".env")
    assert one.ima_api_key.get_secret_value() == "ima_from_file"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "LOCALHOST", "[::1]"])
def test_an_address_on_this_machine_that_the_settings_take_is_taken_by_all(host: str, tmp_path: Path) -> None:
    address = f"http://{host}:9"
    one = read_settings(
        {},
        _env_file=None,
        ima_api_key="k",
        ima_base_url=address,
        ima_upload_base_url=address,
        feishu_app_id="cli_1",
        feishu_app_secret="s",
        feishu_domain=address,
        data_dir=tmp_path,
    )
    ImaStudio(base_url=one.ima_base_url, upload_base_url=one.ima_upload_base_url, api_key=one.ima_api_key)
    assert feishu_settings(one).is_local


def test_an_address_with_an_impossible_port_is_named() -> None:
    with pytest.raises(SettingsError, match="IMA_BASE_URL"):
        read_settings({}, _env_file=None, ima_base_url="https://studio.example.com:99999")
