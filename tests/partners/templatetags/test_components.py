from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from partners.forms.gallery import SampleForm
from partners.views.gallery import samples


def rendered_form(form):
    template = Template("{% load crispy_forms_filters %}{{ form|crispy }}")
    return template.render(Context({"form": form}))


def test_form_with_errors_links_each_error_to_its_input():
    page = rendered_form(SampleForm({"kind": "zzz", "name": "x"}))

    for target in ("id_kind", "id_place_0"):
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page


def test_form_without_errors_has_no_summary():
    assert "error-summary" not in rendered_form(SampleForm())


def test_field_names_its_hint_and_its_error_to_assistive_technology():
    page = rendered_form(SampleForm({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page


def test_legends_have_no_for_attribute():
    assert "<legend for" not in rendered_form(SampleForm())


def test_optional_fields_say_so_and_boxes_do_not():
    page = rendered_form(SampleForm())

    optional = [name for name, field in SampleForm.base_fields.items() if not field.required]
    assert page.count("(optional)") == len(optional) - len(["is_public"])


def test_empty_table_cells_show_a_dash_and_never_none():
    page = render_to_string("components/table.html", {**samples(), "caption": "Partners"})

    assert "None" not in page
    assert 'data-label="Next meeting">–</td>' in page


def test_server_error_page_renders_without_any_context():
    assert "Something went wrong on our side" in render_to_string("500.html")


def test_theme_of_the_cookie_reaches_the_page():
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "dark"

    assert 'data-bs-theme="dark"' in render_to_string("404.html", request=request)
