import { join, posix } from "node:path";
import { CODE_FOLDERS } from "../own-code-files";
import { codeBelow } from "./code-files";
import { folderEntries } from "../loader/own-source";

/** Folders of components in a folder of environments. */
export function componentSources(directory: string): ComponentSource[] {
  const { folders } = folderEntries(join(directory, CODE_FOLDERS.components));
  return folders
    .filter((id) => !id.startsWith("."))
    .map((id) => {
      const files = codeBelow(directory, `${CODE_FOLDERS.components}/${id}`);
      const names = files.map((file) => posix.relative(`${CODE_FOLDERS.components}/${id}`, file));
      return { id, entries: COMPONENT_FILES.filter((name) => names.includes(name)), files };
    });
}

/** Names of a component's file, of which its folder has one. */
const COMPONENT_FILES = ["component.mjs", "component.js", "component.ts"] as const;

/** A folder of a component. */
interface ComponentSource {
  readonly id: string;
  /** Names of `COMPONENT_FILES` that it has. */
  readonly entries: readonly string[];
  /** Its files with code. They are relative to the folder of the environments, with `/`. */
  readonly files: readonly string[];
}
