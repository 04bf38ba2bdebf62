import { asArray, asObject } from "../../../src/terraform/stack-json";
import { moduleIn } from "../../support/bundles";
import { planWith } from "../../support/changed-plans";
import { WORKING_HOURS, offHoursPlan } from "../../support/off-hours";
import { planOf } from "../../support/reference-plans";

const cluster = (...args: Parameters<typeof offHoursPlan>) => offHoursPlan(...args).stack("cluster");
const ofType = (stack: ReturnType<typeof cluster>, type: string) =>
  stack.resources(type).map(({ config }) => config);

const requests = (...args: Parameters<typeof offHoursPlan>) =>
  Object.fromEntries(
    ofType(cluster(...args), "aws_scheduler_schedule").map(({ name, target }) => {
      const { ScalingConfig } = JSON.parse(String(asObject(target ?? null)["input"])) as {
        ScalingConfig: { MinSize: number; MaxSize: number; DesiredSize: number };
      };
      return [String(name), Object.values(ScalingConfig).join()];
    }),
  );

test("OPS-04 each node group stops to 0 nodes and starts to its minimum; one node keeps running", () => {
  const change = { cluster: { nodeGroups: { general: { minPerZone: 2, maxPerZone: 5 } } } };
  expect(requests({}, change)).toEqual({
    "general-a-start": "2,5,2",
    "general-a-stop": "1,1,1",
    "general-b-start": "2,5,2",
    "general-b-stop": "0,1,0",
  });
});

test.each([
  [2, "1,1,1", "1,1,1"],
  [3, "2,2,2", "1,1,1"],
])("OPS-04 %i nodes that keep running are in all zones, from the first one on", (keepNodes, a, b) => {
  const change = { cluster: { nodeGroups: { general: { maxPerZone: 5 } } } };
  expect(requests({ keepNodes }, change)).toMatchObject({ "general-a-stop": a, "general-b-stop": b });
});

test("OPS-04 the nodes that keep running are in the named group, and never in one with GPUs", () => {
  const nodeGroups = {
    general: {},
    a1: { instanceTypes: ["g5.xlarge"] },
    other: { zones: ["b"], maxPerZone: 4 },
  };
  expect(requests({ keepNodes: 3, keepIn: "other" }, { cluster: { nodeGroups } })).toMatchObject({
    "a1-a-stop": "0,1,0",
    "general-a-stop": "0,1,0",
    "other-b-stop": "3,3,3",
  });
  expect(requests({}, { cluster: { nodeGroups } })).toMatchObject({ "general-a-stop": "1,1,1" });
});

test("OPS-04 schedules have the times, days and time zone of the file", () => {
  const found = ofType(cluster({ days: ["sun", "mon"], start: "06:05" }), "aws_scheduler_schedule");
  expect([...new Set(found.map((each) => each["schedule_expression"]))].sort()).toEqual([
    "cron(10 19 ? * MON,SUN *)",
    "cron(5 6 ? * MON,SUN *)",
  ]);
  expect([...new Set(found.map((each) => each["schedule_expression_timezone"]))]).toEqual(["Europe/Berlin"]);
});

test("OPS-04 jobs stop all models ten minutes before their nodes, and start them with their nodes", () => {
  const jobs = ofType(
    offHoursPlan({ days: ["sun", "mon"], start: "06:05" }).stack("models"),
    "kubernetes_cron_job_v1",
  );
  const found = jobs.map(({ metadata, spec }) => {
    const { schedule, timezone, job_template: template } = asObject(spec ?? null);
    const pod = asObject(asObject(asObject(asObject(template ?? null)["spec"])["template"])["spec"]);
    const [container] = asArray(pod["container"]).map(asObject);
    return [asObject(metadata ?? null)["name"], schedule, timezone, container?.["args"]];
  });
  expect(found).toEqual([
    [
      "off-hours-start",
      "5 6 * * mon,sun",
      "Europe/Berlin",
      ["scale", "--replicas=1", "deployment/ml-inference-api"],
    ],
    [
      "off-hours-stop",
      "0 19 * * mon,sun",
      "Europe/Berlin",
      ["scale", "--replicas=0", "deployment/ml-inference-api"],
    ],
  ]);
});

test("OPS-04 only an environment that rests has jobs, and its quota has room for them", () => {
  const quotaOf = (plan: ReturnType<typeof offHoursPlan>) =>
    ofType(plan.stack("models"), "kubernetes_resource_quota_v1").map(({ spec }) =>
      Number(asObject(asObject(spec ?? null)["hard"])["pods"]),
    );
  const without = planOf("ml-inference-prod");
  expect(ofType(without.stack("models"), "kubernetes_cron_job_v1")).toEqual([]);
  expect(quotaOf(offHoursPlan())).toEqual(quotaOf(without).map((pods) => pods + 2));
});

test("OPS-04 without internet access, the jobs pull their image from the registry of the account", () => {
  const plan = planWith("retail-forecast", { components: { "off-hours": WORKING_HOURS } });
  const images = ofType(plan.stack("models"), "kubernetes_cron_job_v1").map((job) => JSON.stringify(job));
  expect(images).toHaveLength(2);
  for (const image of images)
    expect(image).toMatch(/\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/retail-forecast\/kubectl:v/);
});

test("OPS-04 Terraform leaves the sizes of node groups to the schedules, and only with the part", () => {
  const lifecycles = (stack: ReturnType<typeof cluster>) =>
    ofType(stack, "aws_eks_node_group").map(({ lifecycle }) => lifecycle);
  expect(lifecycles(cluster())).toEqual([
    { ignore_changes: ["scaling_config"] },
    { ignore_changes: ["scaling_config"] },
  ]);
  expect(lifecycles(planOf("ml-inference-prod").stack("cluster"))).toEqual([undefined, undefined]);
});

test("OPS-04 outputs have commands for a start at night and a holiday", () => {
  const { outputs } = cluster();
  expect(asObject(outputs["off_hours_start_commands"] ?? null)["value"]).toEqual(
    ["a", "b"].map((zone) =>
      expect.stringContaining(`--nodegroup-name general-${zone} --scaling-config minSize=1,`),
    ),
  );
  expect(asObject(outputs["off_hours_stop_commands"] ?? null)["value"]).toEqual([
    expect.stringContaining("minSize=1,maxSize=1,desiredSize=1"),
    expect.stringContaining("minSize=0,maxSize=1,desiredSize=0"),
  ]);
});

test("OPS-04 a handed-over module has no variable for sizes that schedules set, and has their file", () => {
  const { parameters } = moduleIn(offHoursPlan(), "cluster");
  const names = parameters.bindings.map(({ variable }) => variable.name);
  expect(names.filter((name) => name.endsWith("_per_zone"))).toEqual([]);
  expect(names).toContain("node_group_general_disk_gib");
});
