import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { type UserError, userError } from "../../core/errors";
import { type Variables } from "./options";

export interface BaseRequest {
  /** A branch, tag or commit. */
  readonly ref: string;
  /** Folder of the program, in a git repository. */
  readonly root: string;
  readonly variables: Variables;
  /** Is called with the current step. @default - no one looks */
  readonly progress?: ((step: string) => void) | undefined;
}

/**
 * Synthesizes another revision with that revision's program in a temporary worktree, and passes the output folder to
 * `use`. Worktree and output are removed before it returns, also after an error or an interrupt.
 */
export function withBase<T>(request: BaseRequest, use: (outdir: string) => T): T {
  const { root, ref, progress } = request;
  const commit = commitOf(request);
  sweep(root);
  const folder = mkdtempSync(join(tmpdir(), `review-base-${process.pid}-`));
  const worktree = join(folder, "worktree");
  // A signal ends the child, which is an error here. This process ends after it has removed the worktree.
  const survive = (): void => undefined;
  for (const signal of SIGNALS) process.on(signal, survive);
  try {
    progress?.(`checking out ${ref}`);
    git(root, "worktree", "add", "--detach", "--quiet", worktree, commit);
    const program = join(worktree, git(root, "rev-parse", "--show-prefix").trim());
    if (!existsSync(join(program, "node_modules"))) {
      symlinkSync(resolve(root, "node_modules"), join(program, "node_modules"));
    }
    const outdir = join(folder, "cdktf.out");
    progress?.(`synthesizing ${ref}`);
    synth(request, program, outdir, folder);
    progress?.(`comparing with ${ref}`);
    return use(outdir);
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
    if (!isAlive(Number(pid))) remove(root, folder);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function commitOf({ ref, root }: BaseRequest): string {
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

/** Runs the command of `npm run synth` in that revision. */
function synth(
  { ref, root, variables }: BaseRequest,
  program: string,
  outdir: string,
  scratch: string,
): void {
  const [node, ...args] = scriptOf(ref, program).split(" ");
  if (node !== "node") throw noScript(ref);
  const environments = variables["ENVIRONMENTS_DIR"];
  // A folder of this checkout names the same folder in that revision.
  const there =
    environments !== undefined && isAbsolute(environments) ? relative(root, environments) : environments;
  const { status, stderr, signal } = spawnSync(process.execPath, args, {
    cwd: program,
    // Temporary files of a killed synth are removed with the worktree.
    env: {
      ...variables,
      CDKTF_OUTDIR: outdir,
      ENVIRONMENT: "",
      ENVIRONMENTS_DIR: there,
      NO_COLOR: "1",
      TMPDIR: scratch,
    },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return;
  throw userError({
    place: `--base ${ref}`,
    got: signal ? `a synth ended by ${signal}` : "a synth that failed",
    expected: "a synth without errors",
    fix: "give an output folder of that revision with --before DIR",
    details: stderr.trim().split("\n"),
  });
}

function scriptOf(ref: string, program: string): string {
  const file = join(program, "package.json");
  if (!existsSync(file)) throw noScript(ref);
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as { scripts?: { synth?: string } };
  return scripts?.synth ?? "";
}

const noScript = (ref: string): UserError =>
  userError({
    place: `--base ${ref}`,
    got: "a revision without this program's npm run synth",
    expected: "a later revision",
    fix: "give --before DIR",
  });
