import { autoscalerAtRest } from "../../../../src/parts/off-hours/checks/autoscaler-at-rest";
import { replicaSchedulesRestore } from "../../../../src/parts/off-hours/checks/replica-schedules";
import { networkPolicyPaths } from "../../../../src/checks/network/network-policy-paths";
import { rbac } from "../../../../src/checks/workload/rbac";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { offHoursPlan } from "../../../support/off-hours";

const PLAN = offHoursPlan();
const CHECKS = [replicaSchedulesRestore, rbac, networkPolicyPaths, autoscalerAtRest];

const of =
  (type: string, name: string, edit: (config: Editable) => void): Edit =>
  ({ models }) =>
    edit((models.resource as Record<string, Record<string, Editable>>)[type]?.[name] as Editable);
const job = (name: "start" | "stop", edit: (spec: Editable) => void): Edit =>
  of("kubernetes_cron_job_v1", `off_hours_${name}`, ({ spec }) => edit(spec as Editable));
const run = (name: "start" | "stop", edit: (spec: Editable) => void): Edit =>
  job(name, ({ job_template: template }) => edit((template as Editable)["spec"] as Editable));
const container = (name: "start" | "stop", edit: (container: Editable) => void): Edit =>
  run(name, ({ template }) => {
    const [only] = ((template as Editable)["spec"] as Editable)["container"] as Editable[];
    edit(only as Editable);
  });
const rule = (index: number, edit: (rule: Editable) => void): Edit =>
  of("kubernetes_role_v1", "off_hours", (role) => edit((role["rule"] as Editable[])[index] as Editable));
const removed =
  (type: string, name: string): Edit =>
  ({ models }) => {
    const all = models.resource as Record<string, Record<string, Editable>>;
    all[type] = Object.fromEntries(Object.entries(all[type] ?? {}).filter(([each]) => each !== name));
  };

test("OPS-04 models that rest with their nodes pass, on the days of the file", () => {
  for (const settings of [{}, { days: ["sat"], start: "00:00", stop: "23:00" }, { keepNodes: 0 }]) {
    const plan = environmentPlan(offHoursPlan(settings));
    expect(CHECKS.flatMap((check) => foundBy(check, plan))).toEqual([]);
  }
});

test.each<readonly [string, Edit, string]>([
  [
    "scales a Deployment that does not exist",
    container("stop", (config) => (config["args"] = ["scale", "--replicas=0", "deployment/other"])),
    "scales ml-inference/other, which is no Deployment of these stacks",
  ],
  [
    "is not due every week",
    job("stop", (spec) => (spec["schedule"] = "0 19 1 * *")),
    "0 19 1 * * is not MINUTE HOUR * * DAYS",
  ],
  [
    "has another release of kubectl",
    container("stop", (config) => (config["image"] = "registry.k8s.io/kubectl:v1.20.0")),
    "it has the image registry.k8s.io/kubectl:v1.20.0, expected registry.k8s.io/kubectl with tag v1.36.0 or",
  ],
  ["is suspended", job("start", (spec) => (spec["suspend"] = true)), "it is suspended"],
  [
    "may not read a Deployment",
    rule(0, (each) => (each["verbs"] = ["list"])),
    "service account off-hours may not get deployments of ml-inference-api",
  ],
  [
    "may not scale a Deployment",
    rule(1, (each) => (each["resource_names"] = ["other"])),
    "service account off-hours may not patch deployments/scale of ml-inference-api",
  ],
  [
    "has a role that no binding gives",
    removed("kubernetes_role_binding_v1", "off_hours"),
    "service account off-hours may not patch",
  ],
  [
    "never gives up",
    run("stop", (spec) => delete spec["active_deadline_seconds"]),
    "so a late run can undo a later one",
  ],
  [
    "gives up after the next change",
    run("stop", (spec) => (spec["active_deadline_seconds"] = 86_400)),
    "it gives up after 1500 minutes, but the next change of its Deployments is after 720",
  ],
  [
    "has another time zone",
    job("stop", (spec) => (spec["timezone"] = "Europe/Paris")),
    "its time zone is Europe/Paris, and that of another schedule is Europe/Berlin",
  ],
  [
    "has no time zone",
    job("start", (spec) => delete spec["timezone"]),
    "its time zone is UTC, and that of another schedule is Europe/Berlin",
  ],
  [
    "stops models after their nodes",
    job("stop", (spec) => (spec["schedule"] = "30 19 * * mon,tue,wed,thu,fri")),
    "nodes stop without it",
  ],
  [
    "does not stop models on a day on which nodes stop",
    job("stop", (spec) => (spec["schedule"] = "0 19 * * mon,tue,wed,thu")),
    "nodes stop without it",
  ],
  [
    "starts models before nodes",
    job("start", (spec) => (spec["schedule"] = "30 6 * * mon-fri")),
    "it runs without nodes",
  ],
  [
    "starts models on a day without nodes",
    job("start", (spec) => (spec["schedule"] = "0 7 * * *")),
    "it runs without nodes",
  ],
  [
    "is missing for the start",
    removed("kubernetes_cron_job_v1", "off_hours_start"),
    "a job scales it to zero, and none starts it again",
  ],
  [
    "is missing for the stop",
    removed("kubernetes_cron_job_v1", "off_hours_stop"),
    "a job starts it, and none stops it",
  ],
  [
    "starts too many replicas",
    container(
      "start",
      (config) => (config["args"] = ["scale", "--replicas=99", "deployment/ml-inference-api"]),
    ),
    "a job starts 99 replicas, above its maximum of 10",
  ],
])("OPS-04 a job that %s is an error", (_, edit, message) => {
  expect(newlyFound([replicaSchedulesRestore], PLAN, edit).join("\n")).toContain(message);
});

test.each<readonly [string, Edit, string]>([
  [
    "another Deployment",
    rule(1, (each) => (each["resource_names"] = ["ml-inference-api", "other"])),
    "it may scale other, which no job with its service account scales",
  ],
  ["all Deployments", rule(1, (each) => (each["resource_names"] = [])), "it may scale all Deployments"],
  [
    "Deployments themselves",
    rule(1, (each) => (each["resources"] = ["deployments/scale", "deployments"])),
    "also names other resources",
  ],
  [
    "Deployments with another verb",
    rule(1, (each) => (each["verbs"] = ["patch", "update"])),
    "it may patch, update deployments/scale, expected only patch",
  ],
])("OPS-04 a role that lets jobs change %s is an error", (_, edit, message) => {
  expect(newlyFound([rbac], PLAN, edit).join("\n")).toContain(message);
});

test("OPS-04 jobs that do not reach the Kubernetes API are an error", () => {
  const edit = of(
    "kubernetes_network_policy_v1",
    "off_hours",
    ({ spec }) => delete (spec as Editable)["egress"],
  );
  expect(newlyFound([networkPolicyPaths], PLAN, edit).join("\n")).toContain(
    "no network policy of off-hours-stop allows egress on TCP 443 to the Kubernetes API",
  );
});

test("OPS-04 an autoscaler starts nodes at rest only for models that no job stops", () => {
  const withAutoscaler = offHoursPlan({ keepNodes: 0 }, {}, { "cluster-autoscaler": {} });
  expect(foundBy(autoscalerAtRest, environmentPlan(withAutoscaler))).toEqual([]);
  const stopped = altered(withAutoscaler, removed("kubernetes_cron_job_v1", "off_hours_stop"));
  expect(foundBy(autoscalerAtRest, stopped).join("\n")).toContain("pending pods of ml-inference-api");
});
