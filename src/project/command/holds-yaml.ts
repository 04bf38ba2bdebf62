import { existsSync, readdirSync } from "node:fs";

/** Whether a folder has an environment, be it one that needs another file name. */
export const holdsYaml = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => /\.ya?ml$/i.test(name) && !name.startsWith("."));
