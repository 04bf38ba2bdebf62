import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments } from "../../src/environment/load";
import { readStacks } from "../../src/terraform/output";
import { type Json, asObject } from "../../src/terraform/stack-json";
import { synthesize } from "../../src/synth/app";
import { loadRequest } from "../../src/synth/inputs";

/** A digest of each block, by its stack and its address. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The blocks that this version emits for the environments of a folder, and the files of local charts. */
export function blocksOf(environments: string): Blocks {
  const outdir = mkdtempSync(join(tmpdir(), "next-plan-"));
  try {
    // A rule between environments can be newer than the release whose files these are.
    const request = { ...loadRequest(environments, undefined), rulesAcross: () => [] };
    synthesize(loadEnvironments(request), outdir);
    return Object.fromEntries(
      readStacks(outdir).map(({ stack, folder }) => [
        stack.name,
        sorted({ ...blocksIn(stack.json), ...chartsIn(join(outdir, folder)) }),
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Sections whose blocks have a type and a name. */
const TYPED: Readonly<Record<string, string>> = { resource: "", data: "data." };

function blocksIn(json: Json): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asObject(json)).flatMap(([section, value]) => {
      if (section === NOTES) return [];
      const prefix = TYPED[section];
      if (prefix === undefined)
        return Object.entries(asObject(value)).map(([name, block]) => [
          `${section}.${name}`,
          digestOf(block),
        ]);
      return Object.entries(asObject(value)).flatMap(([type, byName]) =>
        Object.entries(asObject(byName)).map(([name, block]) => [
          `${prefix}${type}.${name}`,
          digestOf(block),
        ]),
      );
    }),
  );
}

/** Key of cdktf's metadata, which no plan shows. */
const NOTES = "//";

/** The order of keys changes no plan. */
const digestOf = (block: Json): string =>
  digest(
    JSON.stringify(block, (key, value: Json) => {
      if (key === NOTES) return undefined;
      const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
      return isMapping ? sorted(asObject(value)) : value;
    }),
  );

const CHARTS = "charts";

function chartsIn(folder: string): Record<string, string> {
  if (!readdirSync(folder).includes(CHARTS)) return {};
  const paths = readdirSync(join(folder, CHARTS), { recursive: true, encoding: "utf8" });
  const files = paths
    .map((path) => `${CHARTS}/${path}`)
    .filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, digest(readFileSync(join(folder, path), "utf8"))]));
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

const sorted = <Value>(mapping: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(mapping).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Addresses of blocks that one side has alone, or that differ, in any stack; sorted. */
export function changedAddresses(before: Blocks, after: Blocks): string[] {
  const stacks = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = stacks.flatMap((stack) => {
    const [was, is] = [before[stack] ?? {}, after[stack] ?? {}];
    return Object.keys({ ...was, ...is }).filter((address) => was[address] !== is[address]);
  });
  return [...new Set(changed)].sort();
}
