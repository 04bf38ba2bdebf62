import { existsSync, readdirSync, writeFileSync, renameSync } from "node:fs";
import { join, dirname, basename } from "node:path";
import {
  type ConfigPath,
  type SourceLocation,
  type Problem,
  ConfigError,
  joinWithLimit,
  WHOLE_FILE,
  printable,
} from "../environment/problems";
import { userError } from "../base/errors";
import { readTextUnlessMissing } from "../base/read-text";
import { splitStackName } from "../base/layers";
import { lstatIfThere, removeIfPossible } from "../base/files";
import { type AddressLock, addressLockOf, addressLockSchema, formatLock } from "./address-locks/lock";
import { jsonMistake } from "../base/text-mistakes";
import { NPX } from "../base/program-name";
import { locationIn, validatedFile } from "../environment/validated-file";

/** The address lock of one environment, in a file beside its YAML file. */
export interface LockFile {
  readonly file: string;
  readonly lock: AddressLock;
  /** Line and column of a value. */
  locate(path: ConfigPath): SourceLocation;
}

const YAML = ".yaml";
const LOCK = ".addresses.json";

/** Path of the lock file of an environment's YAML file. */
export const lockFileOf = (yamlFile: string): string =>
  join(dirname(yamlFile), `${basename(yamlFile, YAML)}${LOCK}`);

/**
 * Reads the locks of environments, by name. An environment without a lock has no entry.
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
    const read = parse(path, text, name);
    if ("problems" in read) problems.push(...read.problems);
    else locks.set(name, { file: path, lock: read, locate: (at) => locationIn(path, text, at) });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return locks;
}

/** Environments whose lock is there without their YAML file. The locks are not read, so they may be invalid. */
export function orphansIn(directory: string): { readonly name: string; readonly file: string }[] {
  // The load of the environments reports a missing folder.
  if (!existsSync(directory)) return [];
  const entries = readdirSync(directory);
  return entries
    .filter((entry) => entry.endsWith(LOCK) && !entry.startsWith("."))
    .map((entry) => entry.slice(0, -LOCK.length))
    .filter((name) => !entries.includes(`${name}${YAML}`))
    .map((name) => ({ name, file: join(directory, `${name}${YAML}`) }));
}

/** Writes locks, each atomically. If the text of one cannot be written, none is replaced. */
export function writeLocks(locks: readonly { readonly file: string; readonly lock: AddressLock }[]): void {
  // hidden, so that the folder's environments do not include it
  const draftOf = (file: string): string => join(dirname(file), `.${basename(file)}.${process.pid}`);
  const texts = locks.map(({ file, lock }) => ({ file, text: formatLock(lock) }));
  let current = "";
  try {
    for (const { file, text } of texts) {
      current = file;
      if (lstatIfThere(file)?.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
      writeFileSync(draftOf(file), text);
    }
    for (const { file } of texts) {
      current = file;
      renameSync(draftOf(file), file);
    }
  } catch (error) {
    for (const { file } of locks) removeIfPossible(draftOf(file));
    throw userError({
      place: current,
      got: codeOf(error),
      expected: "a writable file",
      fix: "check the permissions of the folder",
      cause: error,
    });
  }
}

const readIfThere = (file: string): string | undefined =>
  readTextUnlessMissing(file, {
    expected: "a readable file",
    fix: "restore the address lock from version control",
  });

/** A file in the exact format of `formatLock`, the usual case, is parsed without source positions. */
function parse(
  file: string,
  text: string,
  environment: string,
): AddressLock | { readonly problems: readonly Problem[] } {
  const known = parseQuickly(text);
  const lock = known ?? parseCarefully(file, text);
  if ("problems" in lock) return lock;
  const foreign = [...lock.addresses.keys()].filter(
    (stack) => splitStackName(stack)?.environment !== environment,
  );
  const [first] = foreign;
  if (first === undefined) return lock;
  return {
    problems: [
      {
        location: locationIn(file, text, ["addresses", first]),
        path: "addresses",
        got: `stacks of another environment (${joinWithLimit(foreign)})`,
        expected: `stacks of ${environment}`,
        fix: `if the file is a copy, remove it; ${NPX} lock addresses --accept writes a new one`,
      },
    ],
  };
}

function parseQuickly(text: string): AddressLock | undefined {
  try {
    const result = addressLockSchema.safeParse(JSON.parse(text));
    const lock = result.success ? addressLockOf(result.data) : undefined;
    // the comparison also finds duplicate keys, of which JSON.parse keeps one
    return lock && formatLock(lock) === text ? lock : undefined;
  } catch {
    return undefined;
  }
}

function parseCarefully(file: string, text: string): AddressLock | { readonly problems: readonly Problem[] } {
  const mistake = jsonMistake(text);
  if (mistake) return { problems: [notJson(locationIn(file, text, mistake.offset), mistake.what)] };
  const read = validatedFile(file, text, addressLockSchema);
  return "problems" in read ? read : addressLockOf(read.data);
}

/** For example a file with merge conflict markers. */
const notJson = (location: SourceLocation, mistake: string): Problem => ({
  location,
  path: WHOLE_FILE,
  got: `invalid JSON (${printable(mistake, 100)})`,
  expected: `JSON as ${NPX} lock addresses writes it`,
  fix: "correct it, or restore the file from version control",
});

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
