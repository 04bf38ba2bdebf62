import { join } from "node:path";
import { coveringSample } from "../../support/covering-sample";
import { type NetworkAttachment } from "../../../src/platform/stack-outputs/network";
import {
  backendArguments,
  expectMovesOnly,
  formatsOf,
  handOver,
  useLocalApi,
  valuesArgument,
} from "./harness/handed-over";
import { chain } from "./harness/chain";
import { resourcesOfProject } from "./harness/leftovers";
import { bringUp, expectNothingToDo } from "./harness/life";
import { makePrerequisites } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { applyWithLocalState, moveStateIntoBucket } from "./harness/state-first";
import { isUnknownAddon, verified } from "./harness/verify";

/** The account in `examples/mlapp.yaml` that owns the peered VPC. */
const OWNER = "777788889999";

async function runAsOwner(sandbox: Sandbox, vpc: string, commands: readonly string[]): Promise<void> {
  const query = ["--query", "RouteTables[0].RouteTableId"];
  const filter = ["--filters", `Name=vpc-id,Values=${vpc}`];
  const table = await sandbox.awsOf(OWNER, "ec2", "describe-route-tables", ...filter, ...query);
  for (const command of commands) {
    const [program, ...args] = command.replace("ROUTE_TABLE", String(table)).split(" ");
    expect(program).toBe("aws");
    await sandbox.awsOf(OWNER, ...args);
  }
  const status = ["--query", "VpcPeeringConnections[].Status.Code"];
  expect(await sandbox.awsOf(OWNER, "ec2", "describe-vpc-peering-connections", ...status)).toContain(
    "active",
  );
}

async function attachmentsOf(network: Stack): Promise<readonly NetworkAttachment[]> {
  const { network_attachments: attachments = {} } = (await network.outputs()) as {
    network_attachments?: Record<string, NetworkAttachment>;
  };
  return Object.values(attachments);
}

/** Deletes attachments to transit gateways without Terraform, which waits for a state that moto does not have. */
async function deleteGatewayAttachments(sandbox: Sandbox, network: Stack): Promise<void> {
  const addresses = await network.stateList();
  for (const { type, id } of await attachmentsOf(network)) {
    if (type !== "transit-gateway") continue;
    await sandbox.aws("ec2", "delete-transit-gateway-vpc-attachment", "--transit-gateway-attachment-id", id);
  }
  const gone = addresses.filter((address) => address.startsWith("aws_ec2_transit_gateway_vpc_attachment."));
  for (const address of gone) await network.forget(address);
}

const bucketsOf = ({ json }: Stack): string[] =>
  json
    .resources("aws_s3_bucket")
    .map(({ config }) => String(config["bucket"]))
    .sort();

/** The first has peered VPCs and a transit gateway, and runs in each gate. */
const APPLIED = ["mlapp", "ml-inference-hardened", "retail-forecast", "retail-forecast-option-b"];

describe.each(coveringSample(APPLIED, () => "environment"))("%s", (environment) => {
  const step = chain();
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await Sandbox.create("every environment", environment);
    await makePrerequisites(sandbox);
    await sandbox.synth();
  });

  step("is applied, after which a plan is empty", async () => {
    const state = await applyWithLocalState(sandbox);
    await moveStateIntoBucket(sandbox, state);
    await expectNothingToDo(state);
    await bringUp(sandbox.stack("network"));
    await bringUp(sandbox.stack("cluster"));
  });

  step(
    "OPS-03 owners of peered VPCs run the commands of the output, after which a plan is empty",
    async () => {
      const network = sandbox.stack("network");
      for (const { type, network: vpc, far_side_commands: commands } of await attachmentsOf(network)) {
        // moto accepts an attachment to a transit gateway at once
        if (type === "peering") await runAsOwner(sandbox, vpc, commands);
      }
      await expectNothingToDo(network, "plan after the acceptance");
    },
  );

  step("OPS-01 verify finds every fact of network and cluster in AWS", async () => {
    const { findings } = await verified(sandbox, "network,cluster");
    expect(findings.filter((each) => each.verdict !== "ok" && !isUnknownAddon(each))).toEqual([]);
    expect(findings.length).toBeGreaterThan(20);
  });

  step("handed-over modules only move the resources of the state that was applied from JSON", async () => {
    for (const format of formatsOf(environment)) {
      const folder = join(sandbox.folder, `handed-over-${format}`);
      await handOver(sandbox.outdir, environment, format, folder);
      for (const layer of ["state", "network", "cluster"] as const) {
        const module = sandbox.moduleIn(join(folder, layer), layer);
        useLocalApi(sandbox, module);
        await module.initStep(`init of handed-over ${format}`, ...backendArguments(environment, format));
        const plan = `plan of handed-over ${format}`;
        await expectMovesOnly(module, plan, valuesArgument(environment, format));
      }
    }
  });

  step(
    "is destroyed in order, and leaves only the state's bucket and key, and the bucket for logs",
    async () => {
      await sandbox.stack("cluster").destroyUnprotected();
      await deleteGatewayAttachments(sandbox, sandbox.stack("network"));
      await sandbox.stack("network").destroy();
      expect(await resourcesOfProject(sandbox)).toEqual([
        expect.stringMatching(/^arn:aws:kms:.*:key\//),
        ...bucketsOf(sandbox.stack("state")).map((bucket) => `arn:aws:s3:::${bucket}`),
      ]);
    },
  );
});
