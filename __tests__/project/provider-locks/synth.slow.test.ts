import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LAYERS } from "../../../src/base/layers";
import { LOCK_NAME } from "../../../src/base/provider-lock";
import { type SynthResult, synth } from "../../../src/synth/synth";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";
import { LOCKS, lockText } from "../../support/provider-locks";

const work = workFolder("provider-locks");
const ENVIRONMENT = "mlapp";

/** A project with one environment and lock files. */
class Project {
  readonly root = mkdtempSync(join(work, "project-"));

  constructor(locks: Readonly<Record<string, string>>) {
    const examples = resolve(__dirname, "../../../examples");
    mkdirSync(join(this.root, "environments"));
    for (const file of [`${ENVIRONMENT}.yaml`, `${ENVIRONMENT}.addresses.json`]) {
      cpSync(join(examples, file), join(this.root, "environments", file));
    }
    this.lock(locks);
  }

  lock(files: Readonly<Record<string, string>>): void {
    mkdirSync(join(this.root, "locks"), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.root, "locks", name), text);
  }

  unlock(): void {
    rmSync(join(this.root, "locks"), { recursive: true });
  }

  synth(only?: readonly string[]): Promise<SynthResult> {
    return synth({
      environmentsDir: join(this.root, "environments"),
      ...(only ? { only } : {}),
      outdir: join(this.root, "cdktf.out"),
      underCdktfCli: false,
      today: TODAY,
    });
  }

  /** Message of a synth that fails. */
  refusal(only?: readonly string[]): Promise<string> {
    return this.synth(only).then(
      () => "",
      (error: Error) => error.message,
    );
  }

  lockOf(layer: string): string {
    return join(this.root, "cdktf.out/stacks", `${ENVIRONMENT}-${layer}`, LOCK_NAME);
  }

  /** Text of each layer's lock. */
  locks(): Record<string, string | undefined> {
    return Object.fromEntries(
      LAYERS.map((layer) => {
        const file = this.lockOf(layer);
        return [layer, existsSync(file) ? readFileSync(file, "utf8") : undefined];
      }),
    );
  }
}

const AWS = LOCKS["aws.lock.hcl"];
const ALL = LOCKS["aws+helm+kubernetes.lock.hcl"];
const NONE = Object.fromEntries(LAYERS.map((layer) => [layer, undefined]));

test("each stack has the lock of exactly its providers", async () => {
  const project = new Project(LOCKS);
  await project.synth();
  expect(project.locks()).toEqual({ state: AWS, network: AWS, cluster: AWS, platform: ALL, models: ALL });
});

test("a stack whose providers have no lock gets none", async () => {
  const project = new Project({ "aws.lock.hcl": lockText() });
  await project.synth();
  expect(project.locks()).toMatchObject({ network: AWS, platform: undefined, models: undefined });
});

test("a lock that is gone is removed from the stacks by the next synth", async () => {
  const project = new Project(LOCKS);
  await project.synth();
  project.unlock();
  await project.synth();
  expect(project.locks()).toEqual(NONE);
});

test("a synth without locks keeps the lock that terraform init wrote", async () => {
  const project = new Project(LOCKS);
  project.unlock();
  await project.synth();
  writeFileSync(project.lockOf("network"), "of terraform init");
  await project.synth();
  expect(project.locks()).toEqual({ ...NONE, network: "of terraform init" });
});

test("a lock that terraform init wrote is replaced by the lock of the folder", async () => {
  const project = new Project(LOCKS);
  project.unlock();
  await project.synth();
  writeFileSync(project.lockOf("network"), "of terraform init");
  project.lock(LOCKS);
  await project.synth();
  expect(project.locks()).toMatchObject({ network: AWS, cluster: AWS });
});

test("a lock of terraform init with the same bytes is accepted", async () => {
  const project = new Project(LOCKS);
  project.unlock();
  await project.synth();
  writeFileSync(project.lockOf("network"), AWS ?? "");
  project.lock(LOCKS);
  await project.synth();
  expect(project.locks()).toMatchObject({ network: AWS, cluster: AWS });
});

test("all problems of all locks are reported at once, and nothing is written", async () => {
  const project = new Project({
    "aws.lock.hcl": lockText([{ version: "4.0.0" }]),
    "aws+helm+kubernetes.lock.hcl": lockText(),
  });
  const message = await project.refusal();
  expect(message).toContain("aws.lock.hcl:4: got registry.terraform.io/hashicorp/aws 4.0.0");
  expect(message).toContain("aws+helm+kubernetes.lock.hcl: got no entry for hashicorp/helm");
  expect(message).toContain("aws+helm+kubernetes.lock.hcl: got no entry for hashicorp/kubernetes");
  expect(existsSync(join(project.root, "cdktf.out"))).toBe(false);
});

test("a lock of a set that no stack requires is refused", async () => {
  const project = new Project({ "aws+helm.lock.hcl": lockText() });
  expect(await project.refusal()).toMatch(
    /aws\+helm\.lock\.hcl: got a lock for a set of providers that no stack requires, expected a lock for aws or aws\+helm\+kubernetes; /,
  );
});

test("a synth of some environments accepts locks of other sets", async () => {
  const project = new Project({ ...LOCKS, "aws+helm.lock.hcl": lockText() });
  expect(await project.refusal([ENVIRONMENT])).toBe("");
});
