import { StackJson, type JsonObject, asObject } from "../../terraform/stack-json";
import { blocksNamedBy } from "../named-blocks";
import { outputValue } from "./remote-reads";

/**
 * The configuration that is deployed after an apply of the new configuration that removes nothing: Terraform with `-target` of
 * each configured block. An output then has its new value if that names a block, and otherwise the old one.
 *
 * Source: a run of Terraform 1.11.4 with terraform_data (2026-11-23).
 */
export function withoutRemovals(before: StackJson, after: StackJson): StackJson {
  const [old, now] = [before.json, after.json];
  const outputs = Object.fromEntries(
    [...new Set([...Object.keys(before.outputs), ...Object.keys(after.outputs)])].flatMap((name) => {
      const isNew = blocksNamedBy(after, outputValue(after, name)).length > 0;
      const output = isNew ? after.outputs[name] : before.outputs[name];
      return output === undefined ? [] : [[name, output]];
    }),
  );
  return new StackJson(after.name, {
    ...now,
    resource: bothOf(old["resource"], now["resource"]),
    data: bothOf(old["data"], now["data"]),
    locals: { ...asObject(old["locals"]), ...asObject(now["locals"]) },
    output: outputs,
    removed: [],
  });
}

/** Blocks by type and name; those of the second one replace equal ones of the first. */
function bothOf(first: JsonObject[string] | undefined, second: JsonObject[string] | undefined): JsonObject {
  const [old, now] = [asObject(first), asObject(second)];
  const types = [...new Set([...Object.keys(now), ...Object.keys(old)])];
  return Object.fromEntries(types.map((type) => [type, { ...asObject(old[type]), ...asObject(now[type]) }]));
}
