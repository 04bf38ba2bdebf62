/** Where a type of a provider is used: its own configuration, `resource`, `data` and `ephemeral` blocks. */
export const BLOCK_KINDS = ["configuration", "resource", "data", "ephemeral"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

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
type Nesting = "single" | "group" | "list" | "set" | "map";

/** Whether a configuration must or may set an argument. The provider alone sets a computed one. */
type Use = "required" | "optional" | "computed";

export interface ArgumentSchema {
  readonly use: Use;
  /** @default - it is computed, or has nested attributes */
  readonly type?: ValueType;
  /** Attributes of its object or objects. @default - it has a type */
  readonly nested?: { readonly nesting: Nesting; readonly block: BlockForm };
}

export interface NestedBlock {
  readonly nesting: Nesting;
  /** Fewest blocks. A block without a minimum has 0. */
  readonly least: number;
  /** Most blocks. @default - any number */
  readonly most?: number;
  readonly block: BlockForm;
}

/** Arguments and nested blocks of a block, by name. */
export interface BlockForm {
  readonly arguments: ReadonlyMap<string, ArgumentSchema>;
  readonly blocks: ReadonlyMap<string, NestedBlock>;
}
