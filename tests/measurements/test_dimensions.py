"""Breakdowns of a library, the measures that are asked by them, and totals by category."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from measurements.breakdowns import breakdowns_for
from measurements.by_category import published_parts
from measurements.domain.dimensions import (
    CategoryChange,
    add_dimension,
    ask_by_category,
    begin_list,
    change_dimension,
    current_categories,
    drop_list,
    stop_asking,
)
from measurements.models import CategoryList, Dimension
from partners.domain.versions import Stale
from partners.exporting import Ask, registry
from partners.models import AuditEvent
from partners.tables.reading import headings, read_cells
from tests import make
from tests.measurements.conftest import NOW

pytestmark = pytest.mark.usefixtures("april")
QUARTER = date(2017, 1, 1)


@pytest.fixture
def age(desk):
    return add_dimension(
        desk.cast.riverton.library,
        by=desk.cole,
        name="Age",
        kind="partition",
        categories=["Under 18", "18 or older"],
        rest="Unknown",
    )


def _asked(measure, day=QUARTER):
    found = breakdowns_for([measure.pk], day=day).get(measure.pk, [])
    return {row.dimension.name: [category.name for category in row.categories] for row in found}


def _change(dimension, by, *, version=1, added=(), **changed):
    rows = {row.name: row for row in current_categories(dimension)}
    changes = {
        row.pk: CategoryChange(name, row.position, None) for name, row in rows.items() if name not in changed
    } | {rows[name].pk: change for name, change in changed.items()}
    return change_dimension(
        dimension, by=by, version=version, name=dimension.name, changes=changes, added=added
    )


def test_breakdown_is_asked_from_a_day_until_a_day(desk, age):
    row = ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=QUARTER)
    assert _asked(desk.measure, date(2016, 10, 1)) == {}
    assert _asked(desk.measure) == {"Age": ["Under 18", "18 or older", "Unknown"]}

    stop_asking(row, by=desk.cole, ends_on=date(2017, 6, 30))

    assert _asked(desk.measure, date(2017, 4, 1)) != {}
    assert _asked(desk.measure, date(2017, 7, 1)) == {}


def test_same_breakdown_is_not_asked_twice_at_once(desk, age):
    ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=QUARTER)

    with pytest.raises(ValidationError, match="already"):
        ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=date(2018, 1, 1))


def test_words_and_quotients_have_no_parts(desk, age):
    words = make.make_measure(desk.goal, calendar=desk.calendar, aggregation="none", target=None)

    with pytest.raises(ValidationError, match="count"):
        ask_by_category(words, by=desk.cole, dimension=age, starts_on=QUARTER)


def test_categories_are_renamed_ordered_added_and_no_longer_asked(desk, age):
    ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=QUARTER)
    child, adult, rest = current_categories(age)
    changes = {
        child.pk: CategoryChange("18 or older", 2, None),
        adult.pk: CategoryChange("Under 18", 1, None),
        rest.pk: CategoryChange("Unknown", 3, date(2017, 7, 1)),
    }

    change_dimension(age, by=desk.cole, version=1, name="Age band", changes=changes, added=["65 or older"])

    assert _asked(desk.measure) == {"Age band": ["Under 18", "18 or older", "Unknown", "65 or older"]}
    assert _asked(desk.measure, date(2017, 7, 1)) == {"Age band": ["Under 18", "18 or older", "65 or older"]}


def test_second_change_at_once_is_told_of_the_first(desk, age):
    _change(age, desk.cole, added=["65 or older"])

    with pytest.raises(Stale):
        _change(age, desk.mara, added=["Older"])


@pytest.mark.parametrize("categories", [["One"], ["Twice", "twice"]], ids=["one", "double"])
def test_list_that_divides_nothing_is_refused(desk, categories):
    with pytest.raises(ValidationError):
        add_dimension(
            desk.cast.riverton.library, by=desk.cole, name="Age", kind="partition", categories=categories
        )
    assert not Dimension.objects.exists()


def test_staff_add_a_breakdown_and_ask_for_it(desk, client_of):
    client = client_of("cole")
    typed = {"name": "Age", "kind": "partition", "categories": "Under 18\n18 or older", "rest": "Unknown"}
    client.post(reverse("dimension_add", args=["riverton"]), typed)
    age = Dimension.objects.get()

    url = reverse("measure_breakdowns", args=["riverton", desk.measure.pk])
    client.post(url, {"dimension": age.pk, "starts_on": "2017-01-01"})

    assert _asked(desk.measure) == {"Age": ["Under 18", "18 or older", "Unknown"]}
    sheet = client_of("pia").get(reverse("report", args=["riverton", desk.report.pk])).content.decode()
    assert "18 or older" in sheet


def test_page_changes_names_and_places(desk, age, client_of):
    child, adult, rest = current_categories(age)
    places = {child: 3, adult: 1, rest: 2}
    typed = {"name": "Age", "version": "1", "added": "Much older"}
    for row, place in places.items():
        typed |= {f"name_{row.pk}": row.name, f"place_{row.pk}": place, f"until_{row.pk}": ""}

    client_of("cole").post(reverse("dimension_change", args=["riverton", age.pk]), typed)

    names = [row.name for row in current_categories(age)]
    assert names == ["18 or older", "Unknown", "Under 18", "Much older"]


JULY = date(2017, 7, 1)


def _begin(age, by, *, version=1, starts_on=JULY, categories=("Child", "Adult"), rest="Unknown"):
    return begin_list(age, by=by, version=version, starts_on=starts_on, categories=categories, rest=rest)


def test_other_categories_hold_from_a_day_on_and_earlier_periods_keep_theirs(desk, age):
    ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=QUARTER)

    listed = _begin(age, desk.cole)

    assert _asked(desk.measure) == {"Age": ["Under 18", "18 or older", "Unknown"]}
    assert _asked(desk.measure, JULY) == {"Age": ["Child", "Adult", "Unknown"]}
    assert (listed.number, listed.categories.get(is_unknown=True).name) == (2, "Unknown")
    assert AuditEvent.objects.get(action="dimension.list_begun").changes["categories"] == [
        "Under 18, 18 or older, Unknown",
        "Child, Adult, Unknown",
    ]


def test_list_does_not_begin_where_figures_are_by_the_present_one(desk, age):
    child, *_rest = current_categories(age)
    make.make_slice(make.make_observation(desk.report, desk.measure, by=desk.pia), child)

    with pytest.raises(ValidationError, match="Choose a later day"):
        _begin(age, desk.cole, starts_on=QUARTER)
    with pytest.raises(ValidationError, match="or later already"):
        _begin(age, desk.cole, starts_on=date(1900, 1, 1))

    assert _begin(age, desk.cole, starts_on=date(2017, 4, 1)).number == 2


def test_two_who_begin_a_list_at_once_do_not_both_succeed(desk, age):
    _begin(age, desk.cole)

    with pytest.raises(Stale):
        _begin(age, desk.mara, starts_on=date(2018, 1, 1))


def test_list_without_figures_is_taken_away_and_the_one_before_holds_again(desk, age):
    ask_by_category(desk.measure, by=desk.cole, dimension=age, starts_on=QUARTER)
    listed = _begin(age, desk.cole, starts_on=QUARTER)
    line = make.make_observation(desk.report, desk.measure, by=desk.pia)
    part = make.make_slice(line, listed.categories.first())
    with pytest.raises(ValidationError, match="They stay"):
        drop_list(listed, by=desk.cole, version=2)
    part.delete()

    drop_list(listed, by=desk.cole, version=2)

    assert _asked(desk.measure) == {"Age": ["Under 18", "18 or older", "Unknown"]}
    with pytest.raises(ValidationError, match="newest of several"):
        drop_list(CategoryList.objects.get(), by=desk.cole, version=3)


def test_two_lists_are_never_both_published_for_one_period(desk, age):
    child, adult, rest = current_categories(age)
    parts = {row: {"value": Decimal(40)} for row in (child, adult, rest)}
    line = _given(desk, desk.report, desk.measure, parts, value=Decimal(120))
    newer = make.make_list(age, starts_on=QUARTER)
    make.make_slice(line, newer.categories.first(), value=Decimal(60))

    for name in ("mara", "fay"):
        assert _result(desk, name, desk.measure) == [("Child", 60)]


def test_pages_show_both_lists_and_mark_the_change(desk, age, client_of):
    client = client_of("cole")
    url = reverse("category_list_add", args=["riverton", age.pk])
    assert "Under 18\n18 or older" in client.get(url).content.decode()
    typed = {"starts_on": "2017-01-01", "categories": "Child\nAdult", "rest": "Unknown", "version": "1"}
    client.post(url, typed)
    listed = CategoryList.objects.get(number=2)
    make.make_breakdown(desk.measure, age)
    _given(desk, desk.report, desk.measure, {listed.categories.first(): {"value": Decimal(40)}})

    page = client.get(reverse("dimensions", args=["riverton"])).content.decode()
    change = reverse("dimension_change", args=["riverton", age.pk])
    first = CategoryList.objects.get(number=1)
    newest, oldest = (client.get(f"{change}{query}").content.decode() for query in ("", f"?list={first.pk}"))
    measure = client.get(reverse("measure", args=["riverton", desk.measure.pk])).content.decode()

    assert "From January 1, 2017:</b> Child" in page
    assert "Until December 31, 2016:</b> Under 18" in page
    assert 'value="Child"' in newest
    assert 'value="Under 18"' in oldest
    assert "These categories hold for periods from January 1, 2017 on" in measure
    assert client.get(f"{change}?list=x").status_code == 404


def test_earlier_list_is_changed_by_its_own_address(desk, age, client_of):
    _begin(age, desk.cole)
    first = CategoryList.objects.get(number=1)
    typed = {"name": "Age", "version": "2", "added": ""}
    for place, row in enumerate(first.categories.order_by("position"), start=1):
        typed |= {f"name_{row.pk}": row.name.upper(), f"place_{row.pk}": place, f"until_{row.pk}": ""}

    client_of("cole").post(f"{reverse('dimension_change', args=['riverton', age.pk])}?list={first.pk}", typed)

    names = [[row.name for row in listed.categories.all()] for listed in age.lists.all()]
    assert names == [["UNDER 18", "18 OR OLDER", "UNKNOWN"], ["Child", "Adult", "Unknown"]]


def _rows(desk, name, noun):
    """The cells of a list without the partnership."""
    table = registry.find(noun)
    scope = getattr(desk.cast, name).scope
    ask = Ask(scope, desk.cast.riverton.library, NOW.date(), {"measure": str(desk.measure.pk)})
    places = [
        place
        for place, label in enumerate(headings(table, ask))
        if label in {"Organization", "Category", "Number", "Hidden"}
    ]
    return [[row[place] for place in places] for row in read_cells(table, ask)]


def test_parts_are_taken_away_by_staff_and_owner_and_by_nobody_else(desk, age):
    child, adult, _rest = current_categories(age)
    _given(desk, desk.report, desk.measure, {child: {"value": Decimal(2)}, adult: {"value": Decimal(128)}})
    expected = [["Maple Homework Club", "Under 18", 2], ["Maple Homework Club", "18 or older", 128]]

    found = {name: _rows(desk, name, "parts") for name in ("mara", "vera", "bea", "pia", "fay", "nick")}

    insiders = dict.fromkeys(("mara", "vera", "bea", "pia"), expected)
    assert found == insiders | {"fay": [], "nick": []}


def test_totals_by_category_are_taken_away_with_what_each_may_read(desk, age):
    child, adult, rest = current_categories(age)
    parts = {child: {"value": Decimal(2)}, adult: {"value": Decimal(126)}, rest: {"value": Decimal(40)}}
    _given(desk, desk.report, desk.measure, parts, value=Decimal(168))

    found = {name: _rows(desk, name, "category_totals") for name in ("mara", "pia", "fay", "nick")}

    inside = [["Under 18", 2, ""], ["18 or older", 126, ""], ["Unknown", 40, ""]]
    outside = [["Under 18", None, "fewer than 5"], ["18 or older", 126, ""], ["Unknown", None, "not shown"]]
    assert found == {"mara": inside, "pia": outside, "fay": outside, "nick": []}


def _measure(desk, way):
    return make.make_measure(desk.goal, calendar=desk.calendar, name=way, aggregation=way, target=None)


def _given(desk, report, measure, parts, **fields):
    line = make.make_observation(
        report, measure, by=desk.pia, state="approved", decided_by=desk.cole, decided_at=NOW, **fields
    )
    for category, numbers in parts.items():
        make.make_slice(line, category, **numbers)
    return line


def _result(desk, name, measure):
    scope = getattr(desk.cast, name).scope
    found = published_parts(scope, measure, desk.report.period, threshold=Decimal(5))
    return [
        (row.name, row.part.value if row.shown == "shown" else row.shown)
        for result in found
        for row in result.rows
    ]


def test_totals_by_category_are_of_approved_figures(desk, age):
    child, adult, rest = current_categories(age)
    _given(desk, desk.report, desk.measure, {child: {"value": Decimal(40)}, adult: {"value": Decimal(90)}})
    make.make_slice(
        make.make_observation(desk.oak_report, desk.measure, by=desk.mara), rest, value=Decimal(7)
    )

    assert _result(desk, "mara", desk.measure) == [("Under 18", 40), ("18 or older", 90)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("vera", [("Under 18", 2), ("18 or older", 126), ("Unknown", 40)]),
        ("bea", [("Under 18", 2), ("18 or older", 126), ("Unknown", 40)]),
        ("pia", [("Under 18", "fewer"), ("18 or older", 126), ("Unknown", "hidden")]),
        ("fay", [("Under 18", "fewer"), ("18 or older", 126), ("Unknown", "hidden")]),
        ("nick", []),
    ],
)
def test_outsiders_read_no_small_count_and_nothing_that_tells_it(desk, age, name, expected):
    child, adult, rest = current_categories(age)
    parts = {child: {"value": Decimal(2)}, adult: {"value": Decimal(126)}, rest: {"value": Decimal(40)}}
    _given(desk, desk.report, desk.measure, parts, value=Decimal(168))

    assert _result(desk, name, desk.measure) == expected


def test_shares_by_category_pool_counts_and_averages_weigh_by_people(desk, age):
    child, adult, _rest = current_categories(age)
    passed = _measure(desk, "percent")
    score = _measure(desk, "mean")
    for report, part, whole, mean, n in ((desk.report, 9, 10, 4, 10), (desk.oak_report, 20, 40, 2, 30)):
        share = {"value": None, "numerator": Decimal(part), "denominator": Decimal(whole)}
        _given(desk, report, passed, {child: share}, **share)
        average = {"value": Decimal(mean), "n": Decimal(n)}
        _given(desk, report, score, {adult: average}, **average)
    scope = desk.cast.mara.scope

    pooled = published_parts(scope, passed, desk.report.period, threshold=Decimal(5))[0].rows[0].part
    weighed = published_parts(scope, score, desk.report.period, threshold=Decimal(5))[0].rows[0].part

    assert (pooled.numerator, pooled.denominator) == (29, 50)
    assert (weighed.value, weighed.n) == (Decimal("2.5"), 40)


def test_small_part_of_a_share_hides_the_category(desk, age):
    child, adult, rest = current_categories(age)
    passed = _measure(desk, "percent")
    parts = {
        row: {"value": None, "numerator": Decimal(part), "denominator": Decimal(whole)}
        for row, part, whole in ((child, 58, 60), (adult, 20, 50), (rest, 10, 30))
    }
    _given(desk, desk.report, passed, parts, value=None, numerator=Decimal(88), denominator=Decimal(140))

    shown = published_parts(desk.cast.fay.scope, passed, desk.report.period, threshold=Decimal(5))[0].rows

    assert [row.shown == "shown" for row in shown] == [False, True, False]


def test_measure_page_shows_categories_and_hides_small_ones_from_funders(desk, age, client_of):
    make.make_breakdown(desk.measure, age)
    child, adult, rest = current_categories(age)
    parts = {child: {"value": Decimal(3)}, adult: {"value": Decimal(87)}, rest: {"value": Decimal(40)}}
    _given(desk, desk.report, desk.measure, parts)
    url = reverse("measure", args=["riverton", desk.measure.pk])

    inside, outside = (client_of(name).get(url).content.decode() for name in ("mara", "fay"))

    assert "fewer than 5" not in inside
    assert "fewer than 5" in outside
    assert "not shown" in outside
    assert "67%" in outside
