import { own } from "../base/own";
import { onlyExpression, partsOf } from "./terraform-templates";
import { type Json, type JsonObject, asObject } from "./stack-json";
import { type WrittenBody } from "./written-body";

/** A block of a Terraform file of the owner. */
export interface OwnBlock {
  /** Type of the block: `resource`, `locals`, `moved`. */
  readonly type: string;
  /** Names after the type. A local value has its own name. */
  readonly labels: readonly string[];
  /** `aws_sns_topic.a`, `data.aws_vpc.a`, `output.a`, `local.a`, `provider.aws.dns`; the type for a block without a name. */
  readonly address: string;
  /** Its arguments as in Terraform JSON. A local value is its only argument. */
  readonly body: JsonObject;
  readonly line: number;
  readonly column: number;
  /** Arguments whose values only Terraform evaluates. */
  readonly notEvaluated: readonly string[];
  /** The places of its arguments and blocks. */
  readonly written: () => WrittenBody;
}

/** A mistake in a file of the owner. Line and column begin at 1. */
export class OwnFileMistake extends Error {
  constructor(
    readonly line: number,
    readonly column: number,
    readonly what: string,
  ) {
    super(`${line}:${column}: ${what}`);
  }
}

/**
 * Blocks at the top of a root module, each with the number of its labels
 * (developer.hashicorp.com/terraform/language/syntax/configuration, read 2026-11-25).
 */
export const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  module: 1,
  provider: 1,
  variable: 1,
  output: 1,
  check: 1,
  locals: 0,
  terraform: 0,
  moved: 0,
  removed: 0,
  import: 0,
};

/** A block as its reader found it. */
type Found = Pick<OwnBlock, "type" | "labels" | "body" | "line" | "column" | "written">;

/** The block with its address; `locals` has one block for each value. */
export function ownBlocks(found: Found): OwnBlock[] {
  const { type, labels, body } = found;
  if (type !== "locals")
    return [{ ...found, address: addressOf(type, labels, body), notEvaluated: notEvaluated(body) }];
  return Object.entries(body).map(([name, value]) => ({
    ...found,
    labels: [name],
    address: `local.${name}`,
    body: { [name]: value },
    notEvaluated: notEvaluated({ [name]: value }),
  }));
}

/** Words before the labels in an address. */
const PREFIX: Readonly<Record<string, string>> = { resource: "", variable: "var." };

function addressOf(type: string, labels: readonly string[], body: JsonObject): string {
  if (labels.length === 0) return type;
  const { alias } = body;
  const names = type === "provider" && typeof alias === "string" ? [...labels, alias] : labels;
  return `${own(PREFIX, type) ?? `${type}.`}${names.join(".")}`;
}

/** Names of arguments that have a function, a condition or another operation in their value, or repeat something. */
function notEvaluated(body: JsonObject): string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (name === "dynamic") return blockNames(value).map((block) => `dynamic ${block}`);
    return REPETITIONS.includes(name) || hasOperation(value) ? [name] : [];
  });
}

const REPETITIONS = ["count", "for_each"];

const blockNames = (value: Json): string[] =>
  Array.isArray(value) ? value.flatMap(blockNames) : Object.keys(asObject(value));

/** A reference to a value: names, and indexes that are numbers or texts. */
const REFERENCE = /^\s*[A-Za-z_][\w-]*(\.[\w-]+|\[\d+\]|\["[^"\\$%]*"\])*\s*$/;

function hasOperation(value: Json): boolean {
  if (typeof value === "string")
    return partsOf(value).some(
      (part) => "directive" in part || ("expression" in part && !REFERENCE.test(part.expression)),
    );
  if (value === null || typeof value !== "object") return false;
  return Object.entries(value).some(
    ([key, item]: [string, Json]) => key === "dynamic" || hasOperation(key) || hasOperation(item),
  );
}

/** The name in `${name}`, as JSON writes it where Terraform expects a name; other values unchanged. */
export function bareName(value: Json): Json {
  if (Array.isArray(value)) return value.map(bareName);
  return typeof value === "string" ? (onlyExpression(value) ?? value) : value;
}
