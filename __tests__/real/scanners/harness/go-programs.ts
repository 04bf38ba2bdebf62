import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { PROGRAM_CACHE } from "../../terraform/harness/program-cache";

/** Programs that workflows run or that judge them, as Go packages with versions. */
export const GO_PROGRAMS = {
  actionlint: "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12",
  /** Runners of GitHub have a later 4.x. */
  yq: "github.com/mikefarah/yq/v4@v4.47.2",
} as const;

/**
 * The file of a program, which is built once.
 *
 * @throws without Go, or if a build fails: the tests never pass without the program
 */
export function goProgram(name: keyof typeof GO_PROGRAMS): string {
  const program = GO_PROGRAMS[name];
  const folder = join(PROGRAM_CACHE, basename(program).replace(/^v4/, "yq"));
  const file = join(folder, name);
  if (existsSync(file)) return file;
  const staged = `${folder}.${process.pid}`;
  mkdirSync(staged, { recursive: true });
  try {
    execFileSync("go", ["install", program], {
      env: { ...process.env, GOBIN: staged, GOFLAGS: "", GOWORK: "off", CGO_ENABLED: "0" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(staged, folder);
  } catch (error) {
    throw new Error(`npm run test:scanners needs Go 1.26 or later on the PATH, to build ${program}`, {
      cause: error,
    });
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
  return file;
}
