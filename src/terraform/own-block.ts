import { type JsonObject } from "./stack-json";
import { type WrittenBody } from "./own-files/written-body";

/** A block of a Terraform file of the owner. */
export interface OwnBlock {
  /** Type of the block: `resource`, `locals`, `moved`. */
  readonly type: string;
  /** Names after the type. A local value has its own name. */
  readonly labels: readonly string[];
  /** `aws_sns_topic.a`, `data.aws_vpc.a`, `output.a`, `local.a`, `provider.aws.dns`; the type for a block without a name. */
  readonly address: string;
  /** Its arguments as in Terraform JSON. A local value is its only argument. */
  readonly body: JsonObject;
  readonly line: number;
  readonly column: number;
  /** Arguments whose values only Terraform evaluates. */
  readonly notEvaluated: readonly string[];
  /** The places of its arguments and blocks. */
  readonly written: () => WrittenBody;
}
