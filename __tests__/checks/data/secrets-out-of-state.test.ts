import { secretsOutOfState } from "../../../src/checks/data/secrets-out-of-state";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CONFIG_MAP, ML, TEMPLATE, add, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(secretsOutOfState);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(secretsOutOfState, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports a Kubernetes Secret with data", () => {
  const edit = add("models", "kubernetes_secret_v1", { data: { key: "value" } });
  expect(findings(ML, edit)).toEqual([
    "kubernetes_secret_v1.extra: secret: its data is stored in the state in plain text",
  ]);
});

test("reports a password that Terraform generates", () => {
  expect(findings(ML, add("cluster", "random_password", { length: 20 }))).toEqual([
    "random_password.extra: secret: random_password.extra stores the password that it generates",
  ]);
});

test("reports the value of a Secrets Manager secret", () => {
  const edit = add("cluster", "aws_secretsmanager_secret_version", { secret_string: "x" });
  expect(findings(ML, edit)).toEqual([
    "aws_secretsmanager_secret_version.extra: secret: its secret_string is stored in the state in plain text",
  ]);
});

test("reports a literal value of a write-only argument", () => {
  const edit = add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: "hunter2" });
  expect(findings(ML, edit)).toEqual([
    "aws_secretsmanager_secret_version.extra: secret: secret_string_wo contains a value that is not ephemeral, which a saved plan contains",
  ]);
});

test("reports a write-only argument with a variable that is not ephemeral", () => {
  const edit: Edit = (layers) => {
    layers.cluster.variable = { token: { type: "string", sensitive: true } };
    add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: "${var.token}" })(layers);
  };
  expect(findings(ML, edit)).toEqual([
    "aws_secretsmanager_secret_version.extra: secret: secret_string_wo contains a value that is not ephemeral, which a saved plan contains",
  ]);
});

test("reports a data source that reads a secret", () => {
  const edit: Edit = ({ cluster }) =>
    (cluster.data.aws_secretsmanager_secret_version = { a: { secret_id: "x" } });
  expect(findings(ML, edit)).toEqual([
    "data.aws_secretsmanager_secret_version.a: secret: data.aws_secretsmanager_secret_version.a reads a secret into the state",
  ]);
});

test("reports an AWS access key in an environment variable", () => {
  const edit = edited("models", CONFIG_MAP, ({ data }) => (data.LOG_LEVEL = `AKIA${"A".repeat(16)}`));
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: secret: data.LOG_LEVEL contains an AWS access key",
  ]);
});

test("reports a private key in an environment variable", () => {
  const edit = edited(
    "models",
    CONFIG_MAP,
    ({ data }) => (data.LOG_LEVEL = "-----BEGIN RSA PRIVATE KEY-----"),
  );
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: secret: data.LOG_LEVEL contains a private key",
  ]);
});

test("reports a password in a URL", () => {
  const edit = edited("models", CONFIG_MAP, ({ data }) => (data.LOG_LEVEL = "postgres://app:secret@db/app"));
  expect(findings(ML, edit)).toEqual([
    "kubernetes_config_map_v1.ml_inference_api: secret: data.LOG_LEVEL contains a password in a URL",
  ]);
});

test("reports an AWS access key in user data, which is encoded", () => {
  const script = `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIA${"A".repeat(16)}\n`;
  const edit = edited(
    "cluster",
    TEMPLATE,
    (template) => (template.user_data = Buffer.from(script).toString("base64")),
  );
  expect(findings(ML, edit)).toEqual([`${TEMPLATE}: secret: user_data contains an AWS access key`]);
});

test.each([
  "${var.token}",
  "${(var.token)}",
  '${trimspace("${var.token}")}',
  "${local.token}",
  "Bearer ${var.token}",
  '${jsonencode({ token = ephemeral.aws_secretsmanager_secret_version.a["x"].secret_string })}',
])("accepts the ephemeral value %s in a write-only argument", (value) => {
  const edit: Edit = (layers) => {
    layers.cluster.variable = { token: { type: "string", ephemeral: true } };
    layers.cluster.locals = { ...layers.cluster.locals, token: "${var.token}" };
    add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: value })(layers);
  };
  expect(findings(ML, edit)).toEqual([]);
});

test.each(['${"ephemeral.a.b.c"}', "${local.token}"])(
  "reports the value %s in a write-only argument",
  (value) => {
    const edit: Edit = (layers) => {
      layers.cluster.locals = { ...layers.cluster.locals, token: "hunter2" };
      add("cluster", "aws_secretsmanager_secret_version", { secret_string_wo: value })(layers);
    };
    expect(findings(ML, edit)).toEqual([expect.stringContaining("a value that is not ephemeral")]);
  },
);

test.each([
  [
    "version 2 of the Helm provider",
    "registry",
    [{ url: "oci://r", username: "AWS", password: "${var.token}" }],
  ],
  [
    "version 3 of the Helm provider",
    "registries",
    [{ url: "oci://r", username: "AWS", password: "${var.token}" }],
  ],
])("IMG-01 reports a password of a registry in %s", (_, key, registries) => {
  const edit: Edit = ({ platform }) => {
    const [helm] = [platform.provider.helm].flat() as Record<string, unknown>[];
    Object.assign(helm ?? {}, { [key]: registries });
  };
  expect(findings(ML, edit)).toEqual([
    expect.stringContaining("provider.helm: secret: a password for oci://r is in the configuration"),
  ]);
});

test.each(ENVIRONMENTS)("IMG-01 no chart of %s has a password or a token", (environment) => {
  for (const { config } of environmentPlan(planOf(environment)).resources("helm_release"))
    expect(Object.keys(config).filter((key) => /password|username|key_file|token/.test(key))).toEqual([]);
});
