import { blockAddress } from "./terraform-references";
import { ABSENT_BLOCKS, PLANNED } from "./existence/notes";

/** A value of Terraform JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** A resource or data source of a synthesized stack. */
export interface SynthesizedResource {
  /** `aws_subnet.private_a`, or `data.aws_vpc.main`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  readonly config: JsonObject;
  /** Path of its construct. @default - none, if synth recorded no path */
  readonly constructPath?: string;
}

/** The type with which a block is looked up; that of a data source begins with `data.`. */
export const lookupType = ({ address, type }: Pick<SynthesizedResource, "address" | "type">): string =>
  address.startsWith("data.") ? `data.${type}` : type;

/** A block of a Terraform file of the owner, in a stack. */
interface OwnPlace {
  readonly address: string;
  /** Name of the file in the folder of the stack. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `resource`, `data`, `provider`, `locals`. */
  readonly kind: string;
  /** Names after the kind: the type and name of a resource. */
  readonly labels: readonly string[];
  /** Its arguments as written. A plan has others, which providers add. */
  readonly body: JsonObject;
  /** Digest of its arguments and of the local values and variables that it reads: an edit has another one. */
  readonly digest: string;
  /** Arguments whose values only Terraform evaluates. */
  readonly notEvaluated: readonly string[];
}

/** Blocks by their address, then the first instance of each block by the address of the block. */
function byAddress(blocks: readonly SynthesizedResource[]): ReadonlyMap<string, SynthesizedResource> {
  const found = new Map<string, SynthesizedResource>();
  const add = (address: string, resource: SynthesizedResource): void => {
    if (!found.has(address)) found.set(address, resource);
  };
  for (const resource of blocks) add(resource.address, resource);
  for (const resource of blocks) add(blockAddress(resource.address), resource);
  return found;
}

/** A stack in Terraform JSON, from any source: this class does not depend on constructs. */
export class StackJson {
  private readonly all: readonly SynthesizedResource[];
  private readonly data: readonly SynthesizedResource[];
  /** Undefined before the first search. */
  private known: ReadonlyMap<string, SynthesizedResource> | undefined;

  constructor(
    readonly name: string,
    readonly json: JsonObject,
    /** The stack without files of the owner. */
    readonly generated: JsonObject = json,
  ) {
    this.all = bodies(section(json, "resource"), "");
    this.data = bodies(section(json, "data"), "data.");
  }

  /** Resources of one type, or of all types, in file order. */
  resources(type?: string): readonly SynthesizedResource[] {
    return type === undefined ? this.all : this.all.filter((resource) => resource.type === type);
  }

  dataSources(type?: string): readonly SynthesizedResource[] {
    return type === undefined ? this.data : this.data.filter((source) => source.type === type);
  }

  /** The resource at `address`, or the first of its instances; the address of a data source begins with `data.`. */
  find(address: string): SynthesizedResource | undefined {
    this.known ??= byAddress([...this.all, ...this.data]);
    return this.known.get(address);
  }

  get outputs(): JsonObject {
    return section(this.json, "output");
  }

  /** Blocks of the owner's files, in the order of the files. */
  get own(): readonly OwnPlace[] {
    return asArray(asObject(this.json["//"])[OWN_BLOCKS]) as unknown as readonly OwnPlace[];
  }

  /** Addresses of blocks of the configuration that have no instance. */
  get absent(): readonly string[] {
    return asArray(asObject(this.json["//"])[ABSENT_BLOCKS]).map(String);
  }

  /** Whether it is of a plan of Terraform, which has only blocks that exist. */
  get isPlanned(): boolean {
    return asObject(this.json["//"])[PLANNED] === true;
  }

  get terraform(): JsonObject {
    return section(this.json, "terraform");
  }

  get providers(): JsonObject {
    return section(this.json, "provider");
  }
}

/** Key of the places of own blocks in the notes of a stack, beside those of cdktf. */
export const OWN_BLOCKS = "own";

function section(json: JsonObject, name: string): JsonObject {
  return asObject(json[name]);
}

function bodies(byType: JsonObject, prefix: string): SynthesizedResource[] {
  return Object.entries(byType).flatMap(([type, byName]) =>
    Object.entries(asObject(byName)).map(([name, value]) => {
      const config = asObject(value);
      const path = asObject(asObject(config["//"])["metadata"])["path"];
      return {
        address: `${prefix}${type}.${name}`,
        type,
        name,
        config,
        ...(typeof path === "string" ? { constructPath: path } : {}),
      };
    }),
  );
}

/** A value in a message or an identity: a text as it is, `(none)` for null, and any other as JSON. */
export const writtenText = (value: Json | undefined): string =>
  typeof value === "string"
    ? value
    : value === null || value === undefined
      ? "(none)"
      : JSON.stringify(value);

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function asArray(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** An object with other values, by their keys. */
export const mapped = (object: JsonObject, change: (value: Json, key: string) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));

/** Keys and texts of a value. */
export function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]: [string, Json]) => [key, ...textsIn(item)]);
}

/** Nested blocks; Terraform JSON has one object or a list of objects. */
export function blocks<Block extends JsonObject>(
  value: Block | readonly Block[] | Json | undefined,
): readonly Block[] {
  if (value === null || typeof value !== "object") return [];
  return (
    Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [value]
  ) as readonly Block[];
}

/** The first nested block, or an empty one. */
export function block<Block extends JsonObject>(value: Block | readonly Block[] | Json | undefined): Block {
  if (value === null || typeof value !== "object") return NOTHING as Block;
  if (!Array.isArray(value)) return value as Block;
  return ((value as readonly Json[]).find(isJsonObject) ?? NOTHING) as Block;
}

const NOTHING: JsonObject = {};

/** Values of an argument in all nested blocks on its path, which has dots between names. */
export function valuesAt(config: JsonObject, path: string): Json[] {
  const names = path.split(".");
  const holders = names
    .slice(0, -1)
    .reduce<readonly JsonObject[]>((all, name) => all.flatMap((each) => blocks(each[name])), [config]);
  return holders.flatMap((holder) => holder[names.at(-1) ?? ""] ?? []);
}

/** Strings of a value that is a string or a list of strings. */
export function texts(value: Json | undefined): string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  return list.filter((item) => typeof item === "string");
}

export const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

// Texts become booleans and numbers as Terraform converts them:
// developer.hashicorp.com/terraform/language/expressions/types, type conversion; convert of
// github.com/zclconf/go-cty; the console of Terraform 1.11.4 (read and run on 2026-11-26).

/** True, also as a text that Terraform converts to it. */
export const isTrue = (value: Json | undefined): boolean =>
  value === true || value === "true" || value === "1";
export const isFalse = (value: Json | undefined): boolean =>
  value === false || value === "false" || value === "0";

/** Decimal; an exponent after `p` is one of 2. */
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE][+-]?\d+|[pP]([+-]?\d+))?$/;

/** A finite number, also from a text that Terraform converts to one; undefined for any other value. */
export function number(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  const [whole, mantissa, power] = typeof value === "string" ? (NUMBER.exec(value) ?? []) : [];
  const result = power === undefined ? Number(whole) : Number(mantissa) * 2 ** Number(power);
  return Number.isFinite(result) ? result : undefined;
}

/** The object or list in a text of JSON; undefined for any other value. */
export function jsonIn(value: Json | undefined): JsonObject | readonly Json[] | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as JsonObject | readonly Json[];
  } catch {
    return undefined;
  }
}
