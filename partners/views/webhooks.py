"""Where a mail provider tells of mails that came back, read by django-anymail if it is installed."""

import logging
from datetime import datetime
from hashlib import sha256
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from partners.choices import BounceKind
from partners.domain.bounces import find_bounced_mail, record_bounce

logger = logging.getLogger(__name__)

# By the names under which django-anymail knows them.
TRACKERS = {
    "amazon_ses": "amazon_ses.AmazonSESTrackingWebhookView",
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "postal": "postal.PostalTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "resend": "resend.ResendTrackingWebhookView",
    "sendgrid": "sendgrid.SendGridTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
}
# Words for "not now" in reports that are called bounces all the same.
SOFT_WORDS = {"SoftBounce", "Transient", "soft", "temporary"}
REFUSED_FOR = {"bounced", "invalid", "spam"}


def is_anymail_there() -> bool:
    return find_spec("anymail") is not None


def hears_of_bounces() -> bool:
    """Whether some provider may report here: nobody may without a secret."""
    return is_anymail_there() and bool(settings.WEBHOOK_SECRET) and bool(settings.MAIL_WEBHOOK_PROVIDERS)


@csrf_exempt
@never_cache
def mail_webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a provider's report: 403 with a wrong secret, 400 for what nobody can read."""
    is_known = provider in TRACKERS and provider in settings.MAIL_WEBHOOK_PROVIDERS
    if not is_known or not hears_of_bounces():
        raise Http404
    view = import_string(f"anymail.webhooks.{TRACKERS[provider]}").as_view()
    wrong_secret = import_string("anymail.exceptions.AnymailWebhookValidationFailure")
    unreadable = import_string("anymail.exceptions.AnymailError")
    try:
        return view(request)
    except wrong_secret:
        return HttpResponse(status=403)
    except (unreadable, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("A report of %s could not be read: %s", provider, type(error).__name__)
        return HttpResponse(status=400)


def listen() -> None:
    """Have django-anymail's reports come here; without it there are none."""
    if is_anymail_there():
        import_string("anymail.signals.tracking").connect(take_report, dispatch_uid="partners.bounces")


def take_report(sender: Any, event: Any, esp_name: str, **kwargs: Any) -> None:
    """Write down a bounce or a complaint; what else providers tell is of no use here."""
    kind = _kind(event)
    if kind is None:
        return
    now: datetime = timezone.now()
    mail = find_bounced_mail(message_ids=_message_ids(event), email=(event.recipient or "").strip(), now=now)
    if mail is None:
        logger.info("%s reports a bounce of a mail that is not ours", esp_name)
        return
    reason = event.mta_response or event.description or ""
    record_bounce(mail, kind=kind, reason=str(reason), now=now, event=_event_key(event, esp_name))


def _kind(event: Any) -> BounceKind | None:
    if event.event_type == "complained":
        return BounceKind.COMPLAINT
    if event.event_type == "bounced":
        return BounceKind.SOFT if _is_soft(event.esp_event) else BounceKind.HARD
    if event.event_type == "rejected" and event.reject_reason in REFUSED_FOR:
        return BounceKind.HARD
    return BounceKind.SOFT if event.event_type == "deferred" else None


def _is_soft(told: Any) -> bool:
    if not isinstance(told, dict):
        return False
    bounce = told.get("bounce")
    words = {told.get("Type"), told.get("type"), told.get("severity"), told.get("bounce_type")}
    words |= {bounce.get("bounceType")} if isinstance(bounce, dict) else set()
    return not SOFT_WORDS.isdisjoint(word for word in words if isinstance(word, str))


def _message_ids(event: Any) -> list[str]:
    """What may be our own Message-ID: some providers put their own in its place and repeat ours elsewhere."""
    told = event.esp_event if isinstance(event.esp_event, dict) else {}
    mail = told.get("mail")
    headers = mail.get("commonHeaders", {}) if isinstance(mail, dict) else {}
    found = (event.message_id, (event.metadata or {}).get("message_id"), headers.get("messageId"))
    return [text for text in found if isinstance(text, str)]


def _event_key(event: Any, esp_name: str) -> str:
    parts = (event.event_id or event.timestamp, event.message_id, event.recipient, event.event_type)
    return f"{esp_name}:{sha256('|'.join(map(str, parts)).encode()).hexdigest()[:40]}"
