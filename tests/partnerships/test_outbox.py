import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from partnerships.outbox import newest_mails


@pytest.fixture
def caught(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.IS_DEMO = True

    def catch(subject):
        message = EmailMultiAlternatives(
            subject, "See https://partners.example.org/x/ for ¡more!", to=["pia@example.org"]
        )
        html = "<html><head></head><body><a href='https://partners.example.org/x/'>¡more!</a></body></html>"
        message.attach_alternative(html, "text/html")
        get_connection("partnerships.outbox.OutboxBackend").send_messages([message])
        return newest_mails(1)[0]

    return catch


def test_mail_is_caught_whole(caught):
    mail = caught("Report due")

    assert (mail.header("Subject"), mail.header("To")) == ("Report due", "pia@example.org")
    assert "¡more!" in mail.text
    assert "<a href=" in mail.html


def test_newest_mail_comes_first_and_recipients_are_shown(caught, client, db):
    first, second = caught("First"), caught("Second")

    answer = client.get("/outbox/")

    assert [mail.id for mail in answer.context["mails"]] == [second.id, first.id]
    assert "pia@example.org" in answer.content.decode()


def test_page_shows_text_with_links_and_headers(caught, client, db):
    mail = caught("Report due")

    answer = client.get(f"/outbox/{mail.id}/")

    text = answer.content.decode()
    assert '<a href="https://partners.example.org/x/"' in text
    assert f'src="/outbox/{mail.id}/html/"' in text
    assert "Message-ID" in text
    assert "frame-src 'self'" in answer["Content-Security-Policy"]


def test_html_may_be_framed_here_and_runs_nothing(caught, client, db):
    mail = caught("Report due")

    answer = client.get(f"/outbox/{mail.id}/html/")

    policy = answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert '<base target="_top">' in answer.content.decode()


@pytest.mark.parametrize("mail_id", ["nothing", "..", "1" * 19 + "-00000000", "%2e%2e%2fdb"])
def test_unknown_mail_is_not_found(caught, client, db, mail_id):
    caught("Report due")

    assert client.get(f"/outbox/{mail_id}/").status_code == 404


def test_outside_the_demo_there_is_no_outbox(caught, client, db, settings):
    mail = caught("Report due")
    settings.IS_DEMO = False

    paths = ["/outbox/", f"/outbox/{mail.id}/", f"/outbox/{mail.id}/html/"]

    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
