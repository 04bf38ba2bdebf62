import { resourceType } from "../../../platform/facts/resource-types/resource-types";
import { type Json, type JsonObject, asObject } from "../../../proof/terraform-json/stack-json";

/** Parts of a module's JSON, by file name without its extension. */
export type Parts = ReadonlyMap<string, JsonObject>;

/** File of a resource or data source; undefined for a type without a row. */
export const subjectOf = (type: string): string | undefined => resourceType(type)?.file;

/** Splits a module's JSON by subject; every block is in exactly one part. */
export function byConcern(json: JsonObject): Parts {
  const parts = new Map<string, Record<string, Json>>();
  const add = (file: string, path: readonly string[], value: Json): void => {
    let place = parts.get(file) ?? {};
    parts.set(file, place);
    for (const key of path.slice(0, -1)) place = (place[key] ??= {}) as Record<string, Json>;
    place[path.at(-1) ?? ""] = value;
  };
  const { backend, ...versions } = asObject(json["terraform"]);
  add("versions", ["terraform"], versions);
  if (backend !== undefined) add("backend", ["terraform"], { backend });
  for (const [section, file] of WHOLE_SECTIONS) {
    const value = json[section];
    if (value !== undefined) add(file, [section], value);
  }
  const resources = asObject(json["resource"]);
  // A model of KServe has an autoscaler, and no Deployment of Terraform.
  const models = ["kubernetes_deployment_v1", "kubernetes_horizontal_pod_autoscaler_v2"].flatMap((type) =>
    Object.keys(asObject(resources[type])),
  );
  for (const section of ["data", "resource"]) {
    for (const [type, byName] of Object.entries(asObject(json[section]))) {
      for (const [name, body] of Object.entries(asObject(byName))) {
        add(fileOf(type, name, models), [section, type, name], body);
      }
    }
  }
  const known = ["terraform", "data", "resource", ...WHOLE_SECTIONS.map(([section]) => section)];
  const unknown = Object.keys(json).filter((section) => !known.includes(section));
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")}: no file for this section of a root module`);
  return parts;
}

const WHOLE_SECTIONS = [
  ["provider", "providers"],
  ["variable", "variables"],
  ["locals", "locals"],
  ["moved", "moved"],
  ["removed", "removed"],
  ["import", "imports"],
  ["output", "outputs"],
] as const;

/** Blocks of any type with the name of a model go into the model's file. */
function fileOf(type: string, name: string, models: readonly string[]): string {
  if (models.includes(name)) return `model-${name.replaceAll("_", "-")}`;
  const subject = subjectOf(type);
  if (subject === undefined) throw new Error(`${type}: src/platform/facts/resource-types has no file for it`);
  return subject;
}
