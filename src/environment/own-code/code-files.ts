import { join } from "node:path";
import { folderEntries } from "../loader/own-source";

export const CODE = /\.(mjs|js|ts)$/;

export const isCode = (name: string): boolean =>
  CODE.test(name) && !name.endsWith(".d.ts") && !name.startsWith(".");

export function codeBelow(directory: string, folder: string): string[] {
  const { files, folders } = folderEntries(join(directory, folder));
  return [
    ...files.filter(isCode).map((name) => `${folder}/${name}`),
    ...folders
      .filter((name) => !name.startsWith(".") && name !== "node_modules")
      .flatMap((name) => codeBelow(directory, `${folder}/${name}`)),
  ];
}
