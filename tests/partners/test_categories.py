from partners.categories import shipped_categories


def _examples(code):
    return next(category.examples.en for category in shipped_categories() if category.code == code)


def test_guide_has_23_categories_in_its_order():
    labels = [category.label.en for category in shipped_categories()]

    assert len(labels) == 23
    assert labels[0] == "Businesses/chambers of commerce/visitors bureaus"
    assert labels[12] == "Miscellaneous organizations"
    assert labels[-1] == "Youth service organizations"


def test_category_codes_are_unique_and_fit_a_url():
    codes = [category.code for category in shipped_categories()]

    assert len(set(codes)) == 23
    assert all(code.replace("_", "").isalpha() and code.islower() for code in codes)


def test_every_category_speaks_both_languages():
    texts = [text for category in shipped_categories() for text in (category.label, category.examples)]

    assert all(text.en.strip() and text.es.strip() for text in texts)
    assert all(text.text("es-us") == text.es and text.text("en-us") == text.en for text in texts)


def test_scan_faults_of_the_guide_are_corrected():
    assert _examples("anti_discrimination") == "Anti-Defamation League, human rights groups, NAACP"
    assert _examples("women") == "battered women's shelters, YWCA, NOW"
    assert "higher education institutions/organizations, state" in _examples("education")


def test_examples_stay_one_text_with_their_own_punctuation():
    assert _examples("businesses").endswith("; city, county and ethnic chambers")
    assert "(e.g., for understanding scams and ID theft)" in _examples("government")


def test_one_kind_of_organization_may_stand_in_two_categories():
    holders = [
        category.code for category in shipped_categories() if "community colleges" in category.examples.en
    ]

    assert holders == ["education", "technology"]
