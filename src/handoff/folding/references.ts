import { asWritten, templateParts, withTexts } from "../../terraform/terraform-templates";
import { type Json, type JsonObject, asObject } from "../../terraform/stack-json";
import { seek } from "../variables/variable";

/** The new address of a block: its family, and its key in it. */
export interface BlockMove {
  readonly family: string;
  readonly key: string;
}

/** A value with the new addresses of blocks, by their old ones. */
export function withFolded<Value extends Json>(value: Value, moves: ReadonlyMap<string, BlockMove>): Value {
  return moves.size === 0 ? value : (moved(value, moves) as Value);
}

function moved(value: Json, moves: ReadonlyMap<string, BlockMove>): Json {
  if (typeof value === "string") return inTemplate(value, moves);
  if (Array.isArray(value)) return value.map((item: Json) => moved(item, moves));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, Json]) => {
      if (key === "depends_on" && Array.isArray(item)) return [key, dependencies(item, moves)];
      if (key === "replace_triggered_by" && Array.isArray(item))
        return [key, item.map((each) => inExpression(String(each), moves))];
      return [key, moved(item, moves)];
    }),
  );
}

/** A block depends on whole families: Terraform reads no key of an element there. */
const dependencies = (items: readonly Json[], moves: ReadonlyMap<string, BlockMove>): Json[] => [
  ...new Set(items.map((item) => moves.get(String(item))?.family ?? item)),
];

const inTemplate = (template: string, moves: ReadonlyMap<string, BlockMove>): string =>
  template.includes("${") || template.includes("%{")
    ? templateParts(template)
        .map((part) =>
          "text" in part
            ? part.text
            : asWritten(
                "expression" in part
                  ? { expression: inExpression(part.expression, moves) }
                  : { directive: inExpression(part.directive, moves) },
              ),
        )
        .join("")
    : template;

const ADDRESS = /(?<![\w.-])(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g;

const inExpression = (expression: string, moves: ReadonlyMap<string, BlockMove>): string =>
  expression.replace(ADDRESS, (address) => {
    const move = moves.get(address);
    return move ? `${move.family}[${JSON.stringify(move.key)}]` : address;
  });

/** Outputs of another module by their names as texts, in which a key can be. */
export const withKeyedOutputs = (block: JsonObject): JsonObject =>
  withTexts(block, (text) =>
    text.includes(".outputs.")
      ? text.replace(/(data\.terraform_remote_state\.\w+\.outputs)\.(\w+)/g, '$1["$2"]')
      : text,
  );

/** Outputs whose name has no key, as they are written otherwise. */
export const withPlainOutputs = (block: JsonObject): JsonObject =>
  withTexts(block, (text) =>
    text.replace(/(data\.terraform_remote_state\.\w+\.outputs)\["(\w+)"\]/g, "$1.$2"),
  );

/** The block of a module with an address, such as `aws_subnet.main` or `data.aws_vpc.main`; empty if there is none. */
export const blockAt = (json: JsonObject, address: string): JsonObject =>
  asObject(seek(json, (address.startsWith("data.") ? address : `resource.${address}`).split(".")));
