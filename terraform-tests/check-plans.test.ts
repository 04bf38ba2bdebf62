import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOf } from "../__tests__/support/command-runs";
import { TODAY } from "../__tests__/support/findings";
import { runCheck } from "../src/commands/check/command";
import { backendArguments, handOver, useLocalApi, valuesArgument } from "./harness/handed-over";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

/** What moto plans whole: plans of a cluster lack what it lacks. */
const LAYERS = ["state", "network"] as const;

// They wait for terraform's start more than they work, so they run side by side.
test.concurrent.each(["mlapp", "ml-inference-prod", "retail-forecast", "retail-forecast-option-b"])(
  "%s: checks find in real plans, of JSON and of HCL, what they find in the folder",
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

/** A plan as data; quirk `hosted-zone-ids`: with the id that the environment's file has. */
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

/** What the command finds in an environment, with plans in the place of their stacks. */
function found({ environment, outdir }: Sandbox, ...plans: string[]): unknown {
  const given = plans.flatMap((plan) => ["--plan", plan]);
  const { stdout, stderr } = runOf((output) =>
    runCheck(
      ["--in", outdir, "--environments", environment, ...given, "--json"],
      { variables: {}, today: TODAY },
      output,
    ),
  );
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}
