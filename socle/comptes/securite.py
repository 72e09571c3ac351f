"""The walls inside PostgreSQL: rights of the runtime role, row-level policies, append-only triggers.

Derived from the models after each ``migrate``, idempotent: a new tenant table cannot be forgotten
(docs/decisions/0003-cloisonnement.md). Every statement runs as the owner of the tables.
"""

from django.apps import apps

from socle.comptes.bases import ModeleDeProgramme

FONCTIONS = """
CREATE OR REPLACE FUNCTION programme_courant() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE valeur text := current_setting('app.programme', true);
BEGIN
  IF valeur IS NULL OR valeur = '' THEN
    RAISE EXCEPTION 'aucun programme ouvert' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN valeur::bigint;
END $$;
CREATE OR REPLACE FUNCTION programme_ou_rien() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.programme', true), '')::bigint
$$;
CREATE OR REPLACE FUNCTION utilisateur_hors_programme() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE valeur text := current_setting('app.utilisateur', true);
BEGIN
  IF programme_ou_rien() IS NOT NULL THEN
    RETURN NULL;
  END IF;
  IF valeur IS NULL OR valeur = '' THEN
    RAISE EXCEPTION 'aucun programme ouvert' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN valeur::bigint;
END $$;
CREATE OR REPLACE FUNCTION refuser_modification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'la table % est en ajout seul', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""
POLITIQUE = "programme_id = programme_courant()"
# Before any programme is open, a person must be able to see where she is attached, and nothing of anybody else.
POLITIQUE_ADHESION = "programme_id = programme_ou_rien() OR utilisateur_id = utilisateur_hors_programme()"
FONCTIONS_DE_RECHERCHE = ("textlike(text, text)", "texticlike(text, text)")


def modeles_de_programme() -> list[type[ModeleDeProgramme]]:
    """Return the concrete models of tenant tables."""
    return [m for m in apps.get_models(include_auto_created=True) if issubclass(m, ModeleDeProgramme)]


def creer_role(curseur, role: str) -> None:
    """Create the runtime role when the installation has not (one login only, see settings)."""
    curseur.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    if curseur.fetchone() is None:
        curseur.execute(f'CREATE ROLE "{role}" NOLOGIN NOSUPERUSER NOBYPASSRLS')
        curseur.execute(f'GRANT "{role}" TO CURRENT_USER')


def lever(curseur) -> None:
    """Let the owner of the tables read across programmes while it migrates: it checks the references of rows already there.

    The runtime role stays behind its policies; ``poser`` binds the owner again.
    """
    curseur.execute("SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace")
    for (table,) in curseur.fetchall():
        curseur.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")


def poser(curseur, role: str) -> None:
    """Put rights, policies and triggers on all tables."""
    curseur.execute(FONCTIONS)
    curseur.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    curseur.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"')
    curseur.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
    curseur.execute(f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}"')
    for modele in modeles_de_programme():
        _cloisonner(curseur, modele)
        if modele.ajout_seul:
            _figer(curseur, modele._meta.db_table, role)
    _lier(curseur)


def _cloisonner(curseur, modele) -> None:
    table = modele._meta.db_table
    lecture = POLITIQUE_ADHESION if modele._meta.label == "comptes.Adhesion" else POLITIQUE
    curseur.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY')
    for politique in ("programme", "suppression"):
        curseur.execute(f'DROP POLICY IF EXISTS {politique} ON "{table}"')
    curseur.execute(f'CREATE POLICY programme ON "{table}" USING ({lecture}) WITH CHECK ({POLITIQUE})')
    if lecture != POLITIQUE:  # what may be read from outside is still removed from inside only
        curseur.execute(f'CREATE POLICY suppression ON "{table}" AS RESTRICTIVE FOR DELETE USING ({POLITIQUE})')


def _figer(curseur, table: str, role: str) -> None:
    curseur.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{role}"')
    curseur.execute(
        f'CREATE OR REPLACE TRIGGER ajout_seul BEFORE UPDATE OR DELETE ON "{table}" '
        "FOR EACH ROW EXECUTE FUNCTION refuser_modification()"
    )


def references_entre_tables() -> list[tuple[str, str, str]]:
    """Return (table, column, table referred to) of every foreign key between tenant tables."""
    cles = [
        (modele._meta.db_table, champ.column, champ.related_model._meta.db_table)
        for modele in modeles_de_programme()
        for champ in modele._meta.local_concrete_fields
        if champ.many_to_one or champ.one_to_one
    ]
    murees = {modele._meta.db_table for modele in modeles_de_programme()}
    return [cle for cle in cles if cle[2] in murees]


def _lier(curseur) -> None:
    """Refuse a reference to a row of another programme: PostgreSQL checks foreign keys above the policies.

    NOT VALID binds every new row; the rows already there cannot be read to be checked, no programme is open.
    """
    curseur.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint")
    posees = set(curseur.fetchall())
    references = references_entre_tables()
    for cible in sorted({cible for _, _, cible in references}):
        if (cible, f"{cible}_programme") not in posees:
            curseur.execute(f'ALTER TABLE "{cible}" ADD CONSTRAINT "{cible}_programme" UNIQUE (programme_id, id)')
    for table, colonne, cible in references:
        nom = f"programme_{colonne}"
        if (table, nom) not in posees:
            lien = f'FOREIGN KEY (programme_id, "{colonne}") REFERENCES "{cible}" (programme_id, id) NOT VALID'
            curseur.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{nom}" {lien}')


def contourne_les_murs(curseur, role: str) -> bool:
    """Tell whether a role is bound by no policy at all."""
    curseur.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role])
    return curseur.fetchone()[0]


def recherche_indexable(curseur) -> bool:
    """Tell whether LIKE may use an index under a policy; only a superuser can mark it so (stack of the installation)."""
    curseur.execute("SELECT bool_and(proleakproof) FROM pg_proc WHERE oid IN (%s::regprocedure, %s::regprocedure)", FONCTIONS_DE_RECHERCHE)
    return curseur.fetchone()[0]
