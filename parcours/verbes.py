"""Events that no single phase owns."""

from socle.journal.registre import declarer

declarer("programme.cree", "a ouvert le programme à partir du modèle {modele}", icone="flag")
declarer("programme.regle", "a changé « {libelle} » : {valeur}", icone="sliders")
declarer("programme.identite", "a changé l’identité du programme : {champs}", icone="palette")
declarer("acces.invitation", "a invité {email} ({role})", icone="envelope")
declarer("acces.accepte", "a accepté son invitation ({role})", icone="person-check")
declarer("projet.dossier_fige", "a versé le dossier au comité pour la séance {seance}", icone="folder-check")
