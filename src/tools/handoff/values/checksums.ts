import { checksum } from "../../../shared/values/checksum";
import { type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";
import { type LiftedLocal, resourcesOf } from "../variables/variable";

/** A checksum of the data of a ConfigMap, with which pods start again after a change of it. */
export interface DataChecksum {
  /** Local values with the data. */
  readonly locals: readonly LiftedLocal[];
  /** The checksum as a Terraform expression. */
  readonly expression: string;
  /** The checksum in the stack, then in each trial. */
  readonly shown: readonly string[];
}

const TYPE = "kubernetes_config_map_v1";

/** Checksums of data in a stack, and in trials of it, that Terraform computes from the same bytes. */
export function dataChecksums(stacks: readonly JsonObject[]): DataChecksum[] {
  const [stack = {}] = stacks;
  const names = Object.keys(resourcesOf(stack, TYPE));
  const known = new Set(JSON.stringify(stack).match(/\b[0-9a-f]{64}\b/g));
  if (known.size === 0) return [];
  return names.flatMap((name) => {
    const files = names.filter((each) => each.startsWith(`${name}_files_`));
    return [[], ...(files.length > 0 ? [files] : [])].flatMap((some) => ofData(stacks, name, some, known));
  });
}

function ofData(
  stacks: readonly JsonObject[],
  name: string,
  files: readonly string[],
  known: ReadonlySet<string>,
): DataChecksum[] {
  const all = stacks.map((stack) => [name, ...files].map((each) => dataOf(stack, each)));
  if (all.flat().some((data) => data === undefined || !isPlain(data))) return [];
  const order = ordersOf(Object.keys(all[0]?.[0] ?? {})).find((keys) => known.has(sumOf(all[0] ?? [], keys)));
  if (!order) return [];
  return [
    {
      locals: [name, ...files].map((each) => ({
        name: `${each}_data`,
        path: ["resource", TYPE, each, "data"],
      })),
      expression: `sha256(${written(name, files, order)})`,
      shown: all.map((each) => sumOf(each, order)),
    },
  ];
}

const dataOf = (stack: JsonObject, name: string): JsonObject | undefined => {
  const { data } = asObject(resourcesOf(stack, TYPE)[name]);
  return data === undefined ? undefined : asObject(data);
};

function sumOf([data = {}, ...files]: readonly (JsonObject | undefined)[], order: readonly string[]): string {
  const ordered = Object.fromEntries(order.map((key) => [key, data[key]]));
  return checksum(
    files.length > 0 ? { data: ordered, files: files.map((each) => inOrder(each ?? {})) } : ordered,
  );
}

const inOrder = (data: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether Terraform writes texts of the data as they are: `jsonencode` escapes some characters, and a template has no value. */
const isPlain = (data: JsonObject): boolean => !/[<>&\u2028\u2029]|[$%]\{/.test(JSON.stringify(data));

/** Most keys whose orders are tried. */
const MOST_KEYS = 12;

/** Orders in which the program can have written keys: all sorted, or sorted keys of its own before those of the file. */
function ordersOf(keys: readonly string[]): string[][] {
  const all = [...keys].sort();
  if (all.length > MOST_KEYS) return [all];
  return Array.from({ length: 2 ** all.length }, (_, chosen) => {
    const isFirst = (key: string): boolean => Math.floor(chosen / 2 ** all.indexOf(key)) % 2 === 1;
    return [...all.filter(isFirst), ...all.filter((key) => !isFirst(key))];
  });
}

/** The text with that checksum. `jsonencode` sorts keys, so other orders are written out. */
function written(name: string, files: readonly string[], order: readonly string[]): string {
  const local = (each: string): string => `local.${each}_data`;
  const isSorted = order.every((key, index) => index === 0 || (order[index - 1] ?? "") < key);
  const texts = `[${files.map(local).join(", ")}]`;
  if (isSorted)
    return files.length === 0
      ? `jsonencode(${local(name)})`
      : `jsonencode({ data = ${local(name)}, files = ${texts} })`;
  const data = formatted(order.map((key) => [key, `jsonencode(${local(name)}.${key})`]));
  return files.length === 0
    ? data
    : formatted([
        ["data", data],
        ["files", `jsonencode(${texts})`],
      ]);
}

const formatted = (entries: readonly (readonly [key: string, text: string])[]): string => {
  const form = `{${entries.map(([key]) => `${JSON.stringify(key)}:%s`).join(",")}}`;
  return `format(${[JSON.stringify(form), ...entries.map(([, text]) => text)].join(", ")})`;
};
