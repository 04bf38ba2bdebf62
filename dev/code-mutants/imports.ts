import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Imports of values between files, by path below a root. */
export type ImportsOfFiles = ReadonlyMap<string, readonly string[]>;

/** An import or a re-export of a file, as prettier writes it. */
const IMPORT = /^(?:import|export)\s(?:([^"';]*?)\sfrom\s)?"(\.[^"]+)"/gm;

/** Reads the imports of all TypeScript files in folders. Imports of types alone are left out: they do not load a file. */
export function readImports(root: string, folders: readonly string[]): ImportsOfFiles {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  const known = new Set(files);
  return new Map(
    files.map((file) => [
      file,
      importsIn(file, readFileSync(join(root, file), "utf8"), (to) => known.has(to)),
    ]),
  );
}

/** The files whose values a text imports. */
export function importsIn(file: string, text: string, isFile: (path: string) => boolean): string[] {
  const loaded = [...text.matchAll(IMPORT)].filter(([, names = ""]) => !hasTypesAlone(names));
  const paths = loaded.map(([, , specifier = ""]) => normalize(join(dirname(file), specifier)));
  return paths.flatMap((path) => [`${path}.ts`, path].find(isFile) ?? []);
}

/** Whether the clause of an import names types alone, such as `type A` or `{ type A, type B }`. */
function hasTypesAlone(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1]?.split(",") ?? [];
  const written = names.map((name) => name.trim()).filter((name) => name !== "");
  return written.length > 0 && written.every((name) => name.startsWith("type "));
}

/** Number of imports from each file that reaches `file` to it. */
export function distancesTo(file: string, imports: ImportsOfFiles): ReadonlyMap<string, number> {
  const importers = new Map<string, string[]>();
  for (const [from, all] of imports)
    for (const to of all) importers.set(to, [...(importers.get(to) ?? []), from]);
  const distances = new Map([[file, 0]]);
  for (const [reached, distance] of distances)
    for (const importer of importers.get(reached) ?? [])
      if (!distances.has(importer)) distances.set(importer, distance + 1);
  return distances;
}
