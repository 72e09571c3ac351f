"""The sign-in page asks for the address once, for the code and for the password alike (setting ACCOUNT_FORMS)."""

from allauth.account.forms import RequestLoginCodeForm

from socle.design.formulaires import Parlant


class DemandeDeCode(Parlant, RequestLoginCodeForm):
    """Request of a code by mail, whose address bears the same name as in the sign-in form."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Adresse électronique"
        self.fields["email"].help_text = "Celle qui a reçu votre invitation."

    def add_prefix(self, field_name):
        """Read the address where the sign-in form writes it."""
        return super().add_prefix("login" if field_name == "email" else field_name)
