import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { withoutProgress } from "../../../support/command-runs";

export const REPOSITORY = resolve(__dirname, "../../../..");
const NAME = "private-eks-inference";

export const tarball = (): string => process.env["PACKAGE_TARBALL"] ?? "";
const project = (): string => process.env["PACKAGE_PROJECT"] ?? "";
/** Folder of the installed package. */
export const installed = (): string => join(project(), "node_modules", NAME);
/** The command of the installed package, as npm links it. */
export const binary = (): string => join(project(), "node_modules/.bin", NAME);

/** An empty folder of a user, with a copy of the reference environments, or of those of some names, and their locks. */
export function userFolder(only?: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "user-"));
  const files = readdirSync(join(REPOSITORY, "examples")).filter(
    (name) => only?.includes(name.replace(/\..*/, "")) ?? true,
  );
  for (const name of files)
    cpSync(join(REPOSITORY, "examples", name), join(folder, "environments", name), { recursive: true });
  cpSync(join(REPOSITORY, "locks"), join(folder, "locks"), { recursive: true });
  return folder;
}

export interface RunOptions {
  /** Folder for V8's compiled code. */
  readonly cache: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the installed program in a folder, with an empty home. */
export function run(
  cwd: string,
  args: readonly string[],
  { cache, env = {} }: RunOptions,
): SpawnSyncReturns<string> {
  const result = spawnSync(process.execPath, [binary(), ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: environmentOf(cache, env),
  });
  return { ...result, stderr: withoutProgress(result.stderr) };
}

export const environmentOf = (cache: string, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  NO_COLOR: "1",
  CHECKPOINT_DISABLE: "1",
  HOME: emptyFolder(),
  XDG_CACHE_HOME: cache,
  ...env,
});

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "empty-"));

/** All files below a folder, by path, in base64. */
export function contentsOf(folder: string): Map<string, string> {
  return new Map(
    filesIn(folder).map((file) => [relative(folder, file), readFileSync(file, "base64")] as const),
  );
}

export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
