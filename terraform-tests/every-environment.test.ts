import { resourcesOfProject } from "./harness/leftovers";
import { bringUp, expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";

// They wait for AWS's delays more than they work, so they run side by side.
test.concurrent.each(["mlapp", "ml-inference-prod", "retail-forecast-option-b"])(
  "%s: applies, then has nothing to do, and is destroyed in order without a rest",
  async (environment) => {
    const sandbox = await Sandbox.create("every environment", environment);
    await makePrerequisites(sandbox);
    await sandbox.synth();
    const state = await applyWithLocalState(sandbox);
    await moveStateIntoBucket(sandbox, state);
    await expectNothingToDo(state);
    const network = sandbox.stack("network");
    const cluster = sandbox.stack("cluster");
    await bringUp(network);
    await bringUp(cluster);

    await cluster.destroyUnprotected();
    await network.destroy();
    expect(await resourcesOfProject(sandbox)).toEqual([
      expect.stringMatching(/^arn:aws:kms:.*:key\//),
      `arn:aws:s3:::${sandbox.stateBucket}`,
    ]);
  },
);
