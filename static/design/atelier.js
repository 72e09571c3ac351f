// Small behaviours of the pages; everything works without them, only less comfortably.
(() => {
  "use strict";
  const tous = (selecteur, racine = document) => Array.from(racine.querySelectorAll(selecteur));

  // Menu button under 992 px: opens the panel, gives the focus back when it closes.
  const bouton = document.querySelector("[data-panneau]");
  const panneau = bouton && document.getElementById(bouton.dataset.panneau);
  const ouvrir = (oui) => {
    panneau.classList.toggle("ouvert", oui);
    bouton.setAttribute("aria-expanded", String(oui));
  };
  if (bouton) {
    bouton.addEventListener("click", () => {
      const oui = bouton.getAttribute("aria-expanded") !== "true";
      ouvrir(oui);
      if (oui) panneau.querySelector("a").focus();
    });
  }

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    if (bouton && bouton.getAttribute("aria-expanded") === "true") {
      ouvrir(false);
      bouton.focus();
    }
    tous("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  document.addEventListener("click", (e) => {
    tous("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(e.target)) menu.open = false;
    });
    const mort = e.target.closest('[aria-disabled="true"]');
    if (mort) {
      e.preventDefault();
      redire(mort);
    }
    const afficher = e.target.closest("[data-afficher]");
    if (afficher) basculerMotDePasse(afficher);
  });

  // A dead button repeats its reason to assistive tools.
  function redire(mort) {
    const raison = document.getElementById(mort.getAttribute("aria-describedby"));
    const annonce = mort.parentElement.querySelector("[data-redit]");
    if (raison && annonce) annonce.textContent = raison.textContent.trim();
  }

  function basculerMotDePasse(commande) {
    const champ = document.getElementById(commande.dataset.afficher);
    const clair = champ.type === "password";
    champ.type = clair ? "text" : "password";
    commande.setAttribute("aria-pressed", String(clair));
    commande.textContent = clair ? "Masquer" : "Afficher";
  }

  // One send per form: the button is dead until the answer comes.
  document.addEventListener("submit", (e) => {
    const formulaire = e.target.closest("form[data-unique]");
    if (!formulaire) return;
    if (formulaire.dataset.envoye) {
      e.preventDefault();
      return;
    }
    formulaire.dataset.envoye = "oui";
    tous('button[type="submit"]', formulaire).forEach((b) => b.setAttribute("aria-busy", "true"));
  });
  const rouvrir = () => tous("form[data-envoye]").forEach((formulaire) => {
    delete formulaire.dataset.envoye;
    tous("[aria-busy]", formulaire).forEach((b) => b.removeAttribute("aria-busy"));
  });
  window.addEventListener("pageshow", rouvrir);
  document.addEventListener("htmx:afterRequest", rouvrir);

  document.addEventListener("change", (e) => {
    const champ = e.target;
    if (champ.matches(".fichier-in")) {
      const nom = champ.parentElement.querySelector("[data-nom-fichier]");
      if (nom) nom.textContent = Array.from(champ.files, (f) => f.name).join(", ") || "Aucun fichier choisi";
    }
    if (champ.matches("#apparence")) choisirApparence(champ.value);
    // The text of a ballot's button repeats the choice: <button data-redit-choix="vote">Voter « {} »</button>
    tous(`[data-redit-choix="${CSS.escape(champ.name || "")}"]`, champ.form || document).forEach((b) => {
      b.textContent = b.dataset.gabarit.replace("{}", champ.closest("label").querySelector("b, span").textContent.trim());
    });
  });

  // Theme: the server reads the cookie and writes the attribute, so that a page never flashes.
  function choisirApparence(choix) {
    document.cookie = `apparence=${choix}; path=/; max-age=${choix ? 31536000 : 0}; SameSite=Lax`;
    if (choix) document.documentElement.dataset.bsTheme = choix;
    else delete document.documentElement.dataset.bsTheme;
  }
  const apparence = document.querySelector("[data-apparence]");
  if (apparence) {
    apparence.hidden = false;
    apparence.querySelector("select").value = document.documentElement.dataset.bsTheme || "";
  }

  // After a refused form, the summary takes the focus.
  const prendreFocus = (racine) => {
    const resume = racine.querySelector("[data-resume]");
    if (resume) resume.focus();
  };
  prendreFocus(document);
  document.addEventListener("htmx:afterSwap", (e) => prendreFocus(e.target));
})();
