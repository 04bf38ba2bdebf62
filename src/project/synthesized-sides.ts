import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { type CommandOutput } from "../base/command-line";
import { userError } from "../base/errors";
import { git, runGit } from "../base/git";
import { type Variables, environmentsDirIn } from "./options";
import { holdsYaml } from "./command/holds-yaml";
import { withScratch } from "../base/scratch";
import { synthInProcess, synthScript } from "./command/synth-process";
import { MANIFEST_NAME } from "../base/stack-files";
import { hasProcess } from "../base/processes";

interface SidesRequest {
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
interface Sides {
  readonly before: string;
  readonly after: string;
}

/** The commits of both sides, where git has them. */
export interface Commits {
  readonly before: Commit;
  /** @default - not known: the side is a folder */
  readonly after?: Commit;
}

interface Commit {
  /** Its 40 hexadecimal digits. */
  readonly commit: string;
  /** True if files of the checkout differ from it. @default - they do not */
  readonly isEdited?: boolean;
}

/**
 * Synthesizes another revision with that revision's program in a temporary worktree, and the checkout with its
 * uncommitted edits, and passes both output folders and their commits to `use`. `cdktf.out` may be older than the
 * files, so it is not read and not written. Worktree and outputs are removed before it returns, also after an error or
 * an interrupt.
 */
export function withSides<T>(request: SidesRequest, use: (sides: Sides, commits: Commits) => T): T {
  const { root, ref, step } = request;
  const commit = commitOf(request);
  sweep(root);
  const compare = (folder: string): T => {
    const worktree = join(folder, "worktree");
    step?.(`checking out ${ref}`, "blocks");
    git(root, "worktree", "add", "--detach", "--no-checkout", "--quiet", worktree, commit);
    // in the worktree, which can have settings of its own
    git(worktree, "reset", "--hard", "--quiet");
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
    const own = request.after === undefined ? { after: checkedOut(root) } : {};
    return use({ before, after }, { before: { commit }, ...own });
  };
  return withScratch(`review-base-${process.pid}-`, compare, (folder) => remove(root, folder));
}

function remove(root: string, folder: string): void {
  runGit(root, "worktree", "remove", "--force", join(folder, "worktree"));
  rmSync(folder, { recursive: true, force: true });
  runGit(root, "worktree", "prune");
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

/** The commit of a revision. Throws where git does not know it. */
function commitOf({ ref, root }: Pick<SidesRequest, "ref" | "root">): string {
  const found = runGit(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
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

/** The commit of the checkout, and whether its files differ from it. */
const checkedOut = (root: string): Commit => ({
  commit: git(root, "rev-parse", "HEAD").trim(),
  isEdited: git(root, "status", "--porcelain").trim() !== "",
});

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
  const place = `--base ${ref}`;
  synthInProcess({
    folder: program,
    variables,
    environmentsDir: there,
    script: synthScript(program, place, startFile),
    outdir,
    scratch,
    place,
    fix: "give an output folder of that revision with --before DIR",
  });
}

const synthCheckout = ({ root, variables, startFile }: SidesRequest, outdir: string, scratch: string): void =>
  synthInProcess({
    folder: root,
    variables,
    environmentsDir: environmentsDirIn(variables, root),
    script: synthScript(root, "the checkout", startFile),
    outdir,
    scratch,
    place: "the checkout",
    fix: "correct the errors below, or give an output folder with --in DIR",
  });

function writeNoStacks(outdir: string): void {
  mkdirSync(outdir);
  writeFileSync(join(outdir, MANIFEST_NAME), JSON.stringify({ stacks: {} }));
}

/** Passes the folder of a hand-over, as a revision of its repository has it, to `use`. */
export function withRevision<T>(folder: string, ref: string, use: (folder: string) => T): T {
  const commit = commitOf({ ref, root: folder });
  const names = git(folder, "ls-tree", "-r", "-z", "--name-only", commit).split("\0").filter(Boolean);
  if (names.length === 0)
    throw userError({
      place: `--base ${ref}`,
      got: `a revision without ${folder}`,
      expected: "one that has the folder of the hand-over",
      fix: "name a later revision",
    });
  return withScratch("module-base-", (scratch) => {
    for (const name of names) {
      const file = join(scratch, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, git(folder, "show", `${commit}:./${name}`));
    }
    return use(scratch);
  });
}
