import { readStacks } from "../src/terraform-json/output";
import { missingProviders } from "./harness/providers";
import { requiredProviders } from "./harness/required-providers";
import { currentRun } from "./harness/run";
import { synthesizedStack } from "./harness/synthesized-stack";

const run = currentRun();
const stacks = readStacks(run.synthesized);
const atHand = stacks.filter(
  ({ stack }) => missingProviders(requiredProviders(stack), run.providers).length === 0,
);

test("the providers of every state, network and cluster stack are at hand", () => {
  const awsOnly = stacks.filter(
    ({ layer }) => layer === "state" || layer === "network" || layer === "cluster",
  );
  expect(awsOnly.length).toBeGreaterThan(0);
  expect(atHand).toEqual(expect.arrayContaining(awsOnly));
});

test.each(atHand.map(({ stack }) => stack.name))(
  "%s: terraform accepts it as synth wrote it",
  async (name) => {
    const stack = synthesizedStack(run, "validate", name);
    await stack.initStep("init", "-backend=false");
    await stack.validate();
  },
);
