import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { blocks } from "../../../../src/terraform/stack-json";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, found, newlyFound, within } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { mlflowPlan } from "../../../support/mlflow";

const PLAN = mlflowPlan({ hosts: ["mlflow.example.com"] });

const inCluster =
  (type: string, name: string, edit: (config: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource[type][name] as Editable);
const database = (edit: (config: Editable) => void) => inCluster("aws_db_instance", "mlflow", edit);
const setting = (name: string, value: unknown) => database((config) => (config[name] = value as Editable));
const pod =
  (edit: (spec: Editable) => void): Edit =>
  ({ platform }) =>
    edit(platform.resource.kubernetes_deployment_v1.mlflow.spec.template.spec as Editable);
const variable = (name: string, value: string | undefined) =>
  pod((spec) => {
    const [server] = blocks(spec["container"]) as Editable[];
    const all = (server as Editable)["env"] as Editable[];
    const index = all.findIndex((each) => String(each["name"]) === name);
    if (value === undefined) all.splice(index, 1);
    else
      all.splice(index === -1 ? all.length : index, index === -1 ? 0 : 1, {
        name,
        value,
      } as unknown as Editable);
  });
const statements = (edit: (all: Editable[]) => void) =>
  inCluster("aws_iam_role_policy", "mlflow", (config) =>
    within(config, "policy", ({ Statement }) => edit(Statement as Editable[])),
  );

test("ML-03 an environment with MLflow passes, with and without internet access", () => {
  for (const egress of ["none", "single-nat"]) {
    expect(found(CHECKS_OF_PARTS.mlflow, environmentPlan(mlflowPlan({}, { network: { egress } })))).toEqual(
      [],
    );
  }
});

test("ML-03 an environment without MLflow has nothing to check", () => {
  expect(found(CHECKS_OF_PARTS.mlflow, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  ["the database has a public address", setting("publicly_accessible", true), "publicly_accessible is true"],
  ["its storage is not encrypted", setting("storage_encrypted", false), "storage_encrypted is not true"],
  ["it has no backups", setting("backup_retention_period", 0), "no automated backups"],
  ["it is deleted without a snapshot", setting("skip_final_snapshot", true), "without a final snapshot"],
  [
    "its final snapshot has no name",
    database((config) => delete config["final_snapshot_identifier"]),
    "without a final snapshot",
  ],
  ["nothing fixes it", setting("auto_minor_version_upgrade", false), "security fixes wait"],
  ["it has no group", setting("vpc_security_group_ids", []), "no security group of its own"],
  [
    "its subnets are unknown",
    setting("db_subnet_group_name", "default"),
    "the subnets of its group are unknown",
  ],
  [
    "it is in public subnets",
    inCluster(
      "aws_db_subnet_group",
      "mlflow",
      (config) =>
        (config["subnet_ids"] = [
          "${data.terraform_remote_state.network.outputs.public_alb_subnet_ids[0]}",
        ] as unknown as Editable),
    ),
    "a route from the internet",
  ],
  [
    "its group admits a range",
    inCluster("aws_vpc_security_group_ingress_rule", "mlflow_from_nodes", (config) => {
      delete config["referenced_security_group_id"];
      config["cidr_ipv4"] = "10.0.0.0/8" as unknown as Editable;
    }),
    "admits others than the nodes",
  ],
  [
    "its group admits nodes to more ports",
    inCluster(
      "aws_vpc_security_group_ingress_rule",
      "mlflow_from_nodes",
      (config) => (config["to_port"] = 5433 as unknown as Editable),
    ),
    "admits others than the nodes",
  ],
  [
    "its group lets it call out",
    ({ cluster }) =>
      (cluster.resource.aws_vpc_security_group_egress_rule.mlflow_out = {
        security_group_id: "${aws_security_group.mlflow.id}",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
      }),
    "lets it open connections",
  ],
  [
    "its engine is unknown",
    setting("engine", "oracle-ee"),
    "it is unknown how oracle-ee refuses connections without TLS",
  ],
  [
    "it accepts plain connections",
    inCluster(
      "aws_db_parameter_group",
      "mlflow",
      (config) => (config["parameter"] = [] as unknown as Editable),
    ),
    "does not set rds.force_ssl to 1",
  ],
])("ML-03 database-private reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS_OF_PARTS.mlflow, PLAN, edit);
  expect(messages).toEqual(expect.arrayContaining([expect.stringMatching(/^database-private /)]));
  expect(messages.join("\n")).toContain(text);
});

test.each<readonly [string, Edit, string]>([
  [
    "nobody rotates the password",
    ({ cluster }) => delete cluster.resource.aws_secretsmanager_secret_rotation,
    "has a schedule for its secret",
  ],
  [
    "its rotation begins at once",
    inCluster(
      "aws_secretsmanager_secret_rotation",
      "mlflow",
      (config) => delete config["rotate_immediately"],
    ),
    "begins at once",
  ],
  [
    "its rotation has no schedule",
    inCluster(
      "aws_secretsmanager_secret_rotation",
      "mlflow",
      (config) => (config["rotation_rules"] = {} as Editable),
    ),
    "has no schedule",
  ],
  [
    "RDS does not manage it",
    setting("manage_master_user_password", false),
    "manage_master_user_password is not true",
  ],
  ["it is in the stacks", setting("password", "secret"), "password is in the stacks"],
  [
    "its secret has the default key",
    database((config) => delete config["master_user_secret_kms_key_id"]),
    "no key of the account",
  ],
  ["a variable has it", variable("PGPASSWORD", "secret"), "variable PGPASSWORD"],
  ["a URI in a variable has it", variable("STORE", "postgresql://mlflow:secret@db/mlflow"), "variable STORE"],
  [
    "an argument has it",
    pod((spec) =>
      ((blocks(spec["container"])[0] as Editable)["args"] as unknown as string[]).push(
        "postgresql://mlflow:secret@db/mlflow",
      ),
    ),
    "an argument with a password",
  ],
])("ML-03 database-password reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS_OF_PARTS.mlflow, PLAN, edit);
  const ownMessages = messages.filter((message) => message.startsWith("database-password "));
  expect(ownMessages).toHaveLength(1);
  expect(ownMessages[0]).toContain(text);
});

test.each<readonly [string, Edit, string]>([
  [
    "it has no list of hosts",
    variable("MLFLOW_SERVER_ALLOWED_HOSTS", undefined),
    "has no MLFLOW_SERVER_ALLOWED_HOSTS",
  ],
  ["it admits every host", variable("MLFLOW_SERVER_ALLOWED_HOSTS", "*"), "admits every name"],
  [
    "it refuses its Service",
    variable("MLFLOW_SERVER_ALLOWED_HOSTS", "mlflow,mlflow.mlflow,mlflow.mlflow.svc,localhost:*,127.0.0.1:*"),
    "refuses requests to mlflow.mlflow.svc.cluster.local",
  ],
  [
    "it refuses the host of its Ingress",
    ({ platform }) =>
      (platform.resource.kubernetes_ingress_v1 = {
        mlflow: {
          metadata: { name: "mlflow", namespace: "mlflow" },
          spec: { rule: [{ host: "other.example.com" }] },
        },
      }),
    "refuses requests to other.example.com",
  ],
  [
    "no Service selects it",
    ({ platform }) => delete platform.resource.kubernetes_service_v1.mlflow,
    "no Service selects its pods",
  ],
  ["it does not verify its database", variable("PGSSLMODE", "require"), "expected PGSSLMODE verify-full"],
  [
    "it has no authorities",
    variable("PGSSLROOTCERT", undefined),
    "expected PGSSLMODE verify-full and PGSSLROOTCERT",
  ],
  ["it connects to another port", variable("DATABASE_PORT", "5433"), "DATABASE_PORT is 5433, expected 5432"],
  ["it uses another database", variable("DATABASE_NAME", "other"), "DATABASE_NAME is other, expected mlflow"],
  [
    "it reads another file",
    variable("DATABASE_SECRET_FILE", "/mnt/secrets/other"),
    "no mounted secret is the file /mnt/secrets/other",
  ],
  [
    "its pods have another port than it listens on",
    pod((spec) => ((blocks(spec["container"])[0] as Editable)["port"][0].container_port = 5001)),
    "port http is 5001, and it listens on 5000",
  ],
  [
    "its arguments name no port",
    pod((spec) => {
      const [container] = blocks(spec["container"]) as unknown as [Editable];
      container["args"] = (container["args"] as unknown as string[]).filter(
        (word) => word !== "--port" && word !== "5000",
      );
    }),
    "port http is 5000, and it listens on the default port of MLflow",
  ],
])("ML-03 tracking-server reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS_OF_PARTS.mlflow, PLAN, edit);
  expect(messages).toEqual([expect.stringMatching(/^tracking-server /)]);
  expect(messages[0]).toContain(text);
});

test("ML-03 tracking-server reports a server whose database is not one of this environment", () => {
  const messages = newlyFound(CHECKS_OF_PARTS.mlflow, PLAN, variable("DATABASE_HOST", "db.example.com"));
  expect(messages.join("\n")).toContain("none of its variables names a database");
});

test.each<readonly [string, Edit, string]>([
  [
    "it may not delete",
    statements((all) => (all[0] as Editable)["Action"].splice(2, 1)),
    "missing s3:DeleteObject",
  ],
  [
    "it may read all artifacts of the bucket",
    statements((all) => ((all[0] as Editable)["Resource"] = "*" as unknown as Editable)),
    "not needed: s3:GetObject on *",
  ],
  ["it may not list", statements((all) => all.splice(1, 1)), "missing s3:ListBucket"],
  [
    "it may list everything but its folder",
    statements((all) => {
      const { StringLike } = (all[1] as Editable)["Condition"];
      (all[1] as Editable)["Condition"] = { StringNotLike: StringLike } as unknown as Editable;
    }),
    "not needed: s3:ListBucket on arn:aws:s3:::ml-inference-prod-mlflow-222233334444 if StringNotLike s3:prefix",
  ],
  [
    "it may not read the password",
    statements((all) => all.splice(3, 1)),
    "missing secretsmanager:GetSecretValue",
  ],
  [
    "it may use the key for other services",
    statements((all) => delete (all[2] as Editable)["Condition"]),
    "not needed: kms:Decrypt",
  ],
  [
    "another account of the cluster has the role",
    ({ platform }) => {
      platform.resource.kubernetes_deployment_v1.mlflow.spec.template.spec.service_account_name = "other";
    },
    "no role trusts mlflow:other",
  ],
])("ML-03 tracking-permissions reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS_OF_PARTS.mlflow, PLAN, edit);
  expect(messages).toEqual([expect.stringMatching(/^tracking-permissions /)]);
  expect(messages[0]).toContain(text);
});
