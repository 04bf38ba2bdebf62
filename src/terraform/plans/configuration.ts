import { parseReference } from "../terraform-references";
import { type Json, type JsonObject, asArray, asObject } from "../stack-json";

/** True for a configuration in JSON: only then does Terraform print expressions verbatim. */
export function isVerbatim(value: Json | undefined): boolean {
  if (value === null || typeof value !== "object") return false;
  const keys = asObject(value);
  if ("constant_value" in keys) return "references" in keys;
  return Object.values(value).some(isVerbatim);
}

/** Names of the local values that expressions of a configuration use. */
export function localNames(configuration: JsonObject): string[] {
  const names = new Set<string>();
  const visit = (item: Json): void => {
    if (item === null || typeof item !== "object") return;
    for (const reference of asArray(asObject(item)["references"])) {
      const { subject } = parseReference(String(reference)) ?? {};
      if (subject?.startsWith("local.")) names.add(subject.slice("local.".length));
    }
    Object.values(item).forEach(visit);
  };
  visit(configuration);
  return [...names];
}
