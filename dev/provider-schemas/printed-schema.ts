import { type BlockSchema } from "../../src/facts/provider-schema";
import { type TypedArgument, type TypedBlock } from "./typed-extract";

/** A schema in the format of `terraform providers schema -json`. */
export interface PrintedSchema {
  readonly provider: { readonly block: PrintedBlock };
  readonly resource_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: PrintedBlock }>>;
  /** @default - the file was printed without them */
  readonly ephemeral_resource_schemas?: Readonly<Record<string, { readonly block: PrintedBlock }>>;
}

/** Arguments and nested blocks of a block. */
export interface PrintedBlock {
  /** @default - none */
  readonly attributes?: Readonly<Record<string, PrintedAttribute>>;
  /** @default - none */
  readonly block_types?: Readonly<Record<string, PrintedNesting>>;
  /** @default false */
  readonly deprecated?: boolean;
}

/** An argument, or an attribute that only the provider sets. */
export interface PrintedAttribute {
  /** @default - it has nested attributes */
  readonly type?: unknown;
  /** @default - it has a type */
  readonly nested_type?: {
    readonly nesting_mode: string;
    readonly attributes: Readonly<Record<string, PrintedAttribute>>;
  };
  /** @default false */
  readonly required?: boolean;
  /** @default false */
  readonly optional?: boolean;
  /** @default false */
  readonly deprecated?: boolean;
}

interface PrintedNesting {
  readonly nesting_mode: string;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: PrintedBlock;
}

/** Computed attributes cannot be configured and do not count. */
export function namedArguments({ attributes = {}, block_types: nested = {} }: PrintedBlock): BlockSchema {
  const written = Object.entries(attributes).filter(([, { optional, required }]) => optional || required);
  const blocks = Object.entries(nested).map(([name, { block }]) => [name, namedArguments(block)] as const);
  return {
    attributes: written
      .map(([name]) => name)
      .sort()
      .join(" "),
    ...(blocks.length > 0 ? { blocks: Object.fromEntries(blocks) } : {}),
  };
}

/** Arguments with their types; computed attributes do not count. */
export function typedArguments({ attributes = {}, block_types: nested = {} }: PrintedBlock): TypedBlock {
  return Object.fromEntries([
    ...attributesOf(attributes),
    ...Object.entries(nested).map(([name, block]) => [name, typedNesting(block)] as const),
  ]);
}

/** Paths of the attributes that a configuration cannot set, such as `vpc_config.cluster_security_group_id`. */
export function computedPaths({ attributes = {}, block_types: nested = {} }: PrintedBlock): string[] {
  return [
    ...Object.entries(attributes).flatMap(([name, attribute]) => computedIn(name, attribute)),
    ...Object.entries(nested).flatMap(([name, { block }]) => below(name, computedPaths(block))),
  ];
}

function computedIn(
  name: string,
  { type, nested_type: nested, optional, required }: PrintedAttribute,
): string[] {
  const fields = Object.entries(nested?.attributes ?? {});
  const inner = below(
    name,
    fields.flatMap(([field, attribute]) => computedIn(field, attribute)),
  );
  return optional || required ? inner : [name, ...inner, ...below(name, fieldsOf(type))];
}

/** Paths in a type such as `["list", ["object", { data: "string" }]]`; the keys of a map have no path. */
function fieldsOf(type: unknown): string[] {
  if (!Array.isArray(type)) return [];
  const [kind, of] = type as [string, unknown];
  if (kind === "map") return [];
  if (kind !== "object") return fieldsOf(of);
  return Object.entries(of as Readonly<Record<string, unknown>>).flatMap(([name, each]) => [
    name,
    ...below(name, fieldsOf(each)),
  ]);
}

const below = (name: string, paths: readonly string[]): string[] => paths.map((path) => `${name}.${path}`);

const attributesOf = (all: Readonly<Record<string, PrintedAttribute>>): [string, TypedArgument][] =>
  Object.entries(all)
    .filter(([, { optional, required }]) => optional || required)
    .map(([name, attribute]) => [name, typedAttribute(attribute)]);

function typedAttribute({
  type,
  nested_type: nested,
  required,
  deprecated,
}: PrintedAttribute): TypedArgument {
  return {
    ...(nested
      ? { of: Object.fromEntries(attributesOf(nested.attributes)), ...manyOf(nested.nesting_mode) }
      : { type }),
    ...(required ? { required } : {}),
    ...(deprecated ? { deprecated } : {}),
  };
}

function typedNesting({
  nesting_mode: mode,
  min_items: least = 0,
  max_items: most,
  block,
}: PrintedNesting): TypedArgument {
  return {
    of: typedArguments(block),
    block: true,
    ...(most === 1 ? {} : manyOf(mode)),
    ...(least > 0 ? { required: true } : {}),
    ...(block.deprecated ? { deprecated: true } : {}),
  };
}

const manyOf = (mode: string): { many?: true } => (mode === "single" ? {} : { many: true });
