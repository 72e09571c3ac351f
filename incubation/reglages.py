"""Settings of the incubation; those of the programme's model are dated rows."""

from socle.comptes.reglement import booleen, brut, declarer, entier, fraction

declarer("incubation.duree_mois", "Durée de l’incubation, en mois", 4, entier)
declarer("incubation.binome_attendu", "Deux personnes par projet sont attendues à chaque session", True, booleen)
declarer("incubation.sous_promotion_min", "Projets au moins dans une sous-promotion", 8, entier)
declarer("incubation.sous_promotion_max", "Projets au plus dans une sous-promotion", 12, entier)
declarer("incubation.convocation_jours_calendaires", "Jours entre la convocation et la session", 14, entier)
declarer("incubation.emargement_code_secondes", "Durée d’un code de présence, en secondes", 60, entier)
declarer("incubation.presence_seuil", "Part des présences au-dessous de laquelle l’assiduité alerte", "3/4", fraction)
declarer("incubation.delai_relecture_jours_ouvres", "Jours ouvrés pour relire une version", 5, entier)
declarer("incubation.delai_correction_jours_ouvres", "Jours ouvrés laissés pour compléter un livrable", 10, entier)
declarer("incubation.maturite_note_max", "Note la plus haute d’un axe de maturité", 5, entier)
declarer("incubation.maturite_seuil_critique", "Note à atteindre sur un axe critique avant le Comité", 3, entier)
declarer("incubation.maturite_note_faible", "Note jusqu’à laquelle un axe critique est faible", 1, entier)
declarer("incubation.silence_jours", "Jours sans signe avant qu’un projet soit dit silencieux", 21, entier)
declarer("incubation.besoins", "Besoins d’accompagnement du programme\u00a0: code et titre", [], brut)
declarer("incubation.besoins_par_module", "Besoins que chaque module peut révéler", {}, brut)
