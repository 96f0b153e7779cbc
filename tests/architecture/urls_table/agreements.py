"""Agreements: parties read their own, coordinators and the backbone change them."""

from tests.architecture.urls_table.page import INSIDERS, MEMBERS, STAFF, Page, done, only

# Parties look on; those of other agreements and funders see that there is none.
PARTIES = only("mara", "cole", "vera", "pia", "bea")
CHANGERS = only("mara", "cole", "bea", vera=403, pia=403)
# What was not sent yet is nobody's business but theirs.
DRAFTERS = only("mara", "cole", "bea", vera=403)
STARTERS = only("mara", "cole", "bea", vera=403, pia=403, fay=403)

AGREEMENTS = [
    Page("agreements", INSIDERS, states=("", "?status=every", "?ends=90", "?q=nothing-like-it")),
    Page("agreement_gaps", STAFF),
    Page("board_memo", STAFF),
    Page("partnership_agreements", MEMBERS, of="partnership", states=("", "?status=draft")),
    Page("organization_agreements", STAFF, of="organization"),
    Page("agreement_add", STARTERS, of="partnership"),
    Page("agreement", PARTIES, of="agreement"),
    Page("agreement_paper", PARTIES, of="agreement"),
    Page("agreement_change", CHANGERS, of="agreement"),
    Page("agreement_send", DRAFTERS, of="agreement_draft"),
    Page("agreement_take_back", of="agreement_draft", post=done(DRAFTERS)),
    Page("agreement_sign", CHANGERS, of="agreement", kwargs={"party": "agreement_party"}),
    Page("agreement_unsign", of="agreement", kwargs={"party": "agreement_party"}, post=done(CHANGERS)),
    Page("agreement_renew", CHANGERS, of="agreement"),
    Page("agreement_amend", CHANGERS, of="agreement"),
    Page("agreement_end", CHANGERS, of="agreement"),
    Page("agreement_resume", of="ended_agreement", post=done(CHANGERS)),
    Page("agreement_review", CHANGERS, of="agreement"),
    Page("agreement_checklist", CHANGERS, of="agreement"),
    Page(
        "agreement_remove",
        of="agreement_draft",
        post=done(DRAFTERS),
        data={"version": "{agreement_draft.version}"},
    ),
    Page("agreement_restore", of="agreement_draft", post=done(DRAFTERS)),
    Page("agreement_file", PARTIES, of="agreement", kwargs={"file": "agreement_file"}),
    Page("agreement_file_remove", of="agreement", kwargs={"file": "agreement_file"}, post=done(CHANGERS)),
    Page("agreement_file_restore", of="agreement", kwargs={"file": "agreement_file"}, post=done(CHANGERS)),
]
