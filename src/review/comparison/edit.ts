import { type Difference } from "../../catalog/replacement-attributes/effect";
import { type Json } from "../../terraform-json/stack-json";

/** One thing that is written otherwise than it was. */
export interface Edit {
  /** Where, for a person: `vpc_config.subnet_ids`, `policy.Statement[ReadModels].Action`. */
  readonly path: string;
  /** The argument that Terraform looks at: the path without items, keys of maps and insides of documents. */
  readonly argument: string;
  readonly difference: Difference;
  /** Undefined where it was not there. */
  readonly before: Json | undefined;
  /** Undefined where it is not there any more. */
  readonly after: Json | undefined;
}
