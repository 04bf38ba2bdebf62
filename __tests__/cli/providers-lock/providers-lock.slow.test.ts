import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runProvidersLock } from "../../../src/cli/providers-lock/command";
import { type Run, runOfAsync } from "../../support/command-runs";
import { ENVIRONMENTS } from "../../support/environments";
import { workFolder } from "../../support/published-output";
import { LOCKS, lockText } from "../../support/provider-locks";
import { planOf } from "../../support/reference-plans";

const work = workFolder("providers-lock");
const stacks = ENVIRONMENTS.flatMap((name) => planOf(name).stacks.map((stack) => ({ stack })));

/** A folder of environments with locks beside it, and a simulated `terraform` that runs a shell script. */
class Project {
  readonly root = mkdtempSync(join(work, "project-"));
  readonly steps: string[] = [];

  constructor(private readonly script: string) {}

  run(...args: string[]): Promise<Run> {
    const bin = mkdtempSync(join(this.root, "bin-"));
    for (const name of ["terraform", "tofu"]) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${this.script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    return this.runWith(`${bin}:${process.env["PATH"] ?? ""}`, ...args);
  }

  runWith(path: string, ...args: string[]): Promise<Run> {
    const variables = { PATH: path, ENVIRONMENTS_DIR: join(this.root, "environments"), CALLS: this.calls };
    const step = (what: string): void => void this.steps.push(what);
    return runOfAsync((output) =>
      runProvidersLock(args, { variables, emit: () => ({ stacks }) }, { ...output, step }),
    );
  }

  private get calls(): string {
    return join(this.root, "calls");
  }

  /** Arguments of every call. */
  get called(): string[] {
    return readFileSync(this.calls, "utf8").trim().split("\n");
  }

  write(file: string, text: string): void {
    mkdirSync(join(this.root, "locks"), { recursive: true });
    writeFileSync(join(this.root, "locks", file), text);
  }

  /** Text of every file in the folder of locks. */
  get locks(): Record<string, string> {
    const folder = join(this.root, "locks");
    if (!existsSync(folder)) return {};
    return Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
  }
}

/** A script that writes the lock of the required providers, as `terraform providers lock` does with a registry. */
const locking = (locks: Readonly<Record<string, string>> = LOCKS): string => {
  const folder = mkdtempSync(join(work, "locks-"));
  for (const [name, text] of Object.entries(locks)) writeFileSync(join(folder, name), text);
  return [
    'echo "$(basename "$0") $*" >> "$CALLS"',
    `if grep -q helm main.tf.json; then set=aws+helm+kubernetes; else set=aws; fi`,
    `cp "${folder}/$set.lock.hcl" .terraform.lock.hcl`,
  ].join("\n");
};

test("one lock is written for each set of providers, with all platforms", async () => {
  const project = new Project(locking());
  expect(await project.run()).toMatchObject({ status: 0, stderr: "" });
  expect(project.locks).toEqual(LOCKS);
  const all = "-platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64";
  expect(project.called).toEqual(Array(2).fill(`terraform providers lock -no-color ${all}`));
});

test("the locked versions are printed, and the next step", async () => {
  const { stdout } = await new Project(locking()).run();
  expect(stdout).toMatch(/^wrote .*\/locks\/aws\.lock\.hcl: hashicorp\/aws 5\.100\.0$/m);
  expect(stdout).toMatch(
    /^wrote .*: hashicorp\/aws 5\.100\.0, hashicorp\/helm 3\.1\.2, hashicorp\/kubernetes/m,
  );
  expect(stdout).toMatch(/commit the files; npx private-eks-inference synth/);
});

test("each set is a step of the progress line", async () => {
  const project = new Project(locking());
  await project.run("--platform", "windows_amd64");
  expect(project.steps.filter((step) => step.startsWith("locking"))).toEqual([
    "locking aws for 5 platforms (1 of 2)",
    "locking aws+helm+kubernetes for 5 platforms (2 of 2)",
  ]);
});

test("--platform adds platforms, and is repeatable", async () => {
  const project = new Project(locking());
  await project.run("--platform", "windows_amd64", "--platform", "linux_arm", "--platform", "linux_amd64");
  expect(project.called[0]).toMatch(/-platform=darwin_arm64 -platform=windows_amd64 -platform=linux_arm$/);
});

test("--program tofu locks with OpenTofu", async () => {
  const project = new Project(locking());
  await project.run("--program", "tofu");
  expect(project.called[0]).toMatch(/^tofu providers lock /);
});

test.each([
  ["--platform", "linux"],
  ["--program", "cdktf"],
])("%s %s is wrong usage", async (...args) => {
  expect(await new Project(locking()).run(...args)).toMatchObject({ status: 2, stdout: "" });
});

test("a locked version stays: the program starts from the existing lock", async () => {
  const kept = lockText([{ version: "6.40.0" }]);
  const project = new Project(`[ -f .terraform.lock.hcl ] && exit 0\n${locking()}`);
  project.write("aws.lock.hcl", kept);
  const { status, stdout } = await project.run();
  expect(status).toBe(0);
  expect(project.locks["aws.lock.hcl"]).toBe(kept);
  expect(stdout).toMatch(/^unchanged .*aws\.lock\.hcl: hashicorp\/aws 6\.40\.0$/m);
});

test("--upgrade ignores the existing lock", async () => {
  const project = new Project(`[ -f .terraform.lock.hcl ] && exit 0\n${locking()}`);
  project.write("aws.lock.hcl", lockText([{ version: "6.40.0" }]));
  expect((await project.run("--upgrade")).status).toBe(0);
  expect(project.locks).toEqual(LOCKS);
});

test("without a registry it fails with the error of terraform, and no lock changes", async () => {
  const before = lockText([{ version: "6.40.0" }]);
  const failing = 'if grep -q helm main.tf.json; then echo "Error: no such host" >&2; exit 1; fi';
  const project = new Project(`${failing}\n${locking()}`);
  project.write("aws.lock.hcl", before);
  const { status, stdout, stderr } = await project.run();
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(
    /aws\+helm\+kubernetes\.lock\.hcl: got an error of terraform providers lock .*where the registry is reachable.*no lock was changed\n {2}Error: no such host\n$/,
  );
  expect(project.locks).toEqual({ "aws.lock.hcl": before });
});

test("a lock that synth would refuse is not written", async () => {
  const project = new Project(locking({ ...LOCKS, "aws+helm+kubernetes.lock.hcl": lockText() }));
  const { status, stderr } = await project.run();
  expect(status).toBe(1);
  expect(stderr).toContain("got no entry for hashicorp/helm");
  expect(project.locks).toEqual({});
});

test("without the program it fails", async () => {
  const project = new Project("");
  const { status, stderr } = await project.runWith("");
  expect(status).toBe(1);
  expect(stderr).toContain("got no terraform on the PATH");
  expect(project.locks).toEqual({});
});
