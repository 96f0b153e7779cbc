from datetime import date

import pytest

from partners.choices import AccessRole, SkipReason
from partners.reminders.sources import (
    DueItem,
    DuplicateSourceError,
    Line,
    PlannedReminder,
    Registry,
    RuleScope,
    Source,
    UnknownSourceError,
    split_scopes,
)

DUE_ON = date(2026, 1, 15)


class ReportDue(Source):
    key = "report_due"
    label = "Report due"
    reminder_class = "obligation"
    default_offsets = (-10, -2, 1)
    audience = frozenset({AccessRole.REPORTER})

    def due_items(self, scopes, *, since, until):
        item = DueItem(7, library_id=1, organization_id=3, anchor_on=DUE_ON, title="Evening classes")
        return [item for scope in scopes if scope.covers(item) and since <= DUE_ON <= until]

    def still_open(self, reminders):
        return {
            reminder.id: None if reminder.anchor_on == DUE_ON else SkipReason.DUE_DAY_CHANGED
            for reminder in reminders
        }

    def lines(self, reminders):
        return {reminder.id: Line("Evening classes", DUE_ON, "/r/7/", "Report") for reminder in reminders}


class NewsOut(ReportDue):
    key = "news_out"
    reminder_class = "courtesy"


def planned(reminder_id, anchor_on=DUE_ON):
    return PlannedReminder(
        reminder_id, library_id=1, subject_id=7, recipient_id=5, anchor_on=anchor_on, offset_days=-2
    )


def test_registry_returns_what_was_registered_in_order():
    registry = Registry()
    report, news = ReportDue(), NewsOut()

    registry.register(report)
    registry.register(news)

    assert registry.get("news_out") is news
    assert registry.all() == (report, news)


def test_registry_refuses_a_key_twice_and_keeps_the_first():
    registry = Registry()
    first = ReportDue()
    registry.register(first)

    with pytest.raises(DuplicateSourceError, match="“report_due” is already registered"):
        registry.register(ReportDue())

    assert registry.all() == (first,)


def test_registry_names_the_unknown_key_and_the_known_ones():
    registry = Registry()
    registry.register(ReportDue())
    registry.register(NewsOut())

    with pytest.raises(UnknownSourceError, match="“agreement_ends”; registered: report_due, news_out"):
        registry.get("agreement_ends")


def test_empty_registry_says_so():
    with pytest.raises(UnknownSourceError, match="registered: none"):
        Registry().get("report_due")


def test_registries_do_not_share_sources():
    Registry().register(ReportDue())

    assert Registry().all() == ()


def test_source_with_a_missing_method_cannot_be_made():
    class Half(Source):
        key = "half"

    with pytest.raises(TypeError, match="abstract"):
        Half()


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param(RuleScope(1), True, id="whole library"),
        pytest.param(RuleScope(1, 10), True, id="its partnership"),
        pytest.param(RuleScope(1, 11), False, id="another partnership"),
        pytest.param(RuleScope(2), False, id="another library"),
        pytest.param(RuleScope(2, 10), False, id="another library with the same partnership number"),
    ],
)
def test_scope_covers_an_item_of_a_partnership(scope, expected):
    item = DueItem(7, library_id=1, organization_id=3, anchor_on=DUE_ON, title="Classes", partnership_id=10)

    assert scope.covers(item) is expected


def test_scope_of_a_partnership_does_not_cover_an_item_outside_partnerships():
    item = DueItem(7, library_id=1, organization_id=3, anchor_on=DUE_ON, title="Agreement")

    assert RuleScope(1).covers(item)
    assert not RuleScope(1, 10).covers(item)


def test_split_scopes_asks_a_partnership_only_when_its_library_is_not_taken_whole():
    scopes = [
        RuleScope(1),
        RuleScope(1, 10),
        RuleScope(2, 20),
        RuleScope(2, 21),
        RuleScope(3),
        RuleScope(2, 20),
    ]

    assert split_scopes(scopes) == ({1, 3}, {20, 21})


def test_split_scopes_of_nothing():
    assert split_scopes(iter(())) == (set(), set())


def test_source_answers_for_every_reminder_also_when_one_subject_has_two_due_days():
    current, outdated = planned(1), planned(2, anchor_on=date(2026, 1, 8))

    answers = ReportDue().still_open([current, outdated])

    assert answers == {1: None, 2: SkipReason.DUE_DAY_CHANGED}
