import { type Examined } from "../../address-locks/examine";
import { type LockFile } from "../../address-locks/lock-file";
import { formatProblem } from "../../config/loader/problems";
import { isCurrent } from "./pages";

/** Differences from the locks for `--json`, as they were before a write. */
export const addressesJson = (examined: readonly Examined[], orphans: ReadonlyMap<string, LockFile>) => ({
  environments: examined.map(({ environment, file, isLocked, differences, problems, ...rest }) => ({
    environment,
    lock: file,
    isLocked,
    isCurrent: isCurrent({ environment, file, isLocked, differences, problems, ...rest }),
    stacks: differences.map(({ stack, added, lost, moved, recounted }) => ({
      stack,
      added,
      lost,
      moved: moved.map(({ from, to }) => ({ from, to })),
      recounted,
    })),
    problems: problems.map(formatProblem),
  })),
  locksWithoutYaml: [...orphans.values()].map(({ file }) => file),
});
