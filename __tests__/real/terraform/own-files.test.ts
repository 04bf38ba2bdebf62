import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { expectNothingToDo } from "./harness/life";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState } from "./harness/state-first";

/** Terraform files of one's own beside the environment's file, in HCL and in JSON, with Terraform on the local API. */
const HCL = `# where other programs look up the bucket of states
locals {
  prefix = "/platform"
}

resource "aws_ssm_parameter" "state_bucket" {
  name  = "\${local.prefix}/state-bucket"
  type  = "String"
  value = aws_s3_bucket.state_bucket.id

  depends_on = [aws_kms_key.state_key]
}

output "lookup" {
  value = aws_ssm_parameter.state_bucket.name
}
`;
const JSON_FILE = JSON.stringify({
  resource: {
    aws_ssm_parameter: {
      state_key: { name: "/platform/state-key", type: "String", value: "${aws_kms_key.state_key.arn}" },
    },
  },
});

const step = chain();
let sandbox: Sandbox;
let folder: string;
let state: Stack;

beforeAll(async () => {
  sandbox = await Sandbox.create("own files", "mlapp");
  folder = join(sandbox.folder, "environments/mlapp/state");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "lookup.tf"), HCL);
  writeFileSync(join(folder, "key.tf.json"), JSON_FILE);
  await sandbox.synth();
});

step(
  "own files that refer to generated addresses are applied with the stack, and a second plan is empty",
  async () => {
    state = await applyWithLocalState(sandbox);
    await expectNothingToDo(state);
    expect(await state.outputs()).toMatchObject({ lookup: "/platform/state-bucket" });
  },
);

step("their resources have the values of generated ones, and the tags of the stack", async () => {
  const value = async (name: string): Promise<unknown> => {
    const { Parameter } = (await sandbox.aws("ssm", "get-parameter", "--name", name)) as {
      Parameter: { Value: string };
    };
    return Parameter.Value;
  };
  expect(await value("/platform/state-bucket")).toBe(sandbox.stateBucket);
  expect(await value("/platform/state-key")).toBe((await state.outputs())["state_kms_key_arn"]);
  const tags = await sandbox.aws(
    "ssm",
    "list-tags-for-resource",
    "--resource-type",
    "Parameter",
    "--resource-id",
    "/platform/state-bucket",
  );
  expect(tags).toMatchObject({
    TagList: expect.arrayContaining([{ Key: "environment", Value: "mlapp" }]) as object,
  });
});

step("after a removed file, the next plan destroys its resources and no others", async () => {
  rmSync(join(folder, "key.tf.json"));
  await sandbox.synth();
  const plan = await state.show(await state.plan("plan: removed file"));
  const changed = (plan.resource_changes ?? []).filter(({ change }) => String(change.actions) !== "no-op");
  expect(changed.map(({ address, change }) => [address, change.actions])).toEqual([
    ["aws_ssm_parameter.state_key", ["delete"]],
  ]);
});
