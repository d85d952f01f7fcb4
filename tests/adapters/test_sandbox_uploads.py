"""The sandbox studio takes real pictures, at the addresses it gave out for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.ima.sandbox.pictures import read_picture
from tests.adapters.sandbox_client import Client, changed, picture

if TYPE_CHECKING:
    pass


async def fetch(client: Client, address: str) -> bytes:
    async with client.http.get(address) as answer:
        assert answer.status == 200
        return await answer.read()


async def test_an_uploaded_picture_can_be_looked_at(client: Client) -> None:
    address = await client.upload(picture(80, 40))

    assert read_picture(await fetch(client, address)) == ("image/jpeg", 80, 40)
    assert "/webAgent/privite/" in address


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("appId", "ima", 400),
        ("appKey", "other", 400),
        ("cmimToken", "ima_another_key", 400),
        ("sign", "0" * 40, 400),
        ("timestamp", "1000", 400),
        ("timestamp", "now", 400),
        ("nonce", "short", 400),
        ("fService", "private", 400),
        ("fType", "video", 400),
        ("fSuffix", "png", 400),
        ("fSuffix", "exe", 400),
        ("fContentType", "image/png", 400),
        ("extra", "1", 400),
    ],
)
async def test_a_wrong_question_for_an_upload_is_refused(
    client: Client, name: str, value: str, code: int
) -> None:
    assert (await client.token(client.token_query(**{name: value})))["code"] == code
    assert len(client.studio.violations) == 1


async def test_an_upload_needs_a_key_of_the_studio(client: Client) -> None:
    answer = await client.token(client.token_query(appUid="stranger", cmimToken="stranger"))

    assert answer["code"] == 401


async def test_an_upload_missing_a_parameter_is_refused(client: Client) -> None:
    assert (await client.token(changed(client.token_query(), "nonce")))["code"] == 400


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (picture(), "image/png", 403),
        (b"<html>" + b" " * 200, "image/jpeg", 400),
        (picture()[:20], "image/jpeg", 400),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "image/jpeg", 400),
        (b"", "image/jpeg", 400),
    ],
)
async def test_only_the_announced_kind_of_picture_is_taken(
    client: Client, data: bytes, content_type: str, status: int
) -> None:
    token = (await client.token(client.token_query()))["data"]

    assert await client.put(token["ful"], data, content_type) == status
    async with client.http.get(token["fdl"]) as answer:
        assert answer.status == 404


async def test_a_presigned_address_must_not_be_changed_and_gets_no_key(client: Client) -> None:
    token = (await client.token(client.token_query()))["data"]

    assert await client.put(token["ful"].replace("/webAgent/", "/webagent/"), picture()) == 403
    async with client.http.put(
        token["ful"], data=picture(), headers={"Content-Type": "image/jpeg"}
    ) as answer:
        assert answer.status == 400, "the session's Authorization header went along"
