"""Rows of organizations: one row is one organization."""

import copy
import re
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from partners.domain.imports import RowChange
from partners.exchange.headings import ORGANIZATION_WORDS, guess_columns
from partners.forms.import_rows import Records, RowChecker, Visible, in_parts
from partners.forms.organizations import OWN_FIELDS, OrganizationForm
from partners.models import Organization, OrganizationCategory
from partners.names import name_key

MOST_MATCHES = 5
_BETWEEN = re.compile(r"[;|\n]")


class OrganizationRowForm(OrganizationForm):
    """The organization's own form, without a question to the database for each row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].error_messages["invalid_choice"] = _(
            "“%(value)s” is not one of the categories."
        )

    def links(self) -> list[OrganizationCategory]:
        return list(self.instance.category_links.all())


class OrganizationChecker(RowChecker):
    words = ORGANIZATION_WORDS

    @classmethod
    def guess(cls, headers: list[str]) -> dict[str, int]:
        return guess_columns(headers, cls.words)

    @classmethod
    def labels(cls) -> dict[str, Any]:
        fields = {
            name: Organization._meta.get_field(name).verbose_name for name in (*OWN_FIELDS, "categories")
        }
        return {name: _capital(fields[name]) for name in cls.words}

    def load(self, visible: Visible) -> None:
        self.codes = {
            name_key(text): category.code
            for category in self.known.values()
            for text in (category.code, category.label_en, category.label_es)
        }
        self.found: dict[tuple[str, str], dict[int, Organization]] = defaultdict(dict)
        for part in in_parts(self.records):
            for row in self._known(visible, part):
                for key in _keys({"name": row.name, "email": row.email, "website": row.website}):
                    self.found[key].setdefault(row.pk, row)

    def _known(self, visible: Visible, part: Records) -> QuerySet[Organization]:
        keys = {name_key(texts.get("name", ""))[:400] for _number, texts in part}
        emails = {texts.get("email", "").lower() for _number, texts in part} - {""}
        sites = {one for _number, texts in part for one in _spellings(texts.get("website", ""))}
        return (
            visible(Organization)
            .filter(archived_at=None)
            .annotate(email_key=Lower("email"), website_key=Lower("website"))
            .filter(Q(name_key__in=keys) | Q(email_key__in=emails) | Q(website_key__in=sites))
            .prefetch_related("category_links__category")
        )

    def matches(self, texts: dict[str, str]) -> list[Organization]:
        found = {pk: row for key in _keys(texts) for pk, row in self.found.get(key, {}).items()}
        return list(found.values())[:MOST_MATCHES]

    def is_exact(self, found: Organization, texts: dict[str, str]) -> bool:
        return found.name_key == name_key(texts.get("name", ""))[:400]

    def key(self, texts: dict[str, str]) -> Any:
        return name_key(texts.get("name", "")) or None

    def form(self, texts: dict[str, str], target: Organization | None) -> OrganizationRowForm:
        given: dict[str, Any] = {name: texts[name] for name in OWN_FIELDS if texts.get(name)}
        codes = self._codes(texts.get("categories", ""))
        if target is not None:
            row = OrganizationRowForm(instance=target, known=self.known)
            kept = {name: row.initial.get(name) for name in (*OWN_FIELDS, "categories", "primary")}
            given = kept | given
        elif not codes and self.run.category:
            codes = [self.run.category]
        if codes:
            given |= {"categories": codes, "primary": codes[0] if codes[0] in self.known else ""}
        return OrganizationRowForm(given, instance=copy.copy(target), known=self.known)

    def change(self, form: Any, texts: dict[str, str], target: Organization | None) -> RowChange:
        return RowChange(given=form.given(), target=target)

    def before(self, target: Organization) -> dict[str, str]:
        links = list(target.category_links.all())
        codes = [link.category.code for link in links if link.is_primary]
        codes += sorted(link.category.code for link in links if not link.is_primary)
        return {name: getattr(target, name) for name in OWN_FIELDS} | {"categories": ";".join(codes)}

    def after(self, form: Any) -> dict[str, str]:
        given = form.given()
        primary = given["primary"].code if given["primary"] else ""
        others = sorted({category.code for category in given["categories"]} - {primary})
        return given["values"] | {"categories": ";".join([primary, *others] if primary else others)}

    def shown(self, name: str, value: str) -> str:
        if name != "categories":
            return value
        return "; ".join(str(self.known[code]) for code in value.split(";") if code in self.known)

    def _codes(self, text: str) -> list[str]:
        """Codes of the categories that a cell names, the primary first; unknown words stay as they are."""
        if whole := self.codes.get(name_key(text)):
            return [whole]
        words = [word.strip() for word in _BETWEEN.split(text) if word.strip()]
        return list(dict.fromkeys(self.codes.get(name_key(word), word) for word in words))


def _capital(text: Any) -> str:
    return str(text)[:1].upper() + str(text)[1:]


def _keys(texts: dict[str, str]) -> list[tuple[str, str]]:
    """What two records of one organization may share."""
    keys = [
        ("name", name_key(texts.get("name", ""))[:400]),
        ("email", texts.get("email", "").lower()),
        ("website", _site(texts.get("website", ""))),
    ]
    return [key for key in keys if key[1]]


def _site(url: str) -> str:
    """A website without what people leave out when they type it."""
    url = url.strip().lower()
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
    except ValueError:
        return ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def _spellings(url: str) -> list[str]:
    if not (site := _site(url)):
        return []
    return [
        f"{scheme}://{www}{site}{end}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    ]
