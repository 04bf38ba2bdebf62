import { asObject } from "../../../src/terraform/stack-json";
import { LOCK, backupsPlan } from "../../support/backups";
import { moduleIn } from "../../support/bundles";
import { planOf } from "../../support/reference-plans";

const cluster = (...args: Parameters<typeof backupsPlan>) => backupsPlan(...args).stack("cluster");
const configs = (stack: ReturnType<typeof cluster>, type: string) =>
  stack.resources(type).map(({ config }) => config);
const output = (stack: ReturnType<typeof cluster>, name: string) =>
  asObject(stack.outputs[name] ?? null)["value"];

test("ML-07 the cluster and the model bucket are backed up every day at the time of the file", () => {
  const stack = cluster({ time: "02:05", retentionDays: 60 });
  expect(configs(stack, "aws_backup_plan")).toMatchObject([
    { rule: [{ schedule: "cron(5 2 * * ? *)", lifecycle: { delete_after: 60 } }] },
  ]);
  expect(configs(stack, "aws_backup_selection")).toMatchObject([
    { resources: ["${aws_eks_cluster.main.arn}", "${aws_s3_bucket.models.arn}"] },
  ]);
});

test("ML-07 a vault has a lock only if the file has one, and becomes permanent only if it says so", () => {
  const locks = (settings: object) => configs(cluster(settings), "aws_backup_vault_lock_configuration");
  const { permanentAfterDays, ...bounds } = LOCK;
  expect(locks({})).toEqual([]);
  expect(locks({ lock: bounds })).toMatchObject([{ min_retention_days: 30, max_retention_days: 365 }]);
  expect(locks({ lock: bounds })[0]).not.toHaveProperty("changeable_for_days");
  expect(locks({ lock: LOCK })).toMatchObject([{ changeable_for_days: permanentAfterDays }]);
});

test("ML-07 the roles act for AWS Backup in this account, and neither reaches the states", () => {
  const stack = cluster();
  for (const name of ["backups", "backups_restore"]) {
    const [role] = stack.resources("aws_iam_role").filter((each) => each.name === name);
    expect(JSON.parse(String(role?.config["assume_role_policy"]))).toMatchObject({
      Statement: [
        {
          Principal: { Service: "backup.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "222233334444" } },
        },
      ],
    });
    const [denial] = stack
      .resources("aws_iam_role_policy")
      .filter(({ config }) => config["role"] === `\${aws_iam_role.${name}.name}`);
    expect(JSON.parse(String(denial?.config["policy"]))).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Action: "s3:*",
          Resource: [
            "arn:aws:s3:::ml-inference-prod-tfstate-222233334444",
            "arn:aws:s3:::ml-inference-prod-tfstate-222233334444/*",
          ],
        },
      ],
    });
  }
});

test("ML-07 an existing model bucket is selected by its name", () => {
  expect(configs(cluster({}, {}, "mlapp"), "aws_backup_selection")).toMatchObject([
    { resources: ["${aws_eks_cluster.main.arn}", "arn:aws:s3:::mlapp-model-registry"] },
  ]);
});

test("ML-07 an environment without the part has no backups", () => {
  const stack = planOf("ml-inference-prod").stack("cluster");
  expect(stack.resources().filter(({ type }) => type.startsWith("aws_backup"))).toEqual([]);
});

test("ML-07 outputs have commands that back up, list and restore", () => {
  const stack = cluster();
  expect(output(stack, "backups_start_commands")).toEqual([
    expect.stringMatching(/^aws backup start-backup-job --region \S+ .*--resource-arn \$\{aws_eks_cluster/),
    expect.stringMatching(
      /--resource-arn \$\{aws_s3_bucket\.models\.arn\} --iam-role-arn \$\{aws_iam_role\.backups\.arn\}$/,
    ),
  ]);
  expect(output(stack, "backups_list_commands")).toHaveLength(2);
  const commands = asObject(output(stack, "backups_restore_commands") ?? null);
  const metadata = (name: string): unknown => JSON.parse(/'(.*)'$/.exec(String(commands[name]))?.[1] ?? "");
  expect(metadata("cluster")).toEqual({ clusterName: "ml-inference-prod-cluster", newCluster: "false" });
  expect(metadata("namespaces")).toMatchObject({
    namespaceLevelRestore: "true",
    namespaces: '["ml-inference"]',
  });
  expect(metadata("bucket")).toMatchObject({ EncryptionType: "original", RestoreACLs: "FALSE" });
  for (const command of Object.values(commands)) {
    expect(command).toContain("--iam-role-arn ${aws_iam_role.backups_restore.arn}");
  }
});

test("ML-07 a handed-over module has its backups in a file of their own", () => {
  const { source } = moduleIn(backupsPlan(), "cluster");
  expect(JSON.stringify(source)).toContain("aws_backup_vault");
});
