import type { z } from "zod";
import { findEnvironments, readEnvironmentFile } from "./environment-files";
import { valueSchemasOf } from "./value-schemas";
import { gotOf, problemsOfIssues } from "./issue-problems";
import { resolveExtendsChain, withoutExtends, type EnvironmentFile } from "./extends-chain";
import { mergeEnvironments, sharedMappings } from "./merge";
import { plainValue } from "./plain-value";
import {
  ConfigError,
  formatPath,
  formatProblem,
  type ConfigPath,
  type Problem,
  type SourceLocation,
} from "./problems";
import { locationOf, valueAt, valuesAlong, type Position, type YamlMapping } from "./yaml-node";
import { readYaml } from "./yaml-source";

/** One environment, validated, with defaults filled in. */
export interface LoadedEnvironment<T> {
  /** Name of its file without `.yaml`. */
  readonly name: string;
  readonly file: string;
  readonly config: T;
  /** Where a value stands, in the file that wrote it; for a value left to its default, what is written around it. */
  locate(path: ConfigPath): SourceLocation;
  /** Where a value is written; undefined for one that is left to its default. */
  writtenAt(path: ConfigPath): SourceLocation | undefined;
}

/** What a rule between keys finds. */
export interface RuleProblem {
  /** The value to blame. */
  readonly path: ConfigPath;
  /** Default: the value as written. */
  readonly got?: string;
  readonly expected: string;
  readonly fix: string;
}

export interface LoadRequest<T> {
  /** Folder with a YAML file for each environment. */
  readonly directory: string;
  /**
   * Names of the environments to load.
   *
   * @default - all
   */
  readonly only?: readonly string[];
  readonly schema: z.ZodType<T>;
  /** Rules between the keys of one environment; asked where the schema is satisfied. */
  readonly rules?: (config: T, name: string) => readonly RuleProblem[];
  /** Rules between environments; asked of those where all else is right. */
  readonly rulesAcross?: (
    environments: readonly LoadedEnvironment<T>[],
  ) => readonly (RuleProblem & { readonly environment: string })[];
}

/**
 * Reads and validates the environments of a folder, sorted by name.
 * Throws a ConfigError with every problem of every file.
 */
export function loadEnvironments<T>(request: LoadRequest<T>): LoadedEnvironment<T>[] {
  const folder = findEnvironments(request.directory, request.only);
  const files = new Map<string, EnvironmentFile>();
  const read = (name: string): EnvironmentFile | undefined => {
    const path = folder.files.get(name);
    const file = files.get(name) ?? (path === undefined ? undefined : readFile(name, path));
    if (file) files.set(name, file);
    return file;
  };

  const problems: (readonly Problem[])[] = [folder.problems];
  const judged = new Map<string, Judged<T>>();
  for (const name of folder.wanted) {
    const chain = resolveExtendsChain(read(name) as EnvironmentFile, read, [...folder.files.keys()]);
    problems.push(chain.problems);
    const judgement = chain.files && judge(request, name, chain.files);
    if (judgement) judged.set(name, judgement);
  }
  for (const file of files.values()) problems.push(file.problems);
  for (const environment of judged.values()) problems.push(ownProblems(environment, judged));

  const environments = [...judged.values()].flatMap(({ environment }) => environment ?? []);
  for (const { environment: name, ...found } of request.rulesAcross?.(environments) ?? []) {
    const keys = judged.get(name)?.keys;
    if (!keys) throw new Error(`a rule blames ${name}, which is no environment of this run`);
    problems.push([problemOfRule(found, keys)]);
  }
  if (problems.some((found) => found.length > 0)) throw new ConfigError(problems.flat());
  return environments;
}

/** An environment with all that it inherits, and what is wrong with it. */
interface Judged<T> {
  readonly keys: YamlMapping;
  readonly bases: readonly string[];
  readonly problems: readonly Problem[];
  /** None where anything is wrong with it. */
  readonly environment: LoadedEnvironment<T> | undefined;
}

function readFile(name: string, path: string): EnvironmentFile {
  const { source, problems } = readEnvironmentFile(path, name);
  const reading = source && readYaml(source);
  const found = reading?.root && withoutExtends(reading.root);
  return {
    name,
    file: path,
    keys: found?.keys,
    isPartial: reading?.isPartial ?? false,
    parent: found?.parent,
    problems: [...problems, ...(reading?.problems ?? []), ...(found?.problems ?? [])],
  };
}

/**
 * Judges an environment by its schema and rules; undefined where a file of it could not be read, or a base only in
 * part: what it completes might then be called missing.
 */
function judge<T>(
  request: LoadRequest<T>,
  name: string,
  files: readonly EnvironmentFile[],
): Judged<T> | undefined {
  const { schema } = request;
  const mappings = files.flatMap((file) => file.keys ?? []);
  const file = files[files.length - 1];
  if (file === undefined || mappings.length < files.length) return undefined;
  if (files.slice(0, -1).some((base) => base.isPartial)) return undefined;
  const keys = mappings.reduce(mergeEnvironments);
  const bases = files.slice(0, -1).map((base) => base.name);

  const { value, problems } = plainValue(keys, valueSchemasOf(schema));
  const result = schema.safeParse(value);
  const refused = result.success ? [] : problemsOfIssues(result.error.issues, keys, schema);
  // a number that is wrong anyway need not also be written otherwise
  const paths = new Set(refused.map((problem) => problem.path));
  const found = [...problems.filter((problem) => !paths.has(problem.path)), ...refused];
  if (!result.success || found.length > 0 || files.some((each) => each.problems.length > 0)) {
    return { keys, bases, problems: found, environment: undefined };
  }
  const config = result.data;
  const broken = (request.rules?.(config, name) ?? []).map((rule) => problemOfRule(rule, keys));
  const environment = {
    name,
    file: file.file,
    config,
    locate: (path: ConfigPath) => locationOf(nearestTo(keys, path)),
    writtenAt: (path: ConfigPath) => {
      const value = valueAt(keys, path);
      return value && locationOf(value);
    },
  };
  return { keys, bases, problems: broken, environment: broken.length === 0 ? environment : undefined };
}

function problemOfRule({ path, got, expected, fix }: RuleProblem, keys: YamlMapping): Problem {
  const location = locationOf(nearestTo(keys, path));
  return { location, path: formatPath(path), got: got ?? gotOf(valueAt(keys, path)), expected, fix };
}

/** What is written at a path, or around it. */
function nearestTo(keys: YamlMapping, path: ConfigPath): Position {
  const values = valuesAlong(keys, path);
  return values[values.length - 1] ?? keys;
}

/**
 * Problems without those that a base has too. A value of the base stands at the same place in both and is reported
 * once by that; a mapping that both files write, and what is missing in it, has a place in each.
 */
function ownProblems<T>(
  { keys, bases, problems }: Judged<T>,
  judged: ReadonlyMap<string, Judged<T>>,
): Problem[] {
  if (problems.length === 0) return [];
  const inherited = new Set(bases.flatMap((base) => judged.get(base)?.problems ?? []).map(wordsOf));
  const shared = new Set(sharedMappings(keys).map((mapping) => JSON.stringify(locationOf(mapping))));
  return problems.filter(
    (problem) => !shared.has(JSON.stringify(problem.location)) || !inherited.has(wordsOf(problem)),
  );
}

function wordsOf({ path, got, expected, fix }: Problem): string {
  return formatProblem({ path, got, expected, fix });
}
