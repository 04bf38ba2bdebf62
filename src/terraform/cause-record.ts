import { type Layer } from "../base/layers";

/** Path of a value in an environment's file. */
export type SettingPath = readonly (string | number)[];

/** The part of the file that blocks of a stack come from. */
export interface CauseRecord {
  readonly layer: Layer;
  /** Part of the file that a reader edits for these blocks. */
  readonly part: SettingPath;
  /** Addresses of blocks: `aws_vpc.main`, `data.aws_vpc.main`, `output.vpc_id`, `provider.aws`, `terraform`. */
  readonly addresses: readonly string[];
}
