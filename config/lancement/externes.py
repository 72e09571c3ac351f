"""A database or a broker given from outside: tried before anything is started, so that a wrong address is said plainly."""

import psycopg2
import redis
from django.core.exceptions import ImproperlyConfigured

from config.environnement import base_de_donnees
from config.lancement.erreurs import ErreurLancement

VERSION_MINIMALE = 150000  # PostgreSQL 15, as server_version_num writes it


def essayer_postgres(adresse: str) -> None:
    """Raise ErreurLancement when the database does not answer or is too old."""
    try:
        base = base_de_donnees(adresse)
        connexion = psycopg2.connect(
            dbname=base["NAME"],
            user=base["USER"],
            password=base["PASSWORD"],
            host=base["HOST"],
            port=base["PORT"] or None,
            connect_timeout=10,
            **base["OPTIONS"],
        )
    except (psycopg2.Error, ImproperlyConfigured, ValueError) as erreur:
        raise ErreurLancement(f"La base de DATABASE_URL n’est pas joignable : {_en_une_ligne(erreur)}") from erreur
    version = connexion.server_version
    connexion.close()
    if version < VERSION_MINIMALE:
        raise ErreurLancement(f"La base de DATABASE_URL est en PostgreSQL {version // 10000} : il faut la version 15.")


def essayer_redis(adresse: str) -> None:
    """Raise ErreurLancement when the broker does not answer."""
    try:
        with redis.Redis.from_url(adresse, socket_connect_timeout=10) as client:
            client.ping()
    except (redis.RedisError, ValueError) as erreur:
        raise ErreurLancement(f"Le Valkey de REDIS_URL n’est pas joignable : {_en_une_ligne(erreur)}") from erreur


def _en_une_ligne(erreur: Exception) -> str:
    return " ".join(str(erreur).split())
