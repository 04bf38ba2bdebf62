import { copyFileSync, existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { FIRST_APPLY_OVERRIDE } from "../src/core/first-apply";
import { type Layer } from "../src/core/layers";
import { REPAIR_FILE } from "../src/deploy/repair/repair-file";
import { chain } from "./harness/chain";
import { deploy } from "./harness/deploy";
import {
  type ApiCall,
  type Interception,
  type InterceptedApi,
  interceptApi,
} from "./harness/intercepted-api";
import { resourcesOfProject } from "./harness/leftovers";
import { expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { createWithoutDenials } from "./harness/state-first";

/**
 * Moments at which an apply is killed, as numbers of calls that change AWS. Each apply starts on what the one before it left,
 * since a killed Terraform has recorded nothing.
 */
const MOMENTS: Readonly<Partial<Record<Layer, readonly number[]>>> = {
  state: [1, 4],
  network: [2, 12, 30],
  cluster: [3, 12],
};

describe.each(["retail-forecast-option-b", "ml-inference-prod"])("%s", (environment) => {
  const step = chain();
  let sandbox: Sandbox;
  let api: InterceptedApi;
  let answer: Interception;
  const passOn: Interception = (_, pass) => pass();

  beforeAll(async () => {
    sandbox = await Sandbox.create("deploy repair", environment);
    // Stand-in repeated-records: moto refuses a record that was deleted and is created again.
    if (environment === "retail-forecast-option-b")
      sandbox.edit((yaml) => yaml.deleteIn(["entry", "hostedZoneId"]));
    rmSync(join(sandbox.folder, "environments", `${environment}.addresses.json`));
    await makePrerequisites(sandbox);
    await sandbox.synth();
    answer = passOn;
    api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", (call, pass) => answer(call, pass));
    for (const layer of ["state", "network", "cluster"] as const) connected(layer).useLocalApi();
    createWithoutDenials(sandbox, connected("state"));
  });
  afterAll(() => api.stop());

  const connected = (layer: Layer): Stack => sandbox.stack(layer, { AWS_ENDPOINT_URL: api.endpoint });

  /** Applies a layer, and kills Terraform when AWS has completed a number of changes, the last one unknown to Terraform. */
  async function applyAndKill(stack: Stack, changes: number): Promise<boolean> {
    const apply = stack.startGroup("apply", "-input=false", "-auto-approve");
    let count = 0;
    answer = async (call, pass) => {
      const given = await pass();
      if (!isChange(call) || given.status >= 300) return given;
      count += 1;
      if (count === changes) apply.signal("SIGKILL");
      if (count >= changes) await apply.finished;
      return given;
    };
    const { code, output } = await apply.finished;
    answer = passOn;
    if (code !== 128 && count >= changes) throw new Error(output);
    return code === 128;
  }

  for (const layer of ["state", "network", "cluster"] as const) {
    step(`a killed apply of ${layer} is repaired, at any moment`, async () => {
      const stack = connected(layer);
      for (const changes of MOMENTS[layer] ?? []) {
        if (layer === "state")
          copyFileSync(
            join(stack.folder, FIRST_APPLY_OVERRIDE),
            join(stack.folder, basename(FIRST_APPLY_OVERRIDE)),
          );
        await stack.init();
        expect([changes, await applyAndKill(stack, changes)]).toEqual([changes, true]);
        await deploy(sandbox, ["--layers", layer, "--repair", "--yes"]);
      }
      expect(existsSync(join(stack.folder, REPAIR_FILE))).toBe(true);
      await deploy(sandbox, ["--layers", layer, "--yes"]);
      expect(existsSync(join(stack.folder, REPAIR_FILE))).toBe(false);
      await expectNothingToDo(stack);
      await deploy(sandbox, ["--layers", layer, "--repair", "--yes"]);
      expect(existsSync(join(stack.folder, REPAIR_FILE))).toBe(false);
    });
  }

  step("no resource exists twice: a destroy by the command leaves nothing", async () => {
    await deploy(sandbox, ["--layers", "cluster,network", "--destroy", "--yes"], 1);
    await connected("cluster").destroyUnprotected();
    await deploy(sandbox, ["--layers", "cluster,network", "--destroy", "--yes"]);
    const left = await resourcesOfProject(sandbox);
    expect(left).toEqual([
      expect.stringMatching(/^arn:aws:kms:.*:key\//),
      `arn:aws:s3:::${sandbox.stateBucket}`,
    ]);
    await deploy(sandbox, ["--layers", "state", "--destroy", "--yes"]);
    expect(await resourcesOfProject(sandbox)).toEqual([]);
  });
});

/** Whether a call changes resources. Writes of a state and its lock are no changes. */
const isChange = ({ protocol, operation }: ApiCall): boolean =>
  protocol === "rest"
    ? /^(PUT|POST) /.test(operation) && !operation.includes("tfstate/") && !/\.tf(state|lock)/.test(operation)
    : !/^(Describe|Get|List|Assume|BatchGet)/.test(operation);
