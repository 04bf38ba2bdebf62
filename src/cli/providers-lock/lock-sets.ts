import { makeFolder, removeIfPossible } from "../../base/files";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { counted } from "../../base/counted";
import { joinedErrors, userError } from "../../base/errors";
import { LOCK_NAME, platformArguments } from "../../base/provider-lock";
import { parseLock, providerLockPath, readLockText } from "../../project/provider-locks";
import { type providerSets } from "../../project/provider-sets";
import { lockProblems } from "../../project/provider-lock-problems";
import { type Variables } from "../../project/options";

type ProviderSet = ReturnType<typeof providerSets>[number];
type LockedProviders = ReturnType<typeof parseLock>;

export interface LockSetsProps {
  /** Name of the program on the PATH: `terraform` or `tofu`. */
  readonly program: string;
  readonly platforms: readonly string[];
  readonly locksDir: string;
  /** Whether the versions of existing locks stay. */
  readonly keepVersions: boolean;
  readonly variables: Variables;
  /** Receives the current step. @default - none */
  readonly progress?: (step: string) => void;
}

/** A lock file in the folder of locks. */
export interface WrittenLock {
  readonly file: string;
  readonly isChanged: boolean;
  /** Providers with their locked versions. */
  readonly providers: readonly string[];
}

/** Locks every set in a temporary folder, and then writes the files. After an error all files are as before. */
export async function lockSets(sets: readonly ProviderSet[], props: LockSetsProps): Promise<WrittenLock[]> {
  const folder = mkdtempSync(join(tmpdir(), "providers-lock-"));
  try {
    const locks: { readonly file: string; readonly text: string; readonly locked: LockedProviders }[] = [];
    for (const [index, set] of sets.entries()) {
      props.progress?.(
        `locking ${set.name} for ${counted(props.platforms.length, "platform")} (${index + 1} of ${sets.length})`,
      );
      const file = providerLockPath(props.locksDir, set.name);
      const text = lockText(set, file, join(folder, set.name), props);
      const locked = parseLock(file, text);
      const problems = lockProblems(file, locked, set);
      if (problems.length > 0) throw joinedErrors(problems);
      locks.push({ file, text, locked });
    }
    return write(locks, props.locksDir);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Text of the lock that the program writes for the providers of a set. */
function lockText(
  { name, providers }: ProviderSet,
  file: string,
  folder: string,
  { program, platforms, keepVersions, variables }: LockSetsProps,
): string {
  const byType = new Map<string, { readonly source: string; readonly versions: readonly string[] }>();
  for (const { source, constraint } of providers) {
    const type = source.replace(/^.*\//, "");
    byType.set(type, { source, versions: [...(byType.get(type)?.versions ?? []), constraint] });
  }
  const required = Object.fromEntries(
    [...byType].map(([type, { source, versions }]) => [type, { source, version: versions.join(", ") }]),
  );
  mkdirSync(folder);
  writeFileSync(
    join(folder, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers: required } }),
  );
  if (keepVersions && existsSync(file)) copyFileSync(file, join(folder, LOCK_NAME));
  try {
    execFileSync(program, ["providers", "lock", "-no-color", ...platformArguments(platforms)], {
      cwd: folder,
      env: { ...variables },
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    const isMissing = code === "ENOENT";
    throw userError({
      place: file,
      got: isMissing ? `no ${program} on the PATH` : `an error of ${program} providers lock for ${name}`,
      expected: `a lock for ${platforms.join(", ")}`,
      fix: `${
        isMissing
          ? "install it"
          : "run this command where the registry is reachable; if a locked version is no longer allowed, add --upgrade"
      }; no lock was changed`,
      details: isMissing ? [] : (stderr ?? String(error)).trim().split("\n"),
    });
  }
  return readLockText(join(folder, LOCK_NAME));
}

/** Each file is renamed into place, so that a reader never sees half a lock. */
function write(
  locks: readonly {
    readonly file: string;
    readonly text: string;
    readonly locked: LockedProviders;
  }[],
  locksDir: string,
): WrittenLock[] {
  const draftOf = (file: string): string => `${file}.${process.pid}`;
  const changed = locks.filter(({ file, text }) => !existsSync(file) || readLockText(file) !== text);
  try {
    makeFolder(locksDir);
    for (const { file, text } of changed) writeFileSync(draftOf(file), text);
    for (const { file } of changed) renameSync(draftOf(file), file);
  } catch (error) {
    for (const { file } of changed) removeIfPossible(draftOf(file));
    throw userError({
      place: locksDir,
      got: (error as NodeJS.ErrnoException).code ?? String(error),
      expected: "a writable folder",
      fix: "check its permissions",
      cause: error,
    });
  }
  return locks.map((lock) => ({
    file: lock.file,
    isChanged: changed.includes(lock),
    providers: lock.locked.map(
      ({ address, version = "" }) => `${address.replace(/^[^/]*\//, "")} ${version}`,
    ),
  }));
}
