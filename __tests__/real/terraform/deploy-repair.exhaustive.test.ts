import { copyFileSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type Layer } from "../../../src/base/layers";
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
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { createWithoutDenials } from "./harness/state-first";
import { STACK_FILES } from "../../../src/base/stack-files";

/**
 * Moments at which an apply is killed, as numbers of calls that change AWS. Each apply starts on what the one before it left,
 * since a killed Terraform has recorded nothing.
 */
const MOMENTS = { state: [4], network: [2, 30], cluster: [3, 12] } as const;

/** An environment with an ALB, and one with NAT gateways, network ACLs and an attachment. */
const CASES = [
  ["retail-forecast-option-b", ["state", "network", "cluster"]],
  ["ml-inference-prod", ["network"]],
] as const;

describe.each(CASES)("%s", (environment, layers) => {
  const step = chain();
  const hasState = (layers as readonly Layer[]).includes("state");
  let sandbox: Sandbox;
  let api: InterceptedApi;
  let answer: Interception;
  const passOn: Interception = (_, pass) => pass();

  beforeAll(async () => {
    sandbox = await Sandbox.create("deploy repair", environment);
    await makePrerequisites(sandbox);
    if (!hasState) await makeStateBucket(sandbox);
    await sandbox.synth();
    answer = passOn;
    api = await interceptApi(sandbox.variables["AWS_ENDPOINT_URL"] ?? "", (call, pass) => answer(call, pass));
    for (const layer of layers) connected(layer).useLocalApi();
    if (hasState) createWithoutDenials(sandbox, connected("state"));
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

  for (const layer of layers) {
    step(`a killed apply of ${layer} is repaired, at any moment`, async () => {
      const stack = connected(layer);
      for (const changes of MOMENTS[layer]) {
        if (layer === "state")
          copyFileSync(
            join(stack.folder, STACK_FILES.firstApply),
            join(stack.folder, basename(STACK_FILES.firstApply)),
          );
        await stack.init();
        expect([changes, await applyAndKill(stack, changes)]).toEqual([changes, true]);
        await deploy(sandbox, ["--layers", layer, "--repair", "--yes"]);
      }
      expect(existsSync(join(stack.folder, STACK_FILES.repair))).toBe(true);
      await deploy(sandbox, ["--layers", layer, "--yes"]);
      expect(existsSync(join(stack.folder, STACK_FILES.repair))).toBe(false);
      await expectNothingToDo(stack);
      await deploy(sandbox, ["--layers", layer, "--repair", "--yes"]);
      expect(existsSync(join(stack.folder, STACK_FILES.repair))).toBe(false);
    });
  }

  step("no resource exists twice", async () => {
    const { json } = connected("network");
    const count = async (call: string, query: string, ...filters: string[]) =>
      ((await sandbox.aws("ec2", call, ...filters, "--query", query)) as unknown[]).length;
    expect(await count("describe-vpcs", "Vpcs[?!IsDefault]")).toBe(1);
    expect(await count("describe-addresses", "Addresses")).toBe(json.resources("aws_eip").length);
    expect(await count("describe-nat-gateways", "NatGateways")).toBe(
      json.resources("aws_nat_gateway").length,
    );
    expect(await count("describe-vpc-endpoints", "VpcEndpoints")).toBe(
      json.resources("aws_vpc_endpoint").length,
    );
  });

  if (hasState)
    step("the command destroys all layers, the state stack only when it is named", async () => {
      const refused = await deploy(sandbox, ["--layers", "cluster,network", "--destroy", "--yes"], 1);
      expect(refused.output).toContain("add --unprotect");
      await deploy(sandbox, ["--layers", "cluster,network", "--destroy", "--yes", "--unprotect"]);
      expect(await resourcesOfProject(sandbox)).toEqual([
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
