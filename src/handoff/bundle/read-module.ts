import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Format, SYNTAXES } from "../module/format";
import { type Module } from "../module/module";
import { type ModuleFiles } from "../parity/prove";
import { type ReadModule, readHcl } from "../parity/read-hcl";
import { ownSourceOf } from "../../base/stack-files";

/** Reads a written module back from the texts of its files, by their path in the module, without those of the owner. */
export function readModule(
  { environment }: Pick<Module, "environment">,
  files: ReadonlyMap<string, string>,
  format: Format,
): ModuleFiles {
  const syntax = SYNTAXES[format];
  const isOfModule = (path: string): boolean =>
    path.endsWith(syntax.module) && !path.includes("/") && ownSourceOf(path) === undefined;
  const own = new Map([...files].filter(([path]) => isOfModule(path)));
  const values = files.get(`${environment}${syntax.values}`) ?? "";
  const backend = files.get(`backend-${environment}${syntax.backend}`) ?? "";
  if (format === "json") {
    return {
      module: readJson(own),
      values: JSON.parse(values) as JsonObject,
      backend: JSON.parse(backend) as JsonObject,
      isHcl: false,
    };
  }
  return {
    module: readHcl(own),
    values: readHcl(new Map([["values.tfvars", values]])).json,
    backend: readHcl(new Map([["backend.hcl", backend]])).json,
    isHcl: true,
  };
}

/** Merges files of Terraform JSON; several files may have a `terraform` section. */
function readJson(files: ReadonlyMap<string, string>): ReadModule {
  const json = [...files.values()].reduce<JsonObject>(
    (all, text) => merged(all, JSON.parse(text) as JsonObject),
    {},
  );
  return { json, calls: new Map() };
}

/** Moves are lists in each file. */
const both = (a: Json, b: Json): Json =>
  Array.isArray(a) ? [...asArray(a), ...asArray(b)] : merged(asObject(a), asObject(b));

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const shared = Object.keys(b).filter((key) => key in a && key !== "//");
  return {
    ...a,
    ...b,
    ...Object.fromEntries(shared.map((key) => [key, both(a[key] ?? null, b[key] ?? null)])),
  };
}
