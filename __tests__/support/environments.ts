import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type LoadedFile, readNamedFiles } from "../../src/environment/loader/named-files";
import { type EnvironmentConfig } from "../../src/environment/schema";
import { environmentSchema } from "../../src/parts/environment-schema";
import { namedFiles } from "../../src/environment/rules/named-files";
import { withLlmDefaults } from "../../src/environment/loader/llm-defaults";

export const ENVIRONMENTS = [
  "mlapp",
  "ml-platform",
  "ml-inference-prod",
  "ml-inference-hardened",
  "retail-forecast",
  "retail-forecast-console",
  "retail-forecast-option-b",
  "language-models",
] as const;

/** A reference environment with `change` merged into its file: mappings merge, `null` removes a key. */
export function configWith(environment: string, change: object = {}): EnvironmentConfig {
  if (Object.keys(change).length > 0) return parsedWith(environment, change);
  const config = unchanged.get(environment) ?? parsedWith(environment, change);
  unchanged.set(environment, config);
  return structuredClone(config);
}

/** Configurations without a change. Thousands of tests ask for them, and a test may edit its copy. */
const unchanged = new Map<string, EnvironmentConfig>();

const parsedWith = (environment: string, change: object): EnvironmentConfig =>
  environmentSchema.parse(withLlmDefaults(fileWith(environment, change)));

/** The keys of such a file, without defaults. */
export const fileWith = (environment: string, change: object = {}): object =>
  merge(written(environment), change);

const files = new Map<string, object>();

function written(environment: string): object {
  const keys = files.get(environment) ?? parsedFile(environment);
  files.set(environment, keys);
  return structuredClone(keys);
}

function parsedFile(environment: string): object {
  const { extends: base, ...own } = parse(
    readFileSync(join(__dirname, "../../examples", `${environment}.yaml`), "utf8"),
  ) as { extends?: string };
  return base === undefined ? own : merge(written(base), own);
}

/** The files that an environment names: those beside the reference environments, and others with a text of their own. */
export function filesOf(config: EnvironmentConfig): readonly LoadedFile[] {
  const named = namedFiles(config);
  const { files } = readNamedFiles(join(__dirname, "../../examples"), named);
  return named.map(
    (each) => files.find(({ file }) => file === each.file) ?? { ...each, text: `file: ${each.file}\n` },
  );
}

type Mapping = Record<string, unknown>;

/** Merges as the loader does, so that tests of plans need no files. */
export function merge(base: object, change: object): object {
  const merged: Mapping = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const old = merged[key];
    const mergeable =
      isMapping(old) && isMapping(value) && (value["type"] === undefined || value["type"] === old["type"]);
    merged[key] = mergeable ? merge(old, value) : value;
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function isMapping(value: unknown): value is Mapping {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
