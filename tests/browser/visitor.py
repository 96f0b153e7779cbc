"""Somebody at a screen: opens pages of the live server, and notes what a person would stumble over."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
from django.conf import settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# WCAG 2.2 asks for targets of 24 pixels; axe leaves that rule off unless told.
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    # It would read imported style sheets by means that the content policy forbids.
    "preload": False,
}
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const isWide = (element) => element.getBoundingClientRect().right > width + 1;
  const wide = [...document.querySelectorAll("body *")].filter(isWide);
  return [`${document.documentElement.scrollWidth} > ${width}: ` +
    wide.slice(-3).map((e) => e.outerHTML.slice(0, 80)).join(" … ")];
}"""
EMPTY_FORM = """() => {
  const form = document.querySelector("main form[method=post]:not([action])") ||
    document.querySelector("main form[method=post]");
  form.noValidate = true;
  form.requestSubmit();
}"""
HEIGHT = 900


@dataclass
class Visitor:
    context: BrowserContext
    origin: str
    page: Page = field(init=False)
    problems: list[str] = field(default_factory=list)
    _content_type: str = ""

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def sign_in(self, session_key: str) -> None:
        self._cookie(settings.SESSION_COOKIE_NAME, session_key)

    def prefer(self, *, theme: str, language: str) -> None:
        """Choose colors, and for those without an account the language."""
        self._cookie("theme", theme)
        self._cookie(settings.LANGUAGE_COOKIE_NAME, language)

    def open(self, path: str, *, width: int) -> int:
        """Go to a page and return its status; what it got wrong so far is forgotten."""
        self.problems.clear()
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        answer = self.page.goto(f"{self.origin}{path}")
        self._content_type = answer.headers.get("content-type", "")
        return answer.status

    def sees_a_page(self) -> bool:
        return self._content_type.startswith("text/html")

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})

    def send_empty_form(self) -> None:
        """Send the page's form without what it asks for: the page comes back with its errors."""
        with self.page.expect_navigation():
            self.page.evaluate(EMPTY_FORM)

    def inspect(self, *, language: str) -> list[str]:
        """Everything wrong with the page as it is now; an empty list is a good page."""
        spoken = self.page.get_attribute("html", "lang")
        found = [] if spoken == language else [f"lang is {spoken}, not {language}"]
        found += [f"too wide: {text}" for text in self.page.evaluate(OVERFLOW)]
        found += [f"axe {violation}" for violation in self._axe()]
        return [*self.problems, *found]

    def _axe(self) -> list[str]:
        # The driver's own channel: the content policy would keep a script element out.
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE)
        violations = self.page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)["violations"]
        return [_told(violation) for violation in violations]

    def _cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.origin}])

    def _hear(self, message: ConsoleMessage) -> None:
        # A page that answers 403 or 404 as it should is noted by the browser as an error of loading.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _watch(self, request: Request) -> None:
        if (
            not request.url.startswith(("data:", "blob:"))
            and urlsplit(request.url).netloc != urlsplit(self.origin).netloc
        ):
            self.problems.append(f"another origin: {request.url}")


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{violation['id']} ×{len(nodes)}: {nodes[0]['html'][:160]}"
