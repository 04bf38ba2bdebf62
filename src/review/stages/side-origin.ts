import { type Origin } from "../../project/origins";

/** Where the files of a side come from. */
export interface SideOrigin {
  /** Option that names the folder. */
  readonly side: string;
  readonly origin: Origin;
}
