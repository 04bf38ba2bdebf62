import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { deploy } from "../terraform/harness/deploy";
import startTerraform from "../terraform/harness/global-setup";
import { endRun } from "../terraform/harness/global-teardown";
import { expectNothingToDo } from "../terraform/harness/life";
import { currentRun } from "../terraform/harness/run";
import { type Stack } from "../terraform/harness/stack";
import { type ApplyPlace, ByTerraform } from "./harness/by-terraform";
import { recordLine } from "./harness/run";
import { APPLIED_LINE } from "./harness/terraform-providers";

beforeAll(startTerraform);
afterAll(() => endRun(currentRun()));

/** An environment whose models have a Helm release, roles and every kind of object. */
const ENVIRONMENT = "ml-inference-prod";

/** Applies are killed when Terraform has created this number of resources. */
const MOMENTS = { platform: [1], models: [2, 9] } as const;

let environment: ByTerraform | undefined;
afterAll(() => environment?.stop());

test("killed applies of platform and models are repaired at any moment, and then the plan is empty", async () => {
  let pending = 0;
  environment = await ByTerraform.applied(ENVIRONMENT, {
    subject: "repaired by Terraform",
    applyLayer: async (stack, options, place) => {
      const layer = stack.name.endsWith("-platform") ? "platform" : "models";
      stack.useLocalApi(options);
      await stack.init();
      const command = (args: readonly string[]) =>
        deploy(place.sandbox, ["--layers", layer, ...args, "--yes"], 0, place.variables);
      for (const created of MOMENTS[layer]) {
        await applyAndKill(stack, created);
        pending += await leavePending(place);
        await command(["--repair"]);
      }
      const plan = await stack.plan("plan: repaired");
      expect(plan.output).toMatch(/Plan: [1-9]\d* to import/);
      await stack.apply(plan, "apply: repaired");
      await expectNothingToDo(stack);
      expect((await command(["--repair"])).output).toContain("nothing to import");
    },
  });
  expect(pending).toBeGreaterThan(0);
  recordLine(`${APPLIED_LINE}${ENVIRONMENT}: killed applies repaired, with ${pending} pending releases`);
}, 600_000);

/** Kills Terraform and its providers; nothing that they created is in the state. */
async function applyAndKill(stack: Stack, created: number): Promise<void> {
  const apply = stack.startGroup("apply", "-input=false", "-auto-approve");
  const complete = () => apply.printed().split("Creation complete").length - 1;
  let hasEnded = false;
  void apply.finished.then(() => (hasEnded = true));
  while (complete() < created && !hasEnded) await wait(10);
  if (!hasEnded) apply.signal("SIGKILL");
  const { code, output } = await apply.finished;
  if (code !== 128) throw new Error(`the apply ended before it was killed\n${output}`);
}

/** Makes the last revision of each release pending, as Helm leaves it when it is killed. Returns their number. */
async function leavePending({ cluster }: ApplyPlace): Promise<number> {
  const api = cluster.as("deployer");
  const found = await api.send("GET", "/api/v1/secrets?labelSelector=owner%3Dhelm");
  let count = 0;
  for (const each of asArray(found["items"]).map(asObject)) {
    const { name, namespace } = asObject(each["metadata"]);
    const stored = Buffer.from(String(asObject(each["data"])["release"]), "base64").toString();
    const text = gunzipSync(Buffer.from(stored, "base64")).toString();
    const pending = text.replace(/"status":"deployed"/, '"status":"pending-install"');
    const release = Buffer.from(gzipSync(Buffer.from(pending)).toString("base64")).toString("base64");
    const body = { metadata: { labels: { status: "pending-install" } }, data: { release } };
    const path = `/api/v1/namespaces/${String(namespace)}/secrets/${String(name)}`;
    await api.send("PATCH", path, body, "application/merge-patch+json");
    count += 1;
  }
  return count;
}
