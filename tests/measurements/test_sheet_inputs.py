"""Every kind of figure on the sheet: a share, an average, words, and parts by category."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from measurements.domain.behalf import enter_on_behalf
from measurements.domain.observations import Answer, fill_in_report
from measurements.models import Observation, Revision, Slice, SliceCategory
from measurements.parts import Part
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def asked(desk):
    """Maple's sheet asks for learners by age, a share, an average score, and an answer in words."""
    kinds = {"passed": "percent", "score": "mean", "said": "none"}
    measures = {
        name: make.make_measure(desk.goal, calendar=desk.calendar, name=name, aggregation=kind, target=None)
        for name, kind in kinds.items()
    }
    for measure in measures.values():
        make.make_assignment(measure, desk.maple)
    age = make.make_dimension(desk.cast.riverton.library)
    make.make_breakdown(desk.measure, age)
    categories = list(SliceCategory.objects.filter(category_list__dimension=age))
    blank = {f"line-{row.pk}-content": "number" for row in (desk.measure, *measures.values())}
    blank["do"] = "submit"
    child, adult, rest = categories
    return SimpleNamespace(**measures, age=age, child=child, adult=adult, rest=rest, blank=blank)


def _url(desk, name="report"):
    return reverse(name, args=["riverton", desk.report.pk])


def _typed(measure, *, version=0, content="number", reason="", **values):
    prefix = f"line-{measure.pk}"
    names = {name.replace("_", "-"): value for name, value in values.items()}
    data = {f"{prefix}-{name}": value for name, value in names.items()}
    return data | {
        f"{prefix}-content": content,
        f"{prefix}-reason": reason,
        f"{prefix}-version": version,
        f"initial-{prefix}-content": "number",
    }


def _by_age(desk, asked, *, value, child="", adult="", rest="", version=0):
    parts = {asked.child: child, asked.adult: adult, asked.rest: rest}
    typed = {f"part_{row.pk}_value": number for row, number in parts.items()}
    return _typed(desk.measure, value=value, version=version, **typed)


def _send(client, desk, asked, typed):
    return client.post(_url(desk), asked.blank | typed)


def _errors(answer):
    return re.findall(r'<a href="#id_[^"]*">([^<]*)</a>', answer.content.decode())


def _parts():
    return dict(Slice.objects.values_list("category__name", "value"))


def test_share_is_typed_as_two_counts_and_read_as_a_percent(desk, asked, client_of):
    client = client_of("pia")
    _send(client, desk, asked, _typed(asked.passed, numerator="31", denominator="50"))

    line = Observation.objects.get()
    text = client.get(_url(desk)).content.decode()
    assert (line.state, line.value, line.numerator, line.denominator) == ("submitted", None, 31, 50)
    assert "62% (31 of 50)" in client_of("mara").get(_url(desk)).content.decode()
    assert f'id="id_line-{asked.passed.pk}-denominator"' in text


def test_average_is_typed_with_how_many_people_it_is_from(desk, asked, client_of):
    _send(client_of("pia"), desk, asked, _typed(asked.score, value="23.6", n="130"))

    line = Observation.objects.get()
    assert (line.state, line.value, line.n) == ("submitted", Decimal("23.6"), 130)
    assert "23.6 (n = 130)" in client_of("mara").get(_url(desk)).content.decode()


def test_answer_in_words_is_kept_with_its_lines(desk, asked, client_of):
    _send(client_of("pia"), desk, asked, _typed(asked.said, text="Two classes.\nMore to come."))

    line = Observation.objects.get()
    assert (line.state, line.value, line.text) == ("submitted", None, "Two classes.\nMore to come.")


def test_half_of_a_share_may_wait_as_a_draft_but_is_not_handed_in(desk, asked, client_of):
    client = client_of("pia")
    _send(client, desk, asked, _typed(asked.passed, numerator="31") | {"do": "save"})
    assert Observation.objects.values_list("state", "numerator", "denominator").get() == ("draft", 31, None)

    answer = _send(client, desk, asked, _typed(asked.passed, numerator="31", version=1))

    assert _errors(answer) == ["passed: Give both numbers."]
    assert Observation.objects.get().state == "draft"


def test_half_a_draft_is_refused_by_the_domain_too(desk, asked):
    half = Answer(asked.passed, "number", numerator=Decimal(31))

    with pytest.raises(ValidationError, match=r"passed: Give both numbers\."):
        fill_in_report(desk.report, by=desk.pia, now=NOW, answers=[half], submit=True)


@pytest.mark.parametrize(
    ("error", "values"),
    [
        ("passed: The part is more than the whole.", {"numerator": "51", "denominator": "50"}),
        ("score: An average needs at least 1 person asked.", {"value": "4", "n": "0"}),
    ],
)
def test_impossible_figures_are_refused_with_a_sentence(desk, asked, client_of, error, values):
    answer = _send(client_of("pia"), desk, asked, _typed(getattr(asked, error.split(":")[0]), **values))

    assert _errors(answer) == [error]
    assert not Observation.objects.exists()


def test_rate_that_may_pass_the_whole_is_taken(desk, asked, client_of):
    type(asked.passed).objects.filter(pk=asked.passed.pk).update(may_exceed_whole=True)

    _send(client_of("pia"), desk, asked, _typed(asked.passed, numerator="120", denominator="100"))

    assert Observation.objects.get().state == "submitted"


def test_nobody_asked_is_handed_in_as_0_of_0(desk, asked, client_of):
    _send(client_of("pia"), desk, asked, _typed(asked.passed, numerator="0", denominator="0"))

    assert "0 of 0" in client_of("mara").get(_url(desk)).content.decode()


def test_parts_that_add_up_are_handed_in_with_the_figure(desk, asked, client_of):
    _send(
        client_of("pia"),
        desk,
        asked,
        _by_age(desk, asked, value="130", child="40", adult="88", rest="2"),
    )

    assert _parts() == {"Under 18": 40, "18 or older": 88, "Unknown": 2}
    assert Observation.objects.get().state == "submitted"
    assert "Under 18: 40 · 18 or older: 88 · Unknown: 2" in client_of("mara").get(_url(desk)).content.decode()


@pytest.mark.parametrize(
    ("rest", "error"),
    [
        ("", "Age: 2 missing. People of whom you do not know it belong to “Unknown”."),
        ("0", "Age: 2 missing. People of whom you do not know it belong to “Unknown”."),
        ("5", "Age: 3 too many."),
    ],
    ids=["blank", "0", "too many"],
)
def test_parts_that_do_not_add_up_wait_as_a_draft_with_the_difference(desk, asked, client_of, rest, error):
    client = client_of("pia")
    typed = _by_age(desk, asked, value="130", child="40", adult="88", rest=rest)

    answer = _send(client, desk, asked, typed)
    _send(client, desk, asked, typed | {"do": "save"})

    way_out = "If they cannot be made to fit, save the draft and ask the library to accept it."
    assert _errors(answer) == [f"Learners in tutoring groups: {error} {way_out}"]
    assert Observation.objects.get().state == "draft"
    assert error.split(" People")[0] in client.get(_url(desk)).content.decode()


def test_domain_refuses_parts_that_do_not_add_up(desk, asked):
    parts = {asked.child.pk: Part(value=Decimal(40))}
    answer = Answer(desk.measure, "number", value=Decimal(130), parts=parts)

    with pytest.raises(ValidationError, match=r"Age: 90 missing\."):
        fill_in_report(desk.report, by=desk.pia, now=NOW, answers=[answer], submit=True)


def test_figure_without_any_parts_is_taken(desk, asked, client_of):
    _send(client_of("pia"), desk, asked, _by_age(desk, asked, value="130"))

    assert Observation.objects.get().state == "submitted"
    assert not Slice.objects.exists()


def test_emptied_part_is_not_collected_and_0_is_none(desk, asked, client_of):
    client = client_of("pia")
    _send(client, desk, asked, _by_age(desk, asked, value="130", child="40", adult="90") | {"do": "save"})

    again = _by_age(desk, asked, value="130", adult="130", child="0", version=1)
    touched = {f"initial-line-{desk.measure.pk}-part-{asked.child.pk}-value": "40"}
    _send(client, desk, asked, again | touched | {"do": "save"})

    assert _parts() == {"Under 18": 0, "18 or older": 130}


def test_people_in_several_categories_need_not_add_up(desk, asked, client_of):
    library = desk.cast.riverton.library
    tongues = make.make_dimension(
        library, name="Language", kind="multi_choice", categories=("Spanish", "Thai")
    )
    make.make_breakdown(asked.said, tongues)
    hours = make.make_measure(desk.goal, calendar=desk.calendar, name="People", target=None)
    make.make_assignment(hours, desk.maple)
    make.make_breakdown(hours, tongues)
    spanish, thai = SliceCategory.objects.filter(category_list__dimension=tongues)
    names = [f"part_{row.pk}_value" for row in (spanish, thai)]

    too_many = _send(
        client_of("pia"),
        desk,
        asked,
        asked.blank | _typed(hours, value="10", **dict(zip(names, ("11", "3"), strict=True))),
    )
    _send(
        client_of("pia"),
        desk,
        asked,
        asked.blank | _typed(hours, value="10", **dict(zip(names, ("9", "3"), strict=True))),
    )

    assert _errors(too_many) == ["People: Language: “Spanish” is more than the total of 10."]
    assert (Observation.objects.get().state, _parts()) == ("submitted", {"Spanish": 9, "Thai": 3})


def test_parts_of_a_share_match_both_counts(desk, asked, client_of):
    make.make_breakdown(asked.passed, asked.age)
    pairs = {asked.child: ("10", "20"), asked.adult: ("21", "29")}
    parts = {}
    for row, (part, whole) in pairs.items():
        parts |= {f"part_{row.pk}_numerator": part, f"part_{row.pk}_denominator": whole}

    answer = _send(
        client_of("pia"),
        desk,
        asked,
        _typed(asked.passed, numerator="31", denominator="50", **parts),
    )

    assert _errors(answer)[0].startswith("passed: Age (the whole): 1 missing.")


def test_last_values_stand_beside_the_fields(desk, asked, client_of):
    before = make.make_period(
        desk.calendar, starts_on=desk.report.period.starts_on.replace(year=2016, month=10),
        next_starts_on=desk.report.period.starts_on, label="2016 Q4",
    )  # fmt: skip
    earlier = make.make_observation(make.make_report(desk.maple, before), desk.measure, by=desk.pia)
    make.make_slice(earlier, asked.child, value=Decimal(37))

    text = client_of("pia").get(_url(desk)).content.decode()

    assert "2016 Q4: <strong>130</strong>" in text
    assert "<small>2016 Q4: 37</small>" in text


def test_script_is_told_how_far_the_parts_are_from_the_total(desk, asked, client_of):
    typed = _by_age(desk, asked, value="130", child="40", adult="88")

    answer = client_of("pia").post(_url(desk, "report_lines"), typed)

    assert answer.json()["notes"] == {str(desk.measure.pk): "Age: 2 missing."}
    assert answer.json()["errors"] == {}
    assert _parts() == {"Under 18": 40, "18 or older": 88}


def test_parts_of_a_draft_are_read_by_their_organization_only(desk, asked, client_of):
    _send(
        client_of("pia"),
        desk,
        asked,
        _by_age(desk, asked, value="130", child="41", adult="89") | {"do": "save"},
    )

    for url in (_url(desk), _url(desk, "report_review"), _url(desk, "report_behalf")):
        text = client_of("mara").get(url).content.decode()
        assert "41" not in re.sub(r"\d{3,}|[0-9a-f]{8,}|-\d+", "", re.sub(r"<[^>]*>", " ", text))


def test_revision_keeps_everything_a_figure_said(desk, asked, client_of):
    client = client_of("pia")
    learners = _by_age(desk, asked, value="130", child="40", adult="90")
    _send(client, desk, asked, learners | _typed(asked.passed, numerator="31", denominator="50"))
    share = Observation.objects.get(measure=asked.passed)
    counted = Observation.objects.get(measure=desk.measure)

    fill_in_report(
        desk.report,
        by=desk.pia,
        now=NOW,
        answers=[
            Answer(
                asked.passed, "number", numerator=Decimal(30), denominator=Decimal(50), version=share.version
            ),
            Answer(desk.measure, "not_collected", reason="Lost", version=counted.version),
        ],
        submit=True,
    )

    kept = Revision.objects.get(observation=share)
    assert (kept.numerator, kept.denominator, Slice.objects.count()) == (31, 50, 0)
    mara = client_of("mara")
    page = mara.get(reverse("figure", args=["riverton", share.pk])).content.decode()
    other = mara.get(reverse("figure", args=["riverton", counted.pk])).content.decode()
    assert "60% (30 of 50)" in page
    assert "62% (31 of 50)" in page
    assert "130<br>Age · Under 18: 40 · 18 or older: 90" in other


def test_figures_told_to_staff_have_parts_that_add_up_too(desk, asked):
    parts = {asked.child.pk: Part(value=Decimal(40)), asked.adult.pk: Part(value=Decimal(90))}
    told = {"by": desk.mara, "now": NOW, "giver": make.make_person(desk.maple.organization)}
    with pytest.raises(ValidationError, match="1 too many"):
        enter_on_behalf(
            desk.report, answers=[Answer(desk.measure, "number", value=Decimal(129), parts=parts)], **told
        )

    enter_on_behalf(
        desk.report, answers=[Answer(desk.measure, "number", value=Decimal(130), parts=parts)], **told
    )

    assert _parts() == {"Under 18": 40, "18 or older": 90}


def test_category_of_another_breakdown_is_refused(desk, asked):
    other = make.make_dimension(desk.cast.riverton.library, name="Language", categories=("Spanish",))
    stranger = SliceCategory.objects.get(category_list__dimension=other)
    answer = Answer(desk.measure, "number", value=Decimal(1), parts={stranger.pk: Part(value=Decimal(1))})

    with pytest.raises(ValidationError, match="not asked for"):
        fill_in_report(desk.report, by=desk.pia, now=NOW, answers=[answer])
    assert not Observation.objects.exists()


def test_page_made_before_the_breakdown_leaves_parts_alone(desk, asked, client_of):
    client = client_of("pia")
    _send(client, desk, asked, _by_age(desk, asked, value="130", child="40", adult="90") | {"do": "save"})

    _send(client, desk, asked, _typed(desk.measure, value="131", version=1) | {"do": "save"})

    assert (Observation.objects.get().value, _parts()) == (131, {"Under 18": 40, "18 or older": 90})


def test_cleared_draft_takes_its_parts_with_it(desk, asked, client_of):
    client = client_of("pia")
    _send(client, desk, asked, _by_age(desk, asked, value="130", child="40") | {"do": "save"})

    touched = {
        f"initial-line-{desk.measure.pk}-value": "130",
        f"initial-line-{desk.measure.pk}-part-{asked.child.pk}-value": "40",
    }
    _send(client, desk, asked, _by_age(desk, asked, value="", version=1) | touched | {"do": "save"})

    assert not Observation.objects.exists()
    assert not Slice.objects.exists()
