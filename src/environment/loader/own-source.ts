import { type Layer, LAYERS } from "../../base/layers";
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file in the folder of a layer that belongs to an environment. */
export interface OwnSource {
  readonly layer: Layer;
  readonly name: string;
  readonly path: string;
}

/** Folders of the layers of an environment that exist. */
export const ownLayerFolders = (
  directory: string,
  environment: string,
): readonly { readonly layer: Layer; readonly folder: string }[] => {
  const home = ownFolderOf(directory, environment);
  const { folders } = folderEntries(home);
  return LAYERS.filter((layer) => folders.includes(layer)).map((layer) => ({
    layer,
    folder: join(home, layer),
  }));
};

/** Names of the entries of a folder, sorted; none if there is no such folder. */
export function folderEntries(folder: string): { readonly files: string[]; readonly folders: string[] } {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? ""))
      return { files: [], folders: [] };
    throw error;
  }
  const named = (wanted: boolean): string[] =>
    entries
      .filter((entry) => isFolder(folder, entry) === wanted)
      .map(({ name }) => name)
      .sort();
  return { files: named(false), folders: named(true) };
}

/**
 * Also a link to a folder, such as that of files which two environments share. A link that leads nowhere is a file that
 * cannot be read.
 */
function isFolder(folder: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(join(folder, entry.name)).isDirectory();
  } catch {
    return false;
  }
}

/** Folder of the owner's files of an environment, beside its YAML file. */
export const ownFolderOf = (directory: string, environment: string): string => join(directory, environment);
