import { readdirSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { takeOver } from "./harness/adopt";
import { chain } from "./harness/chain";
import { ConsoleNetwork, NAMES } from "./harness/console-network";
import { expectNothingToDo } from "./harness/life";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { plannedChanges } from "./harness/plan-changes";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { STACK_FILES } from "../../../src/base/stack-files";

async function sandboxOf(environment: string): Promise<{ sandbox: Sandbox; network: Stack }> {
  const sandbox = await Sandbox.create("adopt", environment);
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  const network = sandbox.stack("network");
  network.useLocalApi();
  return { sandbox, network };
}

describe("a network that was made by hand", () => {
  const step = chain();
  let sandbox: Sandbox;
  let network: Stack;
  let vpcId: string;
  let ids: string[];

  beforeAll(async () => {
    ({ sandbox, network } = await sandboxOf("retail-forecast"));
    const byHand = new ConsoleNetwork(sandbox);
    vpcId = await byHand.makeVpc();
    const { publicIds, privateIds } = await byHand.makeSubnets(vpcId);
    const endpoints = await byHand.makeEndpoints(vpcId, privateIds[0] ?? "");
    ids = [vpcId, ...publicIds, ...privateIds, ...Object.values(endpoints)];
  });

  step("is not imported into a file that would replace its subnets", async () => {
    const zones = ["network", "zones"];
    sandbox.edit((yaml) => yaml.setIn(zones, ["b", "a"]));
    await sandbox.synth();
    network.useLocalApi();
    const { code, output } = await takeOver(sandbox, ["--vpc", vpcId]);
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toMatch(/the plan REPLACES \d+ resources: .*aws_subnet\.private_a/);
    expect(output).toContain("nothing is written");
    expect(readdirSync(network.folder)).not.toContain(STACK_FILES.repair);
    sandbox.edit((yaml) => yaml.deleteIn(zones));
    await sandbox.synth();
    network.useLocalApi();
  });

  step("is imported by its ranges, places and services, without a tag of the environment", async () => {
    const { code, output } = await takeOver(sandbox, ["--vpc", NAMES.vpc]);
    expect({ code, output }).toMatchObject({ code: 0 });
    for (const id of ids) expect(output).toContain(`"id": "${id}"`);
    for (const address of [
      "aws_internet_gateway.internet",
      "aws_route_table.private",
      "aws_route_table.public",
      "aws_route.public_internet",
      "aws_route_table_association.private_a",
    ])
      expect(output).toContain(`"to": "${address}"`);
    expect(output).not.toMatch(/REPLACES|DESTROYS/);
  });

  step("keeps its resources in the apply, after which a plan is empty", async () => {
    const plan = await network.plan("plan: adopted");
    const changes = plannedChanges(await network.show(plan));
    expect(changes.filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
    await network.apply(plan);
    await expectNothingToDo(network);
    expect((await network.outputs())["vpc_id"]).toBe(vpcId);
  });
});

describe("a network of the same shape from another state", () => {
  const step = chain();
  let sandbox: Sandbox;
  let network: Stack;
  let vpcId: string;

  beforeAll(async () => {
    ({ sandbox, network } = await sandboxOf("ml-inference-prod"));
    await network.init();
    await network.apply(await network.plan("plan: other state"), "apply: other state");
    vpcId = String((await network.outputs())["vpc_id"]);
    await sandbox.aws(
      ...["s3api", "delete-object", "--bucket", sandbox.stateBucket],
      ...["--key", `${sandbox.environment}/network/terraform.tfstate`],
    );
    await untag(sandbox);
  });

  step("with NAT gateways and network ACLs is imported", async () => {
    const { code, output } = await takeOver(sandbox, ["--vpc", vpcId]);
    expect({ code, output }).toMatchObject({ code: 0 });
    // The provider adopts the group that every VPC has, and a role policy is written again.
    expect(output).toContain(
      "the plan creates 2 resources: aws_default_security_group.default, aws_iam_role_policy.flow_logs\n",
    );
    expect(output).not.toMatch(/REPLACES|DESTROYS/);
  });

  step("changes nothing but tags in its first plan, after which a plan is empty", async () => {
    const plan = await network.plan("plan: adopted");
    const { resource_changes: changes = [] } = await network.show(plan);
    const updates = changes.filter(({ change }) => String(change.actions) === "update");
    expect(updates.length).toBeGreaterThan(10);
    const others = updates.flatMap(({ change }) =>
      Object.keys(change.after ?? {})
        .filter((key) => !key.startsWith("tags"))
        .filter((key) => !isDeepStrictEqual(change.before?.[key], change.after?.[key])),
    );
    // Only the provider knows these arguments.
    expect([...new Set(others)].sort()).toEqual([
      "bypass_policy_lockout_safety_check",
      "deletion_window_in_days",
      "revoke_rules_on_delete",
    ]);
    await network.apply(plan);
    await expectNothingToDo(network);
    expect((await network.outputs())["vpc_id"]).toBe(vpcId);
  });
});

/** Removes the tags by which `deploy --repair` finds resources. */
async function untag(sandbox: Sandbox): Promise<void> {
  const { ResourceTagMappingList: found } = (await sandbox.aws(
    ...["resourcegroupstaggingapi", "get-resources", "--resource-type-filters", "ec2"],
  )) as { ResourceTagMappingList: { ResourceARN: string }[] };
  const ids = found.map(({ ResourceARN }) => ResourceARN.slice(ResourceARN.lastIndexOf("/") + 1));
  expect(ids.length).toBeGreaterThan(10);
  await sandbox.aws("ec2", "delete-tags", "--resources", ...ids, "--tags", "Key=environment", "Key=layer");
}
