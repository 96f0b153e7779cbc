"""How a person wants to read the site."""

from django import forms

from partners.choices import Language


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=Language.choices)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=[("auto", ""), ("light", ""), ("dark", "")])
