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
import { UserError } from "../../src/base/errors";
import { withSides } from "../../src/project/synthesized-sides";
import { runReview } from "../../src/review/command";
import { synth } from "../../src/synth/synth";
import { type Run, runOf, withoutProgress } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { workFolder } from "../support/published-output";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

const ROOT = resolve(__dirname, "../..");
const folder = workFolder("review-repository");
const repository = join(folder, "repository");
const scratch = join(folder, "tmp");
const YAML = join(repository, "environments/mlapp.yaml");
const PARENT = join(repository, "environments/retail-forecast.yaml");
const OUTPUT = join(repository, "cdktf.out");

const COMMAND = [join(ROOT, "bin/private-eks-inference.js"), "review", "--base", "first"];

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
    stdio: "pipe",
  });

function edit(from: string, to: string, file = YAML): void {
  writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
}

/** A repository with the program and environments: the tags `program` (no environment yet), `first` and `broken`, and uncommitted edits after the last synth. */
beforeAll(async () => {
  for (const name of ["src", "bin", "dev", "main.ts", "package.json", "tsconfig.json"]) {
    cpSync(join(ROOT, name), join(repository, name), { recursive: true });
  }
  for (const name of ["mlapp", "retail-forecast", "retail-forecast-option-b"])
    cpSync(join(ROOT, `examples/${name}.yaml`), join(repository, `environments/${name}.yaml`));
  cpSync(join(ROOT, ".gitignore"), join(repository, ".gitignore"));
  symlinkSync(join(ROOT, "node_modules"), join(repository, "node_modules"));
  // Worktrees take the compiled program from the cache of this checkout, where it is compiled once for all tests.
  symlinkSync(join(ROOT, ".cache"), join(repository, ".cache"));
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--force", ".cache");
  git("add", "src", "bin", "dev", "main.ts", "package.json", "tsconfig.json", ".gitignore");
  git("commit", "--quiet", "--message=program");
  git("tag", "program");
  git("add", "environments");
  git("commit", "--quiet", "--message=first");
  git("tag", "first");
  edit("single-nat", "no such way");
  git("commit", "--quiet", "--all", "--message=broken");
  git("tag", "broken");
  edit("no such way", "single-nat");
  // The output folder has the state of the first commit, so it is older than the files.
  await synth({
    environmentsDir: join(repository, "environments"),
    outdir: join(repository, "cdktf.out"),
    underCdktfCli: false,
    today: TODAY,
  });
  edit('tag: "2.0.1"', 'tag: "2.1.0"');
  edit('tag: "1.0.0"', 'tag: "1.1.0"', PARENT);
  execFileSync("mkdir", [scratch]);
});

/** Steps that a terminal shows. */
const steps: string[] = [];

const review = (...args: string[]): Run =>
  runOf((output) =>
    runReview(
      args,
      {
        resynthesize,
        trialSynth,
        root: repository,
        today: TODAY,
        variables: { ...process.env, ENVIRONMENTS_DIR: "", CDKTF_OUTDIR: OUTPUT },
      },
      { ...output, step: (what) => void steps.push(what) },
    ),
  );

/** Worktrees and temporary files of reviews. */
function leftovers(): string[] {
  const worktrees = git("worktree", "list", "--porcelain").match(/^worktree .*$/gm) ?? [];
  return [
    ...worktrees.slice(1),
    ...readdirSync(scratch),
    ...readdirSync(join(repository, ".git")).filter((name) => name === "worktrees"),
  ];
}

/** Whether the worktree of a review exists, so that its synth is about to run. */
const isStarted = (): boolean =>
  readdirSync(scratch).some((name) => existsSync(join(scratch, name, "worktree/node_modules")));

/** Image tag of a model in the output folder. */
const outputTag = (): string | undefined =>
  /model-service:([\d.]+)"/.exec(readFileSync(join(OUTPUT, "stacks/mlapp-models/cdk.tf.json"), "utf8"))?.[1];

/** Starts a review, and signals it and its child once the worktree exists, as a terminal does. */
async function signalled(signal: NodeJS.Signals): Promise<number | null> {
  const child = spawn(process.execPath, COMMAND, {
    cwd: repository,
    env: { ...process.env, ENVIRONMENTS_DIR: "", TMPDIR: scratch },
    stdio: "ignore",
    detached: true,
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  while (!isStarted()) await new Promise((wait) => setTimeout(wait, 20));
  expect(leftovers()).not.toEqual([]);
  process.kill(-(child.pid as number), signal);
  return ended;
}

describe("a review of another revision, after a run that was killed", () => {
  let leftByKilledRun: string[];
  let yamlBefore: string;
  let run: Run;

  beforeAll(async () => {
    await signalled("SIGKILL");
    leftByKilledRun = leftovers();
    yamlBefore = readFileSync(YAML, "utf8");
    run = review("--base", "first");
  });

  test("shows its steps", () => {
    expect(steps.filter((step) => !/^(private-eks-inference|reviewing) /.test(step))).toEqual([
      "checking out first",
      "synthesizing first, as long as a synth takes",
      "synthesizing the checkout",
      "comparing with first",
    ]);
  });

  test("compares it with the files as they are, and not with the older output folder", () => {
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(run.stdout).toContain("models[model-service].image.tag: 2.0.1 → 2.1.0");
  });

  test("compares also the environments that extend an edited one", () => {
    for (const name of ["retail-forecast", "retail-forecast-option-b"]) {
      expect(run.stdout).toMatch(new RegExp(`^${name} @ .* · safe: pods roll · .* · 1 to change$`, "m"));
    }
  });

  test("leaves the output folder as it was", () => {
    expect(outputTag()).toBe("2.0.1");
  });

  test("removes its own worktree and that of the killed run", () => {
    expect(leftByKilledRun).not.toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  test("keeps uncommitted edits", () => {
    expect(readFileSync(YAML, "utf8")).toBe(yamlBefore);
    expect(git("status", "--porcelain", "--untracked-files=no").trim()).toBe(
      "M environments/mlapp.yaml\n M environments/retail-forecast.yaml",
    );
  });
});

test("a revision without a folder of environments has none, so each environment is new", () => {
  const { status, stdout } = review("--base", "program");
  expect(status).toBe(0);
  for (const name of ["mlapp", "retail-forecast", "retail-forecast-option-b"])
    expect(stdout).toMatch(new RegExp(`^ *${name}\\b.* · [1-9]\\d* to add$`, "m"));
});

test("with --in, it refuses a folder that is older than its inputs", () => {
  const { status, stdout, stderr } = review("--base", "first", "--in", OUTPUT);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/: got the output of other inputs: .*mlapp\.yaml, .*retail-forecast\.yaml,/);
});

test("fails with the errors of the checkout, if it does not synthesize", () => {
  const text = readFileSync(YAML, "utf8");
  edit("single-nat", "no such way");
  const { status, stdout, stderr } = review("--base", "first");
  writeFileSync(YAML, text);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^the checkout: got a synth that failed, .*--in DIR\n/);
  expect(stderr).toContain("no such way");
});

describe("a review of a revision that does not synthesize", () => {
  let run: Run;

  beforeAll(() => (run = review("--base", "broken", "--detailed-exitcode")));

  test("fails with the error of that synth", () => {
    expect(run).toMatchObject({ status: 1, stdout: "" });
    expect(run.stderr).toMatch(/^--base broken: got a synth that failed, .*--before DIR\n/);
    expect(run.stderr).toContain("no such way");
  });

  test("removes its worktree", () => {
    expect(leftovers()).toEqual([]);
  });
});

test("an interrupted review returns 1 and removes its worktree", async () => {
  expect(await signalled("SIGINT")).toBe(1);
  expect(leftovers()).toEqual([]);
});

describe("fails with the error of git", () => {
  const base = (ref: string, root: string) => () =>
    withSides({ ref, root, variables: process.env }, () => "never");

  test("when the folder is in no repository", () => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    expect(base("first", elsewhere)).toThrow(UserError);
    expect(base("first", elsewhere)).toThrow(
      /^--base first: got an error from git, expected .*; .*--before DIR\n {2}fatal: not a git repository/,
    );
  });

  test("when the repository belongs to another user", () => {
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
    expect(withoutProgress(stderr)).toMatch(
      /^--base first: got an error from git, .*\n {2}fatal: .*dubious ownership/,
    );
  });

  test("when the revision is not a commit", () => {
    expect(base("first^{tree}", repository)).toThrow(/got an error from git[^]*expected commit type/);
  });
});

test("fails when the revision is unknown", () => {
  const review = () => withSides({ ref: "nowhere", root: repository, variables: process.env }, () => "never");
  expect(review).toThrow("--base nowhere: got an unknown revision");
});
