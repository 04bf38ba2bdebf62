import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS } from "../environments";
import { synthesizedTexts } from "../synthesized-texts";

/** Writes the plans to the folder that is named. It is renamed into place, since another run may read it. */
const folder = process.argv[2] ?? "";
const staged = `${folder}.${process.pid}`;
mkdirSync(staged, { recursive: true });
for (const environment of ENVIRONMENTS) {
  const texts = Object.fromEntries(synthesizedTexts(environment));
  writeFileSync(join(staged, `${environment}.json`), JSON.stringify(texts));
}
rmSync(folder, { recursive: true, force: true });
renameSync(staged, folder);
