import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { LineCounter, type ParseOptions, type SchemaOptions, parseAllDocuments } from "yaml";
import { BUILDS_FOLDER, MANIFEST_FILE, SKIPPED_BY_ARGO_CD } from "../../parts/argo-cd/facts";
import { type Manifest } from "../../parts/argo-cd/model";
import { type UserError, attempt, joinedErrors, userError } from "../../base/errors";
import { yamlMistake, yamlValue } from "../../base/yaml-value";
import { readText } from "../../base/read-text";
import { type Json, asArray, asObject, isJsonObject } from "../../terraform/stack-json";

/** The objects of a folder. */
export interface ManifestFolder {
  readonly manifests: readonly Manifest[];
  /** Paths of files that Argo CD does not read, by the reason in words. */
  readonly unjudged: Readonly<Record<string, readonly string[]>>;
}

/** Reads the objects of all files from which Argo CD takes some. Throws all errors of all files at once. */
export function readManifests(folder: string): ManifestFolder {
  const files = filesIn(folder);
  const read = files.filter((file) => MANIFEST_FILE.test(file) || BUILDS_FOLDER.test(basename(file)));
  if (read.length === 0) {
    throw userError({
      place: `--manifests ${folder}`,
      got: "no file with the ending .yaml, .yml or .json",
      expected: "a folder with the rendered manifests of an Application",
      fix: "render the folder of the repository first, such as with kustomize build or helm template",
    });
  }
  const errors: UserError[] = [];
  const manifests = read.flatMap((file) => attempt(errors, () => objectsIn(file)) ?? []);
  if (errors.length > 0) throw joinedErrors(errors);
  const pathsOf = (all: readonly string[]): string[] => all.map((file) => relative(folder, file));
  return {
    manifests,
    unjudged: {
      "files with other endings, which Argo CD does not read": pathsOf(
        files.filter((file) => !read.includes(file)),
      ),
      "files in subfolders, which Argo CD does not read in a folder of plain manifests": pathsOf(read).filter(
        (path) => path.includes(sep),
      ),
    },
  };
}

/** Files in the order of their paths. Git and other tools keep their own files in hidden folders. */
function filesIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw userError({
      place: `--manifests ${folder}`,
      got: "no folder",
      expected: "a folder with rendered manifests",
      fix: "correct the path",
    });
  }
  const below = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      const inside = join(path, entry.name);
      if (!entry.isDirectory()) return [inside];
      return entry.name.startsWith(".") ? [] : below(inside);
    });
  return below(folder).sort();
}

const WANTED = {
  expected: "a rendered manifest in YAML",
  fix: "correct the file, or render its template first",
};

const mistake = (place: string, got: string, fix = WANTED.fix): UserError =>
  userError({ place, got, expected: WANTED.expected, fix });

/** Argo CD takes no more from a folder by default (argoproj/argo-cd v3, `reposerver.max.combined.directory.manifests.size`). */
const MOST_KIB = 10 * 1024;

/** The reason that this program cannot judge a file as Argo CD reads it, and its fix. */
function refusalOf(file: string): readonly [got: string, fix?: string] | undefined {
  if (BUILDS_FOLDER.test(basename(file)))
    return [
      "a file by which Argo CD builds the folder, and does not read its manifests as they are",
      "render the folder to another one (kustomize build, helm template), and name that one",
    ];
  if (file.endsWith(".jsonnet"))
    return [
      "a program of Jsonnet, which Argo CD runs",
      "write its result to a file with the ending .json or .yaml, and leave it out",
    ];
  const stat = existsSync(file) ? statSync(file) : undefined;
  if (stat?.isFile() === false) return [stat.isDirectory() ? "a link to a folder" : "a special file"];
  const kib = Math.ceil((stat?.size ?? 0) / 1024);
  return kib > MOST_KIB ? [`${kib} KiB, which is more than ${MOST_KIB}`, "split it"] : undefined;
}

function objectsIn(file: string): Manifest[] {
  const refusal = refusalOf(file);
  if (refusal) throw mistake(file, ...refusal);
  const text = readText(file, WANTED);
  const lines = new LineCounter();
  const placeAt = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const documents = parseAllDocuments(text, { ...AS_KUBERNETES, lineCounter: lines });
  const skipped = text.indexOf(SKIPPED_BY_ARGO_CD);
  if (skipped >= 0)
    throw mistake(placeAt(skipped), `${SKIPPED_BY_ARGO_CD}, by which Argo CD does not read the file`);
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document): Manifest[] => {
    const [complaint] = [...document.errors, ...document.warnings];
    if (complaint) throw mistake(placeAt(complaint.pos[0]), yamlMistake(complaint));
    const offset = document.contents?.range[0] ?? 0;
    const read = yamlValue(document);
    if ("got" in read) throw mistake(placeAt(offset), read.got);
    const object = read.value as Json | undefined;
    if (object === undefined || object === null) return [];
    if (!isJsonObject(object)) throw mistake(placeAt(offset), "a document that is no mapping");
    const { kind, items } = object;
    // The list of `kubectl get -o yaml` and of some renderers.
    if (kind === "List" && !Array.isArray(items))
      throw mistake(placeAt(offset), "a List without a list of items");
    const all = kind === "List" ? asArray(items).map(asObject) : [object];
    return all.map((each) => ({ file, line: lines.linePos(offset).line, object: each }));
  });
}

/** Kubernetes reads YAML 1.1: `yes` is true, and `<<` merges. Only dates and times remain texts (sigs.k8s.io/yaml). */
const AS_KUBERNETES: ParseOptions & SchemaOptions & { readonly version: "1.1" } = {
  prettyErrors: false,
  version: "1.1",
  schema: "yaml-1.1",
  customTags: (tags) => tags.filter((tag) => !/timestamp|"TIME"/.test(JSON.stringify(tag))),
};
