import { asObject, blocks, text } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { moduleIn } from "../../support/bundles";
import { planOf } from "../../support/reference-plans";
import { mlflowPlan } from "../../support/mlflow";

const configOf = (plan: ReturnType<typeof mlflowPlan>, layer: "cluster" | "platform", type: string) =>
  plan
    .stack(layer)
    .resources(type)
    .filter(({ address }) => address.endsWith(".mlflow"))
    .map(({ config }) => config)[0];

test("ML-03 the database is private and encrypted, its password is made by RDS, and its rotation follows the file", () => {
  const plan = mlflowPlan({ passwordDays: 30 });
  expect(configOf(plan, "cluster", "aws_db_instance")).toMatchObject({
    identifier: "ml-inference-mlflow",
    publicly_accessible: false,
    storage_encrypted: true,
    manage_master_user_password: true,
    deletion_protection: true,
    skip_final_snapshot: false,
  });
  expect(configOf(plan, "cluster", "aws_secretsmanager_secret_rotation")).toMatchObject({
    rotate_immediately: false,
    rotation_rules: { automatically_after_days: 30 },
  });
});

test("ML-03 keys of the database have the names of RDS", () => {
  const database = {
    instanceClass: "db.m7g.large",
    storageGiB: 40,
    multiAz: false,
    backupDays: 3,
    deletionProtection: false,
  };
  expect(configOf(mlflowPlan({ database }), "cluster", "aws_db_instance")).toMatchObject({
    instance_class: "db.m7g.large",
    allocated_storage: 40,
    multi_az: false,
    backup_retention_period: 3,
    deletion_protection: false,
  });
});

test("ML-03 the storage of the database grows by what the file states, and not at all with 0", () => {
  const storage = (database: object) =>
    configOf(mlflowPlan({ database }), "cluster", "aws_db_instance")?.["max_allocated_storage"];
  expect(storage({})).toBe(100);
  expect(storage({ storageGiB: 40, growthGiB: 10 })).toBe(50);
  expect(storage({ storageGiB: 2005 })).toBe(2206);
  expect(storage({ growthGiB: 0 })).toBeUndefined();
});

test("ML-03 the log of the database is in a group with a key and a retention, which exists before", () => {
  const cluster = mlflowPlan({}).stack("cluster");
  const database = configOf(mlflowPlan({}), "cluster", "aws_db_instance");
  expect(database).toMatchObject({ enabled_cloudwatch_logs_exports: ["postgresql"] });
  const [group] = cluster
    .resources("aws_cloudwatch_log_group")
    .filter(({ config }) => config["name"] === "/aws/rds/instance/ml-inference-mlflow/postgresql");
  expect(group?.config).toMatchObject({ retention_in_days: 30 });
  expect(JSON.stringify(group?.config["kms_key_id"])).toContain("aws_kms_key.mlflow");
  expect(JSON.stringify(database?.["depends_on"])).toContain(group?.address);
});

test("ML-03 hosts of the file are added to those of the Service and of a forwarded port", () => {
  const deployment = configOf(
    mlflowPlan({ hosts: ["mlflow.example.com"] }),
    "platform",
    "kubernetes_deployment_v1",
  );
  const template = asObject(asObject(deployment?.["spec"] ?? null)["template"] ?? null);
  const [server] = blocks(asObject(template["spec"] ?? null)["container"]);
  const hosts = blocks(server?.["env"]).find(({ name }) => name === "MLFLOW_SERVER_ALLOWED_HOSTS");
  expect(text(hosts?.["value"])?.split(",")).toEqual([
    "mlflow",
    "mlflow.mlflow",
    "mlflow.mlflow.svc",
    "mlflow.mlflow.svc.cluster.local",
    "localhost:*",
    "127.0.0.1:*",
    "mlflow.example.com",
  ]);
});

test("ML-03 backups have the database and the artifacts", () => {
  const plan = mlflowPlan({}, { components: { backups: { email: "platform@example.com" } } });
  const [selection] = plan.stack("cluster").resources("aws_backup_selection");
  expect(selection?.config["resources"]).toEqual([
    "${aws_eks_cluster.main.arn}",
    "${aws_s3_bucket.models.arn}",
    "arn:aws:s3:::ml-inference-prod-mlflow-222233334444",
    "arn:aws:rds:ap-southeast-2:222233334444:db:ml-inference-mlflow",
  ]);
});

test("ML-03 with access logs, the bucket of artifacts logs its requests", () => {
  const plan = mlflowPlan({}, { accessLogs: { retentionDays: 30 } });
  const logging = plan
    .stack("cluster")
    .resources("aws_s3_bucket_logging")
    .map(({ address }) => address);
  expect(logging).toContain("aws_s3_bucket_logging.mlflow_artifacts");
});

test("ML-03 the driver that mounts the password is installed without secrets of models", () => {
  const releases = planWith("ml-inference-prod", {
    models: [{ name: "api", image: { tag: "1.0.0" } }],
    components: { mlflow: { imageTag: "1.0.0" } },
  })
    .stack("platform")
    .resources("helm_release")
    .map(({ config }) => config["name"]);
  expect(releases).toEqual(expect.arrayContaining(["secrets-store-csi-driver", "mlflow-secret"]));
});

test("ML-03 a handed-over module has the database in a file of its own", () => {
  const { source } = moduleIn(mlflowPlan(), "cluster");
  expect(JSON.stringify(source)).toContain("aws_db_instance");
});

test("ML-03 an environment without the part has no database", () => {
  const types = planOf("ml-inference-prod").stacks.flatMap((stack) =>
    stack.resources().map(({ type }) => type),
  );
  expect(types.filter((type) => type.startsWith("aws_db_"))).toEqual([]);
});
