import { autoscalerAtRest } from "../../../../src/parts/off-hours/checks/autoscaler-at-rest";
import { capacityAtRest } from "../../../../src/parts/off-hours/checks/capacity-at-rest";
import { capacityAutoscaler } from "../../../../src/checks/capacity/capacity-autoscaler";
import { schedulePermissions } from "../../../../src/parts/off-hours/checks/schedule-permissions";
import { nodeSchedulesRestore } from "../../../../src/parts/off-hours/checks/node-schedules";
import { webhooksAtRest } from "../../../../src/parts/off-hours/checks/webhooks-at-rest";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy, newlyFound, within } from "../../../support/findings";
import { offHoursPlan } from "../../../support/off-hours";
import { planOf } from "../../../support/reference-plans";

const PLAN = offHoursPlan();
const CHECKS = [nodeSchedulesRestore, schedulePermissions, capacityAtRest, webhooksAtRest, autoscalerAtRest];

const START = "off_hours_general_a_start";
const STOP = "off_hours_general_a_stop";
const schedule =
  (name: string, edit: (schedule: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource.aws_scheduler_schedule[name] as Editable);
const request = (name: string, edit: (request: Editable) => void): Edit =>
  schedule(name, ({ target }) => within(target as Editable, "input", edit));
const group =
  (edit: (group: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource.aws_eks_node_group.general_a as Editable);
const trust =
  (edit: (statement: Editable) => void): Edit =>
  ({ cluster }) =>
    within(cluster.resource.aws_iam_role.off_hours as Editable, "assume_role_policy", ({ Statement }) =>
      edit((Statement as Editable[])[0] as Editable),
    );
const rights =
  (edit: (statement: Editable) => void): Edit =>
  ({ cluster }) =>
    within(
      cluster.resource.aws_iam_role_policy.off_hours_resize_nodes as Editable,
      "policy",
      ({ Statement }) => edit((Statement as Editable[])[0] as Editable),
    );

test("OPS-04 an environment that rests passes, with every way to keep nodes", () => {
  for (const settings of [{}, { keepNodes: 2 }, { days: ["sat"] }]) {
    const plan = environmentPlan(offHoursPlan(settings));
    expect(CHECKS.flatMap((check) => foundBy(check, plan))).toEqual([]);
  }
});

test.each([
  ["one node, which keeps running", { maxPerZone: 1 }, { keepNodes: 2 }],
  ["two nodes, which keep running", { minPerZone: 2, maxPerZone: 2 }, { keepNodes: 4 }],
])(
  "OPS-04 a group whose zones have %s needs its schedules, and no other sizes at rest",
  (_, sizes, settings) => {
    const change = { cluster: { nodeGroups: { general: sizes } } };
    const plan = offHoursPlan(settings, change);
    expect(foundBy(nodeSchedulesRestore, environmentPlan(plan))).toEqual([]);
    const without = altered(plan, ({ cluster }) => {
      const schedules = Object.entries(cluster.resource.aws_scheduler_schedule);
      cluster.resource.aws_scheduler_schedule = Object.fromEntries(
        schedules.filter(([name]) => name !== STOP),
      );
    });
    expect(foundBy(nodeSchedulesRestore, without)).toEqual([
      expect.stringContaining("no schedule stops its nodes"),
    ]);
  },
);

test("OPS-04 an environment without the part has nothing to check", () => {
  const plan = environmentPlan(planOf("ml-inference-prod"));
  expect(CHECKS.flatMap((check) => foundBy(check, plan))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "names a group that does not exist",
    request(STOP, (json) => (json["NodegroupName"] = "general-z")),
    "general-z, which is no node group of these stacks",
  ],
  [
    "names another cluster",
    request(STOP, (json) => (json["ClusterName"] = "another")),
    "another/general-a, which is no node group",
  ],
  ["has no request", schedule(STOP, ({ target }) => delete target.input), "which is no node group"],
  [
    "has names in camel case",
    schedule(
      STOP,
      ({ target }) => (target.input = String(target.input).replace("NodegroupName", "nodegroupName")),
    ),
    "which is no node group",
  ],
  [
    "restores a lower minimum",
    request(START, ({ ScalingConfig }) => (ScalingConfig.MinSize = 0)),
    "no schedule restores its sizes",
  ],
  [
    "restores a lower number",
    request(START, ({ ScalingConfig }) => (ScalingConfig.DesiredSize = 0)),
    "EKS refuses the sizes",
  ],
  [
    "has a maximum of 0",
    request(STOP, ({ ScalingConfig }) =>
      Object.assign(ScalingConfig as object, { MinSize: 0, DesiredSize: 0, MaxSize: 0 }),
    ),
    "a maximum from 1",
  ],
  [
    "has a number above its maximum",
    request(STOP, ({ ScalingConfig }) => (ScalingConfig.DesiredSize = 2)),
    "EKS refuses the sizes",
  ],
  [
    "has a maximum above that of the group",
    request(STOP, ({ ScalingConfig }) => (ScalingConfig.MaxSize = 50)),
    "above the maximum of the node group",
  ],
  [
    "has no sizes",
    request(STOP, (json) => delete json["ScalingConfig"]),
    "its request lacks MinSize, MaxSize or DesiredSize",
  ],
  [
    "runs once",
    schedule(STOP, (each) => (each["schedule_expression"] = "at(2027-01-01T00:00:00)")),
    "its times are not known",
  ],
  ["is disabled", schedule(START, (each) => (each["state"] = "DISABLED")), "it is disabled"],
  [
    "may be late",
    schedule(
      START,
      (each) => (each["flexible_time_window"] = { mode: "FLEXIBLE", maximum_window_in_minutes: 60 }),
    ),
    "its flexible time window is FLEXIBLE",
  ],
  [
    "has another time zone than its pair",
    schedule(START, (each) => (each["schedule_expression_timezone"] = "UTC")),
    "its schedules have different time zones",
  ],
  [
    "is due at the same time as its pair",
    schedule(STOP, (each) => (each["schedule_expression"] = "cron(0 7 ? * MON *)")),
    "two are due at the same time",
  ],
  [
    "repeats a call for a day",
    schedule(STOP, ({ target }) => delete target.retry_policy),
    "it repeats a failed call for 1440 minutes",
  ],
  [
    "is missing in the morning",
    ({ cluster }) => Reflect.deleteProperty(cluster.resource.aws_scheduler_schedule as object, START),
    "no schedule restores",
  ],
  [
    "is missing in the evening",
    ({ cluster }) => Reflect.deleteProperty(cluster.resource.aws_scheduler_schedule as object, STOP),
    "no schedule stops its nodes",
  ],
  [
    "is reset by each apply",
    group((each) => delete each["lifecycle"]),
    "schedules set its sizes, but each apply resets scaling_config",
  ],
  [
    "is reset by each apply in part",
    group((each) => (each["lifecycle"] = { ignore_changes: ["scaling_config[0].desired_size"] })),
    "each apply resets scaling_config",
  ],
  [
    "has sizes that no schedule restores",
    group(({ scaling_config }) => (scaling_config.max_size = 7)),
    "no schedule restores its sizes",
  ],
])("OPS-04 a node group whose schedule %s is reported", (_, edit, text) => {
  expect(newlyFound([nodeSchedulesRestore], PLAN, edit).join("\n")).toContain(text);
});

test.each<readonly [string, Edit, string]>([
  [
    "trusts every schedule of the account",
    trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, "aws:SourceArn")),
    "aws:SourceArn is missing",
  ],
  [
    "trusts every account",
    trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, "aws:SourceAccount")),
    "aws:SourceAccount is missing",
  ],
  [
    "trusts another group",
    trust(
      ({ Condition }) =>
        (Condition.StringEquals["aws:SourceArn"] =
          "arn:aws:scheduler:ap-southeast-2:222233334444:schedule-group/default"),
    ),
    "schedule-group/default, expected",
  ],
  [
    "trusts any text",
    trust((each) => (each["Condition"] = { StringLike: each["Condition"].StringEquals })),
    "aws:SourceArn is",
  ],
  [
    "trusts another service",
    trust((each) => (each["Principal"] = { Service: "events.amazonaws.com" })),
    "it trusts Service events",
  ],
  [
    "may do more",
    rights((each) => (each["Action"] = ["eks:UpdateNodegroupConfig", "eks:DeleteNodegroup"])),
    "it allows eks:DeleteNodegroup",
  ],
  [
    "may resize any group",
    rights((each) => (each["Resource"] = "*")),
    "on *, which its schedules do not resize",
  ],
  [
    "may not resize a group",
    rights(({ Resource }) => void (Resource as string[]).pop()),
    "it does not allow eks:UpdateNodegroupConfig on aws_eks_node_group",
  ],
  ["may do nothing", rights((each) => (each["Effect"] = "Deny")), "it has a statement that denies"],
  [
    "has a managed policy",
    ({ cluster }) => {
      cluster.resource.aws_iam_role_policy_attachment.more = {
        role: "${aws_iam_role.off_hours.name}",
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      };
    },
    "AdministratorAccess is attached",
  ],
  [
    "is not of the stacks",
    schedule(STOP, ({ target }) => (target.role_arn = "arn:aws:iam::222233334444:role/another")),
    "its role is not in these stacks",
  ],
  [
    "is of schedules in another group",
    schedule(STOP, (each) => (each["group_name"] = "default")),
    "the group default, which is not in these stacks",
  ],
])("OPS-04 a role of schedules that %s is reported", (_, edit, text) => {
  expect(newlyFound([schedulePermissions], PLAN, edit).join("\n")).toContain(text);
});

test("OPS-04 nodes at rest without room for the platform are reported", () => {
  const userData = Buffer.from("maxPods: 8").toString("base64");
  const edit: Edit = ({ cluster }) => (cluster.resource.aws_launch_template.general.user_data = userData);
  expect(newlyFound([capacityAtRest], PLAN, edit)).toEqual([
    expect.stringMatching(/with 1 .* \(general_a\) outside of working hours, \d pods? finds? no room/),
  ]);
});

test("OPS-04 no node at rest is reported with the webhooks that then refuse objects", () => {
  const plan = environmentPlan(offHoursPlan({ keepNodes: 0 }));
  expect(foundBy(webhooksAtRest, plan)).toEqual([
    expect.stringContaining(
      "no node runs outside of working hours: 8 webhooks of aws-load-balancer-controller",
    ),
  ]);
  expect(foundBy(capacityAtRest, plan)).toEqual([]);
});

test("OPS-04 schedules add no nodes for pods: a declared autoscaler still does", () => {
  const change = (own: boolean) => ({
    cluster: { externalNodeAutoscaler: own, nodeGroups: { general: { minPerZone: 1, maxPerZone: 9 } } },
    models: [
      {
        name: "house-price-api",
        image: { tag: "1.0.0" },
        port: 8080,
        cpuRequest: "1",
        replicas: { min: 2, max: 6 },
      },
    ],
  });
  const reported = (own: boolean) =>
    foundBy(capacityAutoscaler, environmentPlan(offHoursPlan({}, change(own)))).length;
  expect([reported(false), reported(true)]).toEqual([1, 0]);
});

test("OPS-04 schedules in a plan of others are judged by literal names", () => {
  const plan = altered(PLAN, ({ cluster }) => {
    for (const each of Object.values(cluster.resource.aws_scheduler_schedule) as Editable[]) {
      each["target"].input = String(each["target"].input).replace(
        "${aws_eks_cluster.main.name}",
        "ml-inference-prod-cluster",
      );
    }
  });
  expect(foundBy(nodeSchedulesRestore, plan)).toEqual([]);
});

test("OPS-04 a node autoscaler that would start stopped nodes for pods of models is reported", () => {
  const withAutoscaler = offHoursPlan({}, { cluster: { externalNodeAutoscaler: true } });
  const running: Edit = ({ models }) => {
    models.resource["kubernetes_cron_job_v1"] = {};
  };
  const ofStacks: Edit = (stacks) => {
    running(stacks);
    stacks.platform.resource.helm_release.autoscaler = { name: "autoscaler", chart: "cluster-autoscaler" };
  };
  for (const plan of [altered(withAutoscaler, running), altered(PLAN, ofStacks)]) {
    expect(foundBy(autoscalerAtRest, plan)).toEqual([
      expect.stringContaining("general_b: at rest, an autoscaler can raise its 0 nodes to 1"),
    ]);
  }
});

const SCALING = "aws_autoscaling_schedule";

/** A schedule of the scaling group that EKS makes for a node group. */
const ofScalingGroup =
  (sizes: object, group = "${aws_eks_node_group.general_a.resources[0].autoscaling_groups[0].name}"): Edit =>
  ({ cluster }) => {
    cluster.resource[SCALING] = {
      night: { scheduled_action_name: "night", autoscaling_group_name: group, ...sizes },
    };
  };

test.each([
  [{ min_size: 0, max_size: 0, desired_capacity: 0 }, "min_size 0, max_size 0, desired_capacity 0"],
  [{ desired_capacity: 1 }, "desired_capacity 1"],
])("OPS-04 reports a schedule that goes past EKS with %j", (sizes, words) => {
  expect(foundBy(nodeSchedulesRestore, altered("ml-inference-prod", ofScalingGroup(sizes)))).toEqual([
    `${SCALING}.night: it sets ${words} of the scaling group of aws_eks_node_group.general_a, whose sizes are those of EKS: 1 to 2 nodes with 1`,
  ]);
});

test("OPS-04 accepts a schedule of another scaling group", () => {
  const edit = ofScalingGroup({ min_size: 0, max_size: 0, desired_capacity: 0 }, "batch-workers");
  expect(foundBy(nodeSchedulesRestore, altered("ml-inference-prod", edit))).toEqual([]);
});
