"""The common agenda in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from measurements.models import AgendaDraft, AgendaVersion, Goal, Signature
from partners.choices import AccessRole
from partners.models import Decision
from tests import make

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def agenda(desk):
    return make.make_agenda(desk.goal.partnership, by=desk.cole)


def _url(name, pk):
    return reverse(name, args=["riverton", pk])


def _text(answer):
    return " ".join(answer.content.decode().split())


def _make_approver(desk):
    make.make_access(desk.pia.people.get(), role=AccessRole.APPROVER)


def test_four_questions_begin_a_draft_and_empty_ones_do_not(desk, client_of):
    client, url = client_of("cole"), _url("agenda_start", desk.goal.partnership_id)
    refused = client.post(url, {})
    assert "Answer at least one of the questions." in _text(refused)

    client.post(url, {"problem": "Too few places.", "deciding": "By agreement."})

    draft = AgendaDraft.objects.get()
    assert (draft.problem, draft.deciding, draft.vision) == ("Too few places.", "By agreement.", "")


def test_draft_says_what_is_missing_and_is_sent_once_it_is_whole(desk, client_of):
    client, pk = client_of("cole"), desk.goal.partnership_id
    make.make_draft(desk.goal.partnership, vision="")
    assert "Still missing: What we want to see." in _text(client.get(_url("agenda_draft", pk)))

    client.post(_url("agenda_change", pk), {"problem": "Too few.", "vision": "More.", "version": 1})
    client.post(_url("agenda_publish", pk), {"version": 2})

    assert AgendaVersion.objects.get().content["sections"]["vision"] == "More."


def test_second_editor_of_the_draft_sees_both_texts(desk, client_of):
    make.make_draft(desk.goal.partnership)
    client, url = client_of("cole"), _url("agenda_change", desk.goal.partnership_id)
    client.post(url, {"problem": "First", "vision": "A", "version": 1})

    answer = client.post(url, {"problem": "Second", "vision": "A", "version": 1})

    assert answer.status_code == 409
    assert "<dd>First</dd>" in _text(answer)
    assert "<dd>Second</dd>" in _text(answer)


def test_approver_signs_and_gets_a_reference(desk, agenda, client_of):
    _make_approver(desk)
    client = client_of("pia")
    assert "Sign for Maple Homework Club" in _text(client.get(_url("agenda", desk.goal.partnership_id)))

    answer = client.post(
        _url("agenda_sign", agenda.pk), {"organization": desk.cast.riverton.maple.pk}, follow=True
    )

    signature = Signature.objects.get()
    assert (signature.name, signature.signed_on) == ("Pia", date(2017, 4, 10))
    assert signature.reference in _text(answer)
    assert "1 of 3 members have signed so far." in _text(answer)
    assert "Sign for" not in _text(client.get(_url("agenda", desk.goal.partnership_id)))


@pytest.mark.parametrize("noun", ["oak", "backbone", "funder"])
def test_nobody_signs_for_another_organization(desk, agenda, client_of, noun):
    _make_approver(desk)
    other = getattr(desk.cast.riverton, noun)

    answer = client_of("pia").post(_url("agenda_sign", agenda.pk), {"organization": other.pk})

    assert answer.status_code == 403
    assert not Signature.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "²", "9" * 400, "-1", "a\x00b"])
def test_garbled_organization_is_refused(desk, agenda, client_of, typed):
    _make_approver(desk)

    answer = client_of("pia").post(_url("agenda_sign", agenda.pk), {"organization": typed})

    assert answer.status_code == 403


def test_reporter_reads_but_does_not_sign(desk, agenda, client_of):
    text = _text(client_of("pia").get(_url("agenda_version", agenda.pk)))

    assert "What is wrong today" in text
    assert "Sign for" not in text


def test_second_click_on_sign_says_so(desk, agenda, client_of):
    _make_approver(desk)
    client, form = client_of("pia"), {"organization": desk.cast.riverton.maple.pk}
    client.post(_url("agenda_sign", agenda.pk), form)

    answer = client.post(_url("agenda_sign", agenda.pk), form, follow=True)

    assert "has signed this version already" in _text(answer)
    assert Signature.objects.count() == 1


def test_staff_enter_a_signature_on_paper_and_take_it_back_with_a_reason(desk, agenda, client_of):
    client, oak = client_of("cole"), desk.cast.riverton.oak
    form = {"organization": oak.pk, "name": "Rosa Quintero", "signed_on": "2017-04-07"}
    client.post(_url("agenda_sign_on_paper", agenda.pk), form)
    signature = Signature.objects.get()
    assert (signature.organization, signature.is_on_paper) == (oak, True)

    refused = client.post(_url("signature_undo", signature.pk), {"reason": " "})
    assert "Error:" in _text(refused)
    client.post(_url("signature_undo", signature.pk), {"reason": "Wrong sheet."})

    assert not Signature.objects.exists()


def test_funder_reads_the_agenda_but_neither_draft_nor_signatures(desk, agenda, client_of):
    make.make_signature(agenda, desk.cast.riverton.oak, by=desk.cole)
    make.make_draft(desk.goal.partnership)

    text = _text(client_of("fay").get(_url("agenda", desk.goal.partnership_id)))

    assert "What is wrong today" in text
    assert "Draft open" not in text
    assert "Oak Hill" not in text


def test_versions_are_compared_word_by_word(desk, agenda, client_of):
    make.make_agenda(desk.goal.partnership, by=desk.cole, number=2, problem="Too few rooms to learn.")

    text = _text(client_of("pia").get(_url("agenda_compare", desk.goal.partnership_id)))

    assert "From Version 1 to Version 2" in text
    assert 'removed: </span> places<span class="visually-hidden">' in text
    assert 'added: </span> rooms<span class="visually-hidden">' in text
    assert "What we want to see" not in text


@pytest.mark.parametrize("query", ["?from=9&to=1", "?from=1", "?from=draft&to=1", "?from=x&to=²"])
def test_versions_that_are_not_there_are_not_compared(desk, agenda, client_of, query):
    url = _url("agenda_compare", desk.goal.partnership_id) + query

    assert client_of("mara").get(url).status_code == 404


def test_paper_has_lines_for_who_has_not_signed(desk, agenda, client_of):
    make.make_signature(agenda, desk.cast.riverton.oak, by=desk.cole, name="Rosa Quintero")

    text = _text(client_of("vera").get(_url("agenda_paper", agenda.pk)))

    assert "Rosa Quintero, <time" in text
    assert text.count("Name and signature") == 2


def test_hub_says_where_the_agenda_stands(desk, agenda, client_of):
    _make_approver(desk)
    make.make_signature(agenda, desk.cast.riverton.oak, by=desk.cole)
    make.make_draft(desk.goal.partnership)

    text = _text(client_of("pia").get(_url("partnership", desk.goal.partnership_id)))

    assert "Signed by 1 of 3" in text
    assert "Draft open" in text
    assert "Read and sign version 1 of the agenda" in text


def test_goal_is_planned_reviewed_closed_and_opened_again(desk, client_of):
    client, pk = client_of("cole"), desk.goal.pk
    client.post(_url("strategy_add", pk), {"title": "Small groups"})
    client.post(_url("role_add", pk), {"organization": desk.cast.riverton.oak.pk, "kind": "lead"})
    client.post(
        _url("goal_review", pk),
        {"text": "We keep it.", "review_on": "2018-04-01", "version": 1, "present": ""},
    )
    client.post(_url("goal_close", pk), {"reason": "Reached.", "version": 2})
    text = _text(client.get(_url("goal", pk)))
    assert [words in text for words in ("Small groups", "We keep it.", "Reached.")] == [True] * 3

    client.post(_url("goal_reopen", pk), {"reason": "Not yet.", "version": 3})

    goal = Goal.objects.get(pk=pk)
    assert (goal.closed_on, goal.review_on) == (None, date(2018, 4, 1))
    assert Decision.objects.count() == 2


def test_decisions_are_found_by_goal(desk, client_of):
    other = make.make_goal(desk.goal.partnership, title="Other")
    make.make_decision(desk.goal.partnership, desk.goal, text="About the first.")
    make.make_decision(desk.goal.partnership, other, text="About the other.")

    text = _text(client_of("pia").get(_url("decisions", desk.goal.partnership_id), {"goal": other.pk}))

    assert "About the other." in text
    assert "About the first." not in text


def test_decision_is_written_down_and_changed(desk, client_of):
    client = client_of("cole")
    form = {"text": "A morning group.", "decided_on": "2017-04-03", "present": "Maple", "told": "Oak"}
    client.post(_url("decision_add", desk.goal.partnership_id), form | {"goals": [desk.goal.pk]})
    decision = Decision.objects.get()
    assert [link.goal for link in decision.goal_links.all()] == [desk.goal]

    client.post(_url("decision_change", decision.pk), form | {"text": "An evening group.", "version": 1})

    decision.refresh_from_db()
    assert (decision.text, decision.goal_links.count()) == ("An evening group.", 0)


HOSTILE = {"nul": "a\x00b", "long": "x" * 100_000, "script": "<script>alert(1)</script>"}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_agenda_never_breaks_the_page(desk, client_of, typed):
    make.make_draft(desk.goal.partnership)
    client, pk = client_of("cole"), desk.goal.partnership_id

    answer = client.post(
        _url("agenda_change", pk), {"problem": typed, "vision": typed, "version": 1}, follow=True
    )

    assert answer.status_code == 200
    assert b"<script>alert(1)" not in answer.content
