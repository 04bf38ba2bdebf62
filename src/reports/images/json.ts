import { lockOf } from "../../project/image-lock";
import { type Locked, isCurrent } from "./pages";

/** Lists for `--json`. */
export const imagesJson = (locked: readonly Locked[]) => ({
  environments: locked.map((each) => ({
    ...lockOf(each.list),
    lock: each.before === undefined ? null : each.file,
    isCurrent: isCurrent(each),
  })),
});
