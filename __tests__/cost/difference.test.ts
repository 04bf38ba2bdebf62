import { costDifferences } from "../../src/cost/difference";
import { totalOf } from "../../src/cost/estimate";
import { estimated } from "../support/estimates";
import { planWith } from "../support/changed-plans";

const RETAIL = "retail-forecast";

const change = (before: object, after: object) =>
  costDifferences(estimated(planWith(RETAIL, before)), estimated(planWith(RETAIL, after)));

test("two equal estimates have no differences", () => {
  expect(change({}, {})).toEqual([]);
});

test("a gateway endpoint of DynamoDB costs nothing", () => {
  const models = (permissions: object[]) => ({ models: [{ name: "api", image: { tag: "1" }, permissions }] });
  const table = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/features";
  expect(change(models([]), models([{ actions: ["dynamodb:GetItem"], resources: [table] }]))).toEqual([]);
});

describe("an added zone", () => {
  const three = {
    network: {
      zones: ["a", "b", "c"],
      publicSubnets: { cidrs: null },
      privateSubnets: { cidrs: null },
    },
  };
  const found = change({}, three);

  test("costs endpoints, an address and nodes", () => {
    const items = new Set(found.map(({ item }) => item));
    expect([...items].sort()).toEqual([
      "Container Insights",
      "interface endpoint",
      "node (t3.medium)",
      "node disk (gp3)",
      "public IPv4 address",
    ]);
  });

  test("adds a zone to each of the 6 endpoints", () => {
    const endpoints = found.filter(({ item }) => item === "interface endpoint");
    expect(endpoints.map(({ change: usdChange }) => usdChange?.max.toFixed(2))).toEqual(
      Array(6).fill((0.013 * 730).toFixed(2)),
    );
  });
});

test("a removed alarm lowers the cost of its stack", () => {
  const [gone] = change({}, { network: { costAlarm: null } }).filter(({ item }) => item === "alarm");
  expect(gone).toMatchObject({
    stack: "retail-forecast-network",
    address: "aws_cloudwatch_metric_alarm.cost_alarm_vpc",
    after: undefined,
    change: { min: -0.1, max: -0.1 },
  });
});

describe("an environment on one side only", () => {
  const estimate = estimated(RETAIL);
  const sum = (found: ReturnType<typeof costDifferences>) =>
    found.reduce((total, { change: usdChange }) => total + (usdChange?.max ?? NaN), 0);

  test("adds its total if it is new", () => {
    expect(sum(costDifferences(undefined, estimate))).toBeCloseTo(totalOf(estimate.lines).usd.max, 6);
  });

  test("subtracts its total if it was removed", () => {
    expect(sum(costDifferences(estimate, undefined))).toBeCloseTo(-totalOf(estimate.lines).usd.max, 6);
  });
});

test("a change of resources without a price has an unknown amount", () => {
  const nodes = (maxPerZone: number) => ({
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i-flex.large"], maxPerZone } } },
  });
  const found = change(nodes(2), nodes(4)).filter(({ item }) => item === "node (m7i-flex.large)");
  expect(found).toHaveLength(2);
  expect(found.map(({ change: usdChange }) => usdChange)).toEqual([undefined, undefined]);
});

test("two disks of a node are compared separately", () => {
  const disks = (size: number) =>
    estimated(RETAIL, {}, ({ cluster }) => {
      const mappings = cluster.resource.aws_launch_template.general.block_device_mappings;
      mappings.push({ device_name: "/dev/xvdb", ebs: { volume_type: "gp3", volume_size: size } });
    });
  const found = costDifferences(disks(10), disks(20));
  expect(found.map(({ address }) => address)).toEqual([
    "aws_eks_node_group.general_a",
    "aws_eks_node_group.general_b",
  ]);
});
