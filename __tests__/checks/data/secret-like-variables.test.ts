import { gzipSync } from "node:zlib";
import { secretLikeVariables } from "../../../src/checks/data/secret-like-variables";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type JsonObject, StackJson } from "../../../src/terraform/stack-json";
import { type Editable, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CONFIG_MAP, ML, TEMPLATE, add, controller, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(secretLikeVariables);

const DEPLOYMENT = "kubernetes_deployment_v1.ml_inference_api";
const RELEASE = "helm_release.load_balancer_controller";

const inContainer = (edit: (container: Editable) => void): Edit =>
  edited("models", DEPLOYMENT, ({ spec }) => {
    edit((spec as Editable).template.spec.container[0] as Editable);
  });

const inUserData = (text: string | Buffer): Edit =>
  edited("cluster", TEMPLATE, (template) => (template.user_data = Buffer.from(text).toString("base64")));

const ofContainer = (problem: string): string =>
  `${DEPLOYMENT}: deployment ml-inference-api: container ml-inference-api: ${problem} is named like a secret`;

test.each(ENVIRONMENTS)("accepts the stacks of %s", (environment) => {
  expect(foundBy(secretLikeVariables, environmentPlan(planOf(environment)))).toEqual([]);
});

describe("ConfigMaps", () => {
  test("a variable that is named like a secret is reported", () => {
    const edit = edited("models", CONFIG_MAP, ({ data }) => (data.DB_PASSWORD = "changeit"));
    expect(findings(ML, edit)).toEqual([
      expect.stringMatching(
        /^kubernetes_config_map_v1\.ml_inference_api: .*: DB_PASSWORD is named like a secret$/,
      ),
    ]);
  });

  test("a line of a file that assigns a secret is reported", () => {
    const edit = edited(
      "models",
      CONFIG_MAP,
      ({ data }) => (data["app.properties"] = "db.user=app\ndb.password=changeit\n"),
    );
    expect(findings(ML, edit)).toEqual([
      `${CONFIG_MAP}: config map ml-inference-api: app.properties: db.password is named like a secret`,
    ]);
  });

  test.each([
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
    "/mnt/secrets/db",
    "true",
    "",
    "${aws_secretsmanager_secret.db.arn}",
  ])("the value %j is no secret", (value) => {
    const edit = edited("models", CONFIG_MAP, ({ data }) => (data.DB_PASSWORD = value));
    expect(findings(ML, edit)).toEqual([]);
  });
});

describe("containers", () => {
  test("a literal variable that is named like a secret is reported", () => {
    const edit = inContainer(
      (container) =>
        (container.env = [
          { name: "DB_PASSWORD", value: "changeit" },
          { name: "A", value: "b" },
        ]),
    );
    expect(findings(ML, edit)).toEqual([ofContainer("env DB_PASSWORD")]);
  });

  test("a literal variable of an init container is reported", () => {
    const edit = edited("models", DEPLOYMENT, ({ spec }) => {
      spec.template.spec.init_container = [{ name: "load", env: [{ name: "HF_TOKEN", value: "changeit" }] }];
    });
    expect(findings(ML, edit)).toEqual([
      `${DEPLOYMENT}: deployment ml-inference-api: container load: env HF_TOKEN is named like a secret`,
    ]);
  });

  test("a variable of Terraform that is named like a secret is reported", () => {
    const edit = inContainer(
      (container) => (container.env = [{ name: "DB_PASSWORD", value: "${var.db_password}" }]),
    );
    expect(findings(ML, edit)).toEqual([ofContainer("env DB_PASSWORD")]);
  });

  test("references to Secrets, other variables and files are accepted", () => {
    const edit = inContainer((container) => {
      container.env = [
        { name: "DB_PASSWORD", value_from: { secret_key_ref: { name: "db", key: "password" } } },
        { name: "API_KEY", value: "$(DB_PASSWORD)" },
        { name: "DB_PASSWORD_FILE", value: "/mnt/secrets/db" },
        { name: "CLIENT_SECRET", value: "/mnt/secrets/client" },
      ];
      container.args = [
        "--password=$(DB_PASSWORD)",
        "--api-key",
        "/mnt/secrets/key",
        "--password",
        "--verbose",
      ];
      container.command = ["sh", "-c", 'DB_PASSWORD="$(cat /mnt/secrets/db)" exec serve'];
    });
    expect(findings(ML, edit)).toEqual([]);
  });

  test.each([
    [["--password=changeit"], "--password"],
    [["--api-key", "changeit"], "--api-key"],
    [["-c", "exec serve --db-password 'changeit'"], "--db-password"],
    [["-c", "DB_PASSWORD=changeit exec serve"], "DB_PASSWORD"],
  ])("the arguments %j are reported, also as a command", (args, name) => {
    const asArguments = inContainer((container) => (container.args = args));
    const asCommand = inContainer((container) => (container.command = ["serve", ...args]));
    expect(findings(ML, asArguments)).toEqual([ofContainer(`args ${name}`)]);
    expect(findings(ML, asCommand)).toEqual([ofContainer(`command ${name}`)]);
  });
});

describe("sources of variables", () => {
  test("a Secret that Terraform writes is reported where a container takes its variables", () => {
    const edit: Edit = (layers) => {
      add("models", "kubernetes_secret_v1", {
        metadata: { name: "db", namespace: "ml-inference" },
        data: { DB_PASSWORD: "changeit", DB_USER: "app" },
      })(layers);
      inContainer((container) => container.env_from.push({ secret_ref: { name: "db" } }))(layers);
    };
    expect(findings(ML, edit)).toEqual([ofContainer("envFrom secret db: DB_PASSWORD")]);
  });

  test("a Secret that Terraform does not write is accepted", () => {
    const edit = inContainer((container) => container.env_from.push({ secret_ref: { name: "db" } }));
    expect(findings(ML, edit)).toEqual([]);
  });

  test("a prefix that makes the name of a secret is reported", () => {
    const edit: Edit = (layers) => {
      edited("models", CONFIG_MAP, ({ data }) => (data.KEY = "changeit"))(layers);
      inContainer((container) => (container.env_from[0].prefix = "API_"))(layers);
    };
    expect(findings(ML, edit)).toEqual([ofContainer("envFrom config map ml-inference-api: API_KEY")]);
  });
});

describe("values of charts", () => {
  const ofChart = (path: string): string[] => [
    `${RELEASE}: values of chart aws-load-balancer-controller: ${path} is named like a secret`,
  ];

  test.each<[title: string, values: Editable, path: string]>([
    ["a key", { grafana: { adminPassword: "changeit" } }, "grafana.adminPassword"],
    ["a number", { redis: { password: 12345678 } }, "redis.password"],
    ["a variable", { env: [{ name: "DB_PASSWORD", value: "changeit" }] }, "env[0]: DB_PASSWORD"],
    ["an argument", { args: ["--password=changeit"] }, "args: --password"],
    ["a line of a file", { config: "user: app\npassword: changeit\n" }, "config: password"],
    ["a client's secret", { oauth: { clientSecret: "changeit" } }, "oauth.clientSecret"],
  ])("%s is reported", (_, added, path) => {
    const edit = controller((values) => Object.assign(values, added));
    expect(findings(ML, edit)).toEqual(ofChart(path));
  });

  test.each(["set", "set_list"])("an entry of `%s` is reported", (argument) => {
    const entry = { name: "grafana.adminPassword", value: argument === "set" ? "changeit" : ["changeit"] };
    const listed = { name: "env", value: [{ name: "DB_PASSWORD", value: "changeit" }] };
    const edit = edited(
      "platform",
      RELEASE,
      (release) => (release[argument] = [argument === "set" ? entry : listed]),
    );
    expect(findings(ML, edit)).toEqual(
      ofChart(argument === "set" ? "grafana.adminPassword" : "env[0]: DB_PASSWORD"),
    );
  });

  test("values in YAML are reported", () => {
    const edit = edited("platform", RELEASE, ({ values }) =>
      values.push("grafana:\n  adminPassword: changeit\n"),
    );
    expect(findings(ML, edit)).toEqual(ofChart("grafana.adminPassword"));
  });

  test("names of Secrets and of their keys, ARNs, files and switches are accepted", () => {
    const edit = controller((values) =>
      Object.assign(values, {
        auth: { existingSecret: "db", password: "", secretKey: "password" },
        tls: { tlsSecret: "certificate", createSecret: true },
        store: [{ secretKey: "password", remoteRef: { key: "prod/db" } }],
        env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
        apiKey: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf",
        privateKey: "/mnt/secrets/key.pem",
        description: "the password: see the runbook",
      }),
    );
    expect(findings(ML, edit)).toEqual([]);
  });
});

describe("user data", () => {
  const ofTemplate = (name: string): string[] => [`${TEMPLATE}: user data: ${name} is named like a secret`];

  const mime = (type: string, ...lines: string[]): string =>
    [
      "MIME-Version: 1.0",
      'Content-Type: multipart/mixed; boundary="B"',
      "",
      "--B",
      `Content-Type: ${type}`,
      "",
      ...lines,
      "--B--",
    ].join("\n");

  test.each([
    [
      "a variable of a script",
      mime("text/x-shellscript", "#!/bin/sh", "export DB_PASSWORD='changeit'"),
      "DB_PASSWORD",
    ],
    [
      "a flag of a command",
      mime("text/x-shellscript", "#!/bin/sh", "register --api-key changeit"),
      "--api-key",
    ],
    [
      "a setting of nodeadm",
      mime(
        "application/node.eks.aws",
        "spec:",
        "  containerd:",
        "    config: |",
        "      password = 'changeit'",
      ),
      "password",
    ],
    [
      "a flag of the kubelet",
      mime(
        "application/node.eks.aws",
        "spec:",
        "  kubelet:",
        "    flags:",
        "    - --auth-token",
        "    - changeit",
      ),
      "--auth-token",
    ],
  ])("%s is reported", (_, text, name) => {
    expect(findings(ML, inUserData(text))).toEqual(ofTemplate(name));
  });

  test("compressed user data is read", () => {
    expect(findings(ML, inUserData(gzipSync("DB_PASSWORD=changeit")))).toEqual(ofTemplate("DB_PASSWORD"));
  });

  test("commands that read a secret, comments and file paths are accepted", () => {
    const text = mime(
      "text/x-shellscript",
      "#!/bin/sh",
      "# the password: see the runbook",
      'DB_PASSWORD="$(aws secretsmanager get-secret-value --secret-id prod/db)"',
      'register --api-key "$API_KEY" --password-file /run/password',
      '[ "$DB_PASSWORD" = "" ] && exit 1',
      "PRIVATE_KEY=/etc/key.pem",
    );
    expect(findings(ML, inUserData(text))).toEqual([]);
  });
});

describe("defaults of variables of Terraform", () => {
  const inStack = (variable: object): EnvironmentPlan =>
    new EnvironmentPlan("e", [
      { layer: "cluster", stack: new StackJson("e-cluster", { variable } as JsonObject) },
    ]);

  test("a literal default of one that is named like a secret is reported", () => {
    expect(foundBy(secretLikeVariables, inStack({ db_password: { default: "changeit" } }))).toEqual([
      "var.db_password: the default of db_password, which is named like a secret, is in the configuration and in the state",
    ]);
  });

  test("no default, an empty one and that of another name are accepted", () => {
    const variables = { db_password: {}, api_key: { default: "" }, region: { default: "eu-west-1" } };
    expect(foundBy(secretLikeVariables, inStack(variables))).toEqual([]);
  });
});
