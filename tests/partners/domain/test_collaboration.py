"""What people say of the nine strategies, and taking it back."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partners.choices import CollaborationState
from partners.collaboration import Evidence, EvidenceRegistry, Found, shipped_strategies, state_of
from partners.domain.collaboration import say_state, take_back
from partners.domain.versions import Stale
from partners.models import AuditEvent, CollaborationLine
from tests import make

MONDAY, TUESDAY = datetime(2017, 4, 3, 17, tzinfo=UTC), datetime(2017, 4, 4, 17, tzinfo=UTC)
ORDER = [
    "Start the conversation",
    "Interview a community leader",
    "Be ready to tell the library’s story",
    "Look locally for partners",
    "Focus on the cause and the people",
    "Specify shared goals and rewards",
    "Use open communication",
    "Define roles and responsibilities clearly",
    "Be able to decide what comes up",
]


def _kind(key="decisions", *, enough=1, is_open=True):
    return Evidence(key, "decisions", lambda ask, pk: None, str, "decisions", enough=enough, is_open=is_open)


def _found(*counts, enough=1):
    return [Found(_kind(str(place), enough=enough), count, None) for place, count in enumerate(counts)]


def _say(cast, **values):
    given = {
        "strategy": "roles",
        "by": cast.mara.user,
        "version": 0,
        "state": "begun",
        "note": "",
        "now": MONDAY,
    }
    return say_state(cast.riverton.partnership, **(given | values))


def test_the_nine_stand_in_the_order_of_the_guide():
    assert [strategy.label.en for strategy in shipped_strategies()] == ORDER


def test_every_strategy_has_words_in_both_languages():
    texts = [text for row in shipped_strategies() for text in (row.label, row.advice)]

    assert all(text.en and text.es and text.en != text.es for text in texts)


@pytest.mark.parametrize(
    ("said", "counts", "expected"),
    [
        ("", (), CollaborationState.NOT_YET),
        ("", (0, 0), CollaborationState.NOT_YET),
        ("", (1, 0), CollaborationState.BEGUN),
        ("", (1, 2), CollaborationState.IN_PLACE),
        ("not_yet", (1, 2), CollaborationState.NOT_YET),
        ("in_place", (0,), CollaborationState.IN_PLACE),
    ],
)
def test_what_is_said_stands_and_records_speak_where_nothing_is(said, counts, expected):
    assert state_of(said, _found(*counts)) == expected


def test_one_of_two_that_are_needed_is_a_beginning():
    assert state_of("", _found(1, enough=2)) == CollaborationState.BEGUN


def test_what_only_staff_read_never_sets_the_state():
    assert state_of("", [Found(_kind(is_open=False), 9, None)]) == CollaborationState.NOT_YET


@given(st.lists(st.integers(0, 5), max_size=4), st.integers(1, 3))
def test_more_records_never_set_a_strategy_back(counts, enough):
    order = list(CollaborationState.values)
    more = [count + 1 for count in counts]

    before, after = (state_of("", _found(*some, enough=enough)) for some in (counts, more))

    assert order.index(before) <= order.index(after)


def test_a_second_kind_of_one_name_is_refused():
    registry = EvidenceRegistry()
    registry.register([_kind()])

    with pytest.raises(ValueError, match="decisions is registered"):
        registry.register([_kind()])


def test_moments_are_days_of_the_library():
    registry = EvidenceRegistry()
    registry.register([_kind()])
    row = SimpleNamespace(decisions_count=2, decisions_since=datetime(2017, 4, 1, 3, tzinfo=UTC))

    [found] = registry.found(row, zone="America/Los_Angeles")["decisions"]

    assert (found.count, found.since) == (2, date(2017, 3, 31))


def test_saying_twice_the_same_leaves_no_second_trace(cast):
    line = _say(cast)

    again = _say(cast, version=line.version)

    assert (
        again.version,
        AuditEvent.objects.filter(subject_id=line.pk, action="collaboration.changed").count(),
    ) == (
        1,
        0,
    )


def test_two_who_speak_first_at_once_do_not_overwrite_each_other(cast):
    _say(cast, note="Mara's")

    with pytest.raises(Stale) as stale:
        _say(cast, by=cast.cole.user, note="Cole's")

    assert (stale.value.current.note, CollaborationLine.objects.count()) == ("Mara's", 1)


def test_unknown_strategy_is_refused(cast):
    with pytest.raises(ValidationError):
        _say(cast, strategy="luck")


def test_taking_back_brings_the_earlier_word_and_its_speaker(cast):
    line = _say(cast, note="We have the matrix.")
    line = _say(cast, by=cast.cole.user, version=1, state="in_place", note="All agree.", now=TUESDAY)

    line = take_back(line, by=cast.mara.user, version=2)

    assert (line.state, line.note, line.said_by) == ("begun", "We have the matrix.", cast.mara.user)
    assert line.version == 3


def test_taking_back_the_first_word_leaves_it_to_the_records(cast):
    line = take_back(_say(cast), by=cast.mara.user, version=1)

    assert (line.state, line.note, line.is_said) == ("", "", False)


def test_taking_back_twice_is_the_word_again(cast):
    line = take_back(_say(cast), by=cast.mara.user, version=1)

    assert take_back(line, by=cast.mara.user, version=2).state == "begun"


def test_taking_back_what_was_said_anew_is_refused(cast):
    line = _say(cast)
    _say(cast, version=1, state="in_place")

    with pytest.raises(Stale):
        take_back(line, by=cast.mara.user, version=1)


def test_lines_are_for_members_and_not_for_funders(cast):
    line = make.make_collaboration_line(cast.riverton.partnership, by=cast.mara.user)
    read = {
        name: list(
            CollaborationLine.objects.visible_to(getattr(cast, name).scope, library=cast.riverton.library)
        )
        for name in ("vera", "pia", "bea", "nick", "fay")
    }

    assert read == {"vera": [line], "pia": [line], "bea": [line], "nick": [], "fay": []}
