import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { withArgoCd, withPrivateHost, withPublicHost } from "../../support/argo-cd";
import { type Plan } from "../../support/plan";

const releaseOf = (plan: EnvironmentPlan, name: string) =>
  plan.resources("helm_release").find(({ config }) => config["name"] === name);

const valuesOf = (plan: Plan, name: string): JsonObject =>
  JSON.parse(
    String(asArray(releaseOf(environmentPlan(plan), name)?.config["values"])[0] ?? "{}"),
  ) as JsonObject;

const objectOf = (plan: Plan, kind: string): JsonObject =>
  asArray(valuesOf(plan, "argo-cd-models")["resources"])
    .map(asObject)
    .find((each) => each["kind"] === kind) ?? {};

test("ML-04 without its key, nothing of Argo CD is emitted", () => {
  const plan = planWith("ml-inference-prod", {});
  for (const { json } of plan.stacks) expect(JSON.stringify(json)).not.toMatch(/argo|gitops|codecommit/i);
});

test.each<[way: string, plan: () => Plan]>([
  ["CodeCommit", withArgoCd],
  ["a host behind a transit gateway", withPrivateHost],
  ["the internet", withPublicHost],
])("ML-04 with a repository by %s, no check has an error", (_, plan) => {
  const found = runChecks({
    plans: [environmentPlan(plan())],
    checks: CHECKS,
    waiversOf: () => [],
    today: TODAY,
  });
  const errors = found.filter(({ check }) => check.severity === "error");
  // Those of the reference environment, which its own waivers accept.
  const own = errors.filter(({ check }) => !["plain-http-entry", "node-drain-time"].includes(check.id));
  expect(own.map(({ check, address, message }) => `${check.id} ${address} ${message}`)).toEqual([]);
});

test("ML-04 CodeCommit has an endpoint, whose caller is Argo CD", () => {
  const endpoint = environmentPlan(withArgoCd()).find("network", "aws_vpc_endpoint.git_codecommit");
  expect(endpoint?.config).toMatchObject({
    service_name: "com.amazonaws.ap-southeast-2.git-codecommit",
    private_dns_enabled: true,
    tags: { RequestedBy: "Argo CD" },
  });
});

test("ML-04 a host inside gets a rule of the nodes on the port of its URL, and no other host does", () => {
  const rules = (plan: Plan) =>
    environmentPlan(plan)
      .resources("aws_vpc_security_group_egress_rule")
      .filter(({ config }) => config["description"] === "Git host of Argo CD");
  expect(rules(withPrivateHost()).map(({ config }) => config)).toEqual([
    expect.objectContaining({ cidr_ipv4: "10.64.8.0/28", from_port: 8443, to_port: 8443 }),
  ]);
  expect(rules(withArgoCd())).toEqual([]);
});

test("ML-04 the project allows one repository, one namespace and no kind that Terraform owns there", () => {
  const spec = asObject(objectOf(withArgoCd(), "AppProject")["spec"]);
  expect(spec).toMatchObject({
    sourceRepos: ["https://git-codecommit.ap-southeast-2.amazonaws.com/v1/repos/models"],
    destinations: [{ server: "https://kubernetes.default.svc", namespace: "gitops-models" }],
    clusterResourceWhitelist: [],
  });
  const kinds = asArray(spec["namespaceResourceWhitelist"]).map((each) => asObject(each)["kind"]);
  expect(kinds).toEqual([
    "ConfigMap",
    "Service",
    "ServiceAccount",
    "Deployment",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
  ]);
});

test("ML-04 sync is manual unless the file says otherwise", () => {
  const policy = (plan: Plan) => asObject(objectOf(plan, "Application")["spec"])["syncPolicy"];
  expect(policy(withArgoCd())).toBeUndefined();
  expect(policy(withArgoCd({ sync: "automated" }))).toEqual({ automated: { prune: true, selfHeal: true } });
});

test("ML-04 the Application follows the path and the revision of the file, and has no finalizer", () => {
  expect(objectOf(withPrivateHost(), "Application")).toMatchObject({
    metadata: {
      name: "models",
      namespace: "argocd",
      annotations: {
        "private-eks-inference/git-cidrs": "10.64.8.0/28",
        "private-eks-inference/git-resolved-by": "resolver-rule",
      },
    },
    spec: {
      source: {
        repoURL: "https://git.example.com:8443/models.git",
        path: "prod",
        targetRevision: "release",
      },
    },
  });
  expect(asObject(objectOf(withPrivateHost(), "Application")["metadata"])["finalizers"]).toBeUndefined();
});

test("ML-04 the chart has no rights in the whole cluster, and fewer programs than by default", () => {
  expect(valuesOf(withArgoCd({ namespace: "team" }), "argo-cd")).toMatchObject({
    createClusterRoles: false,
    configs: {
      cm: { "resource.respectRBAC": "normal" },
      clusterCredentials: { "in-cluster": { namespaces: "team" } },
    },
    dex: { enabled: false },
    notifications: { enabled: false },
    applicationSet: { replicas: 0 },
    repoServer: { automountServiceAccountToken: false },
  });
});

test("ML-04 the namespace has limits that the file sets, and no load balancers", () => {
  const plan = environmentPlan(withArgoCd({ maxPods: 3, maxCpu: 2, maxMemoryGiB: 5 }));
  const [own] = plan
    .resources("kubernetes_resource_quota_v1")
    .filter(({ config }) => asObject(config["metadata"])["namespace"] === "gitops-models");
  expect(asObject(own?.config["spec"])["hard"]).toEqual({
    pods: "3",
    "requests.cpu": "2",
    "requests.memory": "5Gi",
    "requests.nvidia.com/gpu": "0",
    "services.loadbalancers": "0",
    "services.nodeports": "0",
  });
});

test("ML-04 the Application comes after the rights of the controller, so that a destroy removes it first", () => {
  const depends = asArray(
    releaseOf(environmentPlan(withArgoCd()), "argo-cd-models")?.config["depends_on"],
  ).map(String);
  expect(depends.filter((each) => each.startsWith("kubernetes_role_binding_v1"))).toHaveLength(2);
  expect(depends.filter((each) => each.startsWith("kubernetes_role_v1"))).toHaveLength(2);
});
