import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";
import { type BlockForm, type BlockKind, type ValueType } from "../../src/evidence/provider-schema";
import { leavesOf } from "../../src/infrastructure/text-not-judged";
import { type Json, type JsonObject } from "../../src/terraform/stack-json";

/** Nested blocks whose arguments are added. Those of pods reach deeper, and are added from other blocks. */
const DEPTH = 2;

/** Arguments that a block can have, with values to try: those of other blocks of the type, and weak ones of its schema. */
export function additionsTo(
  kind: BlockKind,
  type: string,
  others: readonly JsonObject[],
): ReadonlyMap<string, readonly Json[]> {
  const all = new Map<string, Json[]>();
  const add = (path: string, values: readonly Json[]): void => {
    all.set(path, [...(all.get(path) ?? []), ...values].slice(0, MOST_VALUES));
  };
  for (const { path, value } of others.flatMap((each) => leavesOf(each))) add(path, [value]);
  for (const path of KNOWN_ADDITIONS) if (isPolicy(others)) add(path, ["*"]);
  const schema = schemaOf(type.split("_")[0] ?? "", kind, type);
  if (schema) for (const [path, values] of ofSchema(schema, "", DEPTH)) add(path, values);
  return all;
}

/** Values that are tried for an added argument. */
const MOST_VALUES = 3;

/** Elements of a policy that widen it. */
const KNOWN_ADDITIONS = [
  "policy.Statement.NotAction",
  "policy.Statement.NotResource",
  "policy.Statement.NotPrincipal",
];

const isPolicy = (others: readonly JsonObject[]): boolean =>
  others.some((each) => leavesOf(each).some(({ path }) => path.startsWith("policy.Statement.")));

function ofSchema(schema: BlockForm, prefix: string, depth: number): [string, Json[]][] {
  const own = [...schema.arguments].flatMap(([name, { use, type }]): [string, Json[]][] =>
    use === "optional" && type !== undefined ? [[`${prefix}${name}`, valuesOf(type)]] : [],
  );
  if (depth === 0) return own;
  const inner = [...schema.blocks]
    .filter(([name]) => !["timeouts", "metadata", "spec"].includes(name))
    .flatMap(([name, { block }]) => ofSchema(block, `${prefix}${name}.`, depth - 1));
  return [...own, ...inner];
}

function valuesOf(type: ValueType): Json[] {
  if (type === "bool") return [true, false];
  if (type === "number") return [0, 1_000_000];
  if (type === "string") return ["*"];
  const [outer, item] = Array.isArray(type) ? (type as readonly [string, unknown]) : [];
  return (outer === "list" || outer === "set") && item === "string" ? [["*"]] : [];
}
