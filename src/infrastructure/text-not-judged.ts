import { onlyExpression, templatesOf } from "../terraform/terraform-templates";
import { parseReference } from "../terraform/terraform-references";
import { asObject, type Json, type StackJson, textsIn } from "../terraform/stack-json";
import { own } from "../base/own";
import { HARMLESS } from "../evidence/harmless";
import { JUDGED, type JudgedType } from "../evidence/table";
import { isHarmless, type Leaf, leafText, leavesOf } from "./judged/leaves";

export { leavesOf };

/** Data sources whose values every check knows: those of the provider itself, and outputs of earlier layers. */
const KNOWN_DATA = /^data\.(aws_caller_identity|aws_region|aws_partition|terraform_remote_state)\./;

/**
 * Attributes that name a block. Any other attribute, such as the value of a parameter or a tag, can have any text, which no check reads
 * where it is used.
 */
const NAMING =
  /^(id|arn|name|bucket|key_id|key_arn|target_key_arn|url|zone_id|cidr_block|repository_url|version|latest_version|default_version|dns_name|hostname)$/;

/**
 * Whether only Terraform can evaluate an argument: it has an operation, or reads a variable, a local value, a data source or an attribute
 * that can have any text.
 */
const isUnread = ({ path, value }: Leaf): boolean =>
  textsIn(value).some((text) => {
    const { expressions, directives } = templatesOf(text);
    return (
      directives.length > 0 || expressions.some((expression) => !isRead(parseReference(expression), path))
    );
  });

/** Whether the checks know the value of a reference. */
function isRead(reference: ReturnType<typeof parseReference>, argument: string): boolean {
  if (!reference || reference.steps.some(({ to }) => to === undefined)) return false;
  const { subject, path } = reference;
  if (KNOWN_DATA.test(`${subject}.`)) return true;
  if (/^(var|local|each|count|self|path|terraform|module|data|ephemeral)\./.test(subject)) return false;
  const attribute = String(path.at(-1) ?? "");
  return /cidr/.test(argument) ? attribute === "cidr_block" : NAMING.test(attribute);
}

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
  const text = leafText(leaf);
  return HARMLESS.notRead.some(
    (row) => row.types.includes(type) && row.path === path && row.values.test(text),
  )
    ? [`${path} ${text}`]
    : [];
}

/**
 * The judged arguments of a block: less where it belongs to a generated one, whose checks may read another block of the
 * type. Where it belongs to own blocks, they are judged by themselves.
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

/** Whether another value of an argument of a block permits, opens and deletes nothing, by the lists of harmless arguments. */
export function isHarmlessArgument(address: string, path: string, value: Json): boolean {
  const [kind = "", name = ""] = address.split(".");
  const rows =
    kind === "data"
      ? own(HARMLESS.types, `data.${name}`)
      : (own(HARMLESS.types, kind) ?? own(HARMLESS.blocks, kind));
  return [HARMLESS.common, ...(rows ? [rows] : [])].some((each) => isHarmless({ path, value }, each));
}
