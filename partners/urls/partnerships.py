"""Addresses of partnerships, their groups, and how they work together."""

from django.urls import path

from partners.views import collaboration, group_people, groups, handovers, partnerships

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    # Partnerships
    path(f"{LIBRARY}partnerships/", partnerships.PartnershipsView.as_view(), name="partnerships"),
    path(f"{LIBRARY}partnerships/add/", partnerships.PartnershipAddView.as_view(), name="partnership_add"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/change/",
        partnerships.PartnershipChangeView.as_view(),
        name="partnership_change",
    ),
    path(f"{LIBRARY}partnerships/<int:pk>/groups/", groups.GroupsView.as_view(), name="groups"),
    path(f"{LIBRARY}partnerships/<int:pk>/groups/add/", groups.GroupAddView.as_view(), name="group_add"),
    path(f"{LIBRARY}groups/<int:pk>/", groups.GroupView.as_view(), name="group"),
    path(f"{LIBRARY}groups/<int:pk>/change/", groups.GroupChangeView.as_view(), name="group_change"),
    path(
        f"{LIBRARY}groups/<int:pk>/people/add/",
        group_people.GroupPeopleAddView.as_view(),
        name="group_people_add",
    ),
    path(
        f"{LIBRARY}groups/<int:pk>/people/undo/",
        group_people.GroupPeopleUndoView.as_view(),
        name="group_people_undo",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/change/",
        group_people.GroupPersonChangeView.as_view(),
        name="group_person_change",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/remove/",
        group_people.GroupPersonRemoveView.as_view(),
        name="group_person_remove",
    ),
    path(
        f"{LIBRARY}group-people/<int:pk>/restore/",
        group_people.GroupPersonRestoreView.as_view(),
        name="group_person_restore",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/",
        collaboration.CollaborationView.as_view(),
        name="collaboration",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/<slug:strategy>/",
        collaboration.CollaborationSayView.as_view(),
        name="collaboration_say",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/collaboration/<slug:strategy>/undo/",
        collaboration.CollaborationUndoView.as_view(),
        name="collaboration_undo",
    ),
    path(f"{LIBRARY}partnerships/<int:pk>/handover/", handovers.HandoverView.as_view(), name="handover"),
    path(
        f"{LIBRARY}partnerships/<int:pk>/handover/change/",
        handovers.HandoverChangeView.as_view(),
        name="handover_change",
    ),
    path(
        f"{LIBRARY}partnerships/<int:pk>/members/add/",
        partnerships.MemberAddView.as_view(),
        name="member_add",
    ),
    path(f"{LIBRARY}members/<int:pk>/change/", partnerships.MemberChangeView.as_view(), name="member_change"),
]
