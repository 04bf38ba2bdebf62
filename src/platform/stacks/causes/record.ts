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
import { type EnvironmentConfig } from "../../environment/environment";
import { type Items, causeOf, itemsOf } from "../../constructs/cause";
import {
  type CauseRecord,
  type SettingPath,
  type ShapingSetting,
} from "../../../shared/terraform/cause-record";
import { type Layer } from "../../../shared/terraform/layers";
import { ANY_ITEM, ANY_KEY, type Row, type Word, rowOf, stepsOf } from "./rows";
import { type CauseTable } from "./table";

/** The settings that shape each block of a stack; blocks with the same settings share an entry. */
export function causesOf(
  stack: TerraformStack,
  layer: Layer,
  table: CauseTable,
  config: EnvironmentConfig,
): CauseRecord[] {
  const entries = new Map<string, CauseRecord & { readonly addresses: string[] }>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const address = addressOf(element);
    const row = rowOf(table, element);
    if (address === undefined || !row) continue;
    const block: Block = {
      type: typeOf(address),
      items: itemsOf(element),
      own: causeOf(element)?.path,
      config,
    };
    const key = keyOf(row, block);
    const entry = entries.get(key) ?? {
      layer,
      part: partOf(row, block),
      addresses: [],
      settings: settingsOf(row, block),
    };
    entries.set(key, entry);
    entry.addresses.push(address);
  }
  return [...entries.values()];
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

/** Blocks with the same key have the same settings. */
const keyOf = ({ path, selectors }: Row, { type, items, own }: Block): string =>
  JSON.stringify([path, selectors.has(type) ? type : "", items, own]);

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

const applies = ({ selector, item }: Word, { type, items }: Block): boolean =>
  (selector === undefined || selector === type || selector in items) && (item === undefined || item in items);

const settingsOf = ({ settings }: Row, block: Block): ShapingSetting[] =>
  settings.flatMap(({ pattern, words, constant }) => constant ?? settingsFor(pattern, words, block));

/** A setting for each path of a pattern, and for each kind of items that its words name. */
function settingsFor(pattern: string, words: readonly Word[], block: Block): ShapingSetting[] {
  const applied = words.filter((word) => applies(word, block));
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
}

/** The part of the file: the only value with an item of the block, or what contains all values. */
function partOf({ part }: Row, block: Block): SettingPath {
  const applied = part.filter((word) => applies(word, block));
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

/** Paths of a pattern in a configuration. In the construct of one item, its path selects the item. */
function expanded(pattern: string, { config, own = [] }: Block): readonly SettingPath[] {
  return stepsOf(pattern).reduce<SettingPath[]>(
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
