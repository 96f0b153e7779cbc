"""Addresses about those who rest, leave or are erased, and about partnerships that end."""

from django.urls import path

from partners.views import erasures, members, pauses, successions

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    path(f"{LIBRARY}members/<int:pk>/", members.MemberView.as_view(), name="member"),
    path(f"{LIBRARY}members/<int:pk>/pause/", pauses.PauseAddView.as_view(), name="pause_add"),
    path(f"{LIBRARY}pauses/<int:pk>/change/", pauses.PauseChangeView.as_view(), name="pause_change"),
    path(f"{LIBRARY}pauses/<int:pk>/end/", pauses.PauseEndView.as_view(), name="pause_end"),
    path(f"{LIBRARY}pauses/<int:pk>/take-back/", pauses.PauseTakeBackView.as_view(), name="pause_take_back"),
    path(f"{LIBRARY}members/<int:pk>/leave/", members.MemberLeaveView.as_view(), name="member_leave"),
    path(f"{LIBRARY}members/<int:pk>/stay/", members.MemberStayView.as_view(), name="member_stay"),
    path(f"{LIBRARY}members/<int:pk>/thanks/", members.ThanksView.as_view(), name="member_thanks"),
    path(f"{LIBRARY}members/<int:pk>/letter/", members.LetterView.as_view(), name="member_letter"),
    path(f"{LIBRARY}members/<int:pk>/hand-backs/", members.HandBackAddView.as_view(), name="hand_back_add"),
    path(f"{LIBRARY}hand-backs/<int:pk>/tick/", members.HandBackTickView.as_view(), name="hand_back_tick"),
    path(
        f"{LIBRARY}hand-backs/<int:pk>/strike/", members.HandBackStrikeView.as_view(), name="hand_back_strike"
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/close/",
        members.PartnershipCloseView.as_view(),
        name="partnership_close",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/reopen/",
        members.PartnershipReopenView.as_view(),
        name="partnership_reopen",
    ),
    path(f"{LIBRARY}people/<int:pk>/successor/", successions.SuccessorView.as_view(), name="successor"),
    path(f"{LIBRARY}successions/<int:pk>/", successions.SuccessionView.as_view(), name="succession"),
    path(
        f"{LIBRARY}successions/<int:pk>/withdraw/",
        successions.SuccessionWithdrawView.as_view(),
        name="succession_withdraw",
    ),
    path(f"{LIBRARY}people/<int:pk>/erase/", erasures.PersonEraseView.as_view(), name="person_erase"),
    path(f"{LIBRARY}people/<int:pk>/data/", erasures.PersonDataView.as_view(), name="person_data"),
]
