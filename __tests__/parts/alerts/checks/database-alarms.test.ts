import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { alarmSettings } from "../../../../src/parts/alerts/checks/alarm-settings";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { type Editable, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { planOf } from "../../../support/reference-plans";

const PLATFORM = planOf("ml-platform");
const DATABASES = CHECKS_OF_PARTS.alerts.filter(({ id }) => id === "database-alarms");

const METRICS = ["FreeStorageSpace", "CPUUtilization", "DatabaseConnections"];

/** Names of alarms on a metric of RDS. */
const alarms = (layer: Editable, metric: string): [string, Editable][] =>
  Object.entries(layer["resource"].aws_cloudwatch_metric_alarm as Record<string, Editable>).filter(
    ([, { namespace, metric_name: name }]) =>
      (namespace as unknown) === "AWS/RDS" && (name as unknown) === metric,
  );
const each =
  (metric: string, edit: (alarm: Editable) => void): Edit =>
  ({ cluster }) => {
    const found = alarms(cluster, metric);
    if (found.length === 0) throw new Error(`no alarm on ${metric}`);
    found.forEach(([, alarm]) => edit(alarm));
  };

test("OBS-02 databases of the platform have alarms on storage, CPU and connections", () => {
  const plan = environmentPlan(PLATFORM);
  expect(DATABASES).toHaveLength(1);
  expect(plan.resources("aws_db_instance")).toHaveLength(2);
  expect(
    plan.resources("aws_cloudwatch_metric_alarm").filter(({ config }) => config.namespace === "AWS/RDS"),
  ).toHaveLength(6);
  expect(DATABASES.flatMap((check) => foundBy(check, plan))).toEqual([]);
  expect(foundBy(alarmSettings, plan)).toEqual([]);
});

test.each(METRICS)("OBS-02 a database without an alarm on %s is named", (metric) => {
  const edit: Edit = ({ cluster }) =>
    alarms(cluster, metric).forEach(([name]) =>
      Reflect.deleteProperty(cluster.resource["aws_cloudwatch_metric_alarm"] as Editable, name),
    );
  const found = newlyFound(DATABASES, PLATFORM, edit);
  expect(found).toHaveLength(2);
  expect(found.join("\n")).toContain(`no alarm watches its ${metric}`);
});

test.each(METRICS)("OBS-02 an alarm on %s of a database that does not exist is named", (metric) => {
  const found = newlyFound(
    DATABASES,
    PLATFORM,
    each(metric, (alarm) => (alarm["dimensions"] = { DBInstanceIdentifier: "other" })),
  );
  expect(found.join("\n")).toContain("other");
});

test.each<[title: string, edit: Edit, message: string]>([
  [
    "compares storage the other way",
    each("FreeStorageSpace", (alarm) => (alarm["comparison_operator"] = "GreaterThanThreshold")),
    "its comparison_operator is GreaterThanThreshold",
  ],
  [
    "has megabytes instead of bytes",
    each("FreeStorageSpace", (alarm) => (alarm["threshold"] = 1024)),
    "its threshold is 1024",
  ],
  ["waits a day", each("CPUUtilization", (alarm) => (alarm["period"] = 86_400)), "it fires after"],
  ["is never reached", each("CPUUtilization", (alarm) => (alarm["threshold"] = 200)), "its threshold is 200"],
  [
    "takes the average of connections",
    each("DatabaseConnections", (alarm) => (alarm["statistic"] = "SampleCount")),
    "its statistic is SampleCount",
  ],
  [
    "reads another metric",
    each("CPUUtilization", (alarm) => (alarm["metric_name"] = "CPUUtilisation")),
    "its metric is CPUUtilisation, expected FreeStorageSpace or CPUUtilization or DatabaseConnections",
  ],
])("OBS-02 an alarm on a database is named that %s", (_, edit, message) => {
  expect(newlyFound([alarmSettings], PLATFORM, edit).join("\n")).toContain(message);
});

test("OBS-02 more connections than the database admits are named", () => {
  const edit = each("DatabaseConnections", (alarm) => (alarm["threshold"] = 4000));
  expect(newlyFound(DATABASES, PLATFORM, edit).join("\n")).toContain(
    "its threshold is 4000, and the database admits about",
  );
});

test("OBS-02 an environment without alerts needs no alarms on its databases", () => {
  expect(DATABASES.flatMap((check) => foundBy(check, environmentPlan(planOf("mlapp"))))).toEqual([]);
});

const PARTS = { prometheus: {}, alerts: { email: "oncall@example.com" } };

/** Description of the alarm on the storage of a database. */
const storageAlarm = (database: object): string => {
  const components = { ...PARTS, mlflow: { imageTag: "3.17.2-2", database } };
  const found = environmentPlan(planWith("ml-inference-prod", { components }))
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.metric_name === "FreeStorageSpace");
  expect(found).toHaveLength(1);
  return String(found[0]?.config.alarm_description);
};

test.each([
  ["", {}, "100"],
  [" of another size", { storageGiB: 40, growthGiB: 10 }, "50"],
])(
  "OBS-02 the alarm on storage that grows%s says that RDS is late or at the maximum",
  (_, database, most) => {
    const text = storageAlarm(database);
    expect(text).toContain(`RDS has not added storage in time, or has reached its maximum of ${most} GiB`);
    expect(text).toContain("raise growthGiB");
    expect(text).toContain("six hours");
  },
);

test("OBS-02 the alarm on storage that does not grow says so, and names the other key", () => {
  const text = storageAlarm({ growthGiB: 0 });
  expect(text).toContain("RDS adds no storage, since growthGiB is 0");
  expect(text).toContain("raise storageGiB");
  expect(text).not.toContain("maximum");
});
