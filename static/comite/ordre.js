// Order the agenda by drag, with a mouse, a finger or a pen; without this script the buttons « Monter » and « Descendre »
// do the same, one place at a time.
(() => {
  "use strict";
  const formulaire = document.querySelector("[data-ordonner]");
  if (!formulaire) return;
  const liste = formulaire.querySelector("ol");
  const annonce = formulaire.querySelector("[data-ordre-change]");
  const points = () => [...liste.querySelectorAll("[data-point]")];
  let tire = null, avant = null;

  function renumeroter() {
    points().forEach((point, n) => { point.querySelector("[data-rang]").textContent = n + 1; });
  }
  function deplacer(y) {
    const sur = points().find((point) => {
      const cadre = point.getBoundingClientRect();
      return point !== tire && y >= cadre.top && y <= cadre.bottom;
    });
    if (!sur) return;
    const cadre = sur.getBoundingClientRect();
    liste.insertBefore(tire, y < cadre.top + cadre.height / 2 ? sur : sur.nextSibling);
    renumeroter();
  }
  function lacher() {
    if (!tire) return;
    if (points().some((point, n) => point !== avant[n])) annonce.textContent = "L’ordre a changé à l’écran\u00a0: enregistrez-le.";
    tire = null;
  }

  points().forEach((point) => {
    const poignee = point.querySelector("[data-poignee]");
    poignee.style.touchAction = "none"; // a finger on the handle drags; elsewhere it scrolls the page
    poignee.style.cursor = "grab";
  });
  liste.addEventListener("pointerdown", (e) => {
    const prise = e.pointerType === "mouse" ? "[data-point]" : "[data-poignee]";
    if (e.button !== 0 || e.target.closest("button") || !e.target.closest(prise)) return;
    tire = e.target.closest("[data-point]");
    avant = points();
    e.preventDefault(); // no text is selected meanwhile
  });
  document.addEventListener("pointermove", (e) => { if (tire) deplacer(e.clientY); });
  document.addEventListener("pointerup", lacher);
  document.addEventListener("pointercancel", lacher);
})();
