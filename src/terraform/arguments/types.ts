import { type Json, type JsonObject } from "../stack-json";

// Values of arguments as Terraform JSON has them: any of them can be the text of a reference, and
// Terraform converts texts to numbers and booleans. They are aliases, since an interface is no
// `JsonObject`.

export type Text = string;
export type Amount = number | string;
export type Flag = boolean | string;
export type List<Item> = readonly Item[] | string;
export type Mapping<Item> = { readonly [key: string]: Item } | string;

/** Nested blocks: one, or a list. */
export type Blocks<Block extends JsonObject> = Block | readonly Block[];

/** Objects of an argument, which a reference can give. */
export type Objects<Block extends JsonObject> = Blocks<Block> | string;

/** A block without arguments. */
export type Empty = Readonly<Record<string, never>>;

/** Arguments that Terraform has for blocks of all types (developer.hashicorp.com/terraform/language/meta-arguments, read 2026-11-26). */
export type Meta = {
  readonly count?: Amount;
  readonly depends_on?: List<Text>;
  readonly for_each?: Json;
  readonly lifecycle?: Blocks<JsonObject>;
  readonly provider?: Text;
};
