import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";

/** Schema of one version of a provider, from `terraform providers schema -json`. */
export interface ProviderSchema {
  readonly provider: Entry;
  readonly resource_schemas: Readonly<Record<string, Entry>>;
  readonly data_source_schemas: Readonly<Record<string, Entry>>;
}

interface Entry {
  readonly block: Block;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, Entry>>;
  readonly deprecated?: boolean;
}

interface Attribute {
  /** `"string"`, or nested such as `["set", ["object", { port: "number" }]]`. */
  readonly type?: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly deprecated?: boolean;
}

/** The block of a resource type, of a data source (`data.…`), or of the provider itself (`provider.…`). */
export function blockOf(schema: ProviderSchema, type: string): Block {
  if (type.startsWith("provider.")) return schema.provider.block;
  const data = /^data\.(.*)/.exec(type)?.[1];
  const entry = data === undefined ? schema.resource_schemas[type] : schema.data_source_schemas[data];
  if (!entry) throw new Error(`the provider has no ${type}`);
  return entry.block;
}

/** Paths of all arguments of a block, such as `vpc_config.subnet_ids`. */
export function argumentsIn(block: Block): string[] {
  return entriesOf(block).flatMap(([name, entry]) =>
    isWritable(entry) ? [name, ...below(name, entry)] : [],
  );
}

/** Paths of all arguments that a configuration sets. Maps and unknown arguments are not followed. */
export function writtenIn(config: JsonObject, block: Block): string[] {
  const entries = new Map(entriesOf(block));
  const dynamic = Object.entries(asObject(config["dynamic"])).map(
    ([name, value]) => [name, asObject(value)["content"]] as const,
  );
  const written = Object.entries(config).filter(([name]) => !META_ARGUMENTS.includes(name));
  return [...written, ...dynamic].flatMap(([name, value]) => {
    const inner = innerBlock(entries.get(name));
    if (!inner) return [name];
    const items = Array.isArray(value) ? asArray(value) : [value];
    return [name, ...items.flatMap((item) => prefixed(name, writtenIn(asObject(item), inner)))];
  });
}

/** Whether the argument or block at a path is deprecated. */
export function isDeprecated(block: Block, path: string): boolean {
  const [name = "", ...rest] = path.split(".");
  const entry = new Map(entriesOf(block)).get(name);
  if (entry === undefined) return false;
  if ("block" in entry ? entry.block.deprecated : entry.deprecated) return true;
  const inner = innerBlock(entry);
  return inner !== undefined && rest.length > 0 && isDeprecated(inner, rest.join("."));
}

/** Arguments of Terraform itself, which every block has; `//` is a comment. */
const META_ARGUMENTS = ["//", "alias", "count", "depends_on", "dynamic", "for_each", "lifecycle", "provider"];

const entriesOf = ({ attributes, block_types: blocks }: Block): [string, Attribute | Entry][] => [
  ...Object.entries(attributes ?? {}),
  ...Object.entries(blocks ?? {}),
];

const isWritable = (entry: Attribute | Entry): boolean =>
  "block" in entry || entry.required === true || entry.optional === true;

const below = (name: string, entry: Attribute | Entry): string[] => {
  const inner = innerBlock(entry);
  return inner ? prefixed(name, argumentsIn(inner)) : [];
};

const prefixed = (name: string, paths: readonly string[]): string[] => paths.map((path) => `${name}.${path}`);

/** The nested block of an entry. Some attributes have the form of blocks, such as the routes of a route table. */
function innerBlock(entry: Attribute | Entry | undefined): Block | undefined {
  if (entry === undefined || "block" in entry) return entry?.block;
  const fields = objectIn(entry.type);
  if (!fields) return undefined;
  const attributes = Object.entries(fields).map(([name, type]) => [name, { type, optional: true }] as const);
  return { attributes: Object.fromEntries(attributes) };
}

function objectIn(type: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!Array.isArray(type)) return undefined;
  const [kind, inner] = type as [string, unknown];
  if (kind === "object") return inner as Readonly<Record<string, unknown>>;
  // The schema does not define the keys of a map.
  return kind === "map" ? undefined : objectIn(inner);
}
