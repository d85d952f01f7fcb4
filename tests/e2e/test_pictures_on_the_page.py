"""The page in a real browser: pictures attached, dropped, pasted, taken back and refused."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.browser import visitor
from tests.e2e.page import DOG_PNG, mine, say, taken, upload
from tests.e2e.staged_demo import StagedDemo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

MAKE_FILES = """async ([event, count]) => {
  const data = new DataTransfer();
  for (let n = 0; n < count; n += 1) {
    const canvas = document.createElement("canvas");
    canvas.width = 640; canvas.height = 480;
    canvas.getContext("2d").fillRect(n * 9, 9, 99, 99);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    data.items.add(new File([blob], `shot-${n}.png`, { type: "image/png" }));
  }
  const target = document.getElementById("text");
  if (event === "paste") target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  else for (const name of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


async def test_pictures_are_attached_dropped_and_pasted_shown_and_taken_back(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        tray = page.get_by_role("list", name="Pictures to send").get_by_role("listitem")
        await page.set_input_files("#file", upload("dog.png", "image/png", DOG_PNG))
        await expect(tray).to_have_count(1)
        await page.evaluate(MAKE_FILES, ["drop", 2])
        await expect(tray).to_have_count(3)
        await expect(page.locator("#drop")).to_be_hidden()
        await page.evaluate(MAKE_FILES, ["paste", 1])
        await expect(tray).to_have_count(4)
        await page.get_by_role("button", name="Remove dog.png").click()
        await expect(tray).to_have_count(3)
        await say(page, "make it move")

        incoming = await taken(demo)
        await expect(tray).to_have_count(0)
        await expect(mine(page).locator("img.thumb")).to_have_count(3)
        assert len(incoming.pictures) == 3
        assert demo.stage is not None
        assert (await demo.stage.chat.fetch(incoming.pictures[0])).startswith(b"\x89PNG")
        await page.reload()
        await expect(mine(page).locator("img.thumb")).to_have_count(3)
        assert person.faults == []


async def test_a_picture_alone_is_a_message(browser: Browser, demo: StagedDemo) -> None:
    async with visitor(browser, locale="zh-CN") as person:
        page = await person.window(demo.url)
        await page.evaluate(MAKE_FILES, ["paste", 1])
        await page.get_by_role("button", name="发送", exact=True).click()
        incoming = await taken(demo)
        assert (incoming.text, len(incoming.pictures), incoming.language) == ("", 1, "zh")


async def test_what_is_no_picture_or_too_big_is_said_and_not_added(
    browser: Browser, demo: StagedDemo, tmp_path: Path
) -> None:
    huge = tmp_path / "huge.png"
    with huge.open("wb") as file:
        file.truncate(20 * 2**20 + 1)
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await page.set_input_files("#file", upload("notes.txt", "text/plain", b"x"))
        await expect(page.get_by_role("alert")).to_contain_text("“notes.txt” is not a picture")
        await page.set_input_files("#file", huge)
        await expect(page.get_by_role("alert")).to_contain_text("over 20 MB")
        await expect(page.locator("#tray li")).to_have_count(0)
        await page.set_input_files("#file", upload("broken.png", "image/png", b"broken"))
        await expect(page.locator("#tray li")).to_contain_text("broken.png")
