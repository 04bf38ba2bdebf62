import { differences } from "../../src/cost/difference";
import { totalOf } from "../../src/cost/estimate";
import { estimated } from "../support/estimates";
import { planWith } from "../support/changed-plans";

const RETAIL = "retail-forecast";

const change = (before: object, after: object) =>
  differences(estimated(planWith(RETAIL, before)), estimated(planWith(RETAIL, after)));

test("there are none between two of the same", () => {
  expect(change({}, {})).toEqual([]);
});

test("a zone more costs its endpoints, its address and its nodes", () => {
  const three = {
    network: {
      zones: ["a", "b", "c"],
      publicSubnets: { cidrs: null },
      privateSubnets: { cidrs: null },
    },
  };
  const found = change({}, three);
  const items = new Set(found.map(({ item }) => item));
  expect([...items].sort()).toEqual([
    "interface endpoint",
    "node (t3.medium)",
    "node disk (gp3)",
    "public IPv4 address",
  ]);
  const endpoints = found.filter(({ item }) => item === "interface endpoint");
  expect(endpoints.map(({ change: usdChange }) => usdChange?.max.toFixed(2))).toEqual(
    endpoints.map(() => (0.013 * 730).toFixed(2)),
  );
  expect(endpoints).toHaveLength(6);
});

test("what is gone costs less, and names its stack", () => {
  const [gone] = change({}, { network: { costAlarm: null } }).filter(({ item }) => item === "alarm");
  expect(gone).toMatchObject({
    stack: "retail-forecast-network",
    address: "aws_cloudwatch_metric_alarm.cost_alarm_vpc",
    after: undefined,
    change: { min: -0.1, max: -0.1 },
  });
});

test("a whole environment may be new or gone", () => {
  const estimate = estimated(RETAIL);
  const sum = (found: ReturnType<typeof differences>) =>
    found.reduce((total, { change: usdChange }) => total + (usdChange?.max ?? NaN), 0);
  expect(sum(differences(undefined, estimate))).toBeCloseTo(totalOf(estimate.lines).usd.max, 6);
  expect(sum(differences(estimate, undefined))).toBeCloseTo(-totalOf(estimate.lines).usd.max, 6);
});

test("a change of what has no price is told, and its amount is not known", () => {
  const nodes = (maxPerZone: number) => ({
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"], maxPerZone } } },
  });
  const found = change(nodes(2), nodes(4)).filter(({ item }) => item === "node (m7i.large)");
  expect(found).toHaveLength(2);
  expect(found.map(({ change: usdChange }) => usdChange)).toEqual([undefined, undefined]);
});

test("two disks of a node are two things", () => {
  const disks = (size: number) =>
    estimated(RETAIL, {}, ({ cluster }) => {
      const mappings = cluster.resource.aws_launch_template.general.block_device_mappings;
      mappings.push({ device_name: "/dev/xvdb", ebs: { volume_type: "gp3", volume_size: size } });
    });
  const found = differences(disks(10), disks(20));
  expect(found.map(({ address }) => address)).toEqual([
    "aws_eks_node_group.general_a",
    "aws_eks_node_group.general_b",
  ]);
});
