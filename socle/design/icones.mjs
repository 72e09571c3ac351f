// Cuts the sprite static/design/icones.svg out of Bootstrap Icons: one <symbol> for each name of icones.txt.
import { readFileSync, writeFileSync } from "node:fs";

const noms = readFileSync("socle/design/icones.txt", "utf8").split("\n").filter(Boolean);
const symbole = (nom) => {
  const source = readFileSync(`node_modules/bootstrap-icons/icons/${nom}.svg`, "utf8");
  const dessin = source.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${nom}" viewBox="0 0 16 16">${dessin}</symbol>`;
};
const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${noms.map(symbole).join("\n")}\n</svg>\n`;
writeFileSync("static/design/icones.svg", sprite);
