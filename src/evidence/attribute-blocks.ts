import { type ArgumentSchema, type BlockForm, type ValueType } from "./provider-schema";

/**
 * The schema of blocks in the place of an argument; undefined where Terraform takes none. It takes them for lists and
 * sets of objects, such as `ingress` of a security group (developer.hashicorp.com/terraform/language/attr-as-blocks,
 * read 2026-11-26).
 */
export function blocksOfAttribute({ type }: ArgumentSchema): BlockForm | undefined {
  if (!Array.isArray(type)) return undefined;
  const [kind, of] = type as Exclude<ValueType, string>;
  if (kind !== "list" && kind !== "set") return undefined;
  if (typeof of === "string" || of[0] !== "object") return undefined;
  const fields = Object.entries(of[1] as Readonly<Record<string, ValueType>>);
  return {
    arguments: new Map(fields.map(([name, each]) => [name, { use: "optional", type: each }])),
    blocks: new Map(),
  };
}
