"""One person at one screen: signing in, pressing, reading, and keeping pictures of what they saw."""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import PASSWORD

PICTURES = os.environ.get("ARGOSY_TEST_SCREENSHOTS", "")


class Seat:
    """A page of a browser and who sits before it."""

    def __init__(self, page, url: str, login: str, language: str, width: int) -> None:
        self.page, self.url, self.login, self.language, self.width = page, url, login, language, width
        self.complaints: list[str] = []
        self.shots = 0
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._sign_in()

    def _sign_in(self) -> None:
        self.page.context.add_cookies([{"name": "django_language", "value": "en" if self.language == "en" else "zh-hant", "url": self.url}])
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", self.login)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("button.p")
        self.page.wait_for_url("**/today/")

    def open(self, path: str) -> None:
        """Go to an address of the server."""
        self.page.goto(self.url + path)

    def press(self, selector: str) -> None:
        """Click and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.click(selector)

    @property
    def path(self) -> str:
        """Where the page is."""
        return self.page.url.removeprefix(self.url)

    def sees(self, selector: str) -> bool:
        """Whether something is on the screen."""
        return self.page.locator(selector).first.is_visible()

    def text(self, selector: str) -> str:
        """The words of the first match."""
        return self.page.locator(selector).first.inner_text()

    def picture(self, name: str) -> None:
        """Keep a picture where ARGOSY_TEST_SCREENSHOTS says, and hold the page to the width of the screen."""
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.path} is {wider} px wider than {self.width}"
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            self.shots += 1
            self.page.screenshot(path=f"{PICTURES}/{self.language}-{self.width}-{self.login}-{self.shots:02}-{name}.png")
