import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { runCheck } from "../../../src/tools/check/command";
import { backendArguments, handOver, useLocalApi, valuesArgument } from "./harness/handed-over";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { resynthesize } from "../../../src/tools/synth/resynthesize";

/** Layers that moto supports completely. A plan of a cluster would lack resources. */
const LAYERS = ["state", "network"] as const;

// The tests mostly wait for Terraform to start, so they run concurrently.
test.concurrent.each(["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-option-b"])(
  "%s: checks have the same findings in plans, from JSON and from HCL, as in the output folder",
  async (environment) => {
    const sandbox = await Sandbox.create("check plans", environment);
    await makePrerequisites(sandbox);
    await makeStateBucket(sandbox);
    await sandbox.synth();
    const handedOver = join(sandbox.folder, "handed-over");
    await handOver(sandbox.outdir, environment, "hcl", handedOver);
    const inFolder = found(sandbox);
    expect(inFolder).not.toEqual([]);

    for (const layer of LAYERS) {
      const synthesized = sandbox.stack(layer);
      synthesized.useLocalApi();
      await synthesized.init();
      expect(found(sandbox, await shownPlan(sandbox, synthesized))).toEqual(inFolder);

      const module = sandbox.moduleIn(join(handedOver, layer), layer);
      useLocalApi(sandbox, module, layer);
      await module.initStep("init of handed-over module", ...backendArguments(environment, "hcl"));
      const values = valuesArgument(environment, "hcl");
      expect(found(sandbox, await shownPlan(sandbox, module, values))).toEqual(inFolder);
    }
  },
);

/** Writes a plan as JSON. Quirk `hosted-zone-ids`: it contains the zone id of the environment's file. */
async function shownPlan(sandbox: Sandbox, stack: Stack, ...args: string[]): Promise<string> {
  const file = join(stack.folder, "plan.json");
  const plan = JSON.stringify(await stack.show(await stack.plan("plan", ...args)));
  const { hostedZoneId = "none" } = sandbox;
  writeFileSync(
    file,
    plan.replaceAll(`"${hostedZoneId}"`, `"${String(sandbox.written(["entry", "hostedZoneId"]))}"`),
  );
  return file;
}

/** Report of `npx private-eks-inference check` on an environment, in which plans replace their stacks. */
function found({ environment, outdir, folder }: Sandbox, ...plans: string[]): unknown {
  const given = plans.flatMap((plan) => ["--plan", plan]);
  const { stdout, stderr } = runOf((output) =>
    runCheck(
      ["--in", outdir, "--environments", environment, ...given, "--json"],
      { variables: { ENVIRONMENTS_DIR: join(folder, "environments") }, today: TODAY, resynthesize },
      output,
    ),
  );
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as { findings: unknown }).findings;
}
