import { type Layer } from "./layers";

/** Path of a value in an environment's file. */
export type SettingPath = readonly (string | number)[];

/** Word for the existence of a block, beside the names of its arguments. */
export const EXISTS = "exists";

/** Word for everything of a block: its existence and all its arguments. */
export const EVERYTHING = "*";

/** Last step of a path that is the set of keys of a mapping, without their values. */
export const KEYS = "+";

/** A setting, and the arguments of blocks that it shapes. */
export interface ShapingSetting {
  /** Path of a value, or of a part of the file with all its values. */
  readonly path: SettingPath;
  /** Terraform arguments, `exists` or `*`. */
  readonly shapes: readonly string[];
  /** The item of the setting that the blocks exist for, such as a zone. @default - its whole value */
  readonly item?: string | number;
}

/** The settings that shape blocks of a stack. */
export interface CauseRecord {
  readonly layer: Layer;
  /** Part of the file that a reader edits for these blocks. */
  readonly part: SettingPath;
  /** Addresses of blocks: `aws_vpc.main`, `data.aws_vpc.main`, `output.vpc_id`, `provider.aws`, `terraform`. */
  readonly addresses: readonly string[];
  readonly settings: readonly ShapingSetting[];
}
