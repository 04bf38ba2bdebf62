import { join } from "node:path";
import { type OwnSource, ownLayerFolders, folderEntries } from "./loader/own-source";

/** Terraform ignores hidden files and the copies of editors; notes are for people. */
const IGNORED = /^\.|~$|^#.*#$|\.md$/;

/** Whether Terraform loads a file of this name from a folder. */
export const isConfiguration = (name: string): boolean => /\.tf(\.json)?$/.test(name) && !IGNORED.test(name);

/** Files in these folders, except those that nobody loads. */
export const ownSources = (directory: string, environment: string): OwnSource[] =>
  ownLayerFolders(directory, environment).flatMap(({ layer, folder }) =>
    folderEntries(folder)
      .files.filter((name) => !IGNORED.test(name))
      .map((name) => ({ layer, name, path: join(folder, name) })),
  );
