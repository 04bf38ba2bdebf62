import { type Json, type JsonObject, type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type MutableObject } from "../edits";
import { type Added, added } from "../additions/values";
import { weakerThan } from "./weaker-values";

/** Arguments that must be unique in an account or a cluster. */
const NAMES =
  /^(name|bucket|identifier|cluster_identifier|alarm_name|function_name|node_group_name|fargate_profile_name|rule_name)$/;

/** Blocks in which a name is that of the block itself. */
const HAS_NAME = /^metadata$/;

/** Another block of the type, like one but with the widest value of each argument that has one; undefined where none has. */
export function widenedCopy({ address, config }: SynthesizedResource): Added | undefined {
  const wider = widerThan(config);
  if (wider === undefined) return undefined;
  return added(`${address}_another`, "add another one with wider values", wider as MutableObject);
}

/** A block with the widest value of each argument that has one, and another name; undefined where no value is wider. */
export function widerThan(block: JsonObject): JsonObject | undefined {
  const same = Object.fromEntries(Object.entries(block).filter(([name]) => name !== "//"));
  return JSON.stringify(widened(same, false)) === JSON.stringify(same) ? undefined : widened(same, true);
}

function widened(object: JsonObject, hasName: boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]): [string, Json] => {
      if (hasName && NAMES.test(name) && typeof value === "string" && !value.includes("$"))
        return [name, `${value}-another`];
      return [name, KEPT.test(name) ? value : widest(name, value, hasName)];
    }),
  );
}

/** Their changes are no wider rights. */
const KEPT =
  /^(tags|labels|annotations|match_labels|selector|depends_on|lifecycle|timeouts|description|provider)$/;

function widest(name: string, value: Json, hasName: boolean): Json {
  if (typeof value === "string" && value.startsWith('{"Version"')) return widestPolicy(value);
  if (Array.isArray(value) && value.some((item: Json) => item !== null && typeof item === "object"))
    return value.map((item: Json) => widest(name, item, false));
  if (value !== null && typeof value === "object" && !Array.isArray(value))
    return widened(value as JsonObject, hasName && HAS_NAME.test(name));
  const others = weakerThan(name, value);
  const wide = others.find(({ form }) => form === "wider list" || form === "range" || form === "account");
  const weak = others.find(({ form }) => form === "flag" || form === "choice");
  return (wide ?? weak)?.value ?? value;
}

/** All actions on all resources by everyone, in each statement that allows something. */
function widestPolicy(text: string): string {
  const policy = JSON.parse(text) as { readonly Statement: readonly JsonObject[] };
  const statements = policy.Statement.filter(({ Effect: effect }) => effect === "Allow").map((statement) => ({
    Effect: "Allow",
    ...(statement["Principal"] === undefined ? {} : { Principal: "*" }),
    Action: "*",
    ...(statement["Resource"] === undefined ? {} : { Resource: "*" }),
  }));
  return JSON.stringify({ ...policy, Statement: statements });
}
