"""The administrators' own pages: one set for each registered model."""

from django.contrib import admin

from tests.architecture.urls_table.page import ON_THE_WAY, Page, answers
from tests.architecture.world import EVERYBODY

# Administrators find here; reference data alone is written here.
ADMIN_ADDS = {"library", "category", "instrumentversion"}


ADMIN_DELETES: set[str] = set()


GATE = dict.fromkeys(EVERYBODY, 302)


def administration() -> list[Page]:
    pages = [
        Page("admin:index", GATE | {"ada": 200}, is_admin=True),
        Page("admin:login", answers(403, ada=302), is_admin=True),
        Page("admin:jsi18n", GATE | {"ada": 200}, is_admin=True),
        Page("admin:autocomplete", GATE | {"ada": 403}, is_admin=True),
        Page("admin:logout", post=GATE | {"ada": 200}, is_admin=True),
        Page("admin:password_change", ON_THE_WAY, is_admin=True),
        Page("admin:password_change_done", GATE | {"ada": 200}, is_admin=True),
        Page(
            "admin:view_on_site",
            GATE | {"ada": 404},
            fixed={"content_type_id": 1, "object_id": 999},
            is_admin=True,
        ),
        Page("admin:app_list", GATE | {"ada": 200}, fixed={"app_label": "partners"}, is_admin=True),
    ]
    for model in admin.site._registry:
        noun, label = model._meta.model_name, model._meta.label
        prefix = f"admin:{model._meta.app_label}_{noun}"
        pages += [
            Page(f"{prefix}_changelist", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(
                f"{prefix}_add",
                GATE | {"ada": 200 if noun in ADMIN_ADDS else 403},
                model=label,
                is_admin=True,
            ),
            Page(f"{prefix}_change", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(f"{prefix}_history", GATE | {"ada": 200}, model=label, is_admin=True),
            Page(
                f"{prefix}_delete",
                GATE | {"ada": 200 if noun in ADMIN_DELETES else 403},
                model=label,
                is_admin=True,
            ),
        ]
    return pages
