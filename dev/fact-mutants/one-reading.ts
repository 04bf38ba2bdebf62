import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ScoredFact } from "./score";

/** Facts without a second source, by file: the list that `--accept` writes. */
export type FactsByFile = Readonly<Record<string, readonly string[]>>;

const LIST = "dev/fact-mutants/facts-with-one-reading.json";
const COUNT = "src/facts/facts-with-one-reading.json";

export const factsWithOneReading = (root: string): FactsByFile =>
  (JSON.parse(readFileSync(join(root, LIST), "utf8")) as { files: FactsByFile }).files;

/** The facts that no reading notices, by file. */
export function unnoticedByFile(scored: readonly ScoredFact[]): FactsByFile {
  const files = new Map<string, Set<string>>();
  for (const { file, fact, by } of scored) {
    if (by.length === 0) files.set(file, (files.get(file) ?? new Set()).add(fact));
  }
  return Object.fromEntries([...files].map(([file, facts]) => [file, [...facts]]));
}

/** Writes the list on a day, and the number of facts for the last lines of reports. Returns the paths. */
export function writeOneReading(root: string, files: FactsByFile, written: string): readonly string[] {
  const source = "`npm run mutate:facts -- --accept`, which lists facts without a second source";
  const texts: readonly (readonly [path: string, content: object])[] = [
    [LIST, { source, written, files }],
    [COUNT, { source, written, facts: Object.values(files).flat().length }],
  ];
  for (const [path, content] of texts) {
    writeFileSync(join(root, path), `${JSON.stringify(content, null, 2)}\n`);
  }
  return texts.map(([path]) => path);
}
