import { readStacks } from "../../../src/terraform/output";
import { missingProviders } from "./harness/providers";
import { requiredProviders } from "./harness/required-providers";
import { currentRun } from "./harness/run";
import { synthesizedStack } from "./harness/synthesized-stack";

const run = currentRun();
const stacks = readStacks(run.synthesized);
const installed = stacks.filter(
  ({ stack }) => missingProviders(requiredProviders(stack), run.providers).length === 0,
);

test("the providers of every state, network and cluster stack are installed", () => {
  const awsOnly = stacks.filter(
    ({ layer }) => layer === "state" || layer === "network" || layer === "cluster",
  );
  expect(awsOnly.length).toBeGreaterThan(0);
  expect(installed).toEqual(expect.arrayContaining(awsOnly));
});

test.each(installed.map(({ stack }) => stack.name))(
  "%s: the output of synth is a valid Terraform configuration",
  async (name) => {
    const stack = synthesizedStack(run, "validate", name);
    await stack.initStep("init", "-backend=false");
    await stack.validate();
  },
);
