import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import { UserError } from "../../core/errors";

export interface BaseRequest {
  /** A revision that git knows: a branch, a tag, a commit. */
  readonly ref: string;
  /** Folder of the program, in a git repository. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Synthesizes another revision in a worktree of its own, by that revision's own program, and hands the output folder
 * to `use`. Worktree and output are gone when it returns, also after an error or an interrupt.
 */
export function withBase<T>(request: BaseRequest, use: (outdir: string) => T): T {
  const { root } = request;
  const commit = commitOf(request);
  sweep(root);
  const folder = mkdtempSync(join(tmpdir(), `review-base-${process.pid}-`));
  const worktree = join(folder, "worktree");
  // a signal must not end this process before the worktree is gone; it ends the child, which is an error here
  const survive = (): void => undefined;
  for (const signal of SIGNALS) process.on(signal, survive);
  try {
    git(root, "worktree", "add", "--detach", "--quiet", worktree, commit);
    const program = join(worktree, git(root, "rev-parse", "--show-prefix").trim());
    if (!existsSync(join(program, "node_modules"))) {
      symlinkSync(resolve(root, "node_modules"), join(program, "node_modules"));
    }
    const outdir = join(folder, "cdktf.out");
    synth(request, program, outdir, folder);
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

/** Removes what runs left that were killed; the name of a folder says whose it is. */
function sweep(root: string): void {
  const listed = git(root, "worktree", "list", "--porcelain");
  for (const [, folder = "", pid] of listed.matchAll(
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
  if (found.error)
    throw new UserError(
      `--base ${ref}: got no git, expected it on the PATH; install it, or give --before DIR`,
    );
  if (found.status === 0) return found.stdout.trim();
  // of a revision that is not there git says nothing here
  const complaint = found.stderr.trim();
  if (complaint !== "") {
    throw new UserError(
      `--base ${ref}: got an error from git, expected a commit of the repository that ${root} lies in; mend what ` +
        `git says, or give --before DIR\n${complaint}`,
    );
  }
  throw new UserError(
    `--base ${ref}: got no such revision, expected a branch, tag or commit of this repository; fetch it first`,
  );
}

function git(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new UserError(`git ${args.join(" ")}: ${stderr.trim()}`);
  return stdout;
}

/** Runs what that revision's own `npm run synth` runs. */
function synth({ ref, root, env }: BaseRequest, program: string, outdir: string, scratch: string): void {
  const [node, ...args] = scriptOf(ref, program).split(" ");
  if (node !== "node") throw noScript(ref);
  const environments = env["ENVIRONMENTS_DIR"];
  // a folder of this checkout is meant in that revision
  const there =
    environments !== undefined && isAbsolute(environments) ? relative(root, environments) : environments;
  const { status, stderr, signal } = spawnSync(process.execPath, args, {
    cwd: program,
    // whatever it leaves behind when it is killed goes with the rest
    env: {
      ...env,
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
  throw new UserError(
    `--base ${ref}: got a synth that ${signal ? `was ended by ${signal}` : "failed"}, expected one that works; ` +
      `give an output folder of that revision by --before DIR\n${stderr.trim()}`,
  );
}

function scriptOf(ref: string, program: string): string {
  const file = join(program, "package.json");
  if (!existsSync(file)) throw noScript(ref);
  const { scripts } = JSON.parse(readFileSync(file, "utf8")) as { scripts?: { synth?: string } };
  return scripts?.synth ?? "";
}

const noScript = (ref: string): UserError =>
  new UserError(
    `--base ${ref}: got a revision without this program's npm run synth, expected a later one; give --before DIR`,
  );
