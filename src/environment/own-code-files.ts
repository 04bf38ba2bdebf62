import { join, posix, sep } from "node:path";
import { fileTexts } from "./own-code/texts";
import { CODE, isCode, codeBelow } from "./own-code/code-files";
import { distinct } from "../base/lists";
import { folderEntries, ownLayerFolders } from "./loader/own-source";

/** Folders of own code, beside the YAML files. No environment has such a name. */
export const CODE_FOLDERS = { components: "components", checks: "checks" } as const;

/** A file of a check. */
interface CheckSource {
  readonly id: string;
  /** Relative to the folder of the environments, with `/`. */
  readonly file: string;
}

/** Files of checks in a folder of environments. */
export const checkSources = (directory: string): CheckSource[] =>
  folderEntries(join(directory, CODE_FOLDERS.checks))
    .files.filter(isCode)
    .map((name) => ({ id: name.replace(CODE, ""), file: `${CODE_FOLDERS.checks}/${name}` }));

/** Texts of the files with code of checks, also of those that they import, by their path below the folder. */
export const checkTexts = (directory: string): Record<string, string> =>
  fileTexts(directory, codeBelow(directory, CODE_FOLDERS.checks));

/** Folders of layers with own files, each with its environment, and those with own code, of all environments. */
export const watchedFolders = (
  directory: string,
): { readonly folder: string; readonly environment?: string }[] => [
  ...folderEntries(directory).folders.flatMap((environment) =>
    ownLayerFolders(directory, environment).map(({ folder }) => ({ environment, folder })),
  ),
  ...distinct(
    Object.values(CODE_FOLDERS)
      .flatMap((folder) => codeBelow(directory, folder))
      .map((file) => ({ folder: join(directory, posix.dirname(file)) })),
  ),
];

/** Folder of the environments of a file with own code; undefined for any other file. */
export function homeOfCode(path: string): string | undefined {
  if (!CODE.test(path)) return undefined;
  const steps = path.split(sep);
  const at = steps.findLastIndex((step) => Object.hasOwn(CODE_FOLDERS, step));
  return at === -1 ? undefined : steps.slice(0, at).join(sep) || ".";
}

/** Names of components and checks of one's own. */
export const OWN_ID = {
  pattern: /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/,
  inWords: "a name of 3 to 40 lowercase letters, digits and -, starting with a letter and not ending with -",
};
