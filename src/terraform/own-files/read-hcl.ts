import { own } from "../../base/own";
import { blockEntries, type BlockHeader } from "../hcl/block-headers";
import { counted } from "../../base/counted";
import { parseHcl, FileMistake } from "../parser";
import { onlyExpression } from "../terraform-templates";
import { type Json, type JsonObject, asArray, asObject, textsIn } from "../stack-json";
import { type OwnBlock } from "../own-block";
import { META } from "../meta-arguments";
import { withConditions } from "./conditions";
import { addressedBlocks, bareName } from "./own-blocks";
import { writtenInHcl } from "./written-body";

/** The blocks of a file of HCL, as Terraform JSON has them. Throws a FileMistake. */
export function blocksInHcl(name: string, text: string): OwnBlock[] {
  const bodies = new Bodies(parseHcl(name, text) as JsonObject);
  return blockEntries(text).flatMap((header) => {
    const { type, labels, line, column } = header;
    const expected = Object.hasOwn(META.labels, type) ? META.labels[type] : undefined;
    if (expected !== undefined && labels.length !== expected)
      throw new FileMistake(
        line,
        column,
        `${type} with ${counted(labels.length, "label")} instead of ${expected}`,
      );
    const body = bodies.next(header);
    if (body === undefined)
      throw new FileMistake(line, column, `${type} as an argument, where only blocks can be`);
    return addressedBlocks({
      type,
      labels,
      line,
      column,
      body: asWrittenInJson(type, withTexts(body)),
      written: () => writtenInHcl(header),
    });
  });
}

/** The bodies of the parsed file. Blocks with the same labels are in the order of the file. */
class Bodies {
  private readonly taken = new Map<string, number>();

  constructor(private readonly json: JsonObject) {}

  next({ type, labels }: BlockHeader): JsonObject | undefined {
    const key = JSON.stringify([type, ...labels]);
    const index = this.taken.get(key) ?? 0;
    this.taken.set(key, index + 1);
    const all = labels.reduce<Json | undefined>((value, label) => asObject(value)[label], this.json[type]);
    const body = asArray(all)[index];
    return body === undefined || body === null || typeof body !== "object" ? undefined : asObject(body);
  }
}

/** Arguments in which Terraform expects names; JSON has them as text. */
const NAMES: readonly string[] = [
  "provider",
  "providers",
  "depends_on",
  "ignore_changes",
  "replace_triggered_by",
];
const NAMES_OF: Readonly<Record<string, readonly string[]>> = {
  variable: ["type"],
  moved: ["from", "to"],
  removed: ["from"],
  import: ["to", "provider"],
};

/** The body with names as JSON writes them: `aws.dns` in place of `${aws.dns}`. */
function asWrittenInJson(type: string, body: JsonObject): JsonObject {
  const names = own(NAMES_OF, type) ?? NAMES;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (key === "lifecycle")
        return [key, asArray(value).map((each) => asWrittenInJson(key, asObject(each)))];
      if (key === "providers") return [key, mapped(asObject(value))];
      return [key, names.includes(key) ? bareName(value) : value];
    }),
  );
}

const mapped = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, bareName(value)]));

const CALL = /^\s*(jsonencode|chomp)\(([^]*)\)\s*$/;

/**
 * The body with the text that `jsonencode` of constants and references makes, as in a policy, and `chomp` of lines: checks read such a
 * text. Any other call stays as it is.
 */
function withTexts(body: JsonObject): JsonObject {
  const convert = (value: Json): Json => {
    if (typeof value === "string") return callText(value) ?? withConditions(value);
    if (Array.isArray(value)) return value.map(convert);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item)]));
  };
  return convert(body) as JsonObject;
}

function callText(value: string): string | undefined {
  const [, name, argument] = CALL.exec(onlyExpression(value) ?? "") ?? [];
  if (argument === undefined) return undefined;
  // The parser returns a call as text, so its argument is parsed as a local value.
  const { locals } = parseHcl("argument.tf", `locals {\n  v = ${argument}\n}\n`) as { readonly locals: Json };
  const { v = null } = asObject(asArray(locals)[0]);
  if (name === "chomp")
    return typeof v === "string" && onlyExpression(v) === undefined ? v.replace(/\n+$/, "") : undefined;
  // A quote in an expression would end the text of the policy.
  return /[$%]\{[^}]*["(?]/.test(textsIn(v).join("\n")) ? undefined : JSON.stringify(v);
}
