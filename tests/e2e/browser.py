"""Debian's chromium, driven by playwright; the browser that playwright would download is not used."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)


def chromium_path() -> str:
    """Where chromium is; without one the test is skipped for a contributor and fails in CI."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
    if not path and os.environ.get("CI") == "true":
        pytest.fail("no chromium: CI must install Debian's chromium package, or name one in CHROMIUM")
    if not path:
        pytest.skip("no chromium here: install the package chromium, or name one in CHROMIUM")
    return path


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A headless browser without a profile."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


class Visitor:
    """One person's browser; every fault that a page reports and every host it asks is written down."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.faults: list[str] = []
        self.hosts: set[str] = set()

    async def window(self, url: str) -> Page:
        """Another window, at this address."""
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda asked: self.hosts.add(asked.url.split("/")[2] if "://" in asked.url else "inline"),
        )
        await page.goto(url)
        return page


@asynccontextmanager
async def visitor(browser: Browser, **options: Any) -> AsyncIterator[Visitor]:
    """A person with a browser of their own; `options` are playwright's for a context."""
    wanted: dict[str, Any] = {"locale": "en-US", "viewport": {"width": 1000, "height": 760}}
    context = await browser.new_context(**(wanted | options))
    context.set_default_timeout(10_000)
    try:
        yield Visitor(context)
    finally:
        await context.close()
