import { type Layer } from "../base/layers";
import { type effectOf } from "../facts/replacement-attributes";
import { type Json, type JsonObject } from "../terraform/stack-json";

/** Expected Terraform action on a resource. */
export const ACTIONS = ["destroy", "replace", "unknown", "change", "add", "none"] as const;
export type Action = (typeof ACTIONS)[number];

/** Location of a block in a stack. */
export interface BlockPlace {
  readonly environment: string;
  readonly layer: Layer;
  /** `aws_subnet.private_a`, `output.vpc_id`, `file charts/…`. */
  readonly address: string;
  /** Path in the construct tree. @default - unknown */
  readonly constructPath?: string;
}

/** Reason for an action: an argument, and the change that it depends on if the argument itself is not edited. */
export interface Reason {
  readonly argument: string;
  /** Effect of this argument alone. */
  readonly effect: "replace" | "change" | "unknown" | "none";
  /** True if an unknown effect is at most an update in place. @default - it may be a replacement */
  readonly inPlace?: true;
  /** Address of the change that it depends on, such as `network/aws_vpc.main`. @default - none, the argument is edited */
  readonly follows?: string;
}

/** Reasons that determine the action. */
export function decisive(action: Action, reasons: readonly Reason[]): Reason[] {
  const own = reasons.filter(({ effect }) => effect === action);
  return own.length > 0 ? own : [...reasons];
}

/** One edited value. */
export interface Edit {
  /** Readable path: `vpc_config.subnet_ids`, `policy.Statement[ReadModels].Action`. */
  readonly path: string;
  /** The Terraform argument: the path without items, map keys and paths inside documents. */
  readonly argument: string;
  readonly difference: Parameters<typeof effectOf>[2];
  /** Undefined for an added value. */
  readonly before: Json | undefined;
  /** Undefined for a removed value. */
  readonly after: Json | undefined;
}

export interface ResourceChange extends BlockPlace {
  readonly type: string;
  /** Configuration before. @default - none, the resource is new */
  readonly before?: JsonObject;
  /** Configuration after. @default - none, the resource is removed */
  readonly after?: JsonObject;
  readonly action: Action;
  /** Number of objects; undefined if only a plan knows it. */
  readonly instances: number | undefined;
  /** Previous address of a moved resource. @default - none, it is not moved */
  readonly from?: string;
  readonly edits: readonly Edit[];
  readonly reasons: readonly Reason[];
  /**
   * An action that no count includes: the object stays without Terraform, or an existing one may be imported.
   *
   * @default - none
   */
  readonly handover?: "forget" | "import";
  /** Further remarks for the reviewer. */
  readonly notes: readonly string[];
}

/** A change outside of resources: an output, a provider, a data source. */
export interface OtherChange extends BlockPlace {
  readonly edits: readonly Edit[];
  /** True for a sensitive output or variable. @default - its values are shown */
  readonly isSensitive?: true;
  /** True for a variable or local value that the blocks which use it have written out. @default - its edits are its own */
  readonly isWrittenOut?: true;
}

/** Whether both values of an edit are hidden. The argument `sensitive` itself is no secret. */
export const isHiddenEdit = ({ isSensitive }: Partial<OtherChange>, { argument }: Edit): boolean =>
  isSensitive === true && argument !== "sensitive";
