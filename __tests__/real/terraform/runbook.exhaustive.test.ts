import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { resourcesOfProject } from "./harness/leftovers";
import { expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { type Finished, type Variables } from "./harness/processes";
import { jsonBlock, shellCommands } from "./harness/guide";
import { currentRun } from "./harness/run";
import { Sandbox } from "./harness/sandbox";
import { Recorder, runShell } from "./harness/shell";
import { createWithoutDenials } from "./harness/state-first";

// the guide's chapter on deployment, executed as it is written. Only the layers with Kubernetes objects are left out.
const ENVIRONMENT = "retail-forecast-option-b";
const step = chain();
let sandbox: Sandbox;
let variables: Variables;

beforeAll(async () => {
  sandbox = await Sandbox.create("runbook", ENVIRONMENT);
  await makePrerequisites(sandbox);
  await sandbox.synth();
  variables = {
    ...sandbox.variables,
    // The answers of the person at the terminal, and providers from a folder in place of the registry.
    TF_CLI_ARGS_init: `-plugin-dir=${currentRun().pluginDir} -force-copy`,
    TF_CLI_ARGS_apply: "-auto-approve",
    TF_CLI_ARGS_destroy: "-auto-approve",
  };
  for (const layer of ["state", "network", "cluster"] as const) sandbox.stack(layer).useLocalApi();
  createWithoutDenials(sandbox, sandbox.stack("state"));
});

step("STATE-01 step 2 applies the state stack, and moves its state into the bucket", async () => {
  const { output } = await runGuide("terraform init && terraform apply");
  expect(output).toContain("Successfully configured the backend");
  await expectNothingToDo(sandbox.stack("state"));
  expect(await sandbox.aws("s3api", "head-object", ...stateOf("state"))).toMatchObject({
    ServerSideEncryption: "aws:kms",
  });
});

step("step 3 applies network and cluster, after which plans are empty", async () => {
  await runGuide("for layer in network cluster");
  await expectNothingToDo(sandbox.stack("network"));
  await expectNothingToDo(sandbox.stack("cluster"));
});

step("step 4 logs in to the account's registry, and pushes to a repository that exists", async () => {
  const recorder = new Recorder(sandbox.folder, ["docker"]);
  await runGuide("docker buildx build", {
    PATH: `${recorder.programs}:${String(variables["PATH"])}`,
  });
  const registry = `${sandbox.account}.dkr.ecr.${sandbox.region}.amazonaws.com`;
  const { repositories } = (await sandbox.aws("ecr", "describe-repositories")) as {
    repositories: { repositoryUri: string }[];
  };
  const existing = repositories.map(({ repositoryUri }) => repositoryUri);
  const targets = recorder
    .commands()
    .flatMap((line) => line.filter((word) => word.startsWith(`${registry}/`)))
    .map((target) => target.replace(/:[^:/]*$/, ""));
  expect(targets).toHaveLength(1);
  expect(existing).toEqual(expect.arrayContaining(targets));
  expect(recorder.commands().filter((line) => line.includes("--password-stdin"))).toEqual([
    ["docker", "login", "--username", "AWS", "--password-stdin", registry],
  ]);
});

step("ALB-03 the demo is turned off and on in the folder of the network", async () => {
  const folder = sandbox.stack("network").folder;
  await runShell("terraform apply -var demo_enabled=false", folder, variables);
  expect(await loadBalancers()).toEqual([]);
  await runShell("terraform apply -var demo_enabled=true", folder, variables);
  expect(await loadBalancers()).toHaveLength(1);
});

step("OPS-02 the destroy stops at protected resources, and completes with the override", async () => {
  const { output } = await runGuide("for layer in models", {}, "models platform cluster", "cluster");
  expect(output).toContain("lifecycle.prevent_destroy set");

  const override = join(sandbox.stack("cluster").folder, "unprotected_override.tf.json");
  writeFileSync(override, jsonBlock("prevent_destroy"));
  await runGuide("for layer in models", {}, "models platform cluster", "cluster");
  expect(await resourcesOfProject(sandbox)).toEqual([
    expect.stringMatching(/^arn:aws:kms:.*:key\//),
    `arn:aws:s3:::${sandbox.stateBucket}`,
  ]);
});

step("OPS-02 the state stack is destroyed after its bucket is emptied, and nothing is left", async () => {
  await runGuide("list-object-versions");
  expect(await resourcesOfProject(sandbox)).toEqual([]);
});

/**
 * Runs the block of the guide that contains `part` in the folder above the output folder. `layers` are the block's layers that
 * `replacement` replaces, where a layer has Kubernetes objects.
 */
function runGuide(part: string, own: Variables = {}, layers = "", replacement = ""): Promise<Finished> {
  const block = shellCommands(part, {
    E: sandbox.environment,
    REGION: sandbox.region,
    BUCKET: sandbox.stateBucket,
    ACCOUNT: sandbox.account,
    MODEL: "retail-forecast-api",
    TAG: "1.0.0",
  });
  if (!block.includes(layers)) throw new Error(`the guide has other layers than ${layers}`);
  return runShell(block.replace(layers, replacement), sandbox.folder, { ...variables, ...own });
}

const stateOf = (layer: string): string[] => [
  ...["--bucket", sandbox.stateBucket],
  ...["--key", `${sandbox.environment}/${layer}/terraform.tfstate`],
];

async function loadBalancers(): Promise<unknown[]> {
  const { LoadBalancers } = (await sandbox.aws("elbv2", "describe-load-balancers")) as {
    LoadBalancers: unknown[];
  };
  return LoadBalancers;
}
