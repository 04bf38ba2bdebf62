import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Types of AWS and Helm that sources below a folder look up in plans, sorted. Those of data sources begin with `data.`. */
export function lookedUpBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return [...new Set(files.flatMap((file) => lookedUpIn(readFileSync(join(folder, file), "utf8"))))].sort();
}

/** The same in one source: texts and constants in `resources(…)`, and texts in `isOfType(…)` and `ResourceOf<…>`. */
export function lookedUpIn(source: string): string[] {
  const places = [
    ...source.matchAll(/\bresources\(\s*("[^"]+")/g),
    ...source.matchAll(/\bisOfType\([^"]*("[^"]+")/g),
    ...source.matchAll(/\bResourceOf<([^>]+)>/g),
  ];
  const texts = places.flatMap(([, place = ""]) =>
    [...place.matchAll(/"([^"]+)"/g)].map(([, text = ""]) => text),
  );
  const constants = [...source.matchAll(/\bresources\(\s*([A-Z]\w*)\s*\)/g)].flatMap(
    ([, name = ""]) => new RegExp(`\\bconst ${name} = "([^"]+)"`).exec(source)?.[1] ?? [],
  );
  return [...new Set([...texts, ...constants])].filter((type) => /^(data\.)?(aws|helm)_/.test(type));
}
