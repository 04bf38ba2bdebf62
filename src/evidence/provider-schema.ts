/** Where a type of a provider is used: its own configuration, `resource`, `data` and `ephemeral` blocks. */
export const KINDS = ["configuration", "resource", "data", "ephemeral"] as const;
export type Kind = (typeof KINDS)[number];

/** Terraform's type of a value: `"string"`, `["list", "string"]`, `["object", { "name": "string" }]`. */
export type ValueType =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", ValueType]
  | readonly ["tuple", readonly ValueType[]]
  | readonly ["object", Readonly<Record<string, ValueType>>];

/** How often a block or a nested attribute occurs: once, or as a list, set or map. */
export type Nesting = "single" | "group" | "list" | "set" | "map";

/** Whether a configuration must or may set an argument. The provider alone sets a computed one. */
export type Use = "required" | "optional" | "computed";

export interface ArgumentSchema {
  readonly use: Use;
  /** @default - it is computed, or has nested attributes */
  readonly type?: ValueType;
  /** Attributes of its object or objects. @default - it has a type */
  readonly nested?: { readonly nesting: Nesting; readonly block: BlockSchema };
}

export interface NestedBlock {
  readonly nesting: Nesting;
  /** Fewest blocks. A block without a minimum has 0. */
  readonly least: number;
  /** Most blocks. @default - any number */
  readonly most?: number;
  readonly block: BlockSchema;
}

/** Arguments and nested blocks of a block, by name. */
export interface BlockSchema {
  readonly arguments: ReadonlyMap<string, ArgumentSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlock>;
}

/** A block in a shard. Names are separated by spaces. */
export interface PackedBlock {
  /**
   * Required arguments by type; a type that is no word is JSON text, and `{"nested":["list",3]}` has the block of that number.
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
  readonly blocks?: Readonly<Record<string, readonly [Nesting, number, number, number]>>;
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
  readonly names: Readonly<Partial<Record<Kind, Readonly<Record<string, number>>>>>;
}

/** Names that the bindings of the newest release of a provider have beyond the extract. */
export interface AddedNames {
  readonly version: string;
  readonly source: string;
  /** ISO date of the extract. */
  readonly date: string;
  /**
   * Paths by type, separated by spaces: `region`, `rule.filter`. A path with `?` is no longer required, and one with `!` has another form or
   * type, or parts that are not known. `*` is a new type, or one whose paths are not known.
   */
  readonly names: Readonly<Record<Kind, Readonly<Record<string, string>>>>;
}
