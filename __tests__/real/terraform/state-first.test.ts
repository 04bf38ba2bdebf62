import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { expectNothingToDo } from "./harness/life";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";

/** Contents of a state file. The lineage is left out: Terraform sets a new one when it moves state. */
interface State {
  readonly resources: readonly unknown[];
  readonly outputs: object;
}

const step = chain();
let sandbox: Sandbox;
let state: Stack;
let synthesized: string;
let firstState: State;

beforeAll(async () => {
  sandbox = await Sandbox.create("state first", "retail-forecast");
  await sandbox.synth();
});

step(
  "STATE-01 the first apply stores its state in the stack's folder, by the override that synth wrote",
  async () => {
    state = await applyWithLocalState(sandbox);
    synthesized = readFileSync(join(state.folder, "cdk.tf.json"), "utf8");
    firstState = JSON.parse(readFileSync(join(state.folder, "terraform.tfstate"), "utf8")) as State;
    expect(firstState.resources).not.toEqual([]);
  },
);

step(
  "STATE-01 it creates a bucket that is versioned, encrypted with its own key, private and TLS-only",
  async () => {
    const { state_bucket: bucket, state_kms_key_arn: key } = await state.outputs();
    expect(bucket).toBe(sandbox.stateBucket);
    const get = (what: string) => sandbox.aws("s3api", `get-${what}`, "--bucket", sandbox.stateBucket);

    expect(await get("bucket-versioning")).toMatchObject({ Status: "Enabled" });
    expect(await get("bucket-encryption")).toMatchObject({
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
            BucketKeyEnabled: true,
          },
        ],
      },
    });
    expect(await get("public-access-block")).toEqual({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    });
    expect(await get("bucket-ownership-controls")).toMatchObject({
      OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    });
    const { Policy: policy } = (await get("bucket-policy")) as { Policy: string };
    expect((JSON.parse(policy) as { Statement: unknown }).Statement).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ]),
    );
  },
);

step(
  "STATE-01 init -migrate-state moves the complete state into the bucket, without a second synth",
  async () => {
    await moveStateIntoBucket(sandbox, state);

    const file = join(sandbox.folder, "moved.tfstate");
    const key = `${sandbox.environment}/state/terraform.tfstate`;
    const object = await sandbox.aws("s3api", "get-object", ...inBucket(key), file);
    expect(object).toMatchObject({ ServerSideEncryption: "aws:kms" });
    const moved = JSON.parse(readFileSync(file, "utf8")) as State;
    expect(moved).toMatchObject({ resources: firstState.resources, outputs: firstState.outputs });
    expect(readFileSync(join(state.folder, "cdk.tf.json"), "utf8")).toBe(synthesized);
  },
);

step("STATE-01 a plan that reads its state from the bucket is empty", async () => {
  await expectNothingToDo(state);
});

step("STATE-01 a destroy of the state stack fails, and destroys no resource", async () => {
  const { code, output } = await state.start("destroy", "-input=false", "-auto-approve").finished;
  expect(code).toBe(1);
  expect(output).toContain("aws_s3_bucket.state_bucket has lifecycle.prevent_destroy set");
  expect(output).toContain("aws_kms_key.state_key has lifecycle.prevent_destroy set");
  await expectNothingToDo(state, "plan after the failed destroy");
});

step(
  "STATE-01 of two concurrent applies, the second fails on the state lock, and the first completes",
  async () => {
    const network = sandbox.stack("network");
    network.useLocalApi();
    await network.init();
    const { file } = await network.plan("plan");
    const first = network.start("apply", "-input=false", file);
    while (!first.printed().includes("Creating...")) await new Promise((resolve) => setTimeout(resolve, 50));

    const second = await network.start("apply", "-input=false", "-auto-approve").finished;
    const wasFirstAtWork = !(await isOver(first.finished));
    expect(second.code).toBe(1);
    expect(second.output).toContain("Error acquiring the state lock");
    expect(second.output).toMatch(/PreconditionFailed/);
    expect(wasFirstAtWork).toBe(true);

    expect(await first.finished).toMatchObject({ code: 0 });
    const inState = (await network.stateList()).map((address) => address.replace(/\[.*/, ""));
    const inStack = network.json.resources().map(({ address }) => address);
    expect(inState).toEqual(expect.arrayContaining(inStack));
    await expectNothingToDo(network);
    const { Contents: objects } = (await sandbox.aws(
      "s3api",
      "list-objects-v2",
      ...["--bucket", sandbox.stateBucket],
    )) as { Contents: { Key: string }[] };
    expect(objects.map(({ Key }) => Key)).toEqual([
      `${sandbox.environment}/network/terraform.tfstate`,
      `${sandbox.environment}/state/terraform.tfstate`,
    ]);
  },
);

function inBucket(key: string): string[] {
  return ["--bucket", sandbox.stateBucket, "--key", key];
}

/** Whether a promise is already settled. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol("pending");
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}
