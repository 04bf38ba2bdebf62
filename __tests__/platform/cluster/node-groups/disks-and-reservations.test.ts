import { capacityReservation } from "../../../../src/checks/capacity/capacity-reservation";
import { nodeVolumes } from "../../../../src/checks/cluster/node-volumes";
import { asArray, asObject } from "../../../../src/terraform/stack-json";
import { moduleIn } from "../../../support/bundles";
import { type Editable } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { estimated } from "../../../support/estimates";
import { newlyFound } from "../../../support/findings";
import { problemsOfKeys } from "../../../support/minimal-file";
import { edited, linesIn, reviewOf, type Layers } from "../../../review/pairs";
import { at } from "../../models-stack";

const ML = "ml-inference-prod";
const RESERVATION = "cr-0123456789abcdef0";
const DISK = { diskGiB: 100, diskIops: 6000, diskMiBps: 500 };
const RESERVED = { zones: ["a"], instanceTypes: ["m7i.large"], capacityReservation: RESERVATION };

const planOf = (group: object) => planWith(ML, { cluster: { nodeGroups: { general: {}, other: group } } });
const template = (group: object) => {
  const found = planOf(group).stack("cluster").find("aws_launch_template.other");
  if (!found) throw new Error("no launch template");
  return found.config;
};
const disk = (group: object) => asObject(at(template(group), "block_device_mappings", 0, "ebs"));

test("EKS-05 a disk has the IOPS and the throughput of its group", () => {
  expect(disk(DISK)).toMatchObject({ volume_type: "gp3", volume_size: 100, iops: 6000, throughput: 500 });
});

test("EKS-05 a disk has those that gp3 includes by default", () => {
  expect(disk({})).not.toHaveProperty("iops");
  expect(disk({})).not.toHaveProperty("throughput");
});

test("EKS-05 nodes start in the capacity reservation of their group", () => {
  expect(at(template(RESERVED), "capacity_reservation_specification")).toEqual({
    capacity_reservation_target: { capacity_reservation_id: RESERVATION },
  });
  expect(template({})).not.toHaveProperty("capacity_reservation_specification");
});

const refusals = (group: object): string[] =>
  problemsOfKeys({
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, other: group },
    },
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ cluster\.nodeGroups\.other\./, ""));

test("the limits of gp3 are accepted", () => {
  expect(refusals({ diskGiB: 32, diskIops: 16_000, diskMiBps: 1000 })).toEqual([]);
  expect(refusals(RESERVED)).toEqual([]);
});

test.each([
  [
    { diskGiB: 20, diskIops: 10_001 },
    "diskIops: got 10001, expected at most 10000, 500 for each GiB of diskGiB; lower diskIops, or raise diskGiB",
  ],
  [
    { diskMiBps: 751 },
    "diskMiBps: got 751, expected at most 750, a quarter of 3000 IOPS; lower diskMiBps, or raise diskIops",
  ],
  [
    { diskIops: 3200, diskMiBps: 801 },
    "diskMiBps: got 801, expected at most 800, a quarter of 3200 IOPS; lower diskMiBps, or raise diskIops",
  ],
])("fails when a disk has %j, which EBS refuses", (group, problem) => {
  expect(refusals(group)).toEqual([problem]);
});

test.each([
  [
    { ...RESERVED, capacityType: "SPOT" },
    /^capacityReservation: got cr-0123456789abcdef0, expected no capacityReservation with capacityType: SPOT/,
  ],
  [
    { ...RESERVED, zones: ["a", "b"] },
    /^capacityReservation: got cr-0123456789abcdef0, expected a group in one zone, that of the reservation; write its letter, such as zones: \[a\]/,
  ],
  [{ ...RESERVED, zones: undefined }, /^capacityReservation: .*expected a group in one zone/],
  [
    { ...RESERVED, instanceTypes: ["m7i.large", "m6i.large"] },
    /^capacityReservation: .*expected one instance type, that of the reservation/,
  ],
  [
    { ...RESERVED, capacityReservation: "reserved" },
    /^capacityReservation: got reserved, expected the id of a capacity reservation such as cr-/,
  ],
])("fails when a group with a reservation is %j", (group, problem) => {
  expect(refusals(group)).toEqual([expect.stringMatching(problem)]);
});

test.each<[string, (layers: Layers) => void, string]>([
  [
    "IOPS that are too many for its size",
    ({ cluster }) => (firstDisk(cluster)["iops"] = 50_001),
    "/dev/xvda has 50001 IOPS for 100 GiB, expected at most 50000",
  ],
  [
    "a throughput that is too high for its IOPS",
    ({ cluster }) => (firstDisk(cluster)["throughput"] = 1600),
    "/dev/xvda has 1600 MiB/s for 6000 IOPS, expected at most 1500",
  ],
])("node-volumes finds a disk with %s", (_, edit, problem) => {
  expect(newlyFound([nodeVolumes], planOf(DISK), edit)).toEqual([expect.stringContaining(problem)]);
});

test.each<[string, (group: Record<string, unknown>) => void, string]>([
  ["Spot", (group) => (group["capacity_type"] = "SPOT"), "its capacity type is SPOT, expected ON_DEMAND"],
  [
    "two types",
    (group) => (group["instance_types"] = ["m7i.large", "m6i.large"]),
    "it has 2 instance types, expected that of the reservation",
  ],
])("capacity-reservation finds a group with a reservation and %s", (_, edit, problem) => {
  const found = newlyFound([capacityReservation], planOf(RESERVED), ({ cluster }) =>
    edit(cluster.resource.aws_eks_node_group.other_a),
  );
  expect(found).toEqual([expect.stringContaining(problem)]);
});

test("capacity-reservation finds groups in two zones with one reservation", () => {
  const found = newlyFound([capacityReservation], planOf(RESERVED), ({ cluster }) => {
    const { other_a: own, general_b: elsewhere } = cluster.resource.aws_eks_node_group;
    cluster.resource.aws_eks_node_group.other_b = { ...own, subnet_ids: elsewhere.subnet_ids as unknown };
  });
  expect(found).toContainEqual(expect.stringContaining("node groups in 2 zones share cr-0123456789abcdef0"));
});

test("the cost says that the whole reservation is billed", () => {
  const lines = estimated(planOf(RESERVED)).lines.filter(
    ({ address }) => address === "aws_eks_node_group.other_a",
  );
  expect(lines.map(({ assumption }) => assumption)).toContainEqual(
    expect.stringContaining("the rest of its capacity reservation is billed too, also without nodes"),
  );
});

test("a handed-over module has variables of the disk, with the limits of gp3", () => {
  const found = moduleIn(planOf(DISK), "cluster").parameters.bindings.filter(({ variable }) =>
    /_other_disk_/.test(variable.name),
  );
  expect(found.map(({ variable }) => [variable.name, variable.value])).toEqual([
    ["node_group_other_disk_gib", 100],
    ["node_group_other_disk_iops", 6000],
    ["node_group_other_disk_mibps", 500],
  ]);
  expect(JSON.stringify(found[1]?.variable.validations)).toContain("<= 500 * var.node_group_other_disk_gib");
});

test("the review names disks, and nodes that start in another reservation", () => {
  const lines = (title: string, edit: (layers: Layers) => void) =>
    linesIn(reviewOf(edited(planOf({ ...DISK, ...RESERVED }), edit)), title);
  const edit = ({ cluster }: Layers): void => {
    firstDisk(cluster)["iops"] = 7000;
    cluster.resource.aws_launch_template.other.capacity_reservation_specification = {};
  };
  expect(lines("Replicas and sizes", edit)).toEqual([
    "info: disk of aws_launch_template.other: block_device_mappings.ebs.iops 6000 → 7000",
  ]);
  expect(lines("Nodes", edit)).toEqual([
    expect.stringMatching(
      /^attention: the apply replaces the nodes of aws_eks_node_group\.other_a step by step, since aws_launch_template\.other changes in /,
    ),
    'attention: capacity reservation of aws_launch_template.other: {"capacity_reservation_id":"cr-0123456789abcdef0"} → not set; nodes start where it has room, and a reservation without nodes is still billed',
  ]);
});

const firstDisk = (cluster: Layers["cluster"]): Editable =>
  asObject(asArray(cluster.resource.aws_launch_template.other.block_device_mappings)[0])["ebs"] as Editable;
