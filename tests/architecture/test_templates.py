"""Templates stay safe under the content policy, and every component is documented, shown and used."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
APPS = ("partners", "worksheets", "measurements", "partnerships")
# Mail programs and the PDF writer read no style sheet of ours.
STYLED_BODIES = ("emails/", "reports/pdf/")

PAGES = sorted(TEMPLATES.rglob("*.html"))
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))

FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "event attribute": re.compile(r"<[^>]*\s(?:hx-)?on[a-z:-]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
INCLUDE = re.compile(r"{%\s*include\s+\"(?P<name>[^\"]+)\"(?P<rest>[^%]*)%}")
RELATED = re.compile(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"")
ARGUMENT = re.compile(r"\b(\w+)=")
PARAMETER = re.compile(r"(?:^|; )(?P<name>\w+)(?P<optional>\??)(?=:|;|$)")


def name_of(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def parameters(path: Path) -> dict[str, bool]:
    """Read the first line `{# name: words; other?: words #}`: the names, and whether each must be given."""
    first = path.read_text().splitlines()[0]
    match = re.fullmatch(r"{# (.+) #}", first)
    assert match, f"{name_of(path)} does not begin with a comment that names its parameters"
    return {found["name"]: not found["optional"] for found in PARAMETER.finditer(match[1])}


def includes() -> list[tuple[str, str, str]]:
    return [
        (name_of(page), match["name"], match["rest"])
        for page in PAGES
        for match in INCLUDE.finditer(page.read_text())
        if match["name"].startswith("components/")
    ]


def reachable_from(start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen and (TEMPLATES / name).exists():
            seen.add(name)
            waiting += RELATED.findall((TEMPLATES / name).read_text())
    return seen


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_template_obeys_the_content_policy(page):
    if name_of(page).startswith(STYLED_BODIES):
        pytest.skip("a mail or PDF body")

    text = page.read_text()

    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=name_of)
def test_component_names_its_parameters_and_uses_them(component):
    body = component.read_text().split("\n", 1)[1]

    declared = parameters(component)

    assert [name for name in declared if not re.search(rf"\b{name}\b", body)] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=name_of)
def test_component_with_a_form_asks_for_the_token(component):
    if "{% csrf_token %}" in component.read_text():
        assert "csrf_token" in parameters(component)


def test_components_are_included_alone_with_the_parameters_they_name():
    wrong = []
    for page, name, rest in includes():
        declared = parameters(TEMPLATES / name)
        given = set(ARGUMENT.findall(re.sub(r"\"[^\"]*\"", "", rest)))
        required = {parameter for parameter, is_required in declared.items() if is_required}
        if not rest.rstrip().endswith("only") or given - set(declared) or required - given:
            wrong.append((page, name, sorted(given - set(declared)), sorted(required - given)))

    assert wrong == []


def test_gallery_shows_every_component():
    shown = reachable_from("gallery.html")

    assert [name_of(component) for component in COMPONENTS if name_of(component) not in shown] == []


def test_every_component_is_used_on_a_page():
    pages = [name_of(page) for page in PAGES if page.parent != TEMPLATES / "components"]
    used = set().union(*(reachable_from(page) for page in pages if page != "gallery.html"))
    code = "".join(module.read_text() for app in APPS for module in (ROOT / app).rglob("*.py"))

    names = [name_of(component) for component in COMPONENTS]
    assert [name for name in names if name not in used and name not in code] == []
