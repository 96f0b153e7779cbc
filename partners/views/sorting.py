"""The words a directory is sorted by: categories, tags and owners, read in one question."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from partners.models import Category, LibraryMembership, OrganizationCategory, OrganizationTag, Tag

Choice = tuple[str, str]


@dataclass
class Words:
    """Choices as value and label; categories go by code, tags and owners by number."""

    category: list[Choice] = field(default_factory=list)
    tag: list[Choice] = field(default_factory=list)
    owner: list[Choice] = field(default_factory=list)
    primary: list[Choice] = field(default_factory=list)


def words_of_library(tags: QuerySet[Tag], staff: QuerySet[LibraryMembership]) -> Words:
    """All categories, the library's tags, and its staff."""
    return _read(
        _row(Category.objects.all(), "category", "pk", "position", "code", "label_en", "label_es"),
        _row(tags, "tag", "pk", 0, "", "name", "name_key"),
        _row(staff, "owner", "user_id", 0, "", "user__name", "user__email"),
    )


def words_of_organization(links: QuerySet[OrganizationCategory], tags: QuerySet[OrganizationTag]) -> Words:
    """The categories of its links, with the primary one again under `primary`, and its tags."""
    return _read(
        _row(links, "category", "category_id", "category__position", *_labels()),
        _row(links.filter(is_primary=True), "primary", "category_id", "category__position", *_labels()),
        _row(tags, "tag", "tag_id", 0, "", "tag__name", "tag__name_key"),
    )


def _labels() -> tuple[str, str, str]:
    return "category__code", "category__label_en", "category__label_es"


def _row(rows: QuerySet, kind: str, *columns: str | int) -> QuerySet:
    pk, position, *texts = columns
    spelled = {
        f"word_{number}": Value("", CharField()) if text == "" else Cast(str(text), CharField(max_length=400))
        for number, text in enumerate(texts)
    }
    place = Value(position, IntegerField()) if isinstance(position, int) else Cast(position, IntegerField())
    return (
        rows.order_by()
        .annotate(word_kind=Value(kind, CharField()), word_place=place, **spelled)
        .values_list("word_kind", pk, "word_place", *spelled)
    )


def _read(first: QuerySet, *others: QuerySet) -> Words:
    words, is_spanish = Words(), get_language() == "es"
    for kind, pk, _place, code, one, other in sorted(first.union(*others, all=True), key=_order):
        label: Any = other if is_spanish and code else one or other
        getattr(words, kind).append((code or str(pk), label))
    return words


def _order(row: tuple) -> tuple:
    kind, _pk, place, _code, _one, other = row
    return kind, place, other
