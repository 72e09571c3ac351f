// Order the agenda by drag; without this script the buttons « Monter » and « Descendre » do the same, one place at a time.
(() => {
  "use strict";
  const formulaire = document.querySelector("[data-ordonner]");
  if (!formulaire) return;
  const liste = formulaire.querySelector("ol");
  const annonce = formulaire.querySelector("[data-ordre-change]");
  let tire = null;

  liste.querySelectorAll("[data-point]").forEach((point) => {
    point.draggable = true;
  });
  liste.addEventListener("dragstart", (e) => {
    tire = e.target.closest("[data-point]");
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", "");
  });
  liste.addEventListener("dragover", (e) => {
    const sur = e.target.closest("[data-point]");
    if (!tire || !sur) return;
    e.preventDefault();
    if (sur === tire) return;
    const cadre = sur.getBoundingClientRect();
    liste.insertBefore(tire, e.clientY < cadre.top + cadre.height / 2 ? sur : sur.nextSibling);
  });
  liste.addEventListener("drop", (e) => e.preventDefault());
  liste.addEventListener("dragend", () => {
    tire = null;
    annonce.textContent = "L’ordre a changé à l’écran\u00a0: enregistrez-le.";
  });
})();
