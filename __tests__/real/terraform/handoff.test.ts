import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { coveringSample } from "../../support/covering-sample";
import { ENVIRONMENTS } from "../../support/environments";
import { type Layer } from "../../../src/base/layers";
import {
  backendArguments,
  formatsOf,
  handOver,
  offlineModule,
  useLocalApi,
  valuesArgument,
} from "./harness/handed-over";
import { expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { currentRun } from "./harness/run";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { liftDenials } from "./harness/state-first";

const run = currentRun();
/** Layers that require only the AWS provider. */
const LAYERS = ["state", "network", "cluster"] as const;
const BUNDLES = ENVIRONMENTS.flatMap((environment) =>
  formatsOf(environment).map((format) => ({ environment, format })),
);

test.each(coveringSample(BUNDLES, ({ format }) => format))(
  "$environment as $format: fmt, init, validate and the module's own test succeed",
  async ({ environment, format }) => {
    const folder = join(run.folder, "handed-over", format, environment);
    await handOver(run.synthesized, environment, format, folder);
    const bundle = offlineModule(run, folder, environment, "state");
    await bundle.terraformStep("fmt", "fmt", "-check", "-recursive", "-diff", folder);
    for (const layer of LAYERS) {
      const module = offlineModule(run, folder, environment, layer);
      await module.initStep("init of handed-over module", "-backend=false");
      await module.validate();
      const { output } = await module.terraformStep("test", "test");
      expect(output).toMatch(/Success! [1-9]\d* passed, 0 failed\./);
    }
  },
);

/** The node groups of the environment with changes. */
const general = (change: object): string =>
  JSON.stringify({
    general: {
      capacity_type: "ON_DEMAND",
      instance_types: ["t3.medium"],
      min_per_zone: 1,
      max_per_zone: 2,
      disk_gib: 50,
      ...change,
    },
  });

test("a variable rejects the values that are invalid in the environment's file", async () => {
  const environment = "ml-inference-prod";
  const folder = join(run.folder, "handed-over", "refused", environment);
  await handOver(run.synthesized, environment, "hcl", folder);
  const module = offlineModule(run, folder, environment, "cluster");
  writeFileSync(join(module.folder, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  await module.initStep("init of handed-over module");
  const file = valuesArgument(environment, "hcl");
  const planned = async (wrong: Readonly<Record<string, string>>): Promise<string> => {
    const values = Object.entries(wrong).map(([name, value]) => `-var=${name}=${value}`);
    return (await module.start("plan", "-input=false", file, ...values).finished).output;
  };
  const wrong = {
    account_id: "12345",
    log_retention_days: "31",
    node_groups: general({ min_per_zone: 101, disk_gib: 19, instance_types: ["huge"] }),
  };
  const output = await planned(wrong);
  for (const name of Object.keys(wrong)) expect(output).toContain(`var.${name}`);
  expect(output).toContain("Expected a whole number from 0 to 100.");
  expect(output).toContain("Expected a whole number from 20 to 16384 (GiB).");
  expect(output).toContain("Expected each entry to be an EC2 instance type");
  expect(await planned({ node_groups: general({ max_per_zone: 1.5 }) })).toContain(
    "Expected a whole number from 1 to 100.",
  );
  expect(await planned({ node_groups: general({ min_per_zone: 3, max_per_zone: 2 }) })).toContain(
    "Expected no less than min_per_zone.",
  );
});

test("a team with only Terraform creates an environment with the steps in the bundle's README", async () => {
  const sandbox = await Sandbox.create("handoff alone", "ml-inference-prod");
  await makePrerequisites(sandbox);
  await sandbox.synth();
  const folder = join(sandbox.folder, "handed-over");
  await handOver(sandbox.outdir, sandbox.environment, "hcl", folder);
  const moduleOf = (layer: Layer): Stack => {
    const module = sandbox.moduleIn(join(folder, layer), layer);
    useLocalApi(sandbox, module);
    return module;
  };
  const values = valuesArgument(sandbox.environment, "hcl");
  const backend = backendArguments(sandbox.environment, "hcl");

  const state = moduleOf("state");
  const override = "first-apply/backend_override.tf";
  copyFileSync(join(state.folder, override), join(state.folder, basename(override)));
  await state.init();
  await state.apply(await state.plan("plan", values));
  await liftDenials(sandbox);
  rmSync(join(state.folder, basename(override)));
  await state.initStep("init: move state", "-migrate-state", "-force-copy", ...backend);
  await expectNothingToDo(state, "second plan", values);
  for (const layer of ["network", "cluster"] as const) {
    const module = moduleOf(layer);
    await module.initStep("init", ...backend);
    await module.apply(await module.plan("plan", values));
    await expectNothingToDo(module, "second plan", values);
  }
});
