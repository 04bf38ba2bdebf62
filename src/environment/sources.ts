import { join, posix, sep } from "node:path";
import { entriesOf } from "./own-sources";
import { readText } from "../base/read-text";

/** Folders of own code, beside the YAML files. No environment has such a name. */
export const COMPONENTS_FOLDER = "components";
export const CHECKS_FOLDER = "checks";
export const CODE_FOLDERS: readonly string[] = [COMPONENTS_FOLDER, CHECKS_FOLDER];

/** Names of a component's file, of which its folder has one. */
export const COMPONENT_FILES = ["component.mjs", "component.js", "component.ts"] as const;

const CODE = /\.(mjs|js|ts)$/;

/** A folder of a component. */
export interface ComponentSource {
  readonly id: string;
  /** Names of `COMPONENT_FILES` that it has. */
  readonly entries: readonly string[];
  /** Its files with code. They are relative to the folder of the environments, with `/`. */
  readonly files: readonly string[];
}

/** A file of a check. */
export interface CheckSource {
  readonly id: string;
  /** Relative to the folder of the environments, with `/`. */
  readonly file: string;
}

/** Folders of components in a folder of environments. */
export function componentSources(directory: string): ComponentSource[] {
  const { folders } = entriesOf(join(directory, COMPONENTS_FOLDER));
  return folders
    .filter((id) => !id.startsWith("."))
    .map((id) => {
      const files = codeBelow(directory, `${COMPONENTS_FOLDER}/${id}`);
      const names = files.map((file) => posix.relative(`${COMPONENTS_FOLDER}/${id}`, file));
      return { id, entries: COMPONENT_FILES.filter((name) => names.includes(name)), files };
    });
}

/** Files of checks in a folder of environments. */
export const checkSources = (directory: string): CheckSource[] =>
  entriesOf(join(directory, CHECKS_FOLDER))
    .files.filter(isCode)
    .map((name) => ({ id: name.replace(CODE, ""), file: `${CHECKS_FOLDER}/${name}` }));

/** Files with code of checks, also those that they import. */
export const checkFiles = (directory: string): string[] => codeBelow(directory, CHECKS_FOLDER);

const isCode = (name: string): boolean => CODE.test(name) && !name.endsWith(".d.ts") && !name.startsWith(".");

function codeBelow(directory: string, folder: string): string[] {
  const { files, folders } = entriesOf(join(directory, folder));
  return [
    ...files.filter(isCode).map((name) => `${folder}/${name}`),
    ...folders
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .flatMap((name) => codeBelow(directory, `${folder}/${name}`)),
  ];
}

/** Folders with own code. */
export const codeFolders = (directory: string): string[] => [
  ...new Set(
    CODE_FOLDERS.flatMap((folder) => codeBelow(directory, folder)).map((file) =>
      join(directory, posix.dirname(file)),
    ),
  ),
];

/** Folder of the environments of a file with own code; undefined for any other file. */
export function homeOfCode(path: string): string | undefined {
  if (!CODE.test(path)) return undefined;
  const steps = path.split(sep);
  const at = steps.findLastIndex((step) => CODE_FOLDERS.includes(step));
  return at === -1 ? undefined : steps.slice(0, at).join(sep) || ".";
}

/** Names of components of one's own. */
export const ID = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;

export const ID_IN_WORDS =
  "a name of 3 to 40 lowercase letters, digits and -, starting with a letter and not ending with -";

export const isId = (id: string): boolean => ID.test(id);

const WANTED = { expected: "a text file", fix: "save it as UTF-8" };

/** Texts of files in a folder, by their path below it. */
export const textsOf = (directory: string, files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file, readText(join(directory, file), WANTED)]));
