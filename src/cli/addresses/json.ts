import { type Examined } from "../../project/examine";
import { type LockFile } from "../../project/address-lock-file";
import { formatProblem } from "../../environment/problems";
import { isLockCurrent } from "./pages";

/** Differences from the locks for `--json`, as they were before a write. */
export const addressesJson = (examined: readonly Examined[], orphans: ReadonlyMap<string, LockFile>) => ({
  environments: examined.map((each) => ({
    environment: each.environment,
    lock: each.file,
    isLocked: each.isLocked,
    isCurrent: isLockCurrent(each),
    stacks: each.differences.map(({ stack, added, lost, moved, recounted }) => ({
      stack,
      added,
      lost,
      moved: moved.map(({ from, to }) => ({ from, to })),
      recounted,
    })),
    replaced: each.replaced.map(({ stack, address, argument, recorded, emitted }) => ({
      stack,
      address,
      argument,
      recorded,
      emitted,
    })),
    problems: each.problems.map(formatProblem),
  })),
  locksWithoutYaml: [...orphans.values()].map(({ file }) => file),
});
