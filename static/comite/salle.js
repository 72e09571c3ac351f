// The live room: an adaptive pulse with jitter, a vote that is sent again until it is answered, few words for assistive tools.
(() => {
  "use strict";
  const PERDUE = "Connexion perdue, nouvel essai…";
  const ligne = document.getElementById("ligne");
  const annonce = document.getElementById("annonce");
  const zone = () => document.getElementById("direct");
  let echecs = 0, minuteur = 0, derniere = 0, retard = 0, envoi = false;

  const dire = (texte) => { if (ligne && ligne.textContent !== texte) ligne.textContent = texte; };
  const pause = (ms) => new Promise((suite) => setTimeout(suite, ms));
  const attente = (base) => Math.min(base * 2 ** echecs, 15000) * (0.8 + Math.random() * 0.4);

  function armer() {
    clearTimeout(minuteur);
    const base = Number(zone()?.dataset.rythme || 0);
    if (base) minuteur = setTimeout(battre, attente(base));
  }
  function battre() {
    if (document.hidden) return;
    window.htmx.trigger(zone(), "pouls");
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) battre(); });

  document.addEventListener("htmx:afterRequest", (e) => {
    if (e.detail.requestConfig.elt.id !== "direct") return; // once swapped, the event comes from what stands around it
    const statut = e.detail.xhr.status;
    if (statut >= 400 && statut < 500) return window.location.reload(); // no longer ours to see: the page says why
    if (statut === 0 || statut >= 500) {
      echecs += 1;
      dire(PERDUE);
    } else {
      if (echecs) dire("Connexion rétablie.");
      echecs = 0;
    }
    armer();
  });
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (e.detail.target.id !== "direct" || e.detail.xhr.status !== 200) return;
    if (e.detail.serverResponse.includes('id="direct"')) return;
    e.detail.shouldSwap = false; // signed out meanwhile: another page was answered
    window.location.reload();
  });
  document.addEventListener("htmx:afterSettle", () => {
    const texte = zone()?.querySelector("[data-annonce]")?.textContent.trim().replace(/\s+/g, " ");
    if (!annonce || !texte || texte === annonce.textContent) return;
    clearTimeout(retard);
    retard = setTimeout(() => {
      derniere = Date.now();
      annonce.textContent = texte;
    }, Math.max(0, derniere + 5000 - Date.now()));
  });

  // A vote counts once however often it is sent: until an answer comes, it is sent again.
  async function voter(formulaire) {
    envoi = true;
    const corps = new URLSearchParams(new FormData(formulaire));
    for (let n = 0; ; n += 1) {
      try {
        const reponse = await fetch(formulaire.action, { method: "POST", body: corps, redirect: "manual", signal: AbortSignal.timeout(8000) });
        if (reponse.type === "opaqueredirect") return window.location.reload();
        if (reponse.status < 500) return formulaire.submit();
      } catch { /* the line is cut */ }
      dire(PERDUE);
      await pause(Math.min(1000 * 2 ** n, 8000) * (0.8 + Math.random() * 0.4));
    }
  }
  document.addEventListener("submit", (e) => {
    const formulaire = e.target.closest("form[data-vote]");
    if (!formulaire) return;
    if (!e.defaultPrevented && !envoi) voter(formulaire);
    e.preventDefault();
  });

  armer();
})();
