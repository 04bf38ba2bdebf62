import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { valueSchemasOf } from "../config/loader/value-schemas";
import { problemsOfIssues } from "../config/loader/issue-problems";
import { plainValue } from "../config/loader/plain-value";
import {
  ConfigError,
  type ConfigPath,
  type Problem,
  type SourceLocation,
  WHOLE_FILE,
  joinWithLimit,
  printable,
} from "../config/loader/problems";
import { SourceText, locationOf, valuesAlong } from "../config/loader/yaml-node";
import { readYaml } from "../config/loader/yaml-source";
import { UserError } from "../core/errors";
import { splitStackName } from "../core/layers";
import { removeIfPossible } from "../output/tree";
import { type AddressLock, formatLock, lockOf, lockSchema } from "./address-lock";
import { jsonMistake } from "./json-mistake";

/** The lock of one environment, as it lies beside the environment's YAML. */
export interface LockFile {
  readonly file: string;
  readonly lock: AddressLock;
  /** Where a value of the file stands. */
  locate(path: ConfigPath): SourceLocation;
}

const YAML = ".yaml";
const LOCK = ".addresses.json";

/** The lock file that belongs to an environment's YAML file. */
export const lockFileOf = (yamlFile: string): string =>
  join(dirname(yamlFile), `${basename(yamlFile, YAML)}${LOCK}`);

/**
 * The locks of environments, by name; none for an environment that has no lock yet.
 * Throws a ConfigError with every problem of every file.
 */
export function readLocks(
  environments: readonly { readonly name: string; readonly file: string }[],
): ReadonlyMap<string, LockFile> {
  const problems: Problem[] = [];
  const locks = new Map<string, LockFile>();
  for (const { name, file } of environments) {
    const path = lockFileOf(file);
    const text = readIfThere(path);
    if (text === undefined) continue;
    const read = parse(new SourceText(path, text), name);
    if ("problems" in read) problems.push(...read.problems);
    else locks.set(name, { file: path, lock: read, locate: (at) => locate(new SourceText(path, text), at) });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return locks;
}

/** Locks of a folder whose YAML is gone, by the name of the environment. */
export const orphanedLocks = (directory: string): ReadonlyMap<string, LockFile> =>
  readLocks(orphansIn(directory));

/** The files of these locks, whatever is in them. */
export const orphanedLockFiles = (directory: string): string[] =>
  orphansIn(directory).map(({ file }) => lockFileOf(file));

function orphansIn(directory: string): { readonly name: string; readonly file: string }[] {
  const entries = readdirSync(directory);
  return entries
    .filter((entry) => entry.endsWith(LOCK) && !entry.startsWith("."))
    .map((entry) => entry.slice(0, -LOCK.length))
    .filter((name) => !entries.includes(`${name}${YAML}`))
    .map((name) => ({ name, file: join(directory, `${name}${YAML}`) }));
}

/** Writes a lock whole or not at all. */
export function writeLock(file: string, lock: AddressLock): void {
  // a hidden file is none of the folder's environments
  const whole = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(whole, formatLock(lock));
    renameSync(whole, file);
  } catch (error) {
    removeIfPossible(whole);
    throw new UserError(`${file}: got ${codeOf(error)}, expected to write there; check the folder's rights`, {
      cause: error,
    });
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new UserError(
      `${file}: got ${codeOf(error)}, expected a file that can be read; it records addresses, so take it back ` +
        "from version control",
      { cause: error },
    );
  }
}

/** A file as it is written by `formatLock` needs no second look; it is the way of every synth. */
function parse(
  source: SourceText,
  environment: string,
): AddressLock | { readonly problems: readonly Problem[] } {
  const known = parseQuickly(source.text);
  const lock = known ?? parseCarefully(source);
  if ("problems" in lock) return lock;
  const foreign = [...lock.addresses.keys()].filter(
    (stack) => splitStackName(stack)?.environment !== environment,
  );
  const [first] = foreign;
  if (first === undefined) return lock;
  return {
    problems: [
      {
        location: locate(source, ["addresses", first]),
        path: "addresses",
        got: `stacks of another environment (${joinWithLimit(foreign)})`,
        expected: `stacks of ${environment}`,
        fix: "remove the file if it was copied; npm run addresses -- --accept writes another",
      },
    ],
  };
}

function parseQuickly(text: string): AddressLock | undefined {
  try {
    const result = lockSchema.safeParse(JSON.parse(text));
    const lock = result.success ? lockOf(result.data) : undefined;
    // also finds keys that stand twice, of which JSON.parse shows one
    return lock && formatLock(lock) === text ? lock : undefined;
  } catch {
    return undefined;
  }
}

function parseCarefully(source: SourceText): AddressLock | { readonly problems: readonly Problem[] } {
  const mistake = jsonMistake(source.text);
  if (mistake) return { problems: [notJson(source.locationAt(mistake.offset), mistake.what)] };
  const { root, problems } = readYaml(source);
  if (root === undefined || problems.length > 0) return { problems };
  const { value } = plainValue(root, valueSchemasOf(lockSchema));
  const result = lockSchema.safeParse(value);
  return result.success
    ? lockOf(result.data)
    : { problems: problemsOfIssues(result.error.issues, root, lockSchema) };
}

/** Such as a file with the marks of a merge in it. */
const notJson = (location: SourceLocation, mistake: string): Problem => ({
  location,
  path: WHOLE_FILE,
  got: `text that is no JSON (${printable(mistake, 100)})`,
  expected: "JSON as npm run addresses writes it",
  fix: "correct it, or take the file back from version control",
});

function locate(source: SourceText, path: ConfigPath): SourceLocation {
  const { root } = readYaml(source);
  const written = root && valuesAlong(root, path).at(-1);
  return written ? locationOf(written) : source.locationAt(0);
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
