import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../../../src/core/errors";
import { withBase } from "../../../src/commands/review/base";
import { runReview } from "../../../src/commands/review/command";
import { synth } from "../../../src/synth";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";

const ROOT = resolve(__dirname, "../../..");
const folder = workFolder("review-repository");
const repository = join(folder, "repository");
const scratch = join(folder, "tmp");
const YAML = join(repository, "environments/mlapp.yaml");

const COMMAND = [
  join(ROOT, "scripts/launch.js"),
  join(ROOT, "src/commands/review/main.ts"),
  "--base",
  "first",
];

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
    stdio: "pipe",
  });

function edit(from: string, to: string): void {
  writeFileSync(YAML, readFileSync(YAML, "utf8").replace(from, to));
}

/** A repository with the program and one environment: `first`, then `broken`, then an edit that is not committed. */
beforeAll(async () => {
  for (const name of [
    "src",
    "scripts",
    "main.ts",
    "package.json",
    "tsconfig.json",
    "environments/mlapp.yaml",
  ]) {
    cpSync(join(ROOT, name), join(repository, name), { recursive: true });
  }
  cpSync(join(ROOT, ".gitignore"), join(repository, ".gitignore"));
  symlinkSync(join(ROOT, "node_modules"), join(repository, "node_modules"));
  git("init", "--quiet", "--initial-branch=main");
  git("add", "environments", "src", "scripts", "main.ts", "package.json", "tsconfig.json", ".gitignore");
  git("commit", "--quiet", "--message=first");
  git("tag", "first");
  edit("single-nat", "no such way");
  git("commit", "--quiet", "--all", "--message=broken");
  git("tag", "broken");
  edit("no such way", "single-nat");
  edit('tag: "2.0.1"', 'tag: "2.1.0"');
  await synth({
    environmentsDir: join(repository, "environments"),
    outdir: join(repository, "cdktf.out"),
    underCdktfCli: false,
    today: TODAY,
  });
  execFileSync("mkdir", [scratch]);
});

const review = (...args: string[]): Run =>
  runOf((output) =>
    runReview(
      [...args, "--in", join(repository, "cdktf.out")],
      { root: repository, today: TODAY, variables: process.env },
      output,
    ),
  );

/** What a run must not leave. */
function leftovers(): string[] {
  const worktrees = git("worktree", "list", "--porcelain").match(/^worktree .*$/gm) ?? [];
  return [
    ...worktrees.slice(1),
    ...readdirSync(scratch),
    ...readdirSync(join(repository, ".git")).filter((name) => name === "worktrees"),
  ];
}

test("another revision is synthesized by itself, compared, and nothing of it is left", () => {
  const { status, stdout, stderr } = review("--base", "first");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toContain("models[model-service].image.tag: 2.0.1 → 2.1.0");
  expect(leftovers()).toEqual([]);
});

test("a revision that does not synthesize is an error with its reason, and nothing of it is left", () => {
  const { status, stdout, stderr } = review("--base", "broken", "--detailed-exitcode");
  expect(status).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/--base broken: got a synth that failed, .*--before DIR/);
  expect(stderr).toContain("no such way");
  expect(leftovers()).toEqual([]);
});

describe("what git itself refuses is told in its words:", () => {
  const base = (ref: string, root: string) => () =>
    withBase({ ref, root, variables: process.env }, () => "never");

  test("a folder in no repository", () => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    expect(base("first", elsewhere)).toThrow(UserError);
    expect(base("first", elsewhere)).toThrow(
      /^--base first: got an error from git, expected .*; .*--before DIR\nfatal: not a git repository/,
    );
  });

  test("a repository of another user", () => {
    const { status, stderr } = spawnSync(process.execPath, COMMAND, {
      cwd: repository,
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_TEST_ASSUME_DIFFERENT_OWNER: "1",
      },
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^--base first: got an error from git, .*\nfatal: .*dubious ownership/);
  });

  test("a revision that is no commit", () => {
    expect(base("first^{tree}", repository)).toThrow(/got an error from git[^]*expected commit type/);
    expect(base("nowhere", repository)).toThrow("--base nowhere: got no such revision");
  });
});

test("what is not committed stays as it is", () => {
  const before = readFileSync(YAML, "utf8");
  review("--base", "first");
  expect(readFileSync(YAML, "utf8")).toBe(before);
  expect(git("status", "--porcelain", "--untracked-files=no").trim()).toBe("M environments/mlapp.yaml");
});

/** Starts a review, and sends a signal to it and its child once the worktree is there, as a terminal does. */
async function signalled(signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(process.execPath, COMMAND, {
    cwd: repository,
    env: { ...process.env, TMPDIR: scratch },
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  while (!started()) await new Promise((wait) => setTimeout(wait, 20));
  expect(leftovers()).not.toEqual([]);
  process.kill(-(child.pid as number), signal);
  return ended;
}

test("an interrupt while the revision is synthesized leaves nothing of it", async () => {
  expect(await signalled("SIGINT")).toBe(1);
  expect(leftovers()).toEqual([]);
});

/** The worktree is there, and so its synth is about to run. */
const started = (): boolean =>
  readdirSync(scratch).some((name) => existsSync(join(scratch, name, "worktree/node_modules")));

test("what a run that was killed has left is gone after the next one", async () => {
  await signalled("SIGKILL");
  expect(leftovers()).not.toEqual([]);
  expect(review("--base", "first").status).toBe(0);
  expect(leftovers()).toEqual([]);
});
