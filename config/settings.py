"""Settings of the platform: everything that changes from one place to another comes from the environment.

The list of variables, with their defaults, is in README.md and docs/exploitation.md.
"""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from config import environnement as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.chemin("DATA_DIR", BASE_DIR / "var")

DEBUG = False
DEMO = env.booleen("DEMO", False)
HTTPS = env.booleen("HTTPS", True)
SECRET_KEY = env.texte("SECRET_KEY")
ALLOWED_HOSTS = env.liste("HOTES", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.liste("ORIGINES", [])
ADRESSE_PUBLIQUE = env.texte("ADRESSE_PUBLIQUE", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "socle.comptes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "socle.design",
    "socle.journal",
    "socle.documents",
    "socle.courriers",
    "manufactures",
    "incubation",
    "comite",
    "accompagnement",
    "parcours",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "socle.comptes.middleware.entetes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "socle.comptes.middleware.TransactionEtProgramme",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# --- Pages -------------------------------------------------------------------------------------

COTTON_DIR = "design/composants"
_LOADERS = [
    (
        "django.template.loaders.cached.Loader",
        [
            "django_cotton.cotton_loader.Loader",
            "django.template.loaders.filesystem.Loader",
            "django.template.loaders.app_directories.Loader",
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "socle.design.templatetags.design",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "socle.comptes.contexte.programme",
                "parcours.contexte.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# --- Database: the runtime role has neither SUPERUSER nor BYPASSRLS (docs/decisions/0003-cloisonnement.md) ---

DATABASE_URL = env.texte("DATABASE_URL")
DATABASE_URL_PROPRIETAIRE = env.texte("DATABASE_URL_PROPRIETAIRE", DATABASE_URL)
ROLE_APPLICATION = env.texte("ROLE_APPLICATION", "manufactures_application")
BASE_PROPRIETAIRE = env.base_de_donnees(DATABASE_URL_PROPRIETAIRE)
_base = env.base_de_donnees(DATABASE_URL)
if DATABASE_URL == DATABASE_URL_PROPRIETAIRE:
    # One login only: it creates the tables, and at run time steps down to the role without rights.
    _base["OPTIONS"]["options"] = f"-c role={ROLE_APPLICATION}"
DATABASES = {"default": _base | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Valkey: cache, sessions, broker -----------------------------------------------------------

REDIS_URL = env.texte("REDIS_URL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "socle.comptes.views.jeton_perime"

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = "Europe/Paris"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "courriers-relever": {"task": "courriers.relever", "schedule": 60.0},
    "comite-scellement": {"task": "comite.sceller_les_restes", "schedule": 600.0},
    "comite-conflits": {"task": "comite.revoir_les_conflits", "schedule": crontab(hour=7, minute=30)},
    "comptes-demandes-rejouables": {"task": "comptes.oublier_les_demandes", "schedule": crontab(hour=4, minute=10)},
    "accompagnement-expiration": {"task": "accompagnement.expirer_les_credits", "schedule": crontab(hour=4, minute=30)},
    "accompagnement-agendas": {"task": "accompagnement.tenir_les_agendas", "schedule": crontab(hour=4, minute=30)},
    "accompagnement-calendriers": {"task": "accompagnement.lire_les_calendriers", "schedule": crontab(minute=15)},
    "accompagnement-silences": {"task": "accompagnement.traiter_les_silences", "schedule": crontab(hour=7, minute=40)},
    # Made on the 1st; a day when nothing ran is made up the next.
    "accompagnement-releves": {"task": "accompagnement.etablir_les_releves", "schedule": crontab(hour=6, minute=0)},
    "accompagnement-attentes": {"task": "accompagnement.passer_les_offres", "schedule": crontab(minute="*/15")},
    "accompagnement-sollicitations": {"task": "accompagnement.passer_au_suivant", "schedule": crontab(minute=10)},
    "accompagnement-collectives": {"task": "accompagnement.clore_les_collectives", "schedule": crontab(minute=20)},
    "relances-quotidiennes": {"task": "courriers.relancer", "schedule": crontab(hour=8, minute=0)},
}

CALENDRIERS_LOCAUX = env.booleen("CALENDRIERS_LOCAUX", False)  # busy calendars over http or of a private host: tests only

# --- Accounts ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "comptes.Utilisateur"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique without regard to case, which this check cannot see
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accueil"
ACCOUNT_ADAPTER = "socle.courriers.comptes.AdaptateurComptes"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {"request_login_code": "socle.design.connexion.DemandeDeCode"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is born from an invitation, which proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Manufactures de proximité"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_ADAPTER = "socle.comptes.second_facteur.AdaptateurSecondFacteur"
MFA_EXIGEE = env.booleen("MFA_EXIGEE", not DEMO)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Language, files, mail ---------------------------------------------------------------------

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_I18N = USE_TZ = USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Compressing takes longer than everything else of a first start: it is done where it serves, behind HTTPS.
_compression, _manifeste = (
    ("whitenoise", "CompressedManifestStaticFilesStorage") if HTTPS else ("django.contrib.staticfiles", "ManifestStaticFilesStorage")
)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "fichiers", "base_url": None},
    },
    "staticfiles": {"BACKEND": f"{_compression}.storage.{_manifeste}"},
}
if _seau := env.texte("S3_SEAU", "-").strip("-"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _seau,
            "endpoint_url": env.texte("S3_ADRESSE"),
            "access_key": env.texte("S3_CLE"),
            "secret_key": env.texte("S3_SECRET"),
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
ANTIVIRUS_ADRESSE = env.texte("ANTIVIRUS_ADRESSE", "-").strip("-")  # host:port of clamd; empty: files are not scanned
TAILLE_MAX_FICHIER = 20 * 1024 * 1024  # bytes

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.texte("SMTP_HOTE", "localhost")
EMAIL_PORT = env.entier("SMTP_PORT", 25)
EMAIL_HOST_USER = env.texte("SMTP_UTILISATEUR", "-").strip("-")
EMAIL_HOST_PASSWORD = env.texte("SMTP_MOT_DE_PASSE", "-").strip("-")
EMAIL_USE_TLS = env.booleen("SMTP_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.texte("EXPEDITEUR", "Manufactures de proximité <ne-pas-repondre@localhost>")
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "courriels"

# --- HTTP security -----------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- API ---------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["parcours.api.authentification.JetonPorteur"],
    "DEFAULT_PERMISSION_CLASSES": ["parcours.api.permissions.JetonSuffisant"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["parcours.api.analyse.JsonLisible"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "parcours.api.pagination.Pages",
    "EXCEPTION_HANDLER": "parcours.api.problemes.repondre",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Manufactures de proximité",
    "VERSION": "1",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "parcours.api.documentation.documenter"],
}
JETON_API_DUREE = timedelta(days=365)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"ligne": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
    "root": {"handlers": ["console"], "level": env.texte("NIVEAU_JOURNAL", "INFO")},
}
