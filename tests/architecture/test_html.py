"""Pages are HTML that browsers need not repair: what they would silently ignore is found here."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from tests.architecture.addresses import address
from tests.architecture.urls_table import PAGES
from tests.architecture.world import build_world

READERS = ("mara", "pia", "nobody")
WHOLE = {"maxlength", "minlength", "rows", "cols", "colspan", "rowspan", "size", "tabindex"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?([+-]\d\d:\d\d|Z)?)?")


class _Faults(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: Counter[str] = Counter()
        self.targets: set[str] = set()

    def handle_starttag(self, tag, attributes):
        names = Counter(name for name, _value in attributes)
        self.found += [f"<{tag}> has two {name}" for name, count in names.items() if count > 1]
        given = {name: value or "" for name, value in attributes}
        self.found += [
            f"<{tag} {name}={value}>"
            for name, value in given.items()
            if name in WHOLE and not re.fullmatch(r"-?\d+", value)
        ]
        if tag == "form" and given.get("action") == "":
            self.found.append("<form> with an empty action")
        if tag == "time" and "datetime" in given and not MOMENT.fullmatch(given["datetime"]):
            self.found.append(f"<time datetime={given['datetime']}>")
        if tag == "input" and given.get("type") == "hidden" and given.get("autocomplete") in {"on", "off"}:
            self.found.append("hidden field with autocomplete")
        self._point(tag, given)

    def _point(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "label" and given.get("for"):
            self.targets.add(given["for"])
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            self.targets |= set(given.get(name, "").split())

    def all(self) -> list[str]:
        twice = [f"id {name} stands twice" for name, count in self.ids.items() if count > 1]
        lost = [f"nothing has the id {name}" for name in sorted(self.targets - set(self.ids))]
        return self.found + twice + lost


@pytest.mark.django_db
def test_pages_are_sound_html():
    world, faults = build_world(), {}
    for name in READERS:
        for page in PAGES:
            if not page.get or page.get[name] != 200 or page.is_admin:
                continue
            for state in page.states:
                answer = world.client(name).get(address(page, world) + state)
                if answer["Content-Type"].startswith("text/html"):
                    reader = _Faults()
                    reader.feed(answer.content.decode())
                    if reader.all():
                        faults[f"{name} {page.name}{state}"] = sorted(set(reader.all()))

    assert faults == {}
