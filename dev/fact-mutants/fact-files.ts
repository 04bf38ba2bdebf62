import { readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "src/facts";

/** Files of `src/facts` without a fact of others, or whose facts a program reads again, with the reason. */
const LEFT_OUT: readonly (readonly [file: RegExp, reason: string])[] = [
  [/^provider-schemas\//, "`npm run provider-schemas` reads them from the providers again"],
  [/^facts-with-one-reading\.json$/, "the result of this program"],
  [/^prices\/price-sources\.json$/, "sources and dates"],
  [/^(client-label|identity-tag|labels|job-environments)\.ts$/, "names of this project"],
  [/^items\.ts$/, "units of keys, which each price of the tables has"],
  [/^prices\.ts$/, "a date of this project"],
  [/^replacement-attributes\/effect\.ts$/, "words of this project"],
];

/** Files of facts that emission and judging read, from the root of the repository. */
export function factFiles(root: string): string[] {
  const names = readdirSync(join(root, FOLDER), { recursive: true, encoding: "utf8" });
  return names
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(json|ts)$/.test(name) && !LEFT_OUT.some(([file]) => file.test(name)))
    .map((name) => `${FOLDER}/${name}`)
    .sort();
}
