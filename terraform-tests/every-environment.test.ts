import { join } from "node:path";
import { backendArguments, formatsOf, handOver, useLocalApi, valuesArgument } from "./harness/handed-over";
import { resourcesOfProject } from "./harness/leftovers";
import { bringUp, expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { sideBySide } from "./harness/side-by-side";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";

// They wait for AWS's delays more than they work.
const step = sideBySide(
  ["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-option-b"],
  async (environment) => {
    const sandbox = await Sandbox.create("every environment", environment);
    await makePrerequisites(sandbox);
    await sandbox.synth();
    return sandbox;
  },
);

step("applies, then has nothing to do", async (sandbox) => {
  const state = await applyWithLocalState(sandbox);
  await moveStateIntoBucket(sandbox, state);
  await expectNothingToDo(state);
  await bringUp(sandbox.stack("network"));
  await bringUp(sandbox.stack("cluster"));
});

step("what was applied as JSON has no changes as handed-over modules", async (sandbox, environment) => {
  for (const format of formatsOf(environment)) {
    const folder = join(sandbox.folder, `handed-over-${format}`);
    await handOver(sandbox.outdir, environment, format, folder);
    for (const layer of ["state", "network", "cluster"] as const) {
      const module = sandbox.moduleIn(join(folder, layer), layer);
      useLocalApi(sandbox, module, layer);
      await module.initStep(`init of handed-over ${format}`, ...backendArguments(environment, format));
      const plan = `plan of handed-over ${format}`;
      await expectNothingToDo(module, plan, valuesArgument(environment, format));
    }
  }
});

step("is destroyed in order without a rest", async (sandbox) => {
  await sandbox.stack("cluster").destroyUnprotected();
  await sandbox.stack("network").destroy();
  expect(await resourcesOfProject(sandbox)).toEqual([
    expect.stringMatching(/^arn:aws:kms:.*:key\//),
    `arn:aws:s3:::${sandbox.stateBucket}`,
  ]);
});
