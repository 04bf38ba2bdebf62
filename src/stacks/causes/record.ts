import {
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformProvider,
  TerraformRemoteState,
  TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import { type Construct } from "constructs";
import { type EnvironmentConfig } from "../../config/environment";
import { type Items, causeOf, itemsOf } from "../../constructs/cause";
import { type CauseRecord, type SettingPath, type ShapingSetting } from "../../core/cause-record";
import { type Layer } from "../../core/layers";
import { type CauseTable, type Shaped } from "./table";

/** The settings that shape each block of a stack; blocks with the same settings share an entry. */
export function causesOf(
  stack: TerraformStack,
  layer: Layer,
  table: CauseTable,
  config: EnvironmentConfig,
): CauseRecord[] {
  const alike = new Map<string, string[]>();
  const entries = new Map<string, CauseRecord & { readonly addresses: string[] }>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = addressOf(element);
    const found = entryOf(table, element);
    if (address === undefined || !found) continue;
    const [type, items, own] = [typeOf(address), itemsOf(element), causeOf(element)?.path];
    // Blocks with the same key have the same settings, which are computed once.
    const key = JSON.stringify([found.path, found.types.has(type) ? type : "", items, own]);
    const addresses = alike.get(key) ?? addressesOf({ type, items, own, config }, found.shaped);
    alike.set(key, addresses);
    addresses.push(address);
  }
  return [...entries.values()];

  /** Addresses of the entry with the settings of a block. */
  function addressesOf(block: Block, shaped: Shaped): string[] {
    const [part, settings] = [partOf(shaped, block), settingsOf(shaped, block)];
    const key = JSON.stringify([part, settings]);
    const entry = entries.get(key) ?? { layer, part, addresses: [], settings };
    entries.set(key, entry);
    return entry.addresses;
  }
}

/** A block of a stack, as far as its causes depend on it. */
interface Block {
  /** `aws_vpc`, `data.aws_vpc`. */
  readonly type: string;
  readonly items: Items;
  /** Path of the value that names its construct. @default - none names it */
  readonly own: SettingPath | undefined;
  readonly config: EnvironmentConfig;
}

/** Address of an element, as a review names it. */
function addressOf(element: TerraformElement): string | undefined {
  const id = element.friendlyUniqueId;
  if (element instanceof TerraformResource) return `${element.terraformResourceType}.${id}`;
  if (element instanceof TerraformDataSource) return `data.${element.terraformResourceType}.${id}`;
  if (element instanceof TerraformRemoteState) return `data.terraform_remote_state.${id}`;
  if (element instanceof TerraformOutput) return `output.${id}`;
  if (element instanceof TerraformVariable) return `variable.${id}`;
  if (element instanceof TerraformLocal) return `local.${id}`;
  if (element instanceof TerraformBackend) return "terraform";
  if (!(element instanceof TerraformProvider)) return undefined;
  const name = element.terraformResourceType;
  return element.alias === undefined ? `provider.${name}` : `provider.${name}.${element.alias}`;
}

const typeOf = (address: string): string => address.slice(0, address.lastIndexOf("."));

/** A row of a table. */
interface Entry {
  readonly path: readonly string[];
  readonly shaped: Shaped;
  /** Terraform types that its words select. */
  readonly types: ReadonlySet<string>;
}

/** The entry of the longest path that is a scope of the element. */
function entryOf(table: CauseTable, element: Construct): Entry | undefined {
  const ids = element.node.scopes.slice(2).map(({ node }) => node.id);
  return entriesOf(table).find(
    ({ path }) => path.length <= ids.length && path.every((id, index) => isLike(id, ids[index] as string)),
  );
}

const known = new WeakMap<CauseTable, readonly Entry[]>();

/** Entries of a table, the longest path first. */
function entriesOf(table: CauseTable): readonly Entry[] {
  const entries =
    known.get(table) ??
    Object.entries(table)
      .map(([key, shaped]) => ({ path: key === "" ? [] : key.split("/"), shaped, types: typesIn(shaped) }))
      .sort((a, b) => b.path.length - a.path.length);
  known.set(table, entries);
  return entries;
}

const typesIn = ({ part, by }: Shaped): ReadonlySet<string> =>
  new Set([part, ...Object.values(by)].flatMap(wordsOf).flatMap(({ selector }) => selector ?? []));

/** True if an id has a pattern such as `private-*`. */
function isLike(pattern: string, id: string): boolean {
  if (pattern === id || pattern === "*") return true;
  const [start = "", end] = pattern.split("*");
  return end !== undefined && id.startsWith(start) && id.endsWith(end);
}

/** A word of a table: `aws_subnet:tags`, `exists@zone`. */
interface Word {
  readonly selector: string | undefined;
  readonly text: string;
  readonly item: string | undefined;
}

const parsed = new Map<string, readonly Word[]>();

function wordsOf(text: string): readonly Word[] {
  const words =
    parsed.get(text) ??
    text.split(" ").map((each) => {
      const [before = "", item] = each.split("@");
      const [selector, word] = before.includes(":") ? before.split(":") : [undefined, before];
      return { selector, text: word ?? "", item };
    });
  parsed.set(text, words);
  return words;
}

const applies = ({ selector, item }: Word, { type, items }: Block): boolean =>
  (selector === undefined || selector === type || selector in items) && (item === undefined || item in items);

function settingsOf({ by }: Shaped, block: Block): ShapingSetting[] {
  return Object.entries(by).flatMap(([pattern, text]) => {
    const applied = wordsOf(text).filter((word) => applies(word, block));
    const kinds = [...new Set(applied.map(({ item }) => item))];
    return kinds.flatMap((kind): ShapingSetting[] => {
      const shapes = applied.filter(({ item }) => item === kind).map((word) => word.text);
      const item = kind === undefined ? undefined : block.items[kind];
      return expanded(pattern, block).map((path) => ({
        path,
        shapes,
        ...(item === undefined ? {} : { item }),
      }));
    });
  });
}

/** The part of the file: the only value with an item of the block, or what contains all values. */
function partOf({ part }: Shaped, block: Block): SettingPath {
  const applied = wordsOf(part).filter((word) => applies(word, block));
  const chosen = applied.filter(({ selector }) => selector !== undefined);
  const patterns = (chosen.length > 0 ? chosen : applied).map(({ text }) => text);
  const items = Object.values(block.items);
  const paths = patterns.flatMap((pattern) => expanded(pattern, block));
  const named = paths.filter((path) =>
    [valueAt(block.config, path)].flat().some((value) => items.includes(value as string)),
  );
  const [only] = named.length === 1 ? named : paths.length === 1 ? paths : [];
  return only ?? stepsOf((patterns[0] ?? "").replace(/(\[\]|\.?\*).*$/, ""));
}

const ANY_ITEM = "[]";
const ANY_KEY = "*";

const steps = new Map<string, readonly string[]>();

function stepsOf(pattern: string): readonly string[] {
  const known = steps.get(pattern) ?? pattern.replaceAll("[]", ".[]").split(".");
  steps.set(pattern, known);
  return known;
}

/** Paths of a pattern in a configuration. In the construct of one item, its path selects the item. */
function expanded(pattern: string, { config, own = [] }: Block): readonly SettingPath[] {
  const all = stepsOf(pattern);
  if (!all.includes(ANY_ITEM) && !all.includes(ANY_KEY)) return [all];
  return all.reduce<SettingPath[]>(
    (paths, step) =>
      paths.flatMap((path) => {
        if (step !== ANY_ITEM && step !== ANY_KEY) return [[...path, step]];
        const chosen = own[path.length];
        if (chosen !== undefined && path.every((each, index) => each === own[index]))
          return [[...path, chosen]];
        const value = valueAt(config, path);
        const keys = Array.isArray(value) ? value.keys() : Object.keys((value ?? {}) as object);
        return [...keys].map((key) => [...path, key]);
      }),
    [[]],
  );
}

const valueAt = (config: unknown, path: SettingPath): unknown =>
  path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    config,
  );
