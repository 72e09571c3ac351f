"""The pages of the account, which are allauth's with our templates, and who reads each with an answer of 200.

``anonyme``: nobody; ``porteuse``: signed in and password given again, without second factor; ``coordinatrice``: the same with an
application, a key and rescue codes; ``demandeuse``: has asked for a code by mail; ``attendue``: password given, second factor asked.
"""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from socle.comptes.models import Utilisateur
from tests.conftest import MOT_DE_PASSE

COMPTE = r"""
login/                                                    | anonyme
login/code/                                               | anonyme
login/code/confirm/                                       | demandeuse
signup/                                                   | anonyme
logout/                                                   | porteuse
inactive/                                                 | anonyme
reauthenticate/                                           | porteuse
email/                                                    | porteuse
confirm-email/                                            | anonyme
^confirm-email/(?P<key>[-:\w]+)/$                        | anonyme
password/change/                                          | porteuse
password/set/                                             |
password/reset/                                           | anonyme
password/reset/done/                                      | anonyme
password/reset/key/done/                                  | anonyme
^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$ | anonyme
2fa/                                                      | porteuse coordinatrice
2fa/authenticate/                                         | attendue
2fa/reauthenticate/                                       | coordinatrice
2fa/totp/activate/                                        | porteuse
2fa/totp/deactivate/                                      | coordinatrice
2fa/recovery-codes/                                       | coordinatrice
2fa/recovery-codes/generate/                              | coordinatrice
2fa/recovery-codes/download/                              | coordinatrice
2fa/webauthn/                                             | porteuse coordinatrice
2fa/webauthn/add/                                         | porteuse coordinatrice
2fa/webauthn/reauthenticate/                              | coordinatrice
2fa/webauthn/keys/<int:pk>/remove/                        | coordinatrice
2fa/webauthn/keys/<int:pk>/edit/                          | coordinatrice
2fa/webauthn/login/                                       |
"""
CLE_PUBLIQUE = {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}  # ES256, as COSE writes it


def pages_du_compte(cle: int) -> list[tuple[str, str]]:
    """Return address and reader of each page; ``cle`` is the key of a security key."""
    lignes = [ligne.split("|") for ligne in COMPTE.strip().splitlines()]
    return [(remplir(motif.strip(), cle), role) for motif, roles in lignes for role in roles.split()]


def motifs() -> list[str]:
    """Return the routes of the table as the resolver writes them; those that no one reads alone too."""
    return ["/compte/" + ligne.split("|")[0].strip() for ligne in COMPTE.strip().splitlines()]


def remplir(motif: str, cle: int) -> str:
    morceaux = {"(?P<key>[-:\\w]+)": "abc", "(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)": "a-b", "<int:pk>": str(cle), "^": "", "$": ""}
    for morceau, valeur in morceaux.items():
        motif = motif.replace(morceau, valeur)
    return f"/compte/{motif}"


def armer(personne: Utilisateur) -> int:
    """Give a person an application, rescue codes and a security key, whose key is returned."""
    TOTP.activate(personne, generate_totp_secret())
    RecoveryCodes.activate(personne)
    return Authenticator.objects.create(user=personne, type=Authenticator.Type.WEBAUTHN, data={"name": "Ma clé", "credential": _cle()}).pk


def _cle() -> dict:
    """What a browser sends when a security key is added."""
    creee = AttestedCredentialData.create(Aaguid.NONE, b"cle", CLE_PUBLIQUE)
    drapeaux = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    attestation = AttestationObject.create("none", AuthenticatorData.create(b"r" * 32, drapeaux, 0, creee), {})
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"defi", "http://localhost")
    reponse = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attestation)}
    return {"type": "public-key", "id": websafe_encode(b"cle"), "rawId": websafe_encode(b"cle"), "response": reponse}


def clients_du_compte(client_de, porteuse: Utilisateur, coordinatrice: Utilisateur) -> dict:
    """A client by reader of the table."""
    clients = {role: client_de(None) for role in ("anonyme", "porteuse", "coordinatrice", "demandeuse", "attendue")}
    clients["demandeuse"].post("/compte/login/code/", {"login": porteuse.email})
    for role, personne in (("porteuse", porteuse), ("coordinatrice", coordinatrice)):
        clients[role].post("/compte/login/", {"login": personne.email, "password": MOT_DE_PASSE})
        clients[role].post("/compte/reauthenticate/", {"password": MOT_DE_PASSE})
    return clients


def demander_le_second_facteur(client, personne: Utilisateur) -> None:
    """Give the password of a person who has a second factor."""
    client.post("/compte/login/", {"login": personne.email, "password": MOT_DE_PASSE})
