import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { runDeploy } from "../../src/deploy/deploy-command";
import { resynthesize } from "../../src/synth/resynthesize";
import { synth } from "../../src/synth/synth";
import { type Run, runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { smallEnvironment } from "../support/minimal-file";
import { workFolder } from "../support/published-output";

const START = resolve(__dirname, "../../bin/private-eks-inference.js");
const repository = join(workFolder("deploy-base"), "repository");
const environmentsDir = join(repository, "environments");
const outdir = join(repository, "cdktf.out");
const FIRST = join(repository, "rollout.out/first/stacks/small-models/cdk.tf.json");

const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: repository,
    encoding: "utf8",
    stdio: "pipe",
  });

function write(version: number, cpuRequest: string): void {
  const model = { name: "fraud", image: { tag: "1.0.0" }, bucketPrefix: `versions/${version}/`, cpuRequest };
  writeFileSync(join(environmentsDir, "small.yaml"), stringify(smallEnvironment({ models: [model] })));
}

/** A repository with environments only: the tags `first` and `second`, and the output folder of the second version of the files. */
beforeAll(async () => {
  mkdirSync(environmentsDir, { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  for (const [tag, version, cpu] of [
    ["first", 1, "250m"],
    ["second", 2, "250m"],
    ["third", 2, "300m"],
  ] as const) {
    write(version, cpu);
    git("add", "environments");
    git("commit", "--quiet", `--message=${tag}`);
    git("tag", tag);
  }
  await synth({ environmentsDir, outdir, underCdktfCli: false, today: TODAY });
});

const deploy = (...args: readonly string[]): Promise<Run> =>
  runOfAsync((output) =>
    runDeploy(
      ["--environments", "small", "--in", outdir, "--print", ...args],
      {
        variables: { PATH: process.env["PATH"], ENVIRONMENTS_DIR: environmentsDir },
        scripts: "scripts",
        root: repository,
        startFile: START,
        resynthesize,
      },
      output,
    ),
  );

test("the commands from a revision with other files apply the models twice, the first time with the rights of both", async () => {
  const { status, stdout, stderr } = await deploy("--base", "first");
  expect([status, stderr]).toEqual([0, ""]);
  const applied = stdout.split("\n").flatMap((line) => /(\S+)-models apply\b/.exec(line)?.[1] ?? []);
  expect(applied.map((each) => /rollout\.out\/(first|last)/.exec(each)?.[1])).toEqual(["first", "last"]);
  for (const prefix of ["versions/1/", "versions/2/"]) expect(readFileSync(FIRST, "utf8")).toContain(prefix);
});

test("the commands from a revision with the same rights apply the models once, and folders of an earlier change are removed", async () => {
  const { status, stdout } = await deploy("--base", "second");
  expect([status, stdout.match(/-models apply\b/g)]).toEqual([0, ["-models apply"]]);
  expect(stdout).not.toContain("rollout.out");
  expect(existsSync(FIRST)).toBe(false);
});

test("a revision that the repository lacks is named, and no worktree or folder stays", async () => {
  const { status, stdout, stderr } = await deploy("--base", "nowhere");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("--base nowhere: got an unknown revision");
  expect(git("worktree", "list", "--porcelain").match(/^worktree /gm)).toHaveLength(1);
  expect(readdirSync(repository).sort()).toEqual([".git", "cdktf.out", "environments"]);
});
