import { shortHash } from "../../../shared/values/short-hash";
import {
  type Json,
  type JsonObject,
  type OwnPlace,
  type StackJson,
  asObject,
} from "../../terraform-json/stack-json";

/** A block with what it sets. */
export interface Body {
  /** `resource`, `data`, `provider`, `module`, `output`. */
  readonly kind: string;
  /** Type of a resource or data source, name of a provider; the kind of any other block. */
  readonly type: string;
  readonly body: JsonObject;
}

/** First words of the addresses of blocks that are no resources, with the section of Terraform JSON. */
const SECTIONS: Readonly<Record<string, string>> = {
  output: "output",
  module: "module",
  var: "variable",
  check: "check",
  moved: "moved",
  removed: "removed",
  import: "import",
};

/** The block at a place of an owner's file. Throws where the stack does not have it, since nothing of it would be judged. */
export function bodyOf({ name, json }: StackJson, { address, digest }: OwnPlace): Body {
  const [first = "", second = "", third = ""] = address.split(".");
  const there = (body: Json | undefined): JsonObject => {
    if (body === undefined) throw new Error(`${name}: no block ${address}`);
    return asObject(body);
  };
  const typed = (kind: string, type: string, label: string): Body => ({
    kind,
    type,
    body: there(asObject(asObject(json[kind])[type])[label]),
  });
  if (first === "data" || first === "ephemeral") return typed(first, second, third);
  if (first === "local") {
    const { [second]: value = null } = asObject(json["locals"]);
    return { kind: "locals", type: "locals", body: { [second]: value } };
  }
  if (first === "provider") {
    const blocks = listOf(asObject(json["provider"])[second]);
    const body = blocks.find((block) => (asObject(block)["alias"] ?? "") === third);
    return { kind: first, type: second, body: there(body) };
  }
  const { [first]: section } = SECTIONS;
  if (section === undefined) return typed("resource", first, second);
  const { [section]: found } = json;
  // Blocks without a name are a list. The digest tells them apart.
  const body =
    second === ""
      ? listOf(found).find((each) => shortHash(JSON.stringify(each)) === digest)
      : asObject(found)[second];
  return { kind: section, type: section, body: there(body) };
}

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
