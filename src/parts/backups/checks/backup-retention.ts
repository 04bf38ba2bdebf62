import { type BackupPlan, type BackupRule, backupPlans, ofVault } from "./backup-plans";
import { number } from "../../../terraform/stack-json";
import { LEAST_COLD_DAYS, LEAST_GRACE_DAYS, LEAST_RETENTION_DAYS } from "../facts/backups";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const backupRetention: Check = {
  ...ruleOf(TEXTS, "backup-retention"),
  run: (plan) =>
    backupPlans(plan).flatMap((each) =>
      combinedFinding(each.resource, "backup plan", [
        ...(each.rules.length === 0 ? ["it has no rule"] : scheduleProblems(each.rules)),
        ...(each.selections.length === 0 ? ["it has no selection, so it backs up nothing"] : []),
        ...each.rules.flatMap((rule) => [
          ...timeProblems(rule),
          ...coldProblems(rule, each),
          ...lockProblems(plan, rule),
        ]),
      ]),
    ),
};

/** The schedule of a rule without one (AWS Backup API, BackupRuleInput, read 2026-11-30). */
const DEFAULT_SCHEDULE = "cron(0 5 ? * * *)";

/** Each day of each month and week, at any times: minutes, hours, days, months, days of the week, years. */
const EACH_DAY = /^cron\([\d*,/-]+ [\d*,/-]+ (?:\* \* \?|\? \* (?:\*|1-7|SUN-SAT|MON-SUN)|\* \* \*) \*\)$/;

/** Rules beside a daily one can be for longer periods. */
function scheduleProblems(rules: readonly BackupRule[]): string[] {
  if (rules.some(({ schedule = DEFAULT_SCHEDULE }) => EACH_DAY.test(schedule))) return [];
  const all = rules.map(({ name, schedule = "" }) => `the schedule of ${name} is ${schedule}`);
  return [`no rule backs up each day: ${all.join(", ")}, expected cron(MINUTE HOUR * * ? *) of one`];
}

function timeProblems({ name, deleteAfter, vault }: BackupRule): string[] {
  return [
    ...(deleteAfter !== undefined && deleteAfter >= LEAST_RETENTION_DAYS
      ? []
      : [
          `${name} deletes backups after ${deleteAfter ?? "no"} days, expected at least ${LEAST_RETENTION_DAYS}`,
        ]),
    ...(vault ? [] : [`the vault of ${name} is not in these stacks`]),
  ];
}

/** Cold storage is not for buckets, and lasts a quarter of a year at least. */
function coldProblems({ name, coldAfter, deleteAfter = Infinity }: BackupRule, { selections }: BackupPlan) {
  if (coldAfter === undefined) return [];
  const buckets = selections.flatMap(({ arns }) => arns.filter((arn) => /^arn:[^:]+:s3:/.test(arn)));
  return [
    ...(coldAfter + LEAST_COLD_DAYS <= deleteAfter
      ? []
      : [
          `${name} moves backups to cold storage after ${coldAfter} days, less than ${LEAST_COLD_DAYS} days before it deletes them`,
        ]),
    ...(buckets.length === 0
      ? []
      : [
          `${name} moves backups to cold storage, which AWS ignores for ${buckets.join(", ")} and the state of clusters`,
        ]),
  ];
}

function lockProblems(plan: EnvironmentPlan, { name, vault, deleteAfter }: BackupRule): string[] {
  if (!vault) return [];
  return ofVault(plan, vault, "aws_backup_vault_lock_configuration").flatMap(({ address, config }) => {
    const [least, most] = [number(config["min_retention_days"]), number(config["max_retention_days"])];
    const grace = number(config["changeable_for_days"]);
    const isWithin =
      deleteAfter === undefined || ((least ?? 1) <= deleteAfter && deleteAfter <= (most ?? Infinity));
    return [
      ...(isWithin
        ? []
        : [
            `${address} refuses backups of ${name}, which last ${deleteAfter} days: its bounds are ${least ?? "none"} and ${most ?? "none"}`,
          ]),
      ...(grace === undefined || grace >= LEAST_GRACE_DAYS
        ? []
        : [`${address} becomes permanent after ${grace} days, expected at least ${LEAST_GRACE_DAYS}`]),
      ...(grace !== undefined && most === undefined
        ? [
            `${address} becomes permanent without max_retention_days: a wrong retention could never be corrected`,
          ]
        : []),
    ];
  });
}
