import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { LineCounter, parseAllDocuments } from "yaml";
import { type Manifest } from "../../platform/parts/argo-cd/model/manifests";
import { type UserError, joinedErrors, userError } from "../../shared/messages/errors";
import { readText } from "../../shared/files/read-text";
import { type JsonObject, asArray, asObject } from "../../proof/terraform-json/stack-json";

/** Reads the objects of all YAML files of a folder. Throws all errors of all files at once. */
export function readManifests(folder: string): Manifest[] {
  const files = yamlFilesIn(folder);
  if (files.length === 0) {
    throw userError({
      place: `--manifests ${folder}`,
      got: "no file with the ending .yaml or .yml",
      expected: "a folder with the rendered manifests of an Application",
      fix: "render the folder of the repository first, such as with kustomize build or helm template",
    });
  }
  const errors: UserError[] = [];
  const manifests = files.flatMap((file) => objectsIn(file, errors));
  if (errors.length > 0) throw joinedErrors(errors);
  return manifests;
}

/** Files in the order of their paths. Git and other tools keep their own files in hidden folders. */
function yamlFilesIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError({
      place: `--manifests ${folder}`,
      got: "no folder",
      expected: "a folder with rendered manifests",
      fix: "correct the path",
    });
  }
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ya?ml$/.test(path) && !path.split(sep).some((part) => part.startsWith(".")))
    .map((path) => join(folder, path))
    .filter((path) => !statSync(path, { throwIfNoEntry: false })?.isDirectory())
    .sort();
}

function objectsIn(file: string, errors: UserError[]): Manifest[] {
  const lines = new LineCounter();
  const text = readText(file, { expected: "a rendered manifest in YAML", fix: "correct the file" });
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, schema: "core" });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document): Manifest[] => {
    const [first] = document.errors;
    if (first) {
      errors.push(syntaxError(`${file}:${lines.linePos(first.pos[0]).line}`, first.message));
      return [];
    }
    const offset = document.contents?.range?.[0];
    if (offset === undefined) return [];
    const line = lines.linePos(offset).line;
    const value: unknown = document.toJS();
    if (value === null || value === undefined) return [];
    if (typeof value !== "object" || Array.isArray(value)) {
      errors.push(syntaxError(`${file}:${line}`, "a document that is no mapping"));
      return [];
    }
    const object = value as JsonObject;
    // The list of `kubectl get -o yaml` and of some renderers.
    const items = object["kind"] === "List" ? asArray(object["items"]).map(asObject) : [object];
    return items.map((each) => ({ file, line, object: each }));
  });
}

/** A template of Helm is no YAML: it must be rendered first. */
const syntaxError = (place: string, got: string): UserError =>
  userError({
    place,
    got: got.split("\n")[0] ?? got,
    expected: "a rendered manifest in YAML",
    fix: "correct the file, or render its template first",
  });
