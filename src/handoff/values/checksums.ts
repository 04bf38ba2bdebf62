import { type JsonObject, asObject } from "../../terraform/stack-json";
import {
  CONFIG_MAP,
  areSorted,
  checksumsIn,
  formattedJson,
  isPlain,
  keysInOrder,
  ordersOf,
} from "../variables/data-orders";
import { type LiftedLocal, ofType } from "../variables/variable";
import { sha256 } from "../../base/digests";

/** A checksum of the data of a ConfigMap, with which pods start again after a change of it. */
export interface DataChecksum {
  /** Local values with the data. */
  readonly locals: readonly LiftedLocal[];
  /** The checksum as a Terraform expression. */
  readonly expression: string;
  /** The checksum in the stack, then in each trial. */
  readonly shown: readonly string[];
}

/** Checksums of data in a stack, and in trials of it, that Terraform computes from the same bytes. */
export function dataChecksums(stacks: readonly JsonObject[]): DataChecksum[] {
  const [stack = {}] = stacks;
  const names = Object.keys(ofType(stack, CONFIG_MAP));
  const known = checksumsIn(stack);
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
        path: ["resource", CONFIG_MAP, each, "data"],
      })),
      expression: `sha256(${written(name, files, order)})`,
      shown: all.map((each) => sumOf(each, order)),
    },
  ];
}

const dataOf = (stack: JsonObject, name: string): JsonObject | undefined => {
  const { data } = asObject(ofType(stack, CONFIG_MAP)[name]);
  return data === undefined ? undefined : asObject(data);
};

function sumOf([data = {}, ...files]: readonly (JsonObject | undefined)[], order: readonly string[]): string {
  const ordered = keysInOrder(data, order);
  return sha256(
    JSON.stringify(
      files.length > 0
        ? { data: ordered, files: files.map((each = {}) => keysInOrder(each, Object.keys(each).sort())) }
        : ordered,
    ),
  );
}

/** The text with that checksum. `jsonencode` sorts keys, so other orders are written out. */
function written(name: string, files: readonly string[], order: readonly string[]): string {
  const local = (each: string): string => `local.${each}_data`;
  const texts = `[${files.map(local).join(", ")}]`;
  if (areSorted(order))
    return files.length === 0
      ? `jsonencode(${local(name)})`
      : `jsonencode({ data = ${local(name)}, files = ${texts} })`;
  const data = formattedJson(order.map((key) => [key, `jsonencode(${local(name)}.${key})`]));
  return files.length === 0
    ? data
    : formattedJson([
        ["data", data],
        ["files", `jsonencode(${texts})`],
      ]);
}
