import { own } from "../base/own";
import { parseReference } from "../terraform/terraform-references";
import { onlyExpression } from "../terraform/terraform-templates";
import { HARMLESS } from "../evidence/harmless";
import { JUDGED, type JudgedType } from "../evidence/table";
import { type Json, type StackJson, asObject } from "../terraform/stack-json";
import { isHarmless } from "./judged/is-harmless";
import { type Leaf, isUnread, leavesOf, textOf } from "./leaves";

/** The parts of a place that say what its block is. */
type Block = Pick<StackJson["own"][number], "kind" | "labels" | "body">;

/** Parts of a block that no check judges, in words; empty if every part is judged or harmless. */
export function notJudgedIn(stack: StackJson, place: Block): string[] {
  const { kind, body } = place;
  const leaves = leavesOf(body);
  if (kind === "resource" || kind === "data" || kind === "provider") return ofTyped(stack, place, leaves);
  if (kind === "module") return [`module ${sourceOf(body["source"])} with ${pathsOf(leaves)}`];
  const harmless = own(HARMLESS.blocks, kind);
  if (harmless === undefined) return [`${kind} with ${pathsOf(leaves)}`];
  const open = leaves.filter((leaf) => !isHarmless(leaf, harmless));
  return open.length === 0 ? [] : [`${kind} with ${pathsOf(open)}`];
}

const sourceOf = (value: Json | undefined): string =>
  typeof value === "string" ? value : "without a source";

const pathsOf = (leaves: readonly Leaf[]): string =>
  [...new Set(leaves.map(({ path }) => path))].join(", ") || "nothing set";

function ofTyped(
  stack: StackJson,
  { kind, labels: [type = ""], body }: Block,
  leaves: readonly Leaf[],
): string[] {
  const key = kind === "resource" ? type : `${kind}.${type}`;
  const judged = own(JUDGED, key);
  const harmless = own(HARMLESS.types, key);
  const open = leaves.filter(
    (leaf) => !isHarmless(leaf, HARMLESS.common) && !(harmless && isHarmless(leaf, harmless)),
  );
  const programs = [
    ...provisionersIn(body["provisioner"]).map((name) => `provisioner ${name}`),
    ...(body["connection"] === undefined ? [] : ["connection"]),
  ];
  const others = open.filter(({ path }) => !/^(provisioner|connection)\b/.test(path));
  if (judged === undefined && harmless === undefined)
    return [...programs, `type ${key}${others.length === 0 ? "" : ` with ${pathsOf(others)}`}`];
  const checked = judged === undefined ? {} : argumentsOf(stack, judged, leaves);
  const words = others.flatMap((leaf) => wordsOf(leaf, key, checked));
  return [...programs, ...new Set(words)];
}

/** Names of provisioners. HCL and JSON have them as objects by name, in a list or not. */
const provisionersIn = (value: Json | undefined): string[] =>
  Array.isArray(value)
    ? value.flatMap((item: Json) => provisionersIn(item))
    : [...new Set(Object.keys(asObject(value)))];

function wordsOf(leaf: Leaf, type: string, checked: JudgedType["own"]): string[] {
  const { path } = leaf;
  if (!Object.hasOwn(checked, path)) return [path];
  if (isUnread(leaf)) return [`${path} (only Terraform evaluates it)`];
  const text = textOf(leaf);
  return HARMLESS.notRead.some(
    (row) => row.types.includes(type) && row.path === path && row.values.test(text),
  )
    ? [`${path} ${text}`]
    : [];
}

/**
 * The judged arguments of a block: less where it belongs to a generated one, whose checks may read another block of the type. Where it belongs to
 * own blocks, they are judged by themselves.
 */
function argumentsOf(
  stack: StackJson,
  { own, attachedBy = [], generated = own }: JudgedType,
  leaves: readonly Leaf[],
): JudgedType["own"] {
  const addresses = new Set(stack.own.map(({ address }) => address));
  const holders = leaves.filter(({ path }) => attachedBy.includes(path));
  const isOwn = holders.every(({ value }) => {
    const expression = typeof value === "string" ? onlyExpression(value) : undefined;
    const subject = expression === undefined ? undefined : parseReference(expression)?.subject;
    return subject !== undefined && addresses.has(subject);
  });
  return isOwn ? { ...Object.fromEntries(attachedBy.map((path) => [path, []])), ...own } : generated;
}
