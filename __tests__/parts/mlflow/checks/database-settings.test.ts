import { databaseSettings } from "../../../../src/parts/mlflow/checks/database-settings";
import { databasePassword } from "../../../../src/parts/mlflow/checks/database-password";
import { databasePrivate } from "../../../../src/parts/mlflow/checks/database-private";
import { statedIn } from "../../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { IDS, existing } from "../../../support/network-by-ids";
import { settingsFor } from "../../../support/recorded-causes";

const DATABASE = { storageGiB: 50, growthGiB: 0, multiAz: false, backupDays: 3, deletionProtection: false };
const components = {
  mlflow: { imageTag: "3.17.2-2", database: DATABASE, passwordDays: 60 },
  "kubeflow-pipelines": { stepsImageTag: "2.17.0-2" },
};
const ENVIRONMENT = "ml-inference-prod";
const PLAN = planWith(ENVIRONMENT, { components });
const context = { statedOf: () => statedIn(settingsFor(configWith(ENVIRONMENT, { components }))) };

const inCluster =
  (type: string, name: string, edit: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource[type][name] as Editable);
const setting = (name: string, value: unknown, of = "kubeflow_pipelines"): Edit =>
  inCluster("aws_db_instance", of, (config) => {
    if (value === undefined) Reflect.deleteProperty(config, name);
    else config[name] = value;
  });
const rotation = (days: number, of = "kubeflow_pipelines"): Edit =>
  inCluster("aws_secretsmanager_secret_rotation", of, (config) => {
    config["rotation_rules"] = { automatically_after_days: days };
  });

const settings = (edit: Edit): string[] => foundBy(databaseSettings, altered(PLAN, edit), context);

test("accepts databases as their file states them", () => {
  expect(foundBy(databaseSettings, environmentPlan(PLAN), context)).toEqual([]);
});

test("database-private accepts a database in subnets that the file names by their ids", () => {
  const plan = planWith(ENVIRONMENT, { ...existing(IDS), components });
  expect(foundBy(databasePrivate, environmentPlan(plan))).toEqual([]);
});

test("accepts any setting without a record of the file", () => {
  expect(foundBy(databaseSettings, altered(PLAN, setting("multi_az", false)))).toEqual([]);
});

test("accepts other settings of a database of its owner", () => {
  const own: Edit = ({ cluster }) => {
    cluster.resource.aws_db_instance.own = { identifier: "own", engine: "postgres", allocated_storage: 500 };
  };
  expect(settings(own)).toEqual([]);
});

test.each<[title: string, edit: Edit, message: string]>([
  [
    "another size",
    setting("allocated_storage", 200),
    "database of kubeflow-pipelines: allocated_storage is 200, and the file states 20 in components.kubeflow-pipelines.database.storageGiB",
  ],
  [
    "another class",
    setting("instance_class", "db.r6g.8xlarge"),
    "instance_class is db.r6g.8xlarge, and the file states db.t4g.small",
  ],
  [
    "fewer backups",
    setting("backup_retention_period", 7),
    "backup_retention_period is 7, and the file states 14",
  ],
  [
    "more backups",
    setting("backup_retention_period", 14, "mlflow"),
    "backup_retention_period is 14, and the file states 3",
  ],
  [
    "no protection",
    setting("deletion_protection", false),
    "deletion_protection is false, and the file states true",
  ],
  [
    "unset protection",
    setting("deletion_protection", undefined),
    "deletion_protection is false, and the file states true",
  ],
  ["no standby", setting("multi_az", false), "multi_az is false, and the file states true"],
  ["unset standby", setting("multi_az", undefined), "multi_az is false, and the file states true"],
  [
    "a standby that the file does not want",
    setting("multi_az", true, "mlflow"),
    "multi_az is true, and the file states false",
  ],
  [
    "storage that grows",
    setting("max_allocated_storage", 1_000_000),
    "max_allocated_storage is 1000000, and the file states 100 by storageGiB and growthGiB in components.kubeflow-pipelines.database",
  ],
  [
    "storage that cannot grow",
    setting("max_allocated_storage", undefined),
    "max_allocated_storage is 0, and the file states 100",
  ],
  [
    "storage that grows although the file forbids it",
    setting("max_allocated_storage", 60, "mlflow"),
    "max_allocated_storage is 60, and the file states 0",
  ],
  [
    "no log of errors",
    setting("enabled_cloudwatch_logs_exports", undefined),
    "its log of errors is not in CloudWatch: enabled_cloudwatch_logs_exports has no error",
  ],
  [
    "another log",
    setting("enabled_cloudwatch_logs_exports", ["upgrade"], "mlflow"),
    "its log of errors is not in CloudWatch: enabled_cloudwatch_logs_exports has no postgresql",
  ],
  [
    "a log of statements",
    setting("enabled_cloudwatch_logs_exports", ["error", "general"]),
    "its log general has statements with data, and is billed",
  ],
  [
    "operations of the disk that are billed",
    setting("iops", 12_000),
    "iops is 12000, which is billed, and no key of the file states it",
  ],
  [
    "throughput of the disk that is billed",
    setting("storage_throughput", 500),
    "storage_throughput is 500, which is billed, and no key of the file states it",
  ],
  [
    "restarts outside of the maintenance window",
    setting("apply_immediately", true),
    "apply_immediately lets a change restart it at once, and not in its maintenance window",
  ],
  ["a slower disk", setting("storage_type", undefined), "storage_type is gp2, expected gp3"],
  ["a magnetic disk", setting("storage_type", "standard"), "storage_type is standard, expected gp3"],
  [
    "snapshots without tags",
    setting("copy_tags_to_snapshot", undefined),
    "its snapshots have none of its tags",
  ],
  [
    "snapshots without tags by a flag",
    setting("copy_tags_to_snapshot", false),
    "its snapshots have none of its tags",
  ],
  [
    "a password that is older",
    rotation(300),
    "its password rotates after 300 days, and the file states 30 in components.kubeflow-pipelines.passwordDays",
  ],
  [
    "a password that changes more often",
    rotation(15),
    "its password rotates after 15 days, and the file states 30",
  ],
  ["another password", rotation(30, "mlflow"), "its password rotates after 30 days, and the file states 60"],
])("reports %s", (_, edit, message) => {
  expect(settings(edit)).toEqual([expect.stringContaining(message)]);
});

test.each<[title: string, edit: Edit]>([
  ["numbers as texts", setting("allocated_storage", "20")],
  ["a limit of the storage at its size", setting("max_allocated_storage", 50, "mlflow")],
  ["a log of upgrades", setting("enabled_cloudwatch_logs_exports", ["postgresql", "upgrade"], "mlflow")],
  ["changes in the maintenance window", setting("apply_immediately", false)],
  ["no growth of the storage", setting("max_allocated_storage", 0, "mlflow")],
])("accepts %s", (_, edit) => {
  expect(settings(edit)).toEqual([]);
});

const group = (id: string): Edit =>
  inCluster("aws_db_instance", "mlflow", (config) => (config["vpc_security_group_ids"] as string[]).push(id));
const subnet = (id: string): Edit =>
  inCluster("aws_db_subnet_group", "mlflow", (config) => (config["subnet_ids"] as string[]).push(id));

test.each<[title: string, edit: Edit, message: string]>([
  [
    "the key of AWS",
    setting("kms_key_id", undefined, "mlflow"),
    "aws_db_instance.mlflow: database: kms_key_id is not set, so that a key of AWS encrypts it, expected a key of the account",
  ],
  [
    "backups that are deleted with it",
    setting("delete_automated_backups", true, "mlflow"),
    "its automated backups are deleted with it: delete_automated_backups is true",
  ],
  [
    "backups that are deleted with it by default",
    setting("delete_automated_backups", undefined, "mlflow"),
    "its automated backups are deleted with it: delete_automated_backups is not set",
  ],
  [
    "no version",
    setting("engine_version", undefined, "mlflow"),
    "engine_version is not set, so that RDS takes its default, and the parameters are those of postgres17",
  ],
  [
    "a version of other parameters",
    setting("engine_version", "16.4", "mlflow"),
    "engine_version is 16.4, and the parameters are those of postgres17",
  ],
  [
    "a group of others",
    group("sg-0a1b2c3d4e5f60718"),
    "sg-0a1b2c3d4e5f60718 of vpc_security_group_ids is not in these stacks, so that nothing shows whom it admits",
  ],
  [
    "a subnet of others",
    subnet("subnet-0a1b2c3d4e5f60718"),
    "aws_db_subnet_group.mlflow: subnets: subnet-0a1b2c3d4e5f60718 is not in these stacks, so that nothing shows its routes",
  ],
  [
    "a group of subnets that no database uses yet",
    ({ cluster }) => {
      const own = cluster.resource.aws_db_subnet_group;
      own.another = { ...own.mlflow, name: "another", subnet_ids: ["subnet-0a1b2c3d4e5f60718"] };
    },
    "aws_db_subnet_group.another: subnets: subnet-0a1b2c3d4e5f60718 is not in these stacks",
  ],
])("database-private reports %s", (_, edit, message) => {
  expect(newlyFound([databasePrivate], PLAN, edit)).toEqual([expect.stringContaining(message)]);
});

test.each<[title: string, edit: Edit]>([
  ["a minor version", setting("engine_version", "17.7", "mlflow")],
  ["the default of minor upgrades", setting("auto_minor_version_upgrade", undefined, "mlflow")],
  ["the key of the owner", setting("kms_key_id", "arn:aws:kms:us-west-2:222233334444:key/a", "mlflow")],
  [
    "a group that a data source finds",
    (layers) => {
      group("${data.aws_security_group.found.id}")(layers);
      layers.cluster["data"] = {
        ...layers.cluster["data"],
        aws_security_group: { found: { id: "sg-0a1b2c3d4e5f60718" } },
      };
    },
  ],
])("database-private accepts %s", (_, edit) => {
  expect(newlyFound([databasePrivate], PLAN, edit)).toEqual([]);
});

test.each<[title: string, edit: Edit, message: string]>([
  [
    "two blocks with the rotation of one secret",
    ({ cluster }) => {
      const own = cluster.resource.aws_secretsmanager_secret_rotation;
      own.another = { ...own.mlflow, rotation_rules: { automatically_after_days: 300 } };
    },
    "aws_secretsmanager_secret_rotation.mlflow and aws_secretsmanager_secret_rotation.another set its rotation, and each apply undoes one of them",
  ],
  [
    "a rotation that Secrets Manager refuses",
    rotation(0, "mlflow"),
    "its rotation is every 0 days, expected 1 to 1000",
  ],
  ["a rotation after years", rotation(3000, "mlflow"), "its rotation is every 3000 days, expected 1 to 1000"],
])("database-password reports %s", (_, edit, message) => {
  expect(newlyFound([databasePassword], PLAN, edit)).toEqual([expect.stringContaining(message)]);
});
