import { type JsonObject, asObject } from "../../../src/terraform/stack-json";
import { Expansion } from "../../../src/terraform/expand";

/** A stack as Terraform expands it with the defaults of its variables. */
export function expandedStack(stack: JsonObject): JsonObject {
  const variables = Object.entries(asObject(stack["variable"] ?? {}));
  return new Expansion(
    stack,
    Object.fromEntries(variables.map(([name, body]) => [name, asObject(body)["default"] ?? null])),
  ).whole();
}
