import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type UserError, joinedErrors, userError } from "../base/errors";
import { LOCK_NAME } from "../base/provider-lock";
import { type OutputStack } from "../terraform/output";
import { listLocks, lockPath, parseLock, readLockText } from "./provider-locks-lock-file";
import { lockProblems } from "./problems";
import { providerSets, setOf } from "./provider-set";

export interface LockRequest {
  readonly locksDir: string;
  /** Folder of the staged synth. */
  readonly folder: string;
  /** Whether the stacks are those of all environments, so that a lock of another set is of no use. */
  readonly isComplete: boolean;
}

/** `placeLocks` as a step of synth, whose errors are collected as rejections. */
export const stageLocks = async (stacks: readonly OutputStack[], request: LockRequest): Promise<void> =>
  Promise.resolve().then(() => placeLocks(stacks, request));

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
    const file = lockPath(locksDir, set.name);
    const text = readLockText(file);
    errors.push(...lockProblems(file, parseLock(file, text), set));
    texts.set(set.name, text);
  }
  if (errors.length > 0) throw joinedErrors(errors);
  for (const stack of stacks) {
    const text = texts.get(setOf(stack.stack));
    if (text !== undefined) writeFileSync(join(folder, stack.folder, LOCK_NAME), text);
  }
}

function withoutSet(locksDir: string, names: readonly string[], sets: readonly string[]): UserError[] {
  return names
    .filter((name) => !sets.includes(name))
    .map((name) =>
      userError({
        place: lockPath(locksDir, name),
        got: "a lock for a set of providers that no stack requires",
        expected: `a lock for ${sets.join(" or ")}`,
        fix: "delete it, or give it the name of its set",
      }),
    );
}
