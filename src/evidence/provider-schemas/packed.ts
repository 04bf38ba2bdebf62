import { type BlockKind, type NestedBlock } from "../provider-schema";

/** A block in a shard. Names are separated by spaces. */
export interface PackedBlock {
  /**
   * Required arguments by type; a type that is no word is JSON text, and `{"nested":["list",3]}`
   * has the block of that number.
   *
   * @default - none
   */
  readonly required?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly optional?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly computed?: string;
  /**
   * Nesting, fewest and most blocks (0: any number), and number of the block in the shard.
   *
   * @default - none
   */
  readonly blocks?: Readonly<Record<string, readonly [NestedBlock["nesting"], number, number, number]>>;
}

/** The schema of a type: its distinct blocks, each after those inside of it. The last one is the type. */
export type Shard = readonly PackedBlock[];

/** The index of a provider: its names with the number of bytes of each line of the shards, in their order. */
export interface SchemaIndex {
  readonly provider: string;
  readonly version: string;
  readonly source: string;
  /** ISO date of the extract. */
  readonly date: string;
  /** A kind that the source does not have is not known. */
  readonly names: Readonly<Partial<Record<BlockKind, Readonly<Record<string, number>>>>>;
}

/** Names that the bindings of the newest release of a provider have beyond the extract. */
export interface AddedNames {
  readonly version: string;
  readonly source: string;
  /** ISO date of the extract. */
  readonly date: string;
  /**
   * Paths by type, separated by spaces: `region`, `rule.filter`. A path with `?` is no longer required, and one with
   * `!` has another form or type, or parts that are not known. `*` is a new type, or one whose paths are not known.
   */
  readonly names: Readonly<Record<BlockKind, Readonly<Record<string, string>>>>;
}
