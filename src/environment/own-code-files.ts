import { join, posix, sep } from "node:path";
import { entriesOf } from "./own-sources";
import { textsOf } from "./own-code/texts";

/** Folders of own code, beside the YAML files. No environment has such a name. */
export const CODE_FOLDERS = { components: "components", checks: "checks" } as const;

/** Names of a component's file, of which its folder has one. */
const COMPONENT_FILES = ["component.mjs", "component.js", "component.ts"] as const;

const CODE = /\.(mjs|js|ts)$/;

/** A folder of a component. */
interface ComponentSource {
  readonly id: string;
  /** Names of `COMPONENT_FILES` that it has. */
  readonly entries: readonly string[];
  /** Its files with code. They are relative to the folder of the environments, with `/`. */
  readonly files: readonly string[];
}

/** A file of a check. */
interface CheckSource {
  readonly id: string;
  /** Relative to the folder of the environments, with `/`. */
  readonly file: string;
}

/** Folders of components in a folder of environments. */
export function componentSources(directory: string): ComponentSource[] {
  const { folders } = entriesOf(join(directory, CODE_FOLDERS.components));
  return folders
    .filter((id) => !id.startsWith("."))
    .map((id) => {
      const files = codeBelow(directory, `${CODE_FOLDERS.components}/${id}`);
      const names = files.map((file) => posix.relative(`${CODE_FOLDERS.components}/${id}`, file));
      return { id, entries: COMPONENT_FILES.filter((name) => names.includes(name)), files };
    });
}

/** Files of checks in a folder of environments. */
export const checkSources = (directory: string): CheckSource[] =>
  entriesOf(join(directory, CODE_FOLDERS.checks))
    .files.filter(isCode)
    .map((name) => ({ id: name.replace(CODE, ""), file: `${CODE_FOLDERS.checks}/${name}` }));

/** Texts of the files with code of checks, also of those that they import, by their path below the folder. */
export const checkTexts = (directory: string): Record<string, string> =>
  textsOf(directory, codeBelow(directory, CODE_FOLDERS.checks));

/** Whether a folder beside the YAML files has own code by its name. */
export const isCodeFolder = (name: string): boolean => Object.hasOwn(CODE_FOLDERS, name);

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
    Object.values(CODE_FOLDERS)
      .flatMap((folder) => codeBelow(directory, folder))
      .map((file) => join(directory, posix.dirname(file))),
  ),
];

/** Folder of the environments of a file with own code; undefined for any other file. */
export function homeOfCode(path: string): string | undefined {
  if (!CODE.test(path)) return undefined;
  const steps = path.split(sep);
  const at = steps.findLastIndex(isCodeFolder);
  return at === -1 ? undefined : steps.slice(0, at).join(sep) || ".";
}

/** Names of components and checks of one's own. */
export const OWN_ID = {
  pattern: /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/,
  inWords: "a name of 3 to 40 lowercase letters, digits and -, starting with a letter and not ending with -",
};
