import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { listFiles } from "../../base/files";

/** Folders of charts among the paths of files. */
export const chartFolders = (paths: Iterable<string>): string[] =>
  [...paths].flatMap((path) => (path.endsWith("/Chart.yaml") ? [path.slice(0, -"/Chart.yaml".length)] : []));

/** Files in these folders, with the paths of the folders. */
export const filesIn = (root: string, folders: readonly string[]): string[] =>
  folders.flatMap((folder) => {
    const place = join(root, folder);
    return existsSync(place) && statSync(place).isDirectory() ? listFiles(root, folder) : [];
  });
