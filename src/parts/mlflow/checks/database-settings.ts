import { own } from "../../../base/own";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { isTrue, type JsonObject, number, text, texts } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { kubeflowPipelinesProgramsOf } from "../../kubeflow-pipelines/model";
import { rotationDays, rotationsOf } from "../model/rotations";
import { mlflowServersOf } from "../model/servers";
import { type Stated } from "../../../infrastructure/stated";
import { databasesOf } from "../../../infrastructure/network-databases";
import TEXTS from "./texts.json";

type Database = ReturnType<typeof databasesOf>[number];

type StatedDatabase = NonNullable<Stated["databases"]>[number];

export const databaseSettings: Check = {
  ...ruleOf(TEXTS, "database-settings"),
  run: (plan, { statedOf }) => {
    const { databases = [] } = statedOf(plan.name);
    return databases.flatMap((stated) =>
      databasesOfPart(plan, stated.part).flatMap((database) =>
        combinedFinding(database.resource, `database of ${stated.part}`, [
          ...statedProblems(database.resource.config, stated),
          ...growthProblems(database.resource.config, stated),
          ...logProblems(database.resource.config),
          ...otherProblems(database.resource.config),
          ...rotationProblems(plan, database, stated),
        ]),
      ),
    );
  },
};

/** Programs of the parts with a database. */
const PROGRAMS: Readonly<Record<string, (plan: EnvironmentPlan) => readonly { readonly pods: Pods }[]>> = {
  mlflow: mlflowServersOf,
  "kubeflow-pipelines": kubeflowPipelinesProgramsOf,
};

/** The databases that programs of a part connect to. */
function databasesOfPart(plan: EnvironmentPlan, part: string): Database[] {
  const programs = new Set(PROGRAMS[part]?.(plan).map(({ pods }) => pods));
  return databasesOf(plan).filter(({ clients }) => clients.some((pods) => programs.has(pods)));
}

/** Arguments that the file states, with the value that RDS takes without one. */
function statedProblems(config: JsonObject, stated: StatedDatabase): string[] {
  const path = `components.${stated.part}.database`;
  const pairs = [
    ["instance_class", text(config["instance_class"]), stated.instanceClass, "instanceClass"],
    ["allocated_storage", number(config["allocated_storage"]) ?? 0, stated.storageGiB, "storageGiB"],
    ["multi_az", isTrue(config["multi_az"]), stated.multiAz, "multiAz"],
    [
      "backup_retention_period",
      number(config["backup_retention_period"]) ?? 0,
      stated.backupDays,
      "backupDays",
    ],
    [
      "deletion_protection",
      isTrue(config["deletion_protection"]),
      stated.deletionProtection,
      "deletionProtection",
    ],
  ] as const;
  return pairs
    .filter(([, got, wanted]) => got !== wanted)
    .map(
      ([argument, got, wanted, key]) =>
        `${argument} is ${String(got)}, and the file states ${String(wanted)} in ${path}.${key}`,
    );
}

/** gp3 has at least 3,000 operations a second, gp2 three for each GiB. */
const STORAGE_TYPE = "gp3";

/** Log of errors by the engine. Other logs have statements, also those that succeed (same source as the check). */
const ERROR_LOGS: Readonly<Record<string, string>> = { postgres: "postgresql", mysql: "error" };

/** Logs of statements. */
const STATEMENT_LOGS: readonly string[] = ["general", "slowquery", "audit"];

/** RDS takes a limit at the size of the storage, and none, as no growth. */
function growthProblems(config: JsonObject, { storageGiB, growthGiB, part }: StatedDatabase): string[] {
  const most = number(config["max_allocated_storage"]) ?? 0;
  const wanted = growthGiB === 0 ? 0 : storageGiB + growthGiB;
  if (most === wanted || (wanted === 0 && most === storageGiB)) return [];
  return [
    `max_allocated_storage is ${most}, and the file states ${wanted} by storageGiB and growthGiB in components.${part}.database`,
  ];
}

function logProblems(config: JsonObject): string[] {
  const exported = texts(config["enabled_cloudwatch_logs_exports"]);
  const errors = own(ERROR_LOGS, text(config["engine"]) ?? "");
  return [
    ...(errors === undefined || exported.includes(errors)
      ? []
      : [`its log of errors is not in CloudWatch: enabled_cloudwatch_logs_exports has no ${errors}`]),
    ...exported
      .filter((log) => STATEMENT_LOGS.includes(log))
      .map((log) => `its log ${log} has statements with data, and is billed`),
  ];
}

function otherProblems(config: JsonObject): string[] {
  const type = text(config["storage_type"]) ?? "gp2";
  return [
    ...(type === STORAGE_TYPE ? [] : [`storage_type is ${type}, expected ${STORAGE_TYPE}`]),
    ...["iops", "storage_throughput"].flatMap((argument) =>
      config[argument] === undefined
        ? []
        : [`${argument} is ${String(config[argument])}, which is billed, and no key of the file states it`],
    ),
    ...(isTrue(config["apply_immediately"])
      ? ["apply_immediately lets a change restart it at once, and not in its maintenance window"]
      : []),
    ...(isTrue(config["copy_tags_to_snapshot"])
      ? []
      : ["its snapshots have none of its tags, by which bills and rights find them"]),
  ];
}

function rotationProblems(plan: EnvironmentPlan, { resource }: Database, stated: StatedDatabase): string[] {
  return rotationsOf(plan, resource).flatMap(({ config }) => {
    const days = rotationDays(config);
    return days === undefined || days === stated.passwordDays
      ? []
      : [
          `its password rotates after ${days} days, and the file states ${stated.passwordDays} in components.${stated.part}.passwordDays`,
        ];
  });
}
