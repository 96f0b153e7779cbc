"""Agreements with their parties, papers and topics."""

from datetime import date, datetime
from typing import Any

from partners.choices import AgreementTopic, TopicState
from partners.domain.agreement_files import add_agreement_files
from partners.domain.files import NewFile
from partners.models import Agreement, AgreementParty, AgreementPoint
from tests.make.rows import saved


def make_agreement(partnership, *organizations, name="Rooms and tutors", signed_on=None, **fields: Any):
    """An agreement between these; with `signed_on`, all of them have signed."""
    fields.setdefault("starts_on", date(2017, 1, 1))
    if signed_on is not None:
        fields.setdefault("sent_on", signed_on)
    agreement = saved(Agreement(library=partnership.library, partnership=partnership, name=name, **fields))
    for organization in organizations:
        make_party(agreement, organization, signed_on=signed_on)
    return agreement


def make_party(agreement, organization, *, signed_on=None, signer=None, **fields: Any):
    if signed_on is not None:
        fields.setdefault("signer_name", signer.name if signer else "Dana Director")
    return saved(
        AgreementParty(
            library=agreement.library,
            agreement=agreement,
            organization=organization,
            signed_on=signed_on,
            signer=signer,
            **fields,
        )
    )


def make_point(agreement, *, topic=AgreementTopic.OBJECTIVES, state=TopicState.FULL):
    return saved(AgreementPoint(library=agreement.library, agreement=agreement, topic=topic, state=state))


def make_agreement_file(agreement, *, by, at: datetime, name="signed.txt", data=b"Signed by both"):
    """A paper on the disk too."""
    file = NewFile(name=name, data=data, content_type="text/plain")
    (row,) = add_agreement_files(agreement, by=by, now=at, files=[file])
    return row
