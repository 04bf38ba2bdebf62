import { subnetAddresses } from "../../../src/checks/capacity/subnet-addresses";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { model } from "./plans";

const withNodes = (maxPerZone: number): string[] =>
  foundBy(
    subnetAddresses,
    environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups: { general: { maxPerZone } } } })),
  );

test("subnet-addresses finds subnets that are too small for the maximum number of nodes", () => {
  const messages = withNodes(20);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain("10.0.101.0/24 has 251 addresses and 14 whole /28 blocks");
  expect(messages[0]).toContain("6 for interface endpoints");
});

test("subnet-addresses names the largest number of nodes that fits", () => {
  const [, fitting, wanted] =
    /at most (\d+) of its (\d+) nodes fit, including 2 that an upgrade adds/.exec(withNodes(20)[0] ?? "") ??
    [];
  expect(wanted).toBe("22");
  const most = Number(fitting) - 2;
  expect(withNodes(most)).toEqual([]);
  expect(withNodes(most + 1)).toHaveLength(2);
});

test("subnet-addresses counts a group and the one beside it that is to replace it", () => {
  const ofGroups = (...names: readonly string[]): string[] => {
    const nodeGroups = Object.fromEntries(names.map((name) => [name, { maxPerZone: 4 }]));
    return foundBy(
      subnetAddresses,
      environmentPlan(planWith("retail-forecast", { cluster: { nodeGroups } })),
    );
  };
  expect(ofGroups("general")).toEqual([]);
  expect(ofGroups("general", "larger")).toHaveLength(2);
});

test("subnet-addresses finds subnets that are too small without nodes", () => {
  const plan = altered("retail-forecast", ({ network }) => {
    network.resource.aws_subnet.public_a.cidr_block = "10.0.1.0/29";
    network.resource.aws_subnet.private_a.cidr_block = "10.0.101.0/28";
  });
  const subnets = foundBy(subnetAddresses, plan).map((message) => message.split(":")[0]);
  expect(subnets.sort()).toEqual(["aws_subnet.private_a", "aws_subnet.public_a"]);
});

test("subnet-addresses counts one address for each Fargate pod", () => {
  const models = Array.from({ length: 30 }, (_, index) =>
    model({ name: `model-${index}`, paths: [`/${index}`] }),
  );
  const network = { privateSubnets: { cidrs: ["10.0.101.0/25", "10.0.102.0/25"] } };
  expect(foundBy(subnetAddresses, environmentPlan(planWith("mlapp", { network, models })))).toEqual(
    [1, 2].map(() => expect.stringContaining("195 for Fargate pods")),
  );
});
