"""The page in a real browser: what a visitor sees, clicks, types and gets."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from adapters.ima.sandbox import SandboxStudio
from core.model import Incoming, Kind, Verb
from tests.e2e.browser import visitor
from tests.e2e.page import bots, mine, say, taken
from tests.e2e.staged_demo import StagedDemo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


# --- a conversation -------------------------------------------------------------


async def test_a_visitor_types_a_sentence_and_watches_the_video_arrive(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser, permissions=["clipboard-read", "clipboard-write"]) as person:
        page = await person.window(demo.url)
        await expect(page.get_by_role("heading", name="Describe it")).to_be_visible()
        await say(page, "a vertical video of a puppy, 10 seconds")
        await expect(mine(page)).to_contain_text("a vertical video of a puppy")
        await expect(bots(page).first).to_contain_text("96 pts")
        bar = page.get_by_role("progressbar")
        await expect(bar).to_have_attribute("aria-valuenow", "17")

        incoming = await taken(demo)
        await demo.report(incoming, 53)
        await expect(bar).to_have_attribute("aria-valuenow", "53")
        assert await page.locator("[data-kind=progress]").count() == 1
        url = await demo.finish(incoming)

        await expect(bar).to_have_count(0)
        video = page.locator("video")
        await expect(video).to_be_in_viewport(ratio=0.8)
        # A tall clip leaves its link, with the button that copies it, in view below.
        await page.wait_for_function(
            "() => document.querySelector('[data-kind=link] > .body').getBoundingClientRect().bottom"
            " < document.querySelector('#composer').getBoundingClientRect().top"
        )
        assert await video.get_attribute("poster") == url.replace(".mp4", ".jpg")
        assert await video.get_attribute("controls") is not None
        assert await video.get_attribute("playsinline") is not None
        assert await video.get_attribute("preload") == "metadata"
        await video.evaluate("video => { video.muted = true; return video.play(); }")
        await page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
        assert await video.evaluate("video => video.videoHeight > video.videoWidth")

        await page.get_by_role("button", name="Copy link").click()
        await expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == url
        kinds = await bots(page).evaluate_all("nodes => nodes.map(node => node.dataset.kind)")
        assert kinds == ["start", "progress", "media", "link"]
        assert person.faults == []


async def test_nothing_is_loaded_from_elsewhere(
    browser: Browser, demo: StagedDemo, studio: SandboxStudio
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        await expect(page.locator(".address")).to_be_visible()
        await page.wait_for_function("() => document.querySelector('video').readyState > 0")
        assert person.hosts == {demo.url.split("/")[2], studio.url.split("/")[2]}
        assert person.faults == []


async def test_a_reload_shows_the_conversation_again_and_keeps_the_draft(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        await expect(page.locator(".address")).to_be_visible()
        await page.get_by_label("Message to the video bot").fill("half a thou")
        before = await page.locator(".entry").evaluate_all("nodes => nodes.map(node => node.dataset.id)")
        await page.reload()

        await expect(page.locator(".entry")).to_have_count(len(before))
        assert (
            await page.locator(".entry").evaluate_all("nodes => nodes.map(node => node.dataset.id)") == before
        )
        await expect(page.get_by_label("Message to the video bot")).to_have_value("half a thou")
        await expect(page.locator("video")).to_be_visible()
        await page.get_by_label("Message to the video bot").fill("and more")
        await page.keyboard.press("Enter")
        assert (await taken(demo, 2)).address.person == demo.taken[0].address.person


async def test_a_restart_of_the_server_is_survived_by_page_job_and_unsent_words(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video")
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "17")
        await demo.stop()
        await expect(page.locator("#line")).to_have_text("Connection lost, trying again…")
        await say(page, "said while nobody listened")
        await expect(mine(page).last).to_contain_text("Not sent yet")
        await demo.start()

        await expect(page.locator("#line")).to_be_hidden()
        await expect(bots(page).last).to_contain_text("heard: said while nobody listened")
        await expect(mine(page)).to_have_count(2)
        assert [incoming.text for incoming in demo.taken] == ["a video", "said while nobody listened"]
        await demo.report(demo.taken[0], 71)
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "71")
        await expect(page.locator("[data-kind=progress]")).to_have_count(1)


async def test_a_page_whose_line_the_server_gave_up_comes_back_and_misses_nothing(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video")
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "17")
        assert demo.stage is not None
        [lines] = demo.stage.transcript._lines.values()
        for line in tuple(lines):
            line.put_nowait(None)  # as one that could not keep up finds it
        await demo.report(demo.taken[0], 71)
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "71")
        await expect(page.locator("#line")).to_be_hidden()
        await demo.report(demo.taken[0], 83)
        await expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "83")


async def test_two_windows_are_two_people_even_when_a_tab_is_duplicated(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        first = await person.window(demo.url)
        await say(first, "hello from the first")
        await expect(bots(first)).to_have_count(1)
        second = await person.window(demo.url)
        await expect(second.locator("#hero")).to_be_visible()
        await expect(second.locator("#resume")).to_be_hidden()

        copied = await first.evaluate("sessionStorage.getItem('window')")
        await second.evaluate("id => sessionStorage.setItem('window', id)", copied)
        await second.reload()
        await expect(second.locator("#hero")).to_be_visible()
        await say(second, "hello from the second")
        await expect(bots(second)).to_have_count(1)
        assert (await taken(demo, 2)).address.person != demo.taken[0].address.person
        await expect(mine(first)).to_have_count(1)


async def test_a_closed_window_s_conversation_can_be_taken_up_again(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        first = await person.window(demo.url)
        await say(first, "hello")
        await expect(bots(first)).to_have_count(1)
        await first.close()
        second = await person.window(demo.url)
        await second.get_by_role("button", name="Continue the last conversation").click()
        await expect(mine(second)).to_contain_text("hello")


# --- buttons --------------------------------------------------------------------


async def test_buttons_rest_while_a_press_is_under_way_and_say_what_was_pressed(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        again = page.get_by_role("button", name="Again", exact=True)
        await expect(again).to_be_visible()
        assert demo.stage is not None
        answer, held = demo.stage.answer, asyncio.Event()

        async def slow(stage: object, incoming: Incoming) -> None:
            await held.wait()
            assert answer is not None
            await answer(stage, incoming)  # type: ignore[arg-type]

        demo.stage.answer = slow
        await again.focus()
        await page.keyboard.press("Enter")
        await expect(again).to_be_disabled()
        await expect(page.locator(".entry.pressed")).to_contain_text("Again")
        held.set()
        await expect(bots(page).last).to_contain_text("pressed again")
        await expect(again).to_be_enabled()
        await expect(again).to_be_focused()
        action = demo.taken[1].action
        assert action is not None
        assert (action.verb, action.job_id) == (Verb.AGAIN, demo.taken[0].id)


async def test_a_select_offers_its_choices_and_a_rewrite_asks_for_words(
    browser: Browser, demo: StagedDemo
) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "a video at once")
        opener = page.get_by_role("button", name="Other model")
        await opener.click()
        await expect(opener).to_have_attribute("aria-expanded", "true")
        await page.get_by_role("button", name="Veo").click()
        await expect(bots(page).last).to_contain_text("pressed edit model=veo")
        await expect(page.locator(".entry.pressed")).to_contain_text("Veo")

        await page.get_by_role("button", name="New words").click()
        await page.get_by_role("textbox", name="New words").fill("a cat in the snow")
        await page.keyboard.press("Enter")
        await expect(bots(page).last).to_contain_text("pressed edit prompt=a cat in the snow")


async def test_a_reply_names_the_message_it_answers(browser: Browser, demo: StagedDemo) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "hello")
        await bots(page).first.hover()
        await bots(page).first.get_by_role("button", name="Reply to this message").click()
        await expect(page.locator("#replying")).to_contain_text("heard: hello")
        await page.keyboard.press("Escape")
        await expect(page.locator("#replying")).to_be_hidden()
        await bots(page).first.get_by_role("button", name="Reply to this message").click()
        await say(page, "the same again")
        incoming = await taken(demo, 2)
        assert incoming.reply_to == await bots(page).first.get_attribute("data-id")
        await expect(mine(page).last.locator(".quote")).to_contain_text("heard: hello")


# --- safety ---------------------------------------------------------------------


async def test_markup_is_shown_as_text_and_addresses_become_safe_links(
    browser: Browser, demo: StagedDemo
) -> None:
    nasty = '<img src=x onerror="window.hit=1"><script>window.hit=1</script> **bold** https://x.example/a?b=(c). javascript:alert(1)'
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, nasty)
        answer = bots(page).first.locator(".text")
        assert await answer.text_content() == f"heard: {nasty}"
        assert await mine(page).locator(".text").text_content() == nasty
        link = answer.get_by_role("link")
        await expect(link).to_have_count(1)
        assert await link.get_attribute("href") == "https://x.example/a?b=(c)"
        assert "noopener" in (await link.get_attribute("rel") or "")
        assert await page.evaluate("window.hit") is None
        assert await page.locator(".text img, .text script").count() == 0


async def test_a_clip_that_cannot_be_played_says_so(browser: Browser, demo: StagedDemo) -> None:
    async with visitor(browser) as person:
        page = await person.window(demo.url)
        await say(page, "hello")
        await demo.say(await taken(demo), Kind.MEDIA, "✅ Ready", url="http://127.0.0.1:9/a.mp4")
        await expect(page.locator(".unplayable")).to_contain_text("cannot be played right now")
