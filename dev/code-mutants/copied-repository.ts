import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Folder of all copies, in the repository. Git, lint and tests ignore it. */
const FOLDER = ".cache/code-mutants";

const LOADER = "__tests__/support/jest/load-typescript.mjs";
const PLANS_PROGRAM = "__tests__/support/jest/write-reference-plans.ts";

/** A copy of the files of the repository, in which one file at a time is changed. */
export class CopiedRepository {
  private readonly folder: string;
  private readonly plans: string;
  private readonly temporary: string;
  private readonly running = new Set<ChildProcess>();

  constructor(root: string, name: string) {
    this.folder = resolve(root, FOLDER, name);
    this.plans = join(this.folder, ".cache/reference-plans");
    this.temporary = join(this.folder, ".cache/tmp");
    rmSync(this.folder, { recursive: true, force: true });
    for (const file of filesOf(root)) {
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(root, file), join(this.folder, file), { verbatimSymlinks: true });
    }
    symlinkSync(resolve(root, "node_modules"), join(this.folder, "node_modules"));
    mkdirSync(this.temporary, { recursive: true });
    execFileSync(process.execPath, ["--import", join(this.folder, LOADER), PLANS_PROGRAM, this.plans], {
      cwd: this.folder,
    });
  }

  /** Does work while a file has another text. */
  async withText<T>(file: string, text: string, work: () => Promise<T>): Promise<T> {
    const path = join(this.folder, file);
    const before = readFileSync(path);
    writeFileSync(path, text);
    try {
      return await work();
    } finally {
      writeFileSync(path, before);
      this.removeTemporaryFiles();
    }
  }

  /** Starts jest in the copy with test files, in their order. Each result follows on its fourth stream. */
  startTests(
    tests: readonly string[],
    variables: Readonly<Record<string, string | undefined>>,
  ): ChildProcess {
    const jest = ["node_modules/jest/bin/jest.js", "--config", "dev/code-mutants/jest.config.js"];
    const child = spawn(process.execPath, [...jest, "--ci", "--runTestsByPath", ...tests], {
      cwd: this.folder,
      // Each change gets the same generated input, and the samples of long matrices.
      env: { ...variables, TEST_SEED: undefined, REFERENCE_PLANS: this.plans, TMPDIR: this.temporary },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    this.running.add(child);
    return child.on("close", () => this.running.delete(child));
  }

  /** Ends the tests that run, and removes the copy. */
  remove(): void {
    for (const child of this.running) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private removeTemporaryFiles(): void {
    rmSync(this.temporary, { recursive: true, force: true });
    mkdirSync(this.temporary);
  }
}

/** The files that git knows or would add. */
function filesOf(root: string): string[] {
  const listed = execFileSync(
    "git",
    ["-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    {
      encoding: "utf8",
      maxBuffer: 100_000_000,
    },
  );
  return listed
    .split("\0")
    .filter((file) => file !== "" && file !== "node_modules" && existsSync(join(root, file)));
}
