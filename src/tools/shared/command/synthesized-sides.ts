import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { type CommandOutput } from "../../../shared/command-line/command-line";
import { userError } from "../../../shared/messages/errors";
import { MANIFEST_NAME } from "../../../output/output-paths";
import { hasProcess } from "../../../shared/files/holder";
import { readJson } from "../../../shared/files/read-text";
import { type Variables, environmentsDirIn, holdsYaml } from "./options";

export interface SidesRequest {
  /** A branch, tag or commit. */
  readonly ref: string;
  /** Folder of the program, in a git repository. */
  readonly root: string;
  readonly variables: Variables;
  /** Output folder of synth to compare with. @default - the checkout is synthesized as its files are now */
  readonly after?: string | undefined;
  /** Start file of this program, for a repository with environments only. @default - the repository has the program */
  readonly startFile?: string;
  /** Is called with the current step. @default - no one looks */
  readonly step?: CommandOutput["step"];
}

/** Output folders of synth. */
export interface Sides {
  readonly before: string;
  readonly after: string;
}

/**
 * Synthesizes another revision with that revision's program in a temporary worktree, and the checkout with its uncommitted
 * edits, and passes both output folders to `use`. `cdktf.out` may be older than the files, so it is not read and not written.
 * Worktree and outputs are removed before it returns, also after an error or an interrupt.
 */
export function withSides<T>(request: SidesRequest, use: (sides: Sides) => T): T {
  const { root, ref, step } = request;
  const commit = commitOf(request);
  sweep(root);
  const folder = mkdtempSync(join(tmpdir(), `review-base-${process.pid}-`));
  const worktree = join(folder, "worktree");
  // A signal ends the child, which is an error here. This process ends after it has removed the worktree.
  const survive = (): void => undefined;
  for (const signal of SIGNALS) process.on(signal, survive);
  try {
    step?.(`checking out ${ref}`, "blocks");
    git(root, "worktree", "add", "--detach", "--quiet", worktree, commit);
    const program = join(worktree, git(root, "rev-parse", "--show-prefix").trim());
    if (!existsSync(join(program, "node_modules"))) {
      symlinkSync(resolve(root, "node_modules"), join(program, "node_modules"));
    }
    const before = join(folder, "before");
    step?.(`synthesizing ${ref}, as long as a synth takes`, "blocks");
    synthRevision(request, program, before, folder);
    const after = request.after ?? join(folder, "after");
    if (request.after === undefined) {
      step?.("synthesizing the checkout", "blocks");
      synthCheckout(request, after, folder);
    }
    step?.(`comparing with ${ref}`);
    return use({ before, after });
  } finally {
    remove(root, folder);
    for (const signal of SIGNALS) process.off(signal, survive);
  }
}

function remove(root: string, folder: string): void {
  spawnSync("git", ["worktree", "remove", "--force", join(folder, "worktree")], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
  spawnSync("git", ["worktree", "prune"], { cwd: root });
}

/** Removes worktrees of killed runs. The name of a worktree contains the process id of its run. */
function sweep(root: string): void {
  const worktrees = git(root, "worktree", "list", "--porcelain");
  for (const [, folder = "", pid] of worktrees.matchAll(
    /^worktree (.*[/\\]review-base-(\d+)-\w+)[/\\]worktree$/gm,
  )) {
    if (!hasProcess(Number(pid))) remove(root, folder);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function commitOf({ ref, root }: SidesRequest): string {
  const found = spawnSync(
    "git",
    ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const place = `--base ${ref}`;
  if (found.error) {
    throw userError({
      place,
      got: "no git",
      expected: "git on the PATH",
      fix: "install it, or give --before DIR",
    });
  }
  if (found.status === 0) return found.stdout.trim();
  // git prints nothing for an unknown revision.
  const complaint = found.stderr.trim();
  if (complaint !== "") {
    throw userError({
      place,
      got: "an error from git",
      expected: `a commit of the repository that contains ${root}`,
      fix: "resolve the error below, or give --before DIR",
      details: complaint.split("\n"),
    });
  }
  throw userError({
    place,
    got: "an unknown revision",
    expected: "a branch, tag or commit of this repository",
    fix: "fetch it first",
  });
}

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (status !== 0) {
    throw userError({
      place: `git ${args.join(" ")}`,
      got: `exit status ${status ?? "none"}`,
      expected: "0",
      fix: "resolve the error below",
      details: stderr.trim().split("\n"),
    });
  }
  return stdout;
}

function synthRevision(
  { ref, root, variables, startFile }: SidesRequest,
  program: string,
  outdir: string,
  scratch: string,
): void {
  // A folder of this checkout names the same folder in that revision, where the default may be another one.
  const environments = environmentsDirIn(variables, root);
  const there = isAbsolute(environments) ? relative(root, environments) : environments;
  // Before the first environment there is nothing to synthesize, and each environment is new.
  if (!holdsYaml(join(program, there))) return writeNoStacks(outdir);
  synth({
    program,
    variables: { ...variables, ENVIRONMENTS_DIR: there },
    startFile,
    outdir,
    scratch,
    place: `--base ${ref}`,
    fix: "give an output folder of that revision with --before DIR",
  });
}

const synthCheckout = ({ root, variables, startFile }: SidesRequest, outdir: string, scratch: string): void =>
  synth({
    program: root,
    variables,
    startFile,
    outdir,
    scratch,
    place: "the checkout",
    fix: "correct the errors below, or give an output folder with --in DIR",
  });

interface SynthRun {
  readonly program: string;
  readonly variables: Variables;
  readonly startFile: string | undefined;
  readonly outdir: string;
  /** Folder of temporary files, which are removed with it where a synth is killed. */
  readonly scratch: string;
  readonly place: string;
  readonly fix: string;
}

function writeNoStacks(outdir: string): void {
  mkdirSync(outdir);
  writeFileSync(join(outdir, MANIFEST_NAME), JSON.stringify({ stacks: {} }));
}

/** Runs the command of `npm run synth`, or this program in a repository with environments only. */
function synth({ program, variables, startFile, outdir, scratch, place, fix }: SynthRun): void {
  const { status, stderr, signal } = spawnSync(process.execPath, scriptOf(program, place, startFile), {
    cwd: program,
    env: { ...variables, CDKTF_OUTDIR: outdir, ENVIRONMENT: "", NO_COLOR: "1", TMPDIR: scratch },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return;
  throw userError({
    place,
    got: signal ? `a synth ended by ${signal}` : "a synth that failed",
    expected: "a synth without errors",
    fix,
    details: stderr.trim().split("\n"),
  });
}

/** Arguments of Node.js for a synth. The program of a revision is the one that it was written for. */
function scriptOf(program: string, place: string, startFile: string | undefined): string[] {
  const file = join(program, "package.json");
  const expected = "a revision of this program with npm run synth";
  const fix = "give an output folder with --before DIR or --in DIR";
  const { scripts } = (existsSync(file) ? readJson(file, { place, expected, fix }) : {}) as {
    scripts?: { synth?: string };
  };
  const [node, ...args] = (scripts?.synth ?? "").split(" ");
  if (node === "node") return args;
  if (startFile !== undefined) return [startFile, "synth"];
  throw userError({ place, got: "no npm run synth of this program", expected, fix });
}
