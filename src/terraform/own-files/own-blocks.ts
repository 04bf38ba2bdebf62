import { own } from "../../base/own";
import { type OwnBlock } from "../own-block";
import { type Json, type JsonObject, asObject } from "../stack-json";
import { onlyExpression, templateParts } from "../terraform-templates";

/** A block as its reader found it. */
type Found = Pick<OwnBlock, "type" | "labels" | "body" | "line" | "column" | "written">;

/** The block with its address; `locals` has one block for each value. */
export function addressedBlocks(found: Found): OwnBlock[] {
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
    return templateParts(value).some(
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
