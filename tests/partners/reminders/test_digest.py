from datetime import date
from itertools import permutations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from partners.reminders.digest import SUBJECT_LENGTH, DigestLine, DueReminder, compose, subject_line
from partners.reminders.sources import Line

JANUARY_15 = date(2026, 1, 15)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def due(reminder_id, *, title="Evening classes", on=JANUARY_15, library=1, person=5, subject=None, **more):
    return DueReminder(
        id=reminder_id,
        library_id=library,
        person_id=person,
        source_key=more.pop("source", "report_due"),
        subject_id=reminder_id if subject is None else subject,
        what="Report due",
        line=Line(title=title, due_on=on, url=f"/reports/{reminder_id}/", action="Report"),
        **more,
    )


def line(title="Evening classes", on=JANUARY_15, what="Report due"):
    return DigestLine(what, title, on, "/reports/1/", "Report", (1,))


def test_compose_makes_one_digest_per_person_and_library():
    digests = compose([due(1), due(2, person=6), due(3, library=2), due(4)])

    assert [(digest.library_id, digest.person_id, digest.reminder_ids) for digest in digests] == [
        (1, 5, (1, 4)),
        (1, 6, (2,)),
        (2, 5, (3,)),
    ]


def test_compose_of_nothing_is_nothing():
    assert compose([]) == []


def test_lines_carry_what_the_mail_shows():
    (digest,) = compose([due(1)])

    assert digest.lines == (
        DigestLine("Report due", "Evening classes", JANUARY_15, "/reports/1/", "Report", (1,)),
    )


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_lines_stand_by_due_day_then_title_whatever_comes_first(order):
    reminders = [
        due(1, title="zebra walks", on=date(2026, 1, 8)),
        due(2, title="apple picking"),
        due(3, title="Book club"),
    ]

    (digest,) = compose([reminders[place] for place in order])

    assert [shown.title for shown in digest.lines] == ["zebra walks", "apple picking", "Book club"]


def test_two_offsets_of_one_report_are_one_line_that_answers_both():
    (digest,) = compose([due(1, subject=9), due(2, subject=9)])

    assert [shown.reminder_ids for shown in digest.lines] == [(1, 2)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"source": "meeting"}, id="another source"),
        pytest.param({"subject": 8}, id="another subject"),
        pytest.param({"on": date(2026, 4, 15)}, id="another due day"),
    ],
)
def test_different_things_stay_apart(other):
    (digest,) = compose([due(1, subject=9), due(2, **{"subject": 9} | other)])

    assert [shown.reminder_ids for shown in digest.lines] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("classes", "expected"),
    [(["obligation", "obligation"], False), (["obligation", "courtesy"], True), (["courtesy"], True)],
)
def test_digest_with_a_courtesy_says_so(classes, expected):
    (digest,) = compose([due(number, reminder_class=kind) for number, kind in enumerate(classes)])

    assert digest.has_courtesy is expected


@given(
    parts=st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(1, 4), st.dates()), max_size=30
    )
)
def test_every_reminder_is_in_exactly_one_digest(parts):
    reminders = [
        due(number, library=library, person=person, subject=subject, on=on)
        for number, (library, person, subject, on) in enumerate(parts)
    ]

    digests = compose(reminders)

    carried = [reminder_id for digest in digests for reminder_id in digest.reminder_ids]
    assert sorted(carried) == list(range(len(parts)))
    assert len({(digest.library_id, digest.person_id) for digest in digests}) == len(digests)


def test_subject_of_one_line_names_it():
    assert subject_line([line()]) == "Report due January 15: Evening classes"


@pytest.mark.parametrize("count", [2, 3, 1_234])
def test_subject_of_several_counts_them(count):
    assert subject_line([line()] * count) == f"{count} things are waiting for you"


def test_subject_needs_a_line():
    with pytest.raises(ValueError, match="at least one line"):
        subject_line([])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(
            "A\r\nBcc: x@example.org", "Report due January 15: A Bcc: x@example.org", id="line break"
        ),
        pytest.param(
            "  100 % of\tclasses ", "Report due January 15: 100 % of classes", id="spaces and percent"
        ),
        pytest.param("%(title)s & <b>", "Report due January 15: %(title)s & <b>", id="marks stay as typed"),
    ],
)
def test_subject_is_one_plain_line(title, expected):
    assert subject_line([line(title)]) == expected


def test_subject_of_a_long_title_ends_with_a_mark():
    subject = subject_line([line("Évening classes " * 20)])

    assert len(subject) <= SUBJECT_LENGTH
    assert subject.endswith("…")


@given(title=st.text(max_size=300))
def test_subject_fits_in_a_header_whatever_the_title(title):
    subject = subject_line([line(title)])

    assert len(subject) <= SUBJECT_LENGTH
    assert subject.splitlines() == [subject]
