"""Addresses of organizations and people, their tags, and the contact log."""

from django.urls import path

from partners.views import (
    archiving,
    bulk,
    contacts,
    contacts_bulk,
    files,
    merging,
    organizations,
    people,
    people_lists,
    records,
    saved_filters,
    tags,
    touch,
)

LIBRARY = "libraries/<slug:slug>/"

urlpatterns = [
    # The directory
    path(f"{LIBRARY}organizations/", organizations.OrganizationsView.as_view(), name="organizations"),
    path(
        f"{LIBRARY}organizations/add/",
        organizations.OrganizationAddView.as_view(),
        name="organization_add",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/", organizations.OrganizationView.as_view(), name="organization"),
    path(
        f"{LIBRARY}organizations/<int:pk>/change/",
        organizations.OrganizationChangeView.as_view(),
        name="organization_change",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/record/", records.RecordView.as_view(), name="record"),
    path(f"{LIBRARY}organizations/<int:pk>/people/add/", people.PersonAddView.as_view(), name="person_add"),
    path(f"{LIBRARY}people/", people_lists.PeopleView.as_view(), name="people"),
    path(f"{LIBRARY}people/bulk/", people_lists.PeopleBulkView.as_view(), name="people_bulk"),
    path(
        f"{LIBRARY}people/bring-back/", people_lists.PeopleBringBackView.as_view(), name="people_bring_back"
    ),
    path(f"{LIBRARY}people/<int:pk>/change/", people.PersonChangeView.as_view(), name="person_change"),
    path(f"{LIBRARY}people/<int:pk>/invite/", people.PersonInviteView.as_view(), name="person_invite"),
    path(f"{LIBRARY}accesses/<int:pk>/end/", people.AccessEndView.as_view(), name="access_end"),
    path(f"{LIBRARY}contacts/", contacts.ContactsView.as_view(), name="contacts"),
    path(f"{LIBRARY}contacts/bulk/", contacts_bulk.ContactsBulkView.as_view(), name="contacts_bulk"),
    path(
        f"{LIBRARY}contacts/put-back/",
        contacts_bulk.ContactsPutBackView.as_view(),
        name="contacts_put_back",
    ),
    path(f"{LIBRARY}contacts/calls/", touch.CallsView.as_view(), name="calls"),
    path(f"{LIBRARY}contacts/<int:pk>/change/", contacts.ContactChangeView.as_view(), name="contact_change"),
    path(f"{LIBRARY}contacts/<int:pk>/remove/", contacts.ContactRemoveView.as_view(), name="contact_remove"),
    path(
        f"{LIBRARY}contacts/<int:pk>/put-back/",
        contacts.ContactRestoreView.as_view(),
        name="contact_restore",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/",
        files.ContactFileView.as_view(),
        name="contact_file",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/remove/",
        files.ContactFileRemoveView.as_view(),
        name="contact_file_remove",
    ),
    path(
        f"{LIBRARY}contacts/<int:pk>/files/<int:file>/put-back/",
        files.ContactFileRestoreView.as_view(),
        name="contact_file_restore",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/contacts/",
        contacts.OrganizationContactsView.as_view(),
        name="organization_contacts",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/contacts/add/",
        contacts.ContactAddView.as_view(),
        name="contact_add",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/keep-in-touch/",
        touch.KeepInTouchView.as_view(),
        name="keep_in_touch",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/keep-in-touch/stop/",
        touch.KeepInTouchStopView.as_view(),
        name="keep_in_touch_stop",
    ),
    # Sorting and tidying the directory
    path(f"{LIBRARY}organizations/bulk/", bulk.BulkView.as_view(), name="organizations_bulk"),
    path(
        f"{LIBRARY}organizations/bring-back/",
        archiving.OrganizationsBringBackView.as_view(),
        name="organizations_bring_back",
    ),
    path(f"{LIBRARY}organizations/duplicates/", merging.DuplicatesView.as_view(), name="duplicates"),
    path(
        f"{LIBRARY}organizations/<int:pk>/archive/",
        archiving.OrganizationArchiveView.as_view(),
        name="organization_archive",
    ),
    path(
        f"{LIBRARY}organizations/<int:pk>/bring-back/",
        archiving.OrganizationBringBackView.as_view(),
        name="organization_bring_back",
    ),
    path(f"{LIBRARY}organizations/<int:pk>/labels/", tags.LabelsView.as_view(), name="organization_labels"),
    path(f"{LIBRARY}organizations/<int:pk>/merge/", merging.MergeChoiceView.as_view(), name="merge_choice"),
    path(
        f"{LIBRARY}organizations/<int:pk>/merge/<int:other>/",
        merging.MergeView.as_view(),
        name="organization_merge",
    ),
    path(f"{LIBRARY}tags/", tags.TagsView.as_view(), name="tags"),
    path(f"{LIBRARY}tags/<int:pk>/change/", tags.TagChangeView.as_view(), name="tag_change"),
    path(f"{LIBRARY}tags/<int:pk>/merge/", tags.TagMergeView.as_view(), name="tag_merge"),
    path(f"{LIBRARY}tags/<int:pk>/remove/", tags.TagRemoveView.as_view(), name="tag_remove"),
    # What a list is chosen by, under a name
    path(f"{LIBRARY}filters/", saved_filters.SavedFiltersView.as_view(), name="saved_filters"),
    path(
        f"{LIBRARY}filters/<slug:noun>/add/",
        saved_filters.SavedFilterAddView.as_view(),
        name="saved_filter_add",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/change/",
        saved_filters.SavedFilterChangeView.as_view(),
        name="saved_filter_change",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/remove/",
        saved_filters.SavedFilterRemoveView.as_view(),
        name="saved_filter_remove",
    ),
    path(
        f"{LIBRARY}filters/<int:pk>/put-back/",
        saved_filters.SavedFilterRestoreView.as_view(),
        name="saved_filter_restore",
    ),
]
