import { imageLockOf } from "../../project/image-lock";
import { type Locked, isImageLockCurrent } from "./pages";

/** Lists for `--json`. */
export const imagesJson = (locked: readonly Locked[]) => ({
  environments: locked.map((each) => ({
    ...imageLockOf(each.list),
    lock: each.before === undefined ? null : each.file,
    isCurrent: isImageLockCurrent(each),
  })),
});
