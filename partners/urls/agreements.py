"""Addresses of agreements."""

from django.urls import path

from partners.views import agreement_files, agreement_signing, agreement_terms, agreements, coverage

LIBRARY = "libraries/<slug:slug>/"
AGREEMENT = f"{LIBRARY}agreements/<int:pk>/"

urlpatterns = [
    path(f"{LIBRARY}agreements/", agreements.AgreementsView.as_view(), name="agreements"),
    path(f"{LIBRARY}agreements/gaps/", coverage.AgreementGapsView.as_view(), name="agreement_gaps"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/agreements/",
        agreements.PartnershipAgreementsView.as_view(),
        name="partnership_agreements",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/agreements/add/",
        agreements.AgreementAddView.as_view(),
        name="agreement_add",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/agreements/",
        coverage.OrganizationAgreementsView.as_view(),
        name="organization_agreements",
    ),
    path(f"{AGREEMENT}change/", agreements.AgreementChangeView.as_view(), name="agreement_change"),
    path(f"{AGREEMENT}remove/", agreements.AgreementRemoveView.as_view(), name="agreement_remove"),
    path(f"{AGREEMENT}put-back/", agreements.AgreementRestoreView.as_view(), name="agreement_restore"),
    path(f"{AGREEMENT}send/", agreement_signing.AgreementSendView.as_view(), name="agreement_send"),
    path(
        f"{AGREEMENT}take-back/",
        agreement_signing.AgreementTakeBackView.as_view(),
        name="agreement_take_back",
    ),
    path(
        f"{AGREEMENT}parties/<int:party>/sign/",
        agreement_signing.AgreementSignView.as_view(),
        name="agreement_sign",
    ),
    path(
        f"{AGREEMENT}parties/<int:party>/take-back/",
        agreement_signing.AgreementUnsignView.as_view(),
        name="agreement_unsign",
    ),
    path(f"{AGREEMENT}renew/", agreement_terms.AgreementRenewView.as_view(), name="agreement_renew"),
    path(f"{AGREEMENT}amend/", agreement_terms.AgreementAmendView.as_view(), name="agreement_amend"),
    path(f"{AGREEMENT}end/", agreement_terms.AgreementEndView.as_view(), name="agreement_end"),
    path(f"{AGREEMENT}resume/", agreement_terms.AgreementResumeView.as_view(), name="agreement_resume"),
    path(f"{AGREEMENT}review/", agreement_terms.AgreementReviewView.as_view(), name="agreement_review"),
    path(
        f"{AGREEMENT}checklist/",
        agreement_terms.AgreementChecklistView.as_view(),
        name="agreement_checklist",
    ),
    path(f"{AGREEMENT}files/<int:file>/", agreement_files.AgreementFileView.as_view(), name="agreement_file"),
    path(
        f"{AGREEMENT}files/<int:file>/remove/",
        agreement_files.AgreementFileRemoveView.as_view(),
        name="agreement_file_remove",
    ),
    path(
        f"{AGREEMENT}files/<int:file>/put-back/",
        agreement_files.AgreementFileRestoreView.as_view(),
        name="agreement_file_restore",
    ),
]
