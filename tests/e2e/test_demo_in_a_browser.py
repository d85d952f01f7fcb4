"""The whole of `make demo`, but for make: the real process, the real page, a real browser."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.e2e.browser import visitor
from tests.e2e.page import bots, mine
from tests.e2e.process_demo import ProcessDemo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PUPPY = "用可灵生成一段竖屏小狗在草地上奔跑的视频 10秒"
KINDS = "nodes => nodes.map(node => node.dataset.kind)"


@pytest_asyncio.fixture(loop_scope="module")
async def whole(tmp_path: Path) -> AsyncIterator[ProcessDemo]:
    opened = ProcessDemo(tmp_path / "demo", speed=60, forked=True)
    await opened.start()
    yield opened
    await opened.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def unhurried(tmp_path: Path) -> AsyncIterator[ProcessDemo]:
    """A demo whose jobs have time left when it is killed and started again on a busy machine."""
    opened = ProcessDemo(tmp_path / "demo", speed=20)
    await opened.start()
    yield opened
    await opened.stop()


async def test_a_sentence_becomes_a_playing_video_and_a_link(browser: Browser, whole: ProcessDemo) -> None:
    async with visitor(browser, locale="zh-CN") as person:
        page = await person.window(whole.url)
        await page.get_by_label("写给视频助手的消息").fill(PUPPY)
        await page.keyboard.press("Enter")
        await expect(bots(page).first).to_contain_text("Kling O1")
        await expect(bots(page).first).to_contain_text("pts")
        await expect(page.get_by_role("progressbar")).to_be_visible()
        await expect(page.locator(".address")).to_be_visible(timeout=30_000)

        video = page.locator("video")
        await video.evaluate("video => { video.muted = true; return video.play(); }")
        await page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
        assert await video.evaluate("video => video.videoHeight > video.videoWidth && video.duration > 9")
        assert await bots(page).evaluate_all(KINDS) == ["start", "progress", "media", "link"]
        assert person.faults == []


async def test_what_can_be_asked_at_any_time_is_pressed_under_the_help(
    browser: Browser, whole: ProcessDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(whole.url)
        await page.get_by_label("Message to the video bot").fill("help")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="How much?").click()
        await expect(bots(page).last).to_contain_text("no points were used")
        await page.get_by_role("button", name="Status").click()
        await expect(bots(page).last).to_contain_text("You have nothing in progress.")
        await page.get_by_role("button", name="My videos").click()
        await expect(bots(page).last).to_contain_text("You have made no video here yet.")
        assert person.faults == []


async def test_a_killed_demo_goes_on_where_it_was(browser: Browser, unhurried: ProcessDemo) -> None:
    async with visitor(browser) as person:
        page = await person.window(unhurried.url)
        await page.get_by_label("Message to the video bot").fill(
            "A puppy running on the grass with Kling, 10 seconds"
        )
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("progressbar")).to_be_visible()
        await unhurried.kill()
        await expect(page.locator("#line")).to_be_visible()
        await unhurried.start()

        await expect(page.locator("#line")).to_be_hidden(timeout=20_000)
        await expect(page.locator(".address")).to_be_visible(timeout=40_000)
        assert await bots(page).evaluate_all(KINDS) == ["start", "progress", "media", "link"]
        await page.reload()
        await expect(page.locator(".address")).to_be_visible()
        assert await bots(page).evaluate_all(KINDS) == ["start", "progress", "media", "link"]
        await expect(mine(page)).to_have_count(1)
