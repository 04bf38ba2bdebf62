import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { joinedErrors, type UserError, userError } from "../base/errors";
import { LOCK_NAME } from "../base/provider-lock";
import { type OutputStack } from "../terraform/output";
import { lockProblems } from "./provider-lock-problems";
import { LOCK_FIX, LOCK_SUFFIX, type LockedProvider, listLocks } from "./provider-locks/files";
import { providerSets } from "./provider-sets";
import { type JsonObject, asObject, asArray, type StackJson } from "../terraform/stack-json";
import { readText } from "../base/read-text";
import { parseHcl, FileMistake } from "../terraform/parser";

interface LockRequest {
  readonly locksDir: string;
  /** Folder of the staged synth. */
  readonly folder: string;
  /** Whether the stacks are those of all environments, so that a lock of another set is of no use. */
  readonly isComplete: boolean;
}

/**
 * Writes the lock file of each stack's set of providers into the stack's folder, if the set has one. Throws all problems
 * of all lock files at once.
 */
export function placeLocks(stacks: readonly OutputStack[], request: LockRequest): void {
  const { locksDir, folder, isComplete } = request;
  const names = listLocks(locksDir);
  if (names.length === 0) return;
  const sets = providerSets(stacks.map(({ stack }) => stack));
  const errors = isComplete
    ? withoutSet(
        locksDir,
        names,
        sets.map(({ name }) => name),
      )
    : [];
  const texts = new Map<string, string>();
  for (const set of sets.filter(({ name }) => names.includes(name))) {
    const file = providerLockPath(locksDir, set.name);
    const text = readLockText(file);
    errors.push(...lockProblems(file, parseLock(file, text), set));
    for (const stack of set.stacks) texts.set(stack, text);
  }
  if (errors.length > 0) throw joinedErrors(errors);
  for (const stack of stacks) {
    const text = texts.get(stack.stack.name);
    if (text !== undefined) writeFileSync(join(folder, stack.folder, LOCK_NAME), text);
  }
}

function withoutSet(locksDir: string, names: readonly string[], sets: readonly string[]): UserError[] {
  return names
    .filter((name) => !sets.includes(name))
    .map((name) =>
      userError({
        place: providerLockPath(locksDir, name),
        got: "a lock for a set of providers that no stack requires",
        expected: `a lock for ${sets.join(" or ")}`,
        fix: "delete it, or give it the name of its set",
      }),
    );
}

/** The lock of the set of providers of a stack; undefined where the set has none. */
export function lockTextOf(stack: StackJson, locksDir: string): string | undefined {
  const [{ name: set } = { name: "" }] = providerSets([stack]);
  return listLocks(locksDir).includes(set) ? readLockText(providerLockPath(locksDir, set)) : undefined;
}

/** Folder of the lock files, beside the folder of the YAML files. */
export const locksDirOf = (environmentsDir: string): string => join(environmentsDir, "..", "locks");

export const providerLockPath = (locksDir: string, set: string): string =>
  join(locksDir, `${set}${LOCK_SUFFIX}`);

export const readLockText = (file: string): string =>
  readText(file, { expected: "a lock of providers", fix: "restore it from version control" });

/** The providers of a lock file, in file order. Throws a UserError with line and column if it is not a lock file. */
export function parseLock(file: string, text: string): LockedProvider[] {
  const json = parsed(file, text);
  const others = Object.keys(json).filter((key) => key !== "provider");
  if (others.length > 0) {
    throw userError({
      place: `${file}:${lineOf(text, others[0] ?? "")}`,
      got: others.join(", "),
      expected: "provider blocks only, as Terraform writes them",
      fix: LOCK_FIX,
    });
  }
  return Object.entries(asObject(json["provider"])).flatMap(([address, blocks]) =>
    asArray(blocks).map((block) => {
      const { version, hashes } = asObject(block);
      return {
        address,
        ...(typeof version === "string" ? { version } : {}),
        hashes: [...new Set(asArray(hashes).map(String))],
        line: lineOf(text, `"${address}"`),
      };
    }),
  );
}

function parsed(file: string, text: string): JsonObject {
  try {
    return parseHcl(file, text) as JsonObject;
  } catch (error) {
    if (!(error instanceof FileMistake)) throw error;
    throw userError({
      place: `${file}:${error.line}:${error.column}`,
      got: error.what,
      expected: "a lock file as Terraform writes it",
      fix: LOCK_FIX,
      cause: error,
    });
  }
}

/** First line with a text, counted from 1. */
function lineOf(text: string, part: string): number {
  const index = text.indexOf(part);
  return index < 0 ? 1 : text.slice(0, index).split("\n").length;
}
