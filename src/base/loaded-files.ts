import * as fs from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type ErrorParts, type UserError, userError } from "./errors";
import { FILES_BESIDE, STACK_FILES, ownSourceOf } from "./stack-files";
import { splitStackName } from "./layers";
import { unprotectedBy } from "./unprotected";
import { listFiles, readTextIfThere, displayPath } from "./files";
import { NPX } from "./program-name";

/**
 * Files that Terraform and OpenTofu load from the folder of a root module
 * (developer.hashicorp.com/terraform/language/files and /override,
 * opentofu.org/docs/language/files, read 2026-11-23).
 */
export const LOADED = {
  configuration: /\.(tf|tofu)(\.json)?$/,
  override: /^(.*_)?override\.(tf|tofu)(\.json)?$/,
  values: /^(terraform\.tfvars|.*\.auto\.tfvars)(\.json)?$/,
};

/** Both ignore hidden files and the copies of editors. */
const IGNORED = /^\.|~$|^#.*#$/;

/** Name of the selected workspace, which is a part of the key of the state. */
const WORKSPACE = ".terraform/environment";

/** Contains a copy of an override, which nothing loads. */
const NOT_LOADED = path.posix.dirname(STACK_FILES.firstApply);

/** A file with which Terraform does something else than the synthesized stack says. */
interface ForeignFile extends Pick<ErrorParts, "got" | "expected" | "fix"> {
  /** Path from the folder of the stack. */
  readonly name: string;
}

/** Whether Terraform loads a file in the folder of a stack, by its path from there. */
export const isLoadedName = (name: string): boolean =>
  !name.includes("/") && !IGNORED.test(name) && (LOADED.configuration.test(name) || LOADED.values.test(name));

/**
 * Files with which Terraform does something else than the synthesized stack says: configuration and
 * values that synth did not write, another workspace, and files in a chart. All others are left
 * alone: state, plans, caches, notes.
 *
 * @param folder folder of a stack
 * @param recorded files that synth wrote, relative to the folder; none where there is no record
 */
export function foreignIn(
  folder: string,
  recorded: readonly string[],
): (ForeignFile & { readonly error: UserError })[] {
  const names = entriesOf(folder);
  const loaded = names.flatMap((name) => foreignFile(folder, name, recorded) ?? []);
  const workspace = readTextIfThere(path.join(folder, WORKSPACE))?.trim() ?? "";
  const selected =
    workspace === "" || workspace === "default"
      ? []
      : [
          {
            name: WORKSPACE,
            got: `the workspace ${workspace}`,
            expected: "the workspace default, whose state the commands read",
            fix: `run terraform -chdir=${displayPath(folder)} workspace select default`,
          },
        ];
  return [...loaded, ...selected, ...foreignChartFiles(folder, recorded)].map((each) => {
    const { name, got, expected, fix } = each;
    return { ...each, error: userError({ place: displayPath(path.join(folder, name)), got, expected, fix }) };
  });
}

/** Names of the entries that can be files. Terraform ignores folders of any name. */
function entriesOf(folder: string): string[] {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function foreignFile(folder: string, name: string, recorded: readonly string[]): ForeignFile | undefined {
  if (IGNORED.test(name)) return undefined;
  const file = path.join(folder, name);
  if (LOADED.values.test(name)) return foreign(name, "values of variables, which Terraform loads by itself");
  if (
    !LOADED.configuration.test(name) ||
    name === STACK_FILES.main ||
    FILES_BESIDE.some((each) => each === name)
  )
    return undefined;
  if (ownSourceOf(name) !== undefined && recorded.includes(name)) return undefined;
  const text = readTextIfThere(file) ?? "";
  if (name === STACK_FILES.unprotected) return foreignUnprotected(text);
  if (name === STACK_FILES.repair && hasOnlyImports(text)) return undefined;
  if (name === path.posix.basename(STACK_FILES.firstApply)) {
    const original = readTextIfThere(path.join(folder, STACK_FILES.firstApply));
    if (original !== undefined && isSameJson(text, original)) return undefined;
  }
  if (LOADED.override.test(name))
    return foreign(
      name,
      "an override that synth did not write, with which Terraform changes the synthesized stack",
    );
  return foreign(
    name,
    "configuration that synth did not write, and that Terraform adds to the synthesized stack",
    `move it to ${ownFolderOf(folder)}, from which synth copies own Terraform files (docs/guide/own-terraform.md), or to a folder outside`,
  );
}

/** Folder of the owner's files of a stack, beside the environment's file. */
function ownFolderOf(folder: string): string {
  const { environment, layer } = splitStackName(path.basename(folder)) ?? {};
  return environment === undefined || layer === undefined
    ? "the folder of the environment's layer"
    : `${environment}/${layer}/ beside ${environment}.yaml`;
}

const foreign = (
  name: string,
  got: string,
  fix = "move it to another folder; settings belong in the environment's file",
): ForeignFile => ({
  name,
  got,
  expected: "a folder in which Terraform loads only what is synthesized and judged",
  fix,
});

/** The override of a destroy that runs is no error, and one that nobody removes is. */
function foreignUnprotected(text: string): ForeignFile | undefined {
  const holder = unprotectedBy(text);
  if (holder?.state === "running") return undefined;
  return {
    name: STACK_FILES.unprotected,
    got:
      holder === undefined
        ? "an override of yours that lifts prevent_destroy"
        : `an override that lifts prevent_destroy, of a destroy by process ${holder.pid} on ${holder.host} since ${holder.since}`,
    expected: "prevent_destroy on keys and buckets of data, except while a destroy runs",
    fix:
      holder === undefined
        ? `delete the file: ${NPX} destroy lifts prevent_destroy itself, after a question`
        : `run ${NPX} deploy or ${NPX} destroy, which removes it, or delete the file`,
  };
}

function hasOnlyImports(text: string): boolean {
  const value = parsed(text);
  return typeof value === "object" && value !== null && Object.keys(value).every((key) => key === "import");
}

const isSameJson = (a: string, b: string): boolean => isDeepStrictEqual(parsed(a), parsed(b));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Helm installs every template in the folder of a chart, and reads the other files of it. */
function foreignChartFiles(folder: string, recorded: readonly string[]): ForeignFile[] {
  const charts = recorded
    .filter((file) => path.posix.basename(file) === "Chart.yaml")
    .map((file) => path.posix.dirname(file))
    .filter((chart) => chart !== "." && chart !== NOT_LOADED);
  return charts.flatMap((chart) => {
    if (fs.statSync(path.join(folder, chart), { throwIfNoEntry: false })?.isDirectory() !== true) return [];
    return listFiles(folder, chart)
      .filter((file) => !recorded.includes(file))
      .map((file) => foreign(file, "a file in a chart that synth did not write"));
  });
}
