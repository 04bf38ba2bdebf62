import { relative } from "node:path";

/** Names that an environment can have. */
export const ENVIRONMENT_NAME = {
  pattern: /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/,
  inWords: "a name of 3 to 24 lowercase letters, digits and -, starting with a letter and not ending with -",
};

/** The shorter of the path itself and its path relative to the working directory. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near !== "" && near.length < path.length ? near : path;
}
