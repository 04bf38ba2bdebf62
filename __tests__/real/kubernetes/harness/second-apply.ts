import diff from "microdiff";
import { type JsonObject, asObject } from "../../../../src/terraform/stack-json";
import { type Deployment } from "./deployment";

/** Applies all objects again, and compares each with the object before. What controllers report is not compared. */
export async function keptAlike(
  deployment: Deployment,
): Promise<{ readonly compared: number; readonly changed: readonly string[] }> {
  const { api } = deployment;
  const stacks = deployment.verdicts.filter(({ from }) => from !== "platform");
  const before = new Map<string, JsonObject>();
  for (const { object } of stacks) {
    const path = await api.pathOf(object);
    const { status, body } = await api.call("GET", path);
    if (status < 300) before.set(path, body);
  }
  const changed: string[] = [];
  for (const { from, object, status, message, kept } of await deployment.applyAgain()) {
    const path = await api.pathOf(object);
    const old = before.get(path);
    if (status >= 300) changed.push(`${from}: refused: ${message}`);
    else if (!old) changed.push(`${from}: did not exist`);
    else
      changed.push(
        ...diff(wanted(old), wanted(kept)).map(({ path: at, type }) => `${from}: ${at.join(".")} ${type}`),
      );
  }
  return { compared: before.size, changed };
}

/** An object without its status and what changes with it. The generation counts changes of the specification. */
function wanted(object: JsonObject): JsonObject {
  const { managedFields, ...metadata } = asObject(object["metadata"]);
  const own = Array.isArray(managedFields)
    ? (managedFields as readonly JsonObject[])
        .filter(({ manager }) => manager === "Terraform")
        .map(({ fieldsV1 }) => fieldsV1 ?? {})
    : [];
  return { ...object, status: null, metadata: { ...metadata, resourceVersion: "", own } };
}
