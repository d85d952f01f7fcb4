import stat
from pathlib import Path

import pytest

from adapters.web.guard import Guard, read_or_make_token


def test_the_token_is_kept_for_the_owner_alone_and_survives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "web.token"
    token = read_or_make_token(path)

    assert len(token) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_token(path) == token


def test_a_token_file_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "web.token"
    path.write_text("short")

    assert len(read_or_make_token(path)) >= 32


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1:8080", True),
        ("localhost:8080", True),
        ("LOCALHOST:8080", True),
        ("[::1]:8080", True),
        ("127.0.0.1:8081", False),
        ("127.0.0.1", False),
        ("evil.example:8080", False),
        ("127.0.0.1.evil.example:8080", False),
        ("", False),
    ],
)
def test_only_our_own_address_is_our_host(host: str, ours: bool) -> None:
    guard = Guard("t" * 40)
    guard.bind(8080)
    assert guard.host_is_ours({"Host": host}) is ours


def test_before_the_port_is_known_nobody_is_ours() -> None:
    assert not Guard("t" * 40).host_is_ours({"Host": ""})
    assert not Guard("t" * 40).host_is_ours({"Host": "127.0.0.1:80"})


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8080", True),
        ("https://127.0.0.1:8080", False),
        ("http://localhost:8080", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_our_own_page_is_our_origin(origin: str, ours: bool) -> None:
    guard = Guard("t" * 40)
    guard.bind(8080)
    assert guard.origin_is_ours({"Host": "127.0.0.1:8080", "Origin": origin}) is ours


def test_tokens_are_compared_whole() -> None:
    guard = Guard("t" * 40)
    assert guard.token_is_right("t" * 40)
    assert not guard.token_is_right("t" * 39)
    assert not guard.token_is_right("")
    assert not guard.token_is_right("日" * 40)


def test_the_policy_loads_nothing_from_elsewhere_but_the_studio_s_clips() -> None:
    policy = Guard("t" * 40, media=("http://127.0.0.1:8090",)).answer_headers("127.0.0.1:8080")[
        "Content-Security-Policy"
    ]

    assert "default-src 'none'" in policy
    assert "media-src http://127.0.0.1:8090;" in policy
    assert "connect-src 'self' ws://127.0.0.1:8080;" in policy
    assert "unsafe" not in policy
