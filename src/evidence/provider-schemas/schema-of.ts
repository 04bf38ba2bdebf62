import { IndexedLines, extractFile } from "../../base/indexed-lines";
import { readJson } from "../../base/read-text";
import { BLOCK_KINDS, type BlockForm, type BlockKind } from "../provider-schema";
import { type AddedNames, type SchemaIndex, type Shard } from "./packed";
import { unpack } from "./unpack";

/**
 * The schema of a type of a provider, such as `schemaOf("aws", "resource", "aws_vpc")`; that of the
 * provider's configuration has the provider as type. Undefined where the type, its kind or the
 * provider is not in the extracts: `typeNames` tells which.
 *
 * The first call for a provider reads its index, and each type its own line of the shards.
 */
export function schemaOf(provider: string, kind: BlockKind, type: string): BlockForm | undefined {
  const index = indexOf(provider);
  const key = keyOfType(kind, type);
  const known = index?.schemas.get(key);
  if (!index || known) return known;
  const line = index.shards.line(key);
  const schema = line === undefined ? undefined : unpack(JSON.parse(line) as Shard);
  if (schema) index.schemas.set(key, schema);
  return schema;
}

/** Names of the types of a kind; undefined where the extracts do not have the provider, or not this kind of it. */
export function typeNames(provider: string, kind: BlockKind): readonly string[] | undefined {
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
export function addedTo(provider: string, kind: BlockKind, type: string): ReadonlySet<string> {
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

interface Index {
  readonly extract: SchemaIndex;
  /** A line for each type. */
  readonly shards: IndexedLines;
  /** The schemas that were asked for. */
  readonly schemas: Map<string, BlockForm>;
}

const indexes = new Map<string, Index | undefined>();

function indexOf(provider: string): Index | undefined {
  if (!indexes.has(provider)) indexes.set(provider, loaded(provider));
  return indexes.get(provider);
}

const keyOfType = (kind: BlockKind, type: string): string => `${kind} ${type}`;

function loaded(provider: string): Index | undefined {
  const file = fileOf(`${provider}.json`);
  const shards = fileOf(`${provider}.jsonl`);
  if (file === undefined || shards === undefined) return undefined;
  const extract = readJson(file, WANTED) as SchemaIndex;
  const lines = new IndexedLines(
    shards,
    BLOCK_KINDS.flatMap((kind) =>
      Object.entries(extract.names[kind] ?? {}).map(
        ([type, length]) => [keyOfType(kind, type), length] as const,
      ),
    ),
  );
  return { extract, shards: lines, schemas: new Map() };
}

const WANTED = { expected: "an index of a provider's schema", fix: "install the package again" };

const fileOf = (name: string): string | undefined =>
  /^[\w-]+\.jsonl?$/.test(name)
    ? extractFile("provider-schemas", name, (path) => require.resolve(path))
    : undefined;
