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
  /** @default - the start file of the installed package */
  readonly start?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the installed program in a folder, with an empty home. */
export function run(
  cwd: string,
  args: readonly string[],
  { start = binary(), env = {} }: RunOptions = {},
): SpawnSyncReturns<string> {
  const result = spawnSync(process.execPath, [start, ...args], {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: environmentOf(env),
  });
  return { ...result, stderr: withoutProgress(result.stderr) };
}

export const environmentOf = (env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  NO_COLOR: "1",
  CHECKPOINT_DISABLE: "1",
  HOME: emptyFolder(),
  ...env,
});

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), "empty-"));

/** V8's code, which the program keeps beside itself. */
export const isCode = (file: string): boolean => file.endsWith(".code");

/** All files below a folder but V8's code, by path, in base64. */
export function contentsOf(folder: string): Map<string, string> {
  return new Map(
    filesIn(folder)
      .filter((file) => !isCode(file))
      .map((file) => [relative(folder, file), readFileSync(file, "base64")] as const),
  );
}

export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
