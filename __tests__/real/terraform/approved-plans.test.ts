import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_NAME } from "../../../src/base/provider-lock";
import { type LockEntry, hashes, lockText } from "../../support/provider-locks";
import { chain } from "./harness/chain";
import { expectNothingToDo } from "./harness/life";
import { makeStateBucket } from "./harness/prerequisites";
import { type Finished, start } from "./harness/processes";
import { type InstalledLock, hashesWith, installedLock, lockAws } from "./harness/provider-lock";
import { explanationOf } from "./harness/guide";
import { currentRun } from "./harness/run";
import { Sandbox } from "./harness/sandbox";
import { ROOT, synth } from "./harness/synth";
import { FROM_PACKAGE } from "./harness/variables";

const ENVIRONMENT = "retail-forecast";
const LAYER = "network";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

const step = chain();
let sandbox: Sandbox;
let installed: InstalledLock;
/** Folder of the planned stack, and of the same stack in another checkout. */
let planned: string;
let other: string;
let outputs: Record<string, string>;

/** Runs a script of the workflows. The plugin folder replaces the registry. */
function script(name: string, folder: string, env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  return start({
    program: process.execPath,
    args: [join(ROOT, ".github/scripts", name), folder],
    cwd: sandbox.folder,
    env: {
      ...sandbox.variables,
      ...FROM_PACKAGE,
      TF_CLI_ARGS_init: `-plugin-dir=${currentRun().pluginDir}`,
      ENVIRONMENT,
      LAYER,
      COMMIT,
      RUN: "17-1",
      GITHUB_OUTPUT: join(sandbox.folder, "outputs"),
      ...env,
    },
  }).finished;
}

const fetchPlan = (env: Readonly<Record<string, string>> = {}): Promise<Finished> =>
  script("fetch-plan.mjs", other, { KEY: outputs["key"] ?? "", SHA256: outputs["sha256"] ?? "", ...env });

beforeAll(async () => {
  sandbox = await Sandbox.create("approved plans", ENVIRONMENT);
  await sandbox.synth();
  await makeStateBucket(sandbox);
  planned = sandbox.stack(LAYER).folder;
  installed = await installedLock(sandbox, planned);
});

step("a stack without a lock is not initialized, and the script and the guide name the command", async () => {
  const { code, output } = await script("init-stack.mjs", planned);
  expect(code).toBe(1);
  expect(output).toContain("run npx private-eks-inference lock providers");
  expect(explanationOf(output)).toContain("npx private-eks-inference lock providers");
});

step("synth copies the lock, and terraform init -lockfile=readonly accepts it", async () => {
  lockAws(sandbox, installed);
  await sandbox.synth();
  sandbox.stack(LAYER).useLocalApi();
  const lock = readFileSync(join(planned, LOCK_NAME), "utf8");
  expect(await script("init-stack.mjs", planned)).toMatchObject({ code: 0 });
  expect(readFileSync(join(planned, LOCK_NAME), "utf8")).toBe(lock);
});

describe("terraform init -lockfile=readonly refuses", () => {
  /** Initializes a copy of the stack with another lock. */
  async function refusal(name: string, entries: readonly LockEntry[]): Promise<string> {
    const copy = join(sandbox.folder, name);
    cpSync(planned, copy, { recursive: true, filter: (path) => !path.endsWith(".terraform") });
    writeFileSync(join(copy, LOCK_NAME), lockText(entries));
    const { code, output } = await script("init-stack.mjs", copy);
    expect(code).toBe(1);
    return output;
  }
  const good = (): LockEntry => ({ version: installed.version, hashes: hashesWith(installed.hash) });

  test("a wrong hash", async () => {
    const output = await refusal("wrong-hash", [{ ...good(), hashes: hashes() }]);
    expect(output).toMatch(/doesn't match any of the[^]*checksums/);
    expect(explanationOf(output)).toContain("npx private-eks-inference lock providers");
  });

  test("an entry that the stack does not require", async () => {
    const foreign = { address: "registry.terraform.io/hashicorp/helm", version: "3.0.2" };
    const output = await refusal("foreign-entry", [good(), foreign]);
    expect(output).toContain("Provider dependency changes detected");
    expect(explanationOf(output)).toContain("npx private-eks-inference lock providers");
  });

  test("a missing entry", async () => {
    const output = await refusal("missing-entry", []);
    expect(output).toContain("Provider dependency changes detected");
  });
});

test("terraform init -lockfile=readonly accepts a lock without the h1: hash of its platform, and a later command fails", async () => {
  const copy = join(sandbox.folder, "archives-only");
  cpSync(planned, copy, { recursive: true, filter: (path) => !path.endsWith(".terraform") });
  const archives = hashes().filter((hash) => hash.startsWith("zh:"));
  writeFileSync(join(copy, LOCK_NAME), lockText([{ version: installed.version, hashes: archives }]));
  expect((await script("init-stack.mjs", copy)).code).toBe(0);
  const validated = start({
    program: "terraform",
    args: ["validate", "-no-color"],
    cwd: copy,
    env: { ...sandbox.variables, ...FROM_PACKAGE },
  });
  const { code, output } = await validated.finished;
  expect(code).toBe(1);
  expect(output).toMatch(/does not match any of the checksums/);
});

step(
  "a plan is stored in the state bucket, encrypted with its key, and its values are not printed",
  async () => {
    const { code, output } = await script("store-plan.mjs", planned);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain("create aws_vpc.main");
    const { cidr_block: range } = sandbox.stack(LAYER).json.find("aws_vpc.main")?.config ?? {};
    expect(range).toMatch(/^\d+\.\d+\./);
    expect(output).not.toContain(range);
    const text = readFileSync(join(sandbox.folder, "outputs"), "utf8");
    outputs = Object.fromEntries(
      text
        .trim()
        .split("\n")
        .map((line) => line.split("=") as [string, string]),
    );
    expect(outputs["changes"]).toBe("true");
    expect(outputs["key"]).toBe(`plans/17-1/${ENVIRONMENT}-${LAYER}.tar.gz`);
    expect(
      await sandbox.aws(
        "s3api",
        "head-object",
        "--bucket",
        sandbox.stateBucket,
        "--key",
        outputs["key"] ?? "",
      ),
    ).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: expect.stringMatching(/:alias\/retail-forecast-tfstate$/) as string,
      BucketKeyEnabled: true,
    });
  },
);

step("another checkout refuses the plan for another commit and another layer", async () => {
  const outdir = join(sandbox.folder, "other.out");
  const environmentsDir = join(sandbox.folder, "environments");
  await synth({ environmentsDir, outdir, environment: ENVIRONMENT, env: sandbox.variables });
  other = join(outdir, "stacks", `${ENVIRONMENT}-${LAYER}`);
  expect(await fetchPlan({ COMMIT: "f".repeat(40) })).toMatchObject({
    code: 1,
    output: expect.stringContaining(`got a plan of commit ${COMMIT}`) as string,
  });
  const cluster = join(outdir, "stacks", `${ENVIRONMENT}-cluster`);
  const env = { KEY: outputs["key"] ?? "", SHA256: outputs["sha256"] ?? "", LAYER: "cluster" };
  expect(await script("fetch-plan.mjs", cluster, env)).toMatchObject({
    code: 1,
    output: expect.stringContaining("got a plan of layer network, expected layer cluster") as string,
  });
});

step("it fetches the plan, and applies exactly it", async () => {
  const stack = sandbox.moduleIn(other, LAYER);
  stack.useLocalApi();
  const wanted = (await sandbox.stack(LAYER).show({ file: "approved.tfplan", isEmpty: false, output: "" }))
    .resource_changes;
  // The planned folder is gone, as on a runner.
  rmSync(planned, { recursive: true });
  const fetched = await fetchPlan();
  expect(fetched).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^fetched the plan of /) as string,
  });
  expect(await script("init-stack.mjs", other)).toMatchObject({ code: 0 });
  await stack.terraform("apply", "-input=false", "-lock-timeout=5m", "approved.tfplan");
  const created = (wanted ?? []).filter(({ change }) => change.actions.includes("create"));
  expect(created.length).toBeGreaterThan(20);
  expect(await stack.stateList()).toEqual(expect.arrayContaining(created.map(({ address }) => address)));
  await expectNothingToDo(stack);
});

step("an applied plan is not applied again: Terraform refuses it as stale", async () => {
  const stack = sandbox.moduleIn(other, LAYER);
  const { code, output } = await stack.start("apply", "-input=false", "approved.tfplan").finished;
  expect(code).toBe(1);
  expect(output).toContain("Saved plan is stale");
});

step("a plan without changes stores nothing", async () => {
  const { code, output } = await script("store-plan.mjs", other, { RUN: "18-1" });
  expect({ code, output }).toEqual({ code: 0, output: `${ENVIRONMENT}-${LAYER}: no changes\n` });
  const { Contents: objects } = (await sandbox.aws(
    "s3api",
    "list-objects-v2",
    ...["--bucket", sandbox.stateBucket, "--prefix", "plans/"],
  )) as { Contents: { Key: string }[] };
  expect(objects.map(({ Key }) => Key)).toEqual([outputs["key"]]);
});
