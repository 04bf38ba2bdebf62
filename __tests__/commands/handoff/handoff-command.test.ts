import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { currentCommit } from "../../../src/commands/handoff/commit";
import { runHandoff } from "../../../src/commands/handoff/command";
import { type Run, runOfAsync } from "../../support/command-runs";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("handoff-command");
const synthesized = join(work, "cdktf.out");
const PATH = process.env["PATH"] ?? "";
let path = PATH;
let commit = "0123456789ab";
let count = 0;

const synthesizeWith = (change: object = {}): void =>
  publishTo(synthesized, { mlapp: {}, "ml-inference-prod": change });

beforeAll(() => synthesizeWith());
afterEach(() => {
  path = PATH;
  commit = "0123456789ab";
});

const handoff = (...args: string[]): Promise<Run> =>
  runOfAsync((output) =>
    runHandoff(args, { commit: () => commit, variables: { PATH: path, CDKTF_OUTDIR: synthesized } }, output),
  );

const newFolder = (): string => join(work, `bundle-${(count += 1)}`);

/** A folder that an environment was handed over to. */
async function handedOver(...args: string[]): Promise<string> {
  const folder = newFolder();
  expect((await handoff("--environments", "ml-inference-prod", "--out", folder, ...args)).status).toBe(0);
  return folder;
}

const HAND_OVER = ["--environments", "ml-inference-prod", "--out"];
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");
const append = (folder: string, path: string): void =>
  writeFileSync(join(folder, path), `${read(folder, path)}# mine\n`);
const everything = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [
        join(entry.parentPath, entry.name),
        readFileSync(join(entry.parentPath, entry.name), "utf8"),
      ]),
  );

describe("hands over", () => {
  test("a module for each stack, says how many values were proved, and leaves nothing beside the folder", async () => {
    const folder = newFolder();
    const { status, stdout, stderr } = await handoff(...HAND_OVER, folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/network: \d+ values, all as synthesized\n/);
    expect(stdout).toContain(`begin with ${folder}/README.md`);
    expect(readdirSync(folder).sort()).toEqual([
      "README.md",
      "cluster",
      "models",
      "network",
      "parity.json",
      "platform",
      "state",
    ]);
    expect(readdirSync(work).filter((name) => name.startsWith(".bundle"))).toEqual([]);
  });

  test("into folders that do not exist yet, or are empty", async () => {
    const folder = join(newFolder(), "deep", "er");
    expect((await handoff(...HAND_OVER, folder)).status).toBe(0);
    const empty = newFolder();
    mkdirSync(empty);
    expect((await handoff(...HAND_OVER, empty)).status).toBe(0);
  });

  test("JSON where it is asked for, and nothing of the other syntax stays", async () => {
    const folder = await handedOver();
    const { status } = await handoff(...HAND_OVER, folder, "--format", "json");
    expect(status).toBe(0);
    const files = Object.keys(everything(join(folder, "network")));
    expect(files.filter((file) => file.endsWith(".tf.json")).length).toBeGreaterThan(5);
    expect(files.filter((file) => /\.(tf|tfvars|hcl)$/.test(file))).toEqual([]);
  });

  test("again without a change, and writes nothing", async () => {
    const folder = await handedOver();
    const before = everything(folder);
    const { stdout } = await handoff(...HAND_OVER, folder);
    expect(stdout).toContain("0 files written");
    expect(everything(folder)).toEqual(before);
  });

  test("a changed synth: writes what changed, removes what is gone, and keeps what is not its own", async () => {
    const folder = await handedOver();
    const own = { ".terraform.lock.hcl": "lock", "terraform.tfvars": "x = 1", "extra.tf": "locals {}\n" };
    for (const [name, text] of Object.entries(own)) writeFileSync(join(folder, "network", name), text);
    synthesizeWith({ network: { networkAcls: false } });
    try {
      const { status, stdout } = await handoff(...HAND_OVER, folder);
      expect(status).toBe(0);
      expect(stdout).toContain("removed network/network-acls.tf");
      expect(existsSync(join(folder, "network/network-acls.tf"))).toBe(false);
      for (const [name, text] of Object.entries(own)) expect(read(folder, `network/${name}`)).toBe(text);
    } finally {
      synthesizeWith();
    }
  });
});

describe("refuses, and changes nothing,", () => {
  test("where somebody edited, took away or put in the way, and names each", async () => {
    const folder = await handedOver();
    append(folder, "network/vpc.tf");
    rmSync(join(folder, "cluster/addons.tf"));
    const before = everything(folder);
    const { status, stderr } = await handoff(...HAND_OVER, folder);
    expect(status).toBe(1);
    expect(stderr).toContain("network/vpc.tf was edited since it was handed over\n");
    expect(stderr).toContain("cluster/addons.tf was taken away since it was handed over\n");
    expect(stderr).toContain("--force");
    expect(everything(folder)).toEqual(before);
  });

  test("unless it is told to", async () => {
    const folder = await handedOver();
    const before = everything(folder);
    append(folder, "network/vpc.tf");
    rmSync(join(folder, "cluster/addons.tf"));
    expect((await handoff(...HAND_OVER, folder, "--force")).status).toBe(0);
    expect(everything(folder)).toEqual(before);
  });

  test("a folder with somebody's files", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "notes.txt"), "mine");
    const { status, stderr } = await handoff(...HAND_OVER, folder);
    expect(status).toBe(1);
    expect(stderr).toContain("got a folder with files and no parity.json, expected an empty one");
    expect(readdirSync(folder)).toEqual(["notes.txt"]);
  });

  test("the modules of another environment, whose state is elsewhere", async () => {
    const folder = await handedOver();
    const before = everything(folder);
    const { status, stderr } = await handoff("--environments", "mlapp", "--out", folder);
    expect(status).toBe(1);
    expect(stderr).toContain("got the modules of ml-inference-prod, expected those of mlapp");
    expect(everything(folder)).toEqual(before);
  });

  test("a file in the place of the folder", async () => {
    const folder = newFolder();
    writeFileSync(folder, "mine");
    const { status, stderr } = await handoff(...HAND_OVER, folder);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("got a file, expected a folder") as string,
    });
  });

  test("a parity.json that it did not write", async () => {
    const folder = await handedOver();
    writeFileSync(join(folder, "parity.json"), "{}");
    const { status, stderr } = await handoff(...HAND_OVER, folder);
    expect(status).toBe(1);
    expect(stderr).toContain("got a file that handoff did not write");
  });

  test("an environment that is not there, and lists those that are", async () => {
    const { status, stderr } = await handoff("--environments", "prod", "--out", newFolder());
    expect(status).toBe(1);
    expect(stderr).toContain("--environment: got prod, expected one of ml-inference-prod, mlapp");
  });

  test("a folder without a finished synth", async () => {
    const { status, stderr } = await handoff(...HAND_OVER, newFolder(), "--in", join(work, "nothing"));
    expect(status).toBe(1);
    expect(stderr).toContain("run npm run synth");
  });

  test("output that was edited by hand into something that cannot be handed over", async () => {
    const file = join(synthesized, "stacks/ml-inference-prod-network/cdk.tf.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"aws_vpc": {', '"aws_unknown": {'));
    try {
      const folder = newFolder();
      await expect(handoff(...HAND_OVER, folder)).rejects.toThrow("aws_unknown");
      expect(existsSync(folder)).toBe(false);
    } finally {
      writeFileSync(file, before);
    }
  });
});

describe("--check", () => {
  test("is content with what would be written now, whatever the commit", async () => {
    const folder = await handedOver();
    commit = "ba9876543210";
    const { status, stdout } = await handoff("--check", folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(/all \d+ files are what would be written now\n$/);
  });

  test("counts the files that hand-over counted", async () => {
    const folder = newFolder();
    const { stdout } = await handoff(...HAND_OVER, folder);
    const written = /(\d+) files written, 0 unchanged/.exec(stdout)?.[1];
    expect(Number(written)).toBeGreaterThan(50);
    expect((await handoff("--check", folder)).stdout).toContain(`all ${written} files are`);
    expect((await handoff(...HAND_OVER, folder)).stdout).toContain(`0 files written, ${written} unchanged`);
  });

  test("knows the environment and the syntax by itself", async () => {
    const folder = newFolder();
    await handoff("--environments", "mlapp", "--out", folder, "--format", "json");
    expect((await handoff("--check", folder)).status).toBe(0);
  });

  test("says what was edited, taken away and added, and writes nothing", async () => {
    const folder = await handedOver();
    append(folder, "network/vpc.tf");
    rmSync(join(folder, "cluster/addons.tf"));
    writeFileSync(join(folder, "models/extra.tf"), "locals {}\n");
    const before = everything(folder);
    const { status, stdout } = await handoff("--check", folder);
    expect(status).toBe(1);
    expect(stdout).toContain(
      "network/vpc.tf edited since it was handed over (0 lines to add, 1 to take away)\n",
    );
    expect(stdout).toContain("cluster/addons.tf taken away since it was handed over\n");
    expect(stdout).toContain("models/extra.tf added by somebody\n");
    expect(everything(folder)).toEqual(before);
  });

  test("says what a new synth made stale", async () => {
    const folder = await handedOver();
    synthesizeWith({ network: { networkAcls: false }, cluster: { logRetentionDays: 90 } });
    try {
      const { status, stdout } = await handoff("--check", folder);
      expect(status).toBe(1);
      expect(stdout).toContain("network/network-acls.tf obsolete: would not be written any more\n");
      expect(stdout).toContain(
        "cluster/ml-inference-prod.tfvars stale: as it was handed over, and no longer what would be written (1 lines to add, 1 to take away)\n",
      );
    } finally {
      synthesizeWith();
    }
  });

  test("fails when nothing was handed over there", async () => {
    const { status, stderr } = await handoff("--check", join(work, "nothing"));
    expect(status).toBe(1);
    expect(stderr).toContain("in which nothing was handed over");
  });
});

describe("--lock", () => {
  /** A `terraform` that does what a script says. */
  function terraformThat(script: string): void {
    const bin = mkdtempSync(join(work, "bin-"));
    writeFileSync(join(bin, "terraform"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, "terraform"), 0o755);
    path = `${bin}:${PATH}`;
  }

  test("writes a lock file into each module, for all platforms", async () => {
    terraformThat('echo "$@" > .terraform.lock.hcl');
    const folder = await handedOver("--lock");
    for (const module of ["state", "network", "cluster", "platform", "models"]) {
      expect(read(folder, `${module}/.terraform.lock.hcl`)).toBe(
        "providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64 -no-color\n",
      );
    }
    expect((await handoff("--check", folder)).status).toBe(0);
  });

  test("begins with the lock file that is there", async () => {
    const folder = await handedOver();
    writeFileSync(join(folder, "network/.terraform.lock.hcl"), "before\n");
    terraformThat("echo after >> .terraform.lock.hcl");
    expect((await handoff(...HAND_OVER, folder, "--lock")).status).toBe(0);
    expect(read(folder, "network/.terraform.lock.hcl")).toBe("before\nafter\n");
  });

  test("fails when no registry can be reached, says what terraform said, and writes nothing", async () => {
    terraformThat('echo "Error: Failed to query available provider packages" >&2; exit 1');
    const folder = newFolder();
    const { status, stderr } = await handoff(...HAND_OVER, folder, "--lock");
    expect(status).toBe(1);
    expect(stderr).toContain("Failed to query available provider packages");
    expect(stderr).toContain("leave --lock out, and run that command where a registry can be reached");
    expect(existsSync(folder)).toBe(false);
  });

  test("fails when there is no terraform", async () => {
    path = "";
    const { status, stderr } = await handoff(...HAND_OVER, newFolder(), "--lock");
    expect(status).toBe(1);
    expect(stderr).toContain("no such program on the PATH");
  });
});

test.each([
  ["no environment", ["--out", "x"]],
  ["no folder", ["--environments", "mlapp"]],
  ["nothing at all", []],
  ["an unknown syntax", ["--environments", "mlapp", "--out", "x", "--format", "yaml"]],
  ["an unknown option", ["--folder", "x"]],
  ["a word too many", ["--environments", "mlapp", "--out", "x", "y"]],
  ["a check that would write", ["--check", "x", "--out", "y"]],
  ["a check that would overwrite", ["--check", "x", "--force"]],
])("wrong usage is exit status 2: %s", async (_, args) => {
  const { status, stderr } = await handoff(...args);
  expect(status).toBe(2);
  expect(stderr).toContain("error: ");
});

test("--help names every option", async () => {
  const { status, stdout } = await handoff("--help");
  expect(status).toBe(0);
  for (const option of ["--environments", "--out", "--format", "--check", "--in", "--force", "--lock"])
    expect(stdout).toContain(option);
});

describe("the commit that a hand-over names", () => {
  /** A checkout with one commit, and its environments. */
  function checkout(): { readonly root: string; readonly environments: string; readonly commit: string } {
    const root = mkdtempSync(join(work, "checkout-"));
    const environments = join(root, "environments");
    mkdirSync(environments);
    writeFileSync(join(environments, "dev.yaml"), "environment: dev\n");
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
        cwd: root,
        encoding: "utf8",
      });
    git("init", "--quiet");
    git("add", ".");
    git("commit", "--quiet", "--message=first");
    return { root, environments, commit: git("rev-parse", "HEAD").slice(0, 12) };
  }

  test("is that of the checkout, whatever lies elsewhere in it", () => {
    const { root, environments, commit } = checkout();
    writeFileSync(join(root, "notes.txt"), "mine");
    expect(currentCommit(root, environments)).toBe(commit);
  });

  test.each([
    ["an environment was changed", "environments/dev.yaml"],
    ["an environment is in no commit yet", "environments/acme.yaml"],
    ["a base of environments is in no commit yet", "environments/bases/common.yaml"],
  ])("is marked where %s", (_, file) => {
    const { root, environments, commit } = checkout();
    mkdirSync(join(environments, "bases"));
    writeFileSync(join(root, file), "environment: acme\n");
    expect(currentCommit(root, environments)).toBe(`${commit}-dirty`);
  });

  test("is marked where the environments are in no repository", () => {
    const { root, commit } = checkout();
    expect(currentCommit(root, work)).toBe(`${commit}-dirty`);
  });

  test("is unknown where git is", () => {
    expect(currentCommit(work, work)).toBe("unknown");
  });
});
