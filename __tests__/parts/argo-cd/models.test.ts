import { CHECKS } from "../../../src/checks/all";
import { asObject, blocks } from "../../../src/terraform/stack-json";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { environmentPlan } from "../../support/altered";
import { SENTIMENT, withGitModels } from "../../support/argo-cd";
import { found } from "../../support/findings";

const WITHOUT = environmentPlan(withGitModels({ plain: {} }));
const ALL = environmentPlan(
  withGitModels({
    sentiment: SENTIMENT,
    batch: { bucketPrefix: "batch/files/" },
    echo: { paths: ["/echo", "/echo-v2"], port: 9000, healthPath: "/ready" },
    plain: {},
  }),
);

const within = (plan: EnvironmentPlan, type: string) =>
  plan
    .resources(type)
    .map(({ config }) => config)
    .filter(({ metadata }) => asObject(metadata)["namespace"] === "gitops-models");
const named = (plan: EnvironmentPlan, type: string, name: string) =>
  within(plan, type).find(({ metadata }) => asObject(metadata)["name"] === name);

test("ML-04 models of Git add no finding: with files, with paths, with both and with none", () => {
  const before = new Set(found(CHECKS, WITHOUT));
  expect(found(CHECKS, ALL).filter((line) => !before.has(line))).toEqual([]);
});

test("ML-04 a model of Git with a prefix has a role that its service account alone assumes, and that reads the prefix", () => {
  const roles = ALL.resources("aws_iam_role").filter(({ config }) =>
    JSON.stringify(config["assume_role_policy"]).includes("serviceaccount:gitops-models:"),
  );
  expect(roles.map(({ config }) => config["name"])).toEqual([
    "ml-platform-model-batch",
    "ml-platform-model-sentiment",
  ]);
  expect(String(roles[1]?.config["assume_role_policy"])).toContain(
    "system:serviceaccount:gitops-models:sentiment",
  );
  const policy = ALL.resources("aws_iam_role_policy").find(({ config }) =>
    String(config["policy"]).includes("/batch/files/*"),
  );
  expect(String(policy?.config["policy"])).toContain('"s3:GetObject"');
  expect(String(policy?.config["policy"])).not.toContain("PutObject");
});

test("ML-04 an output has the ARN of each role, which Git writes to its service account", () => {
  const { value } = asObject(ALL.stack("models")?.outputs["argo_cd_model_role_arns"]);
  expect(value).toEqual({
    batch: "${aws_iam_role.argo_cd_batch_role.arn}",
    sentiment: "${aws_iam_role.argo_cd_sentiment_role.arn}",
  });
  expect(WITHOUT.stack("models")?.outputs).not.toHaveProperty("argo_cd_model_role_arns");
});

test("ML-04 a model of Git with paths has an Ingress in the group of the entry, with equal settings of the load balancer", () => {
  const entry = ALL.resources("kubernetes_ingress_v1").find(({ name }) => name === "models");
  const ofEntry = asObject(asObject(entry?.config["metadata"])["annotations"]);
  expect(within(ALL, "kubernetes_ingress_v1").map(({ metadata }) => asObject(metadata)["name"])).toEqual([
    "echo",
    "sentiment",
  ]);
  const echo = named(ALL, "kubernetes_ingress_v1", "echo");
  const annotations = asObject(asObject(echo?.["metadata"])["annotations"]);
  expect(annotations).toEqual({ ...ofEntry, "alb.ingress.kubernetes.io/healthcheck-path": "/ready" });
  const [rule] = blocks(asObject(echo?.["spec"])["rule"]);
  expect(rule?.["host"]).toBe("models.ml.example.com");
  expect(blocks(asObject(rule?.["http"])["path"]).map(({ path, path_type }) => [path, path_type])).toEqual([
    ["/echo", "Prefix"],
    ["/echo-v2", "Prefix"],
  ]);
});

test("ML-04 each model of Git has a network policy for what it uses: the load balancer on its port, and AWS with a role", () => {
  const policy = (name: string) => asObject(named(ALL, "kubernetes_network_policy_v1", name)?.["spec"]);
  expect(asObject(policy("echo")["pod_selector"])["match_labels"]).toEqual({
    "app.kubernetes.io/name": "echo",
  });
  expect(blocks(policy("echo")["ingress"]).map(({ ports }) => ports)).toEqual([
    [{ port: "9000", protocol: "TCP" }],
  ]);
  expect(policy("echo")["egress"]).toBeUndefined();
  expect(policy("batch")["ingress"]).toBeUndefined();
  expect(blocks(policy("batch")["egress"])).toHaveLength(2);
  expect(named(ALL, "kubernetes_network_policy_v1", "plain")).toBeUndefined();
});

test("ML-04 security groups open the port of a model of Git with paths, and no other", () => {
  const ports = (plan: EnvironmentPlan) =>
    plan
      .resources("aws_vpc_security_group_egress_rule")
      .filter(({ config }) => config["description"] === "load balancer to pods")
      .map(({ config }) => config["from_port"]);
  // Pages with a log-in have 4180.
  expect(ports(WITHOUT)).toEqual([4180, 8080]);
  expect(ports(ALL)).toEqual([4180, 8080, 9000]);
  expect(ports(environmentPlan(withGitModels({ batch: { bucketPrefix: "batch/", port: 9000 } })))).toEqual([
    4180, 8080,
  ]);
});

test("ML-04 pods of Git wait for the load balancer only where one leads to them", () => {
  const label = (plan: EnvironmentPlan) => {
    const namespace = plan
      .resources("kubernetes_namespace_v1")
      .find(({ config }) => asObject(config["metadata"])["name"] === "gitops-models");
    return asObject(asObject(namespace?.config["metadata"])["labels"])[
      "elbv2.k8s.aws/pod-readiness-gate-inject"
    ];
  };
  expect(label(ALL)).toBe("enabled");
  expect(label(WITHOUT)).toBeUndefined();
});

test("ML-04 owners of models have the role of readers in the namespace that Argo CD owns", () => {
  const bindings = within(ALL, "kubernetes_role_binding_v1").filter(({ subject }) =>
    JSON.stringify(subject).includes("people:model-owners"),
  );
  expect(bindings.map(({ role_ref }) => asObject(role_ref)["kind"])).toContain("ClusterRole");
});
