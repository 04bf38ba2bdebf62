import { type JsonObject } from "./stack-json";

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

/** A mistake in a file of the owner. Line and column begin at 1. */
export class OwnFileMistake extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly what: string,
  ) {
    super(`${line}:${column}: ${what}`);
  }
}

/**
 * Blocks at the top of a root module, each with the number of its labels
 * (developer.hashicorp.com/terraform/language/syntax/configuration, read 2026-11-25).
 */
export const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

/** The body of a block as its file has it. Line and column begin at 1. */
export interface WrittenBody {
  readonly line: number;
  readonly column: number;
  /** Arguments and blocks by name; a dynamic block has the name `dynamic NAME`. */
  readonly parts: ReadonlyMap<string, readonly Written[]>;
}

/** An argument or a block in a body. */
export interface Written {
  readonly line: number;
  readonly column: number;
  /** Terraform JSON does not distinguish arguments and blocks. */
  readonly form: "argument" | "block" | "json";
  /** Bodies of a block; a list in JSON has several. */
  readonly bodies: readonly WrittenBody[];
}
