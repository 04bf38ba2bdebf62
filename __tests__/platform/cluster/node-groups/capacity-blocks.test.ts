import { CHECKS } from "../../../../src/checks/all";
import { capacityAtMinimum } from "../../../../src/checks/capacity/capacity-at-minimum";
import { capacityBlock } from "../../../../src/checks/capacity/capacity-block";
import { capacityBlockEnded } from "../../../../src/checks/capacity/capacity-block-ended";
import { statedIn } from "../../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { type Edit, found, foundBy, newlyFound } from "../../../support/findings";
import { problemsOfKeys } from "../../../support/minimal-file";
import { settingsFor } from "../../../support/recorded-causes";
import { estimated } from "../../../support/estimates";
import { at } from "../../models-stack";

const ML = "ml-inference-prod";
const WINDOW = { start: "2026-12-01T11:30:00Z", end: "2026-12-08T11:30:00Z" };
const BLOCK = {
  instanceTypes: ["p5.48xlarge"],
  zones: ["a"],
  minPerZone: 0,
  maxPerZone: 2,
  capacityType: "CAPACITY_BLOCK",
  capacityReservation: "cr-0123456789abcdef0",
  blockWindow: WINDOW,
};
const changeOf = (group: object, others: object = {}) => ({
  cluster: { nodeGroups: { general: {}, block: group } },
  ...others,
});
const plan = (group: object = BLOCK, others: object = {}) => planWith(ML, changeOf(group, others));
const inCluster = (address: string): Editable => {
  const block = plan().stack("cluster").find(address);
  if (!block) throw new Error(`no ${address}`);
  return block.config as Editable;
};

test("EKS-05 the launch template of a block has its type, its market and its reservation, which the group leaves to it", () => {
  expect(inCluster("aws_launch_template.block")).toMatchObject({
    instance_type: "p5.48xlarge",
    instance_market_options: { market_type: "capacity-block" },
    capacity_reservation_specification: {
      capacity_reservation_target: { capacity_reservation_id: BLOCK.capacityReservation },
    },
  });
  const group = inCluster("aws_eks_node_group.block_a");
  expect(group).toMatchObject({
    capacity_type: "CAPACITY_BLOCK",
    scaling_config: { min_size: 0, desired_size: 0, max_size: 2 },
    lifecycle: { ignore_changes: ["scaling_config"] },
  });
  expect(group).not.toHaveProperty("instance_types");
});

const schedule = (action: string) => {
  const config = inCluster(`aws_scheduler_schedule.capacity_blocks_block_a_${action}`);
  const input = JSON.parse(String(at(config, "target", "input"))) as { ScalingConfig: object };
  return { config, sizes: input.ScalingConfig };
};

test("EKS-05 schedules start the nodes of a block with it, and stop them an hour before its end", () => {
  expect(schedule("start").config).toMatchObject({
    schedule_expression: "at(2026-12-01T11:30:00)",
    schedule_expression_timezone: "UTC",
  });
  expect(schedule("start").sizes).toEqual({ MinSize: 2, MaxSize: 2, DesiredSize: 2 });
  expect(schedule("stop").config).toMatchObject({ schedule_expression: "at(2026-12-08T10:30:00)" });
  expect(schedule("stop").sizes).toEqual({ MinSize: 0, MaxSize: 2, DesiredSize: 0 });
});

const OFF_HOURS = {
  components: { "off-hours": { timezone: "Europe/Berlin", start: "07:00", stop: "11:00" } },
};

test("off-hours leaves the nodes of a block as they are", () => {
  const names = environmentPlan(plan(BLOCK, OFF_HOURS))
    .resources("aws_scheduler_schedule")
    .map(({ name }) => name);
  expect(names.filter((name) => name.includes("block_a"))).toEqual([
    "capacity_blocks_block_a_start",
    "capacity_blocks_block_a_stop",
  ]);
  expect(names.filter((name) => name.startsWith("off_hours")).length).toBeGreaterThan(0);
});

test("no check finds an error in a block, also beside off-hours that end before it", () => {
  const errors = CHECKS.filter(({ severity }) => severity === "error");
  for (const others of [{}, OFF_HOURS]) {
    const before = new Set(found(errors, environmentPlan(planWith(ML, others))));
    expect(found(errors, environmentPlan(plan(BLOCK, others))).filter((line) => !before.has(line))).toEqual(
      [],
    );
  }
});

const refusals = (group: object): string[] =>
  problemsOfKeys({
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, block: group },
    },
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ cluster\.nodeGroups\.block\./, ""));

test("a whole block is accepted", () => {
  expect(refusals(BLOCK)).toEqual([]);
});

test.each([
  [
    { ...BLOCK, capacityReservation: undefined },
    /^capacityType: got CAPACITY_BLOCK, expected capacityReservation, the id of the block; add it/,
  ],
  [
    { ...BLOCK, blockWindow: undefined },
    /^capacityType: got CAPACITY_BLOCK, expected blockWindow, the start and the end of the block; add it/,
  ],
  [
    { ...BLOCK, capacityType: "ON_DEMAND" },
    /^blockWindow: got .*, expected no blockWindow without capacityType: CAPACITY_BLOCK/,
  ],
  [
    { ...BLOCK, minPerZone: 1 },
    /^minPerZone: got 1, expected 0 with capacityType: CAPACITY_BLOCK, whose nodes exist in its window only/,
  ],
  [
    { ...BLOCK, zones: ["a", "b"] },
    /^capacityReservation: got cr-0123456789abcdef0, expected a group in one zone/,
  ],
  [
    { ...BLOCK, instanceTypes: ["g5.xlarge"] },
    /^instanceTypes: got .*, expected a type of capacity blocks: one of the families/,
  ],
  [
    { ...BLOCK, blockWindow: { start: WINDOW.end, end: WINDOW.start } },
    /^blockWindow\.end: got .*, expected a time after its start/,
  ],
  [
    { ...BLOCK, blockWindow: { ...WINDOW, end: "2026-12-08T12:00:00Z" } },
    /^blockWindow\.end: got .*, expected 11:30 UTC, the time at which all blocks end/,
  ],
  [
    { ...BLOCK, blockWindow: { ...WINDOW, end: "2027-07-01T11:30:00Z" } },
    /^blockWindow\.end: got .*, expected at most 182 days after its start/,
  ],
  [
    { ...BLOCK, blockWindow: { ...WINDOW, start: "2026-12-01" } },
    /^blockWindow\.start: got .*, expected a time in UTC such as 2026-12-01T11:30:00Z/,
  ],
  [
    { ...BLOCK, blockWindow: { ...WINDOW, start: "2026-02-30T11:30:00Z" } },
    /^blockWindow\.start: got .*, expected a time in UTC/,
  ],
])("fails when a block is %j", (group, problem) => {
  const lines = refusals(JSON.parse(JSON.stringify(group)) as object);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(problem);
});

/** Findings by the record of the file, after an edit. */
const finds = (edit: Edit, group: object = BLOCK, others: object = {}): string =>
  newlyFound([capacityBlock], plan(group, others), edit).join("\n");

const inSchedule =
  (action: string, change: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    change(cluster.resource.aws_scheduler_schedule[`capacity_blocks_block_a_${action}`] as Editable);

test.each<[string, Edit, string]>([
  [
    "a template without the market of blocks",
    ({ cluster }) => delete cluster.resource.aws_launch_template.block.instance_market_options,
    "its launch template has no market type capacity-block, so EKS refuses the group",
  ],
  [
    "a template without a type",
    ({ cluster }) => delete cluster.resource.aws_launch_template.block.instance_type,
    "its launch template has no instance type, so EKS refuses the group",
  ],
  [
    "a template without a reservation",
    ({ cluster }) => delete cluster.resource.aws_launch_template.block.capacity_reservation_specification,
    "its launch template has no capacity reservation, so EKS refuses the group",
  ],
  [
    "another purchase option beside the market of blocks",
    ({ cluster }) => (cluster.resource.aws_eks_node_group.block_a.capacity_type = "ON_DEMAND"),
    "its launch template has the market type capacity-block, expected capacity_type CAPACITY_BLOCK, and not ON_DEMAND",
  ],
  [
    "nodes before the block",
    ({ cluster }) => (cluster.resource.aws_eks_node_group.block_a.scaling_config.desired_size = 1),
    "it begins with 1 node, expected none before its block starts",
  ],
  [
    "sizes that an apply resets",
    ({ cluster }) => delete cluster.resource.aws_eks_node_group.block_a.lifecycle,
    "schedules set its sizes, but each apply resets scaling_config",
  ],
  [
    "no start",
    ({ cluster }) => delete cluster.resource.aws_scheduler_schedule.capacity_blocks_block_a_start,
    "no schedule starts its nodes",
  ],
  [
    "no stop",
    ({ cluster }) => delete cluster.resource.aws_scheduler_schedule.capacity_blocks_block_a_stop,
    "no schedule stops its nodes",
  ],
  [
    "a disabled schedule",
    inSchedule("stop", (config) => (config["state"] = "DISABLED")),
    "its schedule block_a-stop is disabled",
  ],
  [
    "another time zone",
    inSchedule("stop", (config) => (config["schedule_expression_timezone"] = "America/New_York")),
    "its schedule block_a-stop has the time zone America/New_York, expected UTC",
  ],
  [
    "a time that is not read",
    inSchedule("stop", (config) => (config["schedule_expression"] = "at(soon)")),
    "the time of its schedule block_a-stop is not known: at(soon)",
  ],
  [
    "more nodes than the group may have",
    inSchedule("start", (config) => {
      config["target"].input = String(config["target"].input).replace(/"DesiredSize":2/, '"DesiredSize":3');
    }),
    "it starts 3 nodes, above its maximum of 2",
  ],
])("capacity-block finds %s", (_, edit, message) => {
  expect(finds(edit)).toContain(message.replace(/block_a-/g, "block-a-"));
});

test.each<[string, string, string, string]>([
  [
    "starts before the block",
    "start",
    "at(2026-12-01T10:00:00)",
    "its nodes start at 2026-12-01T10:00Z, before its block at 2026-12-01T11:30Z",
  ],
  [
    "starts long after the block",
    "start",
    "at(2026-12-02T11:30:00)",
    "its nodes start at 2026-12-02T11:30Z, expected 2026-12-01T11:30Z, the start of its block in the file",
  ],
  [
    "stops as EC2 ends the nodes",
    "stop",
    "at(2026-12-08T11:00:00)",
    "its nodes stop at 2026-12-08T11:00Z; EC2 ends them from 2026-12-08T11:00Z on, and EKS drains a node for up to 15 minutes",
  ],
])("capacity-block finds a schedule that %s", (_, action, expression, message) => {
  const change = changeOf(BLOCK);
  const statedOf = () => statedIn(settingsFor(configWith(ML, change)));
  const edited = altered(
    planWith(ML, change),
    inSchedule(action, (config) => (config["schedule_expression"] = expression)),
  );
  expect(foundBy(capacityBlock, edited, { statedOf }).join("\n")).toContain(message);
});

test("capacity-block finds a block that ends in working hours, which others of its environment keep", () => {
  const hours = { components: { "off-hours": { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" } } };
  expect(foundBy(capacityBlock, environmentPlan(plan(BLOCK, hours))).join("\n")).toContain(
    "its nodes stop at 2026-12-08T10:30Z, Tuesday 11:30 in Europe/Berlin, which is in the working hours of off-hours",
  );
});

test.each([
  ["2026-11-28", []],
  ["2026-12-08", [expect.stringContaining("its block ended at 2026-12-08T11:30Z")]],
])("capacity-block-ended tells on %s of a block that ended", (today, findings) => {
  const statedOf = () => statedIn(settingsFor(configWith(ML, changeOf(BLOCK))));
  expect(foundBy(capacityBlockEnded, environmentPlan(plan()), { statedOf, today })).toEqual(findings);
});

test("the pods of a model have the nodes of the block in its window, and no others", () => {
  const models = (gpus: number) => [
    { name: "large", image: { tag: "1.0.0" }, nodeGroup: "block", gpus, replicas: { min: 2, max: 2 } },
  ];
  const short = (gpus: number) =>
    foundBy(capacityAtMinimum, environmentPlan(plan(BLOCK, { models: models(gpus) }))).join("\n");
  expect(short(8)).toBe("");
  expect(
    foundBy(
      capacityAtMinimum,
      environmentPlan(plan({ ...BLOCK, maxPerZone: 1 }, { models: models(8) })),
    ).join(),
  ).toContain("large");
});

test("CST-01 the nodes of a block have no price, since it is paid in advance", () => {
  const lines = estimated(plan()).lines.filter(
    ({ address, item }) => address.includes("node_group.block_a") && item.startsWith("node ("),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    unknown: expect.stringContaining("paid in advance"),
    factors: expect.arrayContaining([expect.objectContaining({ min: 2, max: 2, unit: "node" })]),
  });
});
