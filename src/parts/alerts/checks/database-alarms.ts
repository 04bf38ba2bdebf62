import { resolveReferences } from "../../../infrastructure/text-references";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../../terraform/environment-plan";
import { asObject, number, text } from "../../../terraform/stack-json";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { ALARM_FORMS, DATABASE_ALARMS } from "../facts/alarms";
import { connectionsOf } from "../facts/database-connections";
import { sendingRoutesOf } from "../model/alert-routes";
import TEXTS from "./texts.json";

const { namespace, dimension } = DATABASE_ALARMS;

export const databaseAlarms: Check = {
  ...ruleOf(TEXTS, "database-alarms"),
  run: (plan) => {
    const alarms = plan
      .resources("aws_cloudwatch_metric_alarm")
      .filter(({ config }) => config.namespace === namespace)
      .map((alarm) => ({ alarm, database: databaseOf(plan, alarm) }));
    return [
      ...alarms.flatMap(({ alarm, database }) =>
        combinedFinding(
          alarm,
          "alarm",
          database
            ? sizeProblems(alarm, database)
            : [
                `its ${dimension} is ${named(plan, alarm) || "missing"}, which is no database of these stacks`,
              ],
        ),
      ),
      ...(sendingRoutesOf(plan).length === 0 ? [] : unwatched(plan, alarms)),
    ];
  },
};

type Alarm = ResourceOf<"aws_cloudwatch_metric_alarm">;
type Database = ResourceOf<"aws_db_instance">;

const named = (plan: EnvironmentPlan, alarm: Alarm): string =>
  resolveReferences(plan, inLayer(alarm, asObject(alarm.config.dimensions)[dimension]));

const databaseOf = (plan: EnvironmentPlan, alarm: Alarm): Database | undefined =>
  plan
    .resources("aws_db_instance")
    .find((each) => resolveReferences(plan, inLayer(each, each.config.identifier)) === named(plan, alarm));

const GIB = 2 ** 30;

/** Thresholds beyond the size of the database. */
function sizeProblems({ config }: Alarm, { config: database }: Database): string[] {
  const threshold = number(config.threshold) ?? 0;
  if (config.metric_name === "FreeStorageSpace") {
    const size = (number(database.allocated_storage) ?? 0) * GIB;
    return threshold < size / 2
      ? []
      : [`its threshold is ${threshold}, and the database has ${size} bytes, so it fires at all times`];
  }
  if (config.metric_name !== "DatabaseConnections") return [];
  const most = connectionsOf(text(database.engine) ?? "", text(database.instance_class) ?? "");
  return most === undefined || threshold <= most
    ? []
    : [`its threshold is ${threshold}, and the database admits about ${most} connections`];
}

const unwatched = (
  plan: EnvironmentPlan,
  alarms: readonly { readonly alarm: Alarm; readonly database: Database | undefined }[],
): Finding[] =>
  plan
    .resources("aws_db_instance")
    .flatMap((database) =>
      (ALARM_FORMS[namespace] ?? [])
        .filter(
          ({ metric }) =>
            !alarms.some((each) => each.database === database && each.alarm.config.metric_name === metric),
        )
        .map(({ metric }) => ({ ...at(database), message: `database: no alarm watches its ${metric}` })),
    );
