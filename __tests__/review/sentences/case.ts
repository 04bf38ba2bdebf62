import { type Layer } from "../../../src/base/layers";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Layers } from "../pairs";

/**
 * Blocks by their addresses: `aws_vpc.main`, `data.aws_vpc.main`, `provider.aws`, `terraform`. An address in another layer than that of the
 * case has it in front: `network/aws_vpc.main`.
 */
export type Blocks = Readonly<Record<string, JsonObject>>;

interface ExpectedLines {
  /** Terraform files of the owner after the change, by LAYER/NAME, as in cases of the whole page. @default - none */
  readonly ownFiles?: Readonly<Record<string, string>>;
  /** All lines, as `attention, data lost: text`, in the order of the page. */
  readonly lines: readonly [string, ...string[]];
  /** The only topic whose lines are compared, by its title. @default - all topics */
  readonly topic?: string;
}

/** A change of a few blocks, which are the whole plan. */
export interface BlockCase extends ExpectedLines {
  /** @default cluster */
  readonly layer?: Layer;
  /** Blocks of both sides. @default - none */
  readonly beside?: Blocks;
  /** @default - none: the blocks are new */
  readonly before?: Blocks;
  /** @default - none: the blocks are removed */
  readonly after?: Blocks;
}

/** A change of a reference environment. */
export interface EnvironmentCase extends ExpectedLines {
  readonly environment: string;
  /** Values of the file before the change, over those of the reference environment. @default - none */
  readonly from?: object;
  /** Values of the file after the change, over those of the reference environment. @default - those before it */
  readonly to?: object;
  /** An edit of the synthesized JSON after the change. @default - none */
  readonly edit?: (layers: Layers) => void;
}

/** A change, with all that the topics of a review say about it. */
export type SentenceCase = BlockCase | EnvironmentCase;
