"""A real browser on a live server with the sample firm. Skips, saying why, where there is no browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHROMIUM = Path(os.environ.get("ARGOSY_TEST_CHROMIUM", "/usr/bin/chromium"))


@pytest.fixture(scope="session")
def chromium():
    """One browser for all walks."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}; set ARGOSY_TEST_CHROMIUM")
    # Playwright's loop runs in this thread; Django would take the test's own queries for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def firm(transactional_db):
    """The sample firm in an empty store."""
    from argosy.records.sample.load import load_sample
    from tests.conftest import PASSWORD

    return load_sample(password=PASSWORD)


@pytest.fixture
def seat(chromium, firm, live_server):
    """``seat("cs1", "en", 375)`` is one person at one screen, signed in."""
    from tests.browser.seat import Seat

    opened = []

    def take(login, language, width):
        context = chromium.new_context(
            viewport={"width": width, "height": 812 if width < 641 else 960}, locale="zh-TW", accept_downloads=True
        )
        opened.append(context)
        return Seat(context.new_page(), live_server.url, login, language, width)

    yield take
    for context in opened:
        context.close()
