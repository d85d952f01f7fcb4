"""What a visitor does on the page, in the words of the tests."""

from playwright.async_api import FilePayload, Locator, Page

from core.model import Incoming
from tests.e2e.staged_demo import StagedDemo


async def say(page: Page, words: str) -> None:
    await page.get_by_label("Message to the video bot").fill(words)
    await page.keyboard.press("Enter")


def mine(page: Page) -> Locator:
    return page.locator(".entry.me")


def bots(page: Page) -> Locator:
    return page.locator(".entry.bot")


async def taken(demo: StagedDemo, count: int = 1) -> Incoming:
    assert demo.stage is not None
    await demo.stage.settled(count)
    return demo.taken[count - 1]


def upload(name: str, kind: str, data: bytes) -> list[FilePayload]:
    return [{"name": name, "mimeType": kind, "buffer": data}]


DOG_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fccf"
    "c0f01f0005050202d2c5d2a50000000049454e44ae426082"
)
