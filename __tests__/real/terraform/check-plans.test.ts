import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { withoutWords } from "../../support/module-findings";
import { type Layer } from "../../../src/base/layers";
import { runCheck } from "../../../src/cli/check/command";
import { API_OVERRIDE, backendArguments, handOver, useLocalApi, valuesArgument } from "./harness/handed-over";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { resynthesize } from "../../../src/synth/resynthesize";
import { STACK_FILES } from "../../../src/base/stack-files";

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
    const inFolder = foundIn(sandbox);
    expect(inFolder).not.toEqual([]);

    for (const layer of LAYERS) {
      const synthesized = sandbox.stack(layer);
      synthesized.useLocalApi();
      await synthesized.init();
      expect(foundIn(sandbox, await shownPlan(sandbox, synthesized))).toEqual(inFolder);

      const module = sandbox.moduleIn(join(handedOver, layer), layer);
      useLocalApi(sandbox, module);
      await module.initStep("init of handed-over module", ...backendArguments(environment, "hcl"));
      const values = valuesArgument(environment, "hcl");
      const plan = await shownPlan(sandbox, module, values);
      const judged = moduleOf(sandbox, handedOver, layer);
      const inModule = found(sandbox, ["--module", judged, "--plan", plan]);
      expect(inModule.map(withoutWords)).toEqual(inFolder.map(withoutWords));
    }
  },
);

/** Writes a plan as JSON. */
async function shownPlan(sandbox: Sandbox, stack: Stack, ...args: string[]): Promise<string> {
  const file = join(stack.folder, "plan.json");
  const plan = JSON.stringify(await stack.show(await stack.plan("plan", ...args)));
  writeFileSync(file, withZoneOfFile(sandbox, plan));
  return file;
}

/** Quirk `hosted-zone-ids`: a text with the zone id of the environment's file. */
const withZoneOfFile = (sandbox: Sandbox, text: string): string =>
  text.replaceAll(
    `"${sandbox.hostedZoneId ?? "none"}"`,
    `"${String(sandbox.written(["entry", "hostedZoneId"]))}"`,
  );

/** A copy of the output folder with that zone id, since plans are compared with their stacks. */
function folderOf(sandbox: Sandbox): string {
  const copy = join(sandbox.folder, "judged");
  rmSync(copy, { recursive: true, force: true });
  cpSync(sandbox.outdir, copy, { recursive: true, filter: (path) => basename(path) !== ".terraform" });
  for (const layer of LAYERS) {
    const file = join(copy, relative(sandbox.outdir, sandbox.stack(layer).folder), STACK_FILES.main);
    writeFileSync(file, withZoneOfFile(sandbox, readFileSync(file, "utf8")));
  }
  return copy;
}

/** A copy of the hand-over with that zone id, which the override of a module has. */
function moduleOf(sandbox: Sandbox, handedOver: string, layer: Layer): string {
  const copy = join(sandbox.folder, "judged-module");
  rmSync(copy, { recursive: true, force: true });
  cpSync(handedOver, copy, { recursive: true, filter: (path) => basename(path) !== ".terraform" });
  const file = join(copy, layer, API_OVERRIDE);
  writeFileSync(file, withZoneOfFile(sandbox, readFileSync(file, "utf8")));
  return copy;
}

/** Findings of an environment, in which plans replace their stacks. */
const foundIn = (sandbox: Sandbox, ...plans: string[]): { check: string; waiver?: object }[] =>
  found(sandbox, [
    ...["--in", folderOf(sandbox), "--environments", sandbox.environment],
    ...plans.flatMap((plan) => ["--plan", plan]),
  ]);

/** Findings in the report of `npx private-eks-inference check`. */
function found(sandbox: Sandbox, args: readonly string[]): { check: string; waiver?: object }[] {
  const { stdout, stderr } = runOf((output) =>
    runCheck(
      [...args, "--json"],
      { variables: { ENVIRONMENTS_DIR: join(sandbox.folder, "environments") }, today: TODAY, resynthesize },
      output,
    ),
  );
  expect(stderr).toBe("");
  const { findings } = JSON.parse(stdout) as { findings: { check: string; waiver?: object }[] };
  // Overrides for the local API ignore changes of arguments that it lacks.
  return findings.filter(({ check }) => check !== "ignored-changes");
}
