"""The page in a real browser: languages, themes, sizes, the keyboard and the screen reader."""

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.browser import visitor
from tests.e2e.page import bots, mine, say, taken
from tests.e2e.staged_demo import StagedDemo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((part, n) => part * a + ground[n] * (1 - a));
  const ground = (node) => {
    if (!node) return [1, 1, 1];
    return over(rgba(getComputedStyle(node).backgroundColor), ground(node.parentElement));
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const node of document.querySelectorAll("h1, .badge, .text, .text a, time, .day span, .press, .copy, .address a, .hint, .chip")) {
    if (!node.checkVisibility()) continue;
    const behind = ground(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), behind)), light(behind)];
    found.push({ what: node.className || node.tagName, ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) });
  }
  return found;
}"""


async def test_the_page_speaks_the_browser_s_language_until_told_otherwise(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser, locale="zh-CN") as person:
        page = await person.window(demo.url)
        await expect(page.locator("html")).to_have_attribute("lang", "zh")
        await expect(page.get_by_role("heading", level=2)).to_have_text("想看什么画面？说一句就行")
        await expect(page).to_have_title("IMA 视频助手")
        await page.get_by_role("button", name="Switch to English").click()
        await expect(page.get_by_role("heading", level=2)).to_have_text("Describe it. Watch it appear.")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
async def test_the_theme_follows_the_system_until_told_otherwise(
    browser: Browser, demo: StagedDemo, scheme: str, other: str
) -> None:
    async with visitor(browser, color_scheme=scheme) as person:
        page = await person.window(demo.url)
        shade = "() => Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])"
        assert (await page.evaluate(shade) < 128) is (scheme == "dark")
        await page.get_by_role("button", name=f"Switch to {other}").click()
        assert (await page.evaluate(shade) < 128) is (other == "dark")
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-theme", other)
        assert (await page.evaluate(shade) < 128) is (other == "dark")


async def test_an_example_is_put_into_the_composer_for_the_visitor_to_send(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await page.get_by_role("group", name="Things to say").get_by_role("button").first.click()
        await expect(page.get_by_label("Message to the video bot")).to_have_value(
            "A puppy running on the grass, vertical, 10 seconds, with Kling"
        )
        assert demo.taken == []
        await page.keyboard.press("Enter")
        assert (await taken(demo)).text.startswith("A puppy")
        await expect(page.locator("#hero")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_is_cut_off_on_a_phone(browser: Browser, demo: StagedDemo, width: int) -> None:
    phone = {
        "viewport": {"width": width, "height": 700},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    }
    async with visitor(browser, **phone) as person:
        page = await person.window(demo.url)
        for words in ("a video at once", "w" * 400):
            await say(page, words)
        await expect(bots(page)).to_have_count(5)
        await page.get_by_role("button", name="Other model").click()
        wide = "() => [document.documentElement, document.getElementById('scroll')].every((node) => node.scrollWidth <= node.clientWidth)"
        assert await page.evaluate(wide)
        for control in await page.locator("button:visible").all():
            box = await control.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert await page.locator("#send").evaluate(
            "node => node.getBoundingClientRect().bottom <= innerHeight"
        )


async def test_the_keyboard_alone_is_enough(browser: Browser, demo: StagedDemo) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        field = page.get_by_label("Message to the video bot")
        await expect(field).to_be_focused()
        await page.keyboard.type("one")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("two")
        await expect(field).to_have_value("one\ntwo")
        # Enter that picks a word of an input method does not send.
        await field.evaluate(
            "node => node.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"
        )
        await expect(field).to_have_value("one\ntwo")
        await page.keyboard.press("Enter")
        assert (await taken(demo)).text == "one\ntwo"
        await expect(field).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(mine(page)).to_have_count(1)
        await page.keyboard.press("Shift+Tab")
        ring = await page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid"


async def test_a_screen_reader_has_names_for_everything_and_hears_what_is_new(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        await expect(page.locator(".address")).to_be_visible()
        log = page.get_by_role("log", name="Conversation")
        await expect(log).to_have_attribute("aria-live", "polite")
        nameless = "() => [...document.querySelectorAll('button, textarea, video, a')].filter((node) => node.checkVisibility() && !(node.getAttribute('aria-label') || node.textContent.trim())).map((node) => node.outerHTML)"
        assert await page.evaluate(nameless) == []
        await expect(page.get_by_role("article").first).to_contain_text("You")
        await expect(page.locator(".text").nth(1)).to_have_attribute("lang", "en")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_from_their_ground(browser: Browser, demo: StagedDemo, scheme: str) -> None:
    async with visitor(browser, color_scheme=scheme) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        await expect(page.locator(".address")).to_be_visible()
        found = await page.evaluate(CONTRAST)
        assert len(found) > 12
        assert [line for line in found if line["ratio"] < 4.5] == []


async def test_who_wants_no_motion_gets_none(browser: Browser, demo: StagedDemo) -> None:
    async with visitor(browser, reduced_motion="reduce") as person:
        page = await person.window(demo.url)
        await say(page, "a video")
        sheen = (
            "() => getComputedStyle(document.querySelector('.progress > span'), '::after').animationDuration"
        )
        await expect(page.get_by_role("progressbar")).to_be_visible()
        assert await page.evaluate(sheen) in ("1e-05s", "0.00001s")
