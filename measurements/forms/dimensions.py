"""What staff decide about breakdowns: categories, and which measures are asked by them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from measurements.choices import DimensionKind
from measurements.domain.dimensions import CategoryChange
from measurements.forms.fields import DayField, StoredTextField
from measurements.models import Dimension, SliceCategory

LONGEST_NAME = 100


class CategoriesField(StoredTextField):
    """One category on each line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(keep_lines=True, **kwargs)

    def clean(self, value: Any) -> list[str]:  # type: ignore[override]
        names = [line.strip() for line in super().clean(value).splitlines()]
        found = [name for name in names if name]
        if any(len(name) > LONGEST_NAME for name in found):
            raise forms.ValidationError(_("A category has at most 100 letters."))
        return found


class DimensionForm(forms.Form):
    """A new breakdown with its categories."""

    name = StoredTextField(label=_("Breakdown"), help_text=_("For example: Age, or Language at home."))
    kind = forms.ChoiceField(
        label=_("Who is in which category?"),
        choices=DimensionKind.choices,
        initial=DimensionKind.PARTITION,
        widget=forms.RadioSelect,
        help_text=_("Where everybody is in exactly one, the categories must add up to the total."),
    )
    categories = CategoriesField(
        label=_("Categories"), help_text=_("One on each line, in the order of the report.")
    )
    rest = StoredTextField(
        label=_("Category for whoever is not known"),
        max_length=LONGEST_NAME,
        required=False,
        initial=_("Unknown"),
        help_text=_("It stands last and takes the people of whom nothing is known. Empty: none."),
    )


class ListForm(forms.Form):
    """Other categories of a breakdown, from a day on."""

    starts_on = DayField(
        label=_("From"),
        help_text=_("For periods that begin on or after this day; earlier ones keep their categories."),
    )
    categories = CategoriesField(
        label=_("Categories"), help_text=_("One on each line, in the order of the report.")
    )
    rest = StoredTextField(
        label=_("Category for whoever is not known"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("It stands last and takes the people of whom nothing is known. Empty: none."),
    )

    @classmethod
    def initial_of(cls, rows: Sequence[SliceCategory]) -> dict[str, str]:
        """Begin with the categories that are asked for now."""
        known = [row for row in rows if row.retired_on is None]
        return {
            "categories": "\n".join(row.name for row in known if not row.is_unknown),
            "rest": next((row.name for row in known if row.is_unknown), ""),
        }


class DimensionChangeForm(forms.Form):
    """The name of a breakdown, and name, place and end of each of its categories."""

    name = StoredTextField(label=_("Breakdown"))

    def __init__(
        self, *args: Any, dimension: Dimension, rows: Sequence[SliceCategory], **kwargs: Any
    ) -> None:
        self.rows = rows
        initial: dict[str, Any] = {"name": dimension.name}
        for place, row in enumerate(rows, start=1):
            initial |= {
                f"name_{row.pk}": row.name,
                f"place_{row.pk}": place,
                f"until_{row.pk}": row.retired_on,
            }
        super().__init__(*args, **kwargs | {"initial": initial})
        for row in rows:
            self.fields[f"name_{row.pk}"] = StoredTextField(label=_("Name"), max_length=LONGEST_NAME)
            self.fields[f"place_{row.pk}"] = forms.IntegerField(label=_("Place"), min_value=1, max_value=99)
            self.fields[f"until_{row.pk}"] = DayField(label=_("Not asked for from"), required=False)
        self.fields["added"] = CategoriesField(
            label=_("More categories"), required=False, help_text=_("One on each line.")
        )

    def category_fields(self) -> list[tuple[str, list[Any]]]:
        """Each category with the fields about it."""
        names = ("name", "place", "until")
        return [(row.name, [self[f"{name}_{row.pk}"] for name in names]) for row in self.rows]

    @property
    def category_changes(self) -> dict[int, CategoryChange]:
        cleaned = self.cleaned_data
        places = sorted(self.rows, key=lambda row: (cleaned[f"place_{row.pk}"], row.position, row.pk))
        return {
            row.pk: CategoryChange(cleaned[f"name_{row.pk}"], place, cleaned[f"until_{row.pk}"])
            for place, row in enumerate(places, start=1)
        }


class DimensionChoice(forms.ModelChoiceField):
    def label_from_instance(self, dimension: Any) -> str:
        return f"{dimension.name} ({dimension.get_kind_display()})"


class AskForm(forms.Form):
    """By what a measure is asked, and from when."""

    dimension = DimensionChoice(label=_("Breakdown"), queryset=None)
    starts_on = DayField(label=_("From"), help_text=_("For periods that begin on or after this day."))

    def __init__(self, *args: Any, dimensions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dimension"].queryset = dimensions
