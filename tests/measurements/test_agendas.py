"""The common agenda: drafts, versions that never change, and signatures."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from measurements.domain.agendas import publish_agenda, sign_agenda, undo_signature
from measurements.domain.drafts import change_draft, discard_draft, open_draft, start_agenda
from measurements.domain.goals import (
    add_goal,
    add_strategy,
    change_goal,
    close_goal,
    give_role,
    move_goal,
    remove_strategy,
    reopen_goal,
    review_goal,
    take_role,
)
from measurements.domain.movers import MOVERS
from measurements.domain.targets import add_target
from measurements.models import AgendaDraft, AgendaVersion, Goal, Signature
from measurements.signing import counts, signers_of
from partners.domain.versions import Stale
from partners.models import AuditEvent, Decision, Member
from tests import make

TODAY = date(2017, 4, 10)


def _draft(desk, **texts):
    return make.make_draft(desk.goal.partnership, **texts)


def _publish(desk, draft=None, on=TODAY):
    draft = draft or _draft(desk)
    return publish_agenda(draft, by=desk.cole, version=draft.version, on=on)


def _sign(desk, version, organization=None, **fields):
    organization = organization or desk.cast.riverton.maple
    return sign_agenda(version, by=desk.pia, organization=organization, name="Pia", on=TODAY, **fields)


def test_partnership_has_one_draft_at_most(desk):
    _draft(desk)

    with pytest.raises(ValidationError, match="open already"):
        open_draft(desk.goal.partnership, by=desk.cole)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaDraft(library=desk.goal.library, partnership=desk.goal.partnership).save()


def test_second_start_is_refused_once_there_is_a_version(desk):
    _publish(desk)

    with pytest.raises(ValidationError, match="has an agenda already"):
        start_agenda(desk.goal.partnership, by=desk.cole, values={"problem": "Again"})


def test_publishing_freezes_sections_goals_strategies_roles_and_measures(desk):
    make.make_strategy(desk.goal)
    make.make_role(desk.goal, desk.cast.riverton.oak)
    draft = _draft(desk, deciding="By agreement.")

    version = _publish(desk, draft)

    assert (version.number, version.content["sections"]["deciding"]) == (1, "By agreement.")
    assert version.content["goals"] == [
        {
            "id": desk.goal.pk,
            "title": "Adults speak English with confidence",
            "description": "",
            "strategies": ["Small groups in three neighborhoods"],
            "roles": [{"organization": "Oak Hill Adult School", "kind": "deliver"}],
            "measures": [{"name": "Learners in tutoring groups", "unit": "learners", "target": "120"}],
        }
    ]
    assert not AgendaDraft.objects.exists()


@pytest.mark.parametrize(("texts", "sentence"), [({"problem": ""}, "Still empty: What is wrong today.")])
def test_unfinished_draft_is_not_sent(desk, texts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        _publish(desk, _draft(desk, **texts))


def test_draft_without_an_open_goal_or_without_a_change_is_not_sent(desk):
    version = _publish(desk)
    open_draft(desk.goal.partnership, by=desk.cole)
    draft = AgendaDraft.objects.get()
    with pytest.raises(ValidationError, match="exactly like version 1"):
        _publish(desk, draft)

    close_goal(desk.goal, by=desk.cole, version=desk.goal.version, on=TODAY, reason="Reached.")

    with pytest.raises(ValidationError, match="no goal yet"):
        _publish(desk, draft)
    assert list(AgendaVersion.objects.all()) == [version]


def test_draft_that_changed_meanwhile_is_not_sent(desk):
    draft = _draft(desk)
    change_draft(draft, by=desk.mara, version=1, values={"problem": "Another"})

    with pytest.raises(ValidationError, match="changed meanwhile"):
        publish_agenda(draft, by=desk.cole, version=1, on=TODAY)


@pytest.mark.parametrize("field", ["content", "number", "published_on"])
def test_database_refuses_every_change_of_a_version(desk, field):
    version = _publish(desk)
    value = {"content": {}, "number": 7, "published_on": date(2020, 1, 1)}[field]

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        AgendaVersion.objects.filter(pk=version.pk).update(**{field: value})

    assert AgendaVersion.objects.get(pk=version.pk).content == version.content


CHANGES = {
    "goal added": lambda desk: add_goal(desk.goal.partnership, by=desk.cole, values={"title": "New"}),
    "goal reworded": lambda desk: change_goal(desk.goal, by=desk.cole, version=1, values={"title": "New"}),
    "goal closed": lambda desk: close_goal(desk.goal, by=desk.cole, version=1, on=TODAY, reason="Done."),
    "strategy added": lambda desk: add_strategy(desk.goal, by=desk.cole, title="More"),
    "role given": lambda desk: give_role(
        desk.goal, by=desk.cole, organization=desk.cast.riverton.oak, kind="lead", on=TODAY
    ),
    "target moved": lambda desk: add_target(
        desk.measure, by=desk.cole, values={"value": 9, "starts_on": date(2017, 1, 1)}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_change_after_publishing_opens_the_next_draft_and_leaves_the_version(desk, change):
    version = _publish(desk)

    change(desk)

    assert AgendaDraft.objects.get().problem == "Too few places to learn."
    assert AgendaVersion.objects.get(pk=version.pk).content == version.content


def test_review_day_is_no_change_of_the_agenda(desk):
    _publish(desk)

    change_goal(desk.goal, by=desk.cole, version=1, values={"review_on": date(2017, 9, 1)})

    assert not AgendaDraft.objects.exists()


def test_draft_is_dropped_only_while_goals_are_as_signed(desk):
    _publish(desk)
    draft = open_draft(desk.goal.partnership, by=desk.cole)
    strategy = add_strategy(desk.goal, by=desk.cole, title="More")
    with pytest.raises(ValidationError, match="goals have changed since version 1"):
        discard_draft(draft, by=desk.cole)

    remove_strategy(strategy, by=desk.cole, version=1)
    discard_draft(draft, by=desk.cole)

    assert not AgendaDraft.objects.exists()
    event = AuditEvent.objects.get(action="agenda.discarded")
    assert event.changes["problem"] == ["Too few places to learn.", ""]


def test_second_writer_of_the_draft_is_told(desk):
    draft = _draft(desk)
    change_draft(draft, by=desk.cole, version=1, values={"vision": "Mine"})

    with pytest.raises(Stale) as stale:
        change_draft(draft, by=desk.mara, version=1, values={"vision": "Hers"})

    assert stale.value.current.vision == "Mine"


def test_member_signs_once(desk):
    version = _publish(desk)

    signature = _sign(desk, version)

    assert (signature.signed_on, signature.is_on_paper, signature.name) == (TODAY, False, "Pia")
    with pytest.raises(ValidationError, match="signed this version already"):
        _sign(desk, version)


@pytest.mark.parametrize("noun", ["funder", "elm"])
def test_funders_and_strangers_are_not_asked(desk, noun):
    organization = desk.cast.riverton.funder if noun == "funder" else desk.cast.elm
    version = _publish(desk)

    with pytest.raises(ValidationError, match="is not asked to sign"):
        _sign(desk, version, organization)


def test_older_version_is_neither_signed_nor_unsigned(desk):
    first = _publish(desk)
    signature = _sign(desk, first)
    add_strategy(desk.goal, by=desk.cole, title="More")
    _publish(desk, AgendaDraft.objects.get())

    with pytest.raises(ValidationError, match="newer version"):
        _sign(desk, first, desk.cast.riverton.oak)
    with pytest.raises(ValidationError, match="newer version"):
        undo_signature(signature, by=desk.mara, reason="A mistake")


def test_signature_on_paper_is_not_of_tomorrow(desk):
    with pytest.raises(ValidationError, match="not come yet"):
        _sign(desk, _publish(desk), is_on_paper=True, signed_on=date(2017, 4, 11))


def test_signature_taken_back_leaves_name_and_reason_in_the_history(desk):
    signature = _sign(desk, _publish(desk))

    undo_signature(signature, by=desk.mara, reason="Pia may not sign.")

    event = AuditEvent.objects.get(action="agenda.signature_undone")
    assert event.changes == {
        "name": ["Pia", None],
        "signed_on": ["2017-04-10", None],
        "reason": [None, "Pia may not sign."],
    }
    assert not Signature.objects.exists()


def test_who_is_asked_follows_the_memberships(desk):
    version = _publish(desk, on=date(2017, 3, 1))
    _sign(desk, version)
    Member.objects.filter(pk=desk.maple.pk).update(left_on=date(2017, 4, 1))
    Member.objects.filter(pk=desk.oak.pk).update(joined_on=date(2017, 4, 5))
    members = Member.objects.filter(partnership=version.partnership).select_related("organization")

    signers = signers_of(version, members, version.signatures.all(), on=TODAY)

    assert [(row.name, row.state, row.asked_on, row.joined_later) for row in signers] == [
        ("Oak Hill Adult School", "unsigned", date(2017, 4, 5), True),
        ("Valley Learning Network", "unsigned", date(2017, 3, 1), False),
        ("Maple Homework Club", "signed", date(2017, 3, 1), False),
    ]
    assert counts(signers) == (0, 2)


def test_closed_goal_needs_a_reason_and_opens_again_with_one(desk):
    with pytest.raises(ValidationError):
        close_goal(desk.goal, by=desk.cole, version=1, on=TODAY, reason="")

    closed = close_goal(desk.goal, by=desk.cole, version=1, on=TODAY, reason="Reached.")
    opened = reopen_goal(closed, by=desk.cole, version=2, on=TODAY, reason="Not for everybody.")

    assert (closed.closed_on, opened.closed_on) == (TODAY, None)
    assert Decision.objects.get().text == "Not for everybody."


def test_reviews_of_a_goal_are_kept_as_decisions(desk):
    review_goal(desk.goal, by=desk.cole, version=1, on=TODAY, text="We keep it.", review_on=date(2018, 4, 1))
    review_goal(desk.goal, by=desk.cole, version=2, on=date(2018, 4, 1), text="We change it.")

    assert [row.text for row in Decision.objects.filter(goal_links__goal=desk.goal)] == [
        "We change it.",
        "We keep it.",
    ]
    assert Goal.objects.get(pk=desk.goal.pk).review_on is None


def test_goal_moves_one_place_and_stops_at_the_end(desk):
    second = add_goal(desk.goal.partnership, by=desk.cole, values={"title": "Second"})

    move_goal(second, by=desk.cole, is_up=True)
    move_goal(second, by=desk.cole, is_up=True)

    assert list(Goal.objects.values_list("title", flat=True)) == ["Second", desk.goal.title]


def test_role_is_for_members_and_once(desk):
    oak = desk.cast.riverton.oak
    role = give_role(desk.goal, by=desk.cole, organization=oak, kind="lead", on=TODAY)
    with pytest.raises(ValidationError, match="has that role already"):
        give_role(desk.goal, by=desk.cole, organization=oak, kind="lead", on=TODAY)
    with pytest.raises(ValidationError, match="not a member today"):
        give_role(desk.goal, by=desk.cole, organization=desk.cast.elm, kind="lead", on=TODAY)

    take_role(role, by=desk.cole)

    assert list(desk.goal.roles.all()) == []


def test_merging_keeps_one_role_and_one_signature(desk):
    riverton = desk.cast.riverton
    version = _publish(desk)
    for organization in (riverton.maple, riverton.oak):
        make.make_role(desk.goal, organization)
        make.make_signature(version, organization, by=desk.mara)

    for mover in [row for row in MOVERS if row.model in {"measurements.Role", "measurements.Signature"}]:
        mover.move(riverton.maple, riverton.oak)

    assert [row.organization for row in desk.goal.roles.all()] == [riverton.maple]
    assert [row.organization for row in version.signatures.all()] == [riverton.maple]
