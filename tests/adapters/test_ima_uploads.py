from typing import Any

import pytest

from adapters.ima.wire import Kind, read_slot, sniff, write_token_query
from core.errors import Certainty, StudioError
from core.model import Failure
from tests.adapters.ima_recorded import a_png, recorded


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (a_png(), Kind("png", "image/png")),
        (b"\xff\xd8\xff\xe0 jpeg", Kind("jpg", "image/jpeg")),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind("webp", "image/webp")),
        (b"GIF89a...", Kind("gif", "image/gif")),
        (b"GIF87a...", Kind("gif", "image/gif")),
        (b"BM......", Kind("bmp", "image/bmp")),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, kind: Kind) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x00\x00\x18ftypheic....", b"<svg/>", b"%PDF-1.7", b"RIFF....WAVE", b"\x89PNG"]
)
def test_what_is_no_picture_for_the_studio_is_refused_before_anything_is_sent(data: bytes) -> None:
    with pytest.raises(StudioError) as raised:
        sniff(data)
    assert (raised.value.failure, raised.value.certainty) == (Failure.PICTURE, Certainty.NOT_SENT)


def test_a_token_request_has_the_eleven_parameters_and_their_signature() -> None:
    query = write_token_query(
        "ima_k", Kind("png", "image/png"), timestamp_s=1700000000, nonce="abcdefghijklmnopqrstuvwxyz"
    )
    assert query == {
        "appUid": "ima_k",
        "appId": "webAgent",
        "appKey": "32jdskjdk320eew",
        "cmimToken": "ima_k",
        "sign": "71EE5A4CBB668D80FEBDC3A68FD5560A45CB9967",
        "timestamp": "1700000000",
        "nonce": "abcdefghijklmnopqrstu",
        "fService": "privite",
        "fType": "picture",
        "fSuffix": "png",
        "fContentType": "image/png",
    }


def test_a_place_for_a_picture_needs_both_addresses() -> None:
    assert read_slot(recorded("token")["data"]).public_url == "https://cdn.example/p.png"
    unusable: tuple[Any, ...] = (None, {}, {"ful": "https://a/b"}, {"ful": "ftp://a", "fdl": "https://a/b"})
    for data in unusable:
        with pytest.raises(StudioError) as raised:
            read_slot(data)
        assert raised.value.failure is Failure.PICTURE
