"""What allauth asks of the second factors of a person."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from socle.comptes.models import Utilisateur


class AdaptateurSecondFacteur(DefaultMFAAdapter):
    """Reads the kinds of factors of a person once for a page: allauth asks for them one by one, many times."""

    def is_mfa_enabled(self, user: Utilisateur, types=None) -> bool:
        if user.is_anonymous or self.request is None or self.request.method != "GET":
            return super().is_mfa_enabled(user, types)
        sortes = self.request.__dict__.setdefault("_seconds_facteurs", {})
        if user.pk not in sortes:
            sortes[user.pk] = set(Authenticator.objects.filter(user=user.pk).values_list("type", flat=True))
        return bool(sortes[user.pk] if types is None else sortes[user.pk].intersection(types))
