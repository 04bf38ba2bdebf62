import { type Layer } from "../core/layers";
import { type JsonObject } from "../terraform-json/stack-json";
import { type Edit } from "./comparison/edit";

/** What Terraform is expected to do with a resource. */
export const ACTIONS = ["destroy", "replace", "unknown", "change", "add", "none"] as const;
export type Action = (typeof ACTIONS)[number];

/** Something that stands in a stack. */
export interface Place {
  readonly environment: string;
  readonly layer: Layer;
  /** `aws_subnet.private_a`, `output.vpc_id`, `file charts/…`. */
  readonly address: string;
  readonly constructPath?: string;
}

/** Why Terraform does it: an argument, and what it follows where it is not itself written otherwise. */
export interface Reason {
  readonly argument: string;
  /** What the argument alone would lead to. */
  readonly effect: "replace" | "change" | "unknown" | "none";
  /** Of what is unknown: at the most, the object is updated in place. */
  readonly inPlace?: true;
  /** The resource whose change it follows, `network/aws_vpc.main`. */
  readonly follows?: string;
}

/** The reasons that make an action what it is. */
export function decisive(action: Action, reasons: readonly Reason[]): Reason[] {
  const own = reasons.filter(({ effect }) => effect === action);
  return own.length > 0 ? own : [...reasons];
}

export interface ResourceChange extends Place {
  readonly type: string;
  /** Its configuration on each side where it is there. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly action: Action;
  /** How many objects; undefined where only a plan knows. */
  readonly instances: number | undefined;
  /** Its address before. */
  readonly from?: string;
  readonly edits: readonly Edit[];
  readonly reasons: readonly Reason[];
  /** What else a reviewer should know, in a few words each. */
  readonly notes: readonly string[];
}

/** Something besides resources that is written otherwise: an output, a provider, a file. */
export interface OtherChange extends Place {
  readonly edits: readonly Edit[];
  /** An output or variable whose value nobody should see. */
  readonly isSensitive?: true;
}
