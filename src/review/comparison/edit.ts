import { type Difference } from "../../facts/effect";
import { type Json } from "../../terraform/stack-json";

/** One edited value. */
export interface Edit {
  /** Readable path: `vpc_config.subnet_ids`, `policy.Statement[ReadModels].Action`. */
  readonly path: string;
  /** The Terraform argument: the path without items, map keys and paths inside documents. */
  readonly argument: string;
  readonly difference: Difference;
  /** Undefined for an added value. */
  readonly before: Json | undefined;
  /** Undefined for a removed value. */
  readonly after: Json | undefined;
}
