import { type StackJson } from "../terraform/stack-json";
import { lockedReleases } from "../base/provider-lock";
import { listLocks, lockPath, readLockText } from "./provider-locks-lock-file";
import { setOf } from "./provider-set";

/** Locked release of each provider of a stack, by its source without a host; none where its set has no lock. */
export function releasesOf(stack: StackJson, locksDir: string): ReadonlyMap<string, string> {
  const set = setOf(stack);
  return listLocks(locksDir).includes(set)
    ? lockedReleases(readLockText(lockPath(locksDir, set)))
    : new Map<string, string>();
}
