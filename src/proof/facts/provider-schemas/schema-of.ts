import { closeSync, openSync, readSync } from "node:fs";
import { readJson } from "../../../shared/files/read-text";
import {
  type AddedNames,
  type BlockSchema,
  KINDS,
  type Kind,
  type SchemaIndex,
  type Shard,
} from "./provider-schema";
import { unpack } from "./unpack";

/**
 * The schema of a type of a provider, such as `schemaOf("aws", "resource", "aws_vpc")`; that of the provider's configuration has the
 * provider as type. Undefined where the type, its kind or the provider is not in the extracts: `typeNames` tells which.
 *
 * The first call for a provider reads its index, and each type its own line of the shards.
 */
export function schemaOf(provider: string, kind: Kind, type: string): BlockSchema | undefined {
  const index = indexOf(provider);
  const place = index?.places.get(keyOf(kind, type));
  if (!index || !place) return undefined;
  place.schema ??= unpack(JSON.parse(lineAt(index.shards, place)) as Shard);
  return place.schema;
}

/** Names of the types of a kind; undefined where the extracts do not have the provider, or not this kind of it. */
export function typeNames(provider: string, kind: Kind): readonly string[] | undefined {
  const names = indexOf(provider)?.extract.names[kind];
  return names && Object.keys(names);
}

/** Version, source and date of the extract of a provider; undefined where there is none. */
export const extractOf = (
  provider: string,
): Pick<SchemaIndex, "provider" | "version" | "source" | "date"> | undefined => indexOf(provider)?.extract;

/**
 * Paths that the newest release of a provider has beyond the schema of a type, as `AddedNames` describes them. Empty where it has none,
 * and where there is no extract of a newer release.
 */
export function addedTo(provider: string, kind: Kind, type: string): ReadonlySet<string> {
  const names = newestOf(provider)?.names[kind] ?? {};
  return new Set(Object.hasOwn(names, type) ? names[type]?.split(" ") : []);
}

/** The newest release of a provider that was read; undefined where it is that of the schemas. */
export function newestOf(provider: string): AddedNames | undefined {
  if (!added.has(provider)) {
    const file = fileOf(`${provider}-newest.json`);
    added.set(provider, file === undefined ? undefined : (readJson(file, WANTED) as AddedNames));
  }
  return added.get(provider);
}

const added = new Map<string, AddedNames | undefined>();

interface Place {
  readonly offset: number;
  readonly length: number;
  schema?: BlockSchema;
}

interface Index {
  readonly extract: SchemaIndex;
  /** Path of the file with a line for each type. */
  readonly shards: string;
  readonly places: ReadonlyMap<string, Place>;
}

const indexes = new Map<string, Index | undefined>();

function indexOf(provider: string): Index | undefined {
  if (!indexes.has(provider)) indexes.set(provider, loaded(provider));
  return indexes.get(provider);
}

const keyOf = (kind: Kind, type: string): string => `${kind} ${type}`;

function loaded(provider: string): Index | undefined {
  const file = fileOf(`${provider}.json`);
  const shards = fileOf(`${provider}.jsonl`);
  if (file === undefined || shards === undefined) return undefined;
  const extract = readJson(file, WANTED) as SchemaIndex;
  const places = new Map<string, Place>();
  let offset = 0;
  for (const kind of KINDS) {
    for (const [type, length] of Object.entries(extract.names[kind] ?? {})) {
      places.set(keyOf(kind, type), { offset, length });
      offset += length;
    }
  }
  return { extract, shards, places };
}

const WANTED = { expected: "an index of a provider's schema", fix: "install the package again" };

/** Beside the bundle of the program, or beside this file. */
const FOLDERS = ["./provider-schemas", "./extracts"];

function fileOf(name: string): string | undefined {
  if (!/^[\w-]+\.jsonl?$/.test(name)) return undefined;
  for (const folder of FOLDERS) {
    try {
      return require.resolve(`${folder}/${name}`);
    } catch {
      // the next place
    }
  }
  return undefined;
}

function lineAt(file: string, { offset, length }: Place): string {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, "r");
  try {
    const read = readSync(descriptor, bytes, 0, length, offset);
    if (read !== length) throw new Error(`${file}: the file ends before byte ${offset + length}`);
  } finally {
    closeSync(descriptor);
  }
  return bytes.toString("utf8");
}
