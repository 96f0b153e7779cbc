"""Where journeys are played: people at screens of their own, and the mail that the demo has caught."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Locator, Response

from tests.browser.visitor import Visitor
from tests.journeys.running_demo import Demo, wait_until

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PASSWORD = "library-demo"
PATIENCE = 15_000
SERVER_ERROR = 500
MAIN_BUTTON = "main form .btn-primary"


@dataclass
class Actor(Visitor):
    """A visitor who fills in forms; what goes wrong on any page is noted until the journey ends."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("response", self._notice)

    def go(self, path: str) -> int:
        """Open a page of the site, by its path or as a mail gives it, and return its status."""
        return self.page.goto(path if path.startswith("http") else f"{self.origin}{path}").status

    def sign_in_with(self, email: str, password: str = PASSWORD) -> None:
        self.go("/accounts/login/")
        self.fill(login=email, password=password)
        self.press()

    def fill(self, **values: Any) -> None:
        """Fill in fields of the page's form by their names, whatever kind they are."""
        for name, value in values.items():
            fields = self.page.locator(f"main form [name='{name}']")
            self._unfold(fields.first)
            kind = fields.first.evaluate("field => field.type")
            if kind == "select-one":
                fields.select_option(value)
            elif kind in {"radio", "checkbox"}:
                self.page.locator(f"main form [name='{name}'][value='{value}']").check()
            else:
                fields.fill(str(value))

    def _unfold(self, field: Locator) -> None:
        """Open what the field is folded away in, as people do."""
        folds = field.locator("xpath=ancestor::details[not(@open)]")
        for number in range(folds.count()):
            folds.nth(number).locator("> summary").click()

    def press(self, button: str = MAIN_BUTTON) -> int:
        """Press a button or follow a link, and return the status of the page that it leads to."""
        with self.page.expect_navigation() as navigation:
            self.page.locator(button).first.click()
        return navigation.value.status

    def save(self, path: str, **values: Any) -> None:
        """Open a form, fill it in and save it; a form that comes back is a failure."""
        self.go(path)
        self.fill(**values)
        self.press()
        assert self.path != path, self.text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.origin)

    @property
    def number(self) -> int:
        """The number that the page's address carries last."""
        return int(re.findall(r"/(\d+)/", self.path)[-1])

    def text(self, selector: str = "main") -> str:
        """What a part of the page says, with every run of white space as one space."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def texts(self, selector: str) -> list[str]:
        # What is drawn has no inner text of its own.
        read = "elements => elements.map(element => element.innerText ?? element.textContent)"
        return [" ".join(text.split()) for text in self.page.locator(selector).evaluate_all(read)]

    def link(self, end: str, *, within: str = "") -> str:
        """The path of the page's first link that ends so."""
        return self.page.locator(f"main a[href*='{within or end}'][href$='{end}']").first.get_attribute(
            "href"
        )

    def _notice(self, response: Response) -> None:
        if response.status >= SERVER_ERROR:
            self.problems.append(f"status {response.status}: {response.url}")


@dataclass(frozen=True)
class Mail:
    headers: dict[str, str]
    text: str
    html: str

    @property
    def link(self) -> str:
        """The first address in it."""
        return re.search(r"https?://\S+", self.text)[0]


@dataclass
class Stage:
    """The running demo, a browser, and everybody who has entered."""

    demo: Demo
    chromium: Browser
    actors: list[Actor] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def enter(self, **options: Any) -> Actor:
        """Somebody new with a browser of their own: nothing is remembered."""
        context = self.chromium.new_context(**{"locale": "en-US"} | options)
        self.actors.append(Actor(context, self.demo.origin))
        return self.actors[-1]

    def enter_as(self, email: str, **options: Any) -> Actor:
        """One of the demo's people, signed in by a click on its front page."""
        actor = self.enter(**options)
        actor.go("/demo/")
        actor.press(f"form:has(input[value='{email}']) button")
        return actor

    def next_mail(self, email: str) -> Mail:
        """Wait for a mail to somebody that nobody has read yet, and read it on the demo's pages."""
        reader = self.enter()
        address = wait_until(lambda: self._unread(reader, email))
        self.read.add(address)
        reader.go(address)
        names, values = (reader.page.locator(".facts").last.locator(tag) for tag in ("dt", "dd"))
        headers = dict(zip(names.all_inner_texts(), values.all_inner_texts(), strict=True))
        text = reader.page.locator("section .panel").first.inner_text()
        reader.go(f"{address}html/")
        return Mail(headers, text, reader.page.content())

    def problems(self) -> list[str]:
        """What anybody's browser has complained about so far."""
        return [problem for actor in self.actors for problem in actor.problems]

    def leave(self) -> None:
        for actor in self.actors:
            actor.context.close()

    def _unread(self, reader: Actor, email: str) -> str | None:
        reader.go("/outbox/")
        rows = reader.page.locator("main tbody tr").filter(has_text=email).locator("a")
        paths = [row.get_attribute("href") for row in rows.all()]
        return next((path for path in paths if path not in self.read), None)
