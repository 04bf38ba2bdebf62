import { rmSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { bringUp, expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { removeWaivers } from "./harness/waivers";

/** The public side of the network, as sorted parts of a list of changes. */
const PUBLIC_SIDE = [
  "aws_internet_gateway.internet",
  "aws_route.public_internet",
  "aws_route_table.public",
  "aws_route_table_association.public_a",
  "aws_route_table_association.public_b",
  "aws_subnet.public_a",
  "aws_subnet.public_b",
  "output.public_alb_subnet_ids",
];

const step = chain();
let sandbox: Sandbox;
let network: Stack;

beforeAll(async () => {
  sandbox = await Sandbox.create("entry scheme", "retail-forecast-option-b");
  sandbox.edit((yaml) => {
    yaml.setIn(["entry", "demoEnabled"], true);
    removeWaivers(yaml, "public-subnet-addresses");
  });
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await useScheme("internet-facing");
});

async function useScheme(scheme: string): Promise<void> {
  sandbox.edit((yaml) => yaml.setIn(["entry", "scheme"], scheme));
  // The public side is given up on purpose.
  rmSync(join(sandbox.folder, "environments", `${sandbox.environment}.addresses.json`), { force: true });
  await sandbox.synth();
  network = sandbox.stack("network");
  network.useLocalApi();
}

const internetGateways = (): Promise<unknown> =>
  sandbox.aws("ec2", "describe-internet-gateways", "--query", "InternetGateways[].Attachments[].State");

/** Position of a line of Terraform's output. */
function position(output: string, line: RegExp): number {
  const found = output.split("\n").findIndex((each) => line.test(each));
  if (found < 0) throw new Error(`no line matches ${String(line)} in\n${output}`);
  return found;
}

step("an internet-facing load balancer has an internet gateway and public subnets", async () => {
  await bringUp(network);
  expect(await internetGateways()).toEqual(["available"]);
});

step(
  "an internal load balancer has neither: the old one is destroyed first, and a plan is empty",
  async () => {
    await useScheme("internal");
    const plan = await network.plan("plan: internal");
    const changes = plannedChanges(await network.show(plan));
    expect(changes).toEqual(expect.arrayContaining(PUBLIC_SIDE.map((address) => `delete ${address}`)));
    expect(changes).toContain("replace aws_lb.demo[0]");

    const { output } = await network.apply(plan, "apply: internal");
    const destroyed = position(output, /^aws_lb\.demo\[0\]: Destruction complete/);
    expect(destroyed).toBeLessThan(position(output, /^aws_internet_gateway\.internet: Destroying/));
    expect(destroyed).toBeLessThan(position(output, /^aws_subnet\.public_a: Destroying/));
    expect(await internetGateways()).toEqual([]);
    await expectNothingToDo(network, "second plan: internal");
  },
);

step("an internet-facing load balancer in its place gets both again, before itself", async () => {
  await useScheme("internet-facing");
  const plan = await network.plan("plan: internet-facing again");
  expect(plannedChanges(await network.show(plan))).toEqual(
    expect.arrayContaining(PUBLIC_SIDE.map((address) => `create ${address}`)),
  );
  const { output } = await network.apply(plan, "apply: internet-facing again");
  expect(position(output, /^aws_route\.public_internet: Creation complete/)).toBeLessThan(
    position(output, /^aws_lb\.demo\[0\]: Creating/),
  );
  await expectNothingToDo(network, "second plan: internet-facing again");
});
