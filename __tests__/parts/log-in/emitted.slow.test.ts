import { trackingServer } from "../../../src/parts/mlflow/checks/tracking-server";
import { CHECKS } from "../../../src/checks/all";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { programLogIn } from "../../../src/checks/network/program-log-in";
import { gitReachable } from "../../../src/checks/network/git-reachable";
import { providerReachable } from "../../../src/checks/network/provider-reachable";
import { rolesOf, trustedAccounts } from "../../../src/infrastructure/identity-roles";
import { environmentPlan, type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, found, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { permits, rightsOfGroups } from "../../../src/checks/identity/rights-of-groups";

const ML = "ml-platform";
const plan = () => planOf(ML);

test("checks find nothing more with a log-in than without, but for a name that no stack resolves", () => {
  const without = planWith(ML, { components: { "log-in": null } });
  const before = new Set(found(CHECKS, environmentPlan(without)));
  expect(found(CHECKS, environmentPlan(plan())).filter((each) => !before.has(each))).toEqual([
    "provider-reachable kubernetes_deployment_v1.log_in_argo_cd: not judged: whether login.example.com resolves to the ranges of privateHost in the VPC, by resolver-rule",
  ]);
});

const PROXIES = ["log_in_mlflow", "log_in_kubeflow_pipelines", "log_in_grafana", "log_in_argo_cd"];

/** Changes the arguments of the proxy of a program. */
const argued =
  (name: string, change: (args: string[]) => string[]): Edit =>
  ({ platform }) => {
    const [container] = platform.resource.kubernetes_deployment_v1[name].spec.template.spec.container;
    container.args = change(container.args as string[]);
  };

test.each(PROXIES)("the proxy %s that a change of the output lets without a group is found", (name) => {
  const edit = argued(name, (args) => args.filter((each) => !each.startsWith("--allowed-group")));
  expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain("--allowed-group is missing");
});

test.each(PROXIES)("the proxy %s with a path without log-in is found", (name) => {
  const edit = argued(name, (args) => [...args, "--skip-auth-route=^/"]);
  expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain("--skip-auth-route");
});

test.each(PROXIES)("a policy of %s that does not admit the load balancer is found", (name) => {
  const edit: Edit = ({ platform }) => {
    const policy = policyOf(platform, name);
    Reflect.deleteProperty(policy.spec, "ingress");
  };
  expect(newlyFound([networkPolicyPaths], plan(), edit)).not.toEqual([]);
});

test.each(PROXIES)("a policy of %s that admits all pods of the cluster is found", (name) => {
  const edit: Edit = ({ platform }) => {
    policyOf(platform, name).spec.ingress[0].from.push({ namespace_selector: {} });
  };
  expect(newlyFound([networkPolicyWide], plan(), edit)).not.toEqual([]);
});

/** The network policy of a proxy, by the name of its deployment. */
const policyOf = (platform: Editable, name: string): Editable =>
  Object.values(platform.resource.kubernetes_network_policy_v1 as Record<string, Editable>).find(
    ({ metadata }) => metadata.name === name.replaceAll("_", "-"),
  ) as Editable;

test("MLflow answers the name and the origin of its page", () => {
  const text = plan().text("platform").replace(/\s+/g, "");
  expect(text).toMatch(/"MLFLOW_SERVER_ALLOWED_HOSTS","value":"[^"]*,mlflow\.ml\.example\.com"/);
  expect(text).toContain('"MLFLOW_SERVER_CORS_ALLOWED_ORIGINS","value":"https://mlflow.ml.example.com"');
});

test.each(["argo-cd", "grafana", "kubeflow-pipelines", "mlflow"])(
  "the proxy of %s has a role of its own",
  (program) => {
    expect(plan().text("cluster")).toContain(`"ml-platform-log-in-${program}"`);
  },
);

test("a range and port that the Git host and the provider share has one rule, since AWS refuses a second", () => {
  const shared = planWith(ML, {
    components: {
      "argo-cd": {
        repository: { url: "https://git.example.com/models.git" },
        privateHost: { cidrs: ["10.64.8.0/28", "10.64.9.0/28"], resolvedBy: "resolver-rule" },
      },
    },
  });
  const rules = environmentPlan(shared)
    .resources("aws_vpc_security_group_egress_rule")
    .map(({ config }) => `${String(config.cidr_ipv4)} ${String(config.from_port)}`)
    .filter((rule) => rule.startsWith("10.64."));
  expect(rules).toEqual(["10.64.8.0/28 443", "10.64.9.0/28 443"]);
  const notJudged = /: not judged: /;
  for (const check of [providerReachable, gitReachable])
    expect(foundBy(check, environmentPlan(shared)).filter((line) => !notJudged.test(line))).toEqual([]);
});

test("operators read pods and logs of the namespace, and no one named reads its secret or runs commands there", () => {
  const rights = rightsOfGroups(environmentPlan(plan()));
  const may = (group: string, verb: string, resource: string, apiGroup = ""): boolean =>
    permits(rights.get(`people:${group}`)?.rules ?? [], {
      namespace: "log-in",
      group: apiGroup,
      resource,
      verb,
    });
  for (const group of ["operators", "auditors"]) {
    expect(may(group, "list", "pods")).toBe(true);
    expect(may(group, "get", "pods/log")).toBe(true);
  }
  for (const group of ["data-scientists", "model-owners", "operators", "auditors"]) {
    expect(rights.has(`people:${group}`)).toBe(true);
    expect(may(group, "get", "secrets")).toBe(false);
    for (const resource of ["pods", "pods/exec", "serviceaccounts/token"])
      expect(may(group, "create", resource)).toBe(false);
    expect(may(group, "patch", "deployments", "apps")).toBe(false);
  }
});

test("only the service account of a proxy has the role that reads the secret, so nothing in Git reads it", () => {
  const roles = rolesOf(environmentPlan(plan())).all.filter(({ name }) => name.includes("log-in"));
  expect(roles.flatMap(({ trust }) => trustedAccounts(trust)).sort()).toEqual([
    "log-in:log-in-argo-cd",
    "log-in:log-in-grafana",
    "log-in:log-in-kubeflow-pipelines",
    "log-in:log-in-mlflow",
  ]);
});

const mlflowWith =
  (name: string, value: string): Edit =>
  ({ platform }) => {
    const [{ env }] = platform.resource.kubernetes_deployment_v1.mlflow.spec.template.spec.container;
    for (const each of env as Editable[])
      if ((each["name"] as unknown) === name) each["value"] = value as never;
  };

test.each([
  [
    "MLFLOW_SERVER_ALLOWED_HOSTS",
    "mlflow,mlflow.mlflow,mlflow.mlflow.svc,mlflow.mlflow.svc.cluster.local,localhost:*,127.0.0.1:*",
    "it refuses requests to mlflow.ml.example.com",
  ],
  [
    "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS",
    "https://other.example.com",
    "it refuses changes by browsers at https://mlflow.ml.example.com: MLFLOW_SERVER_CORS_ALLOWED_ORIGINS is https://other.example.com",
  ],
])("a server of MLflow whose %s lacks its page is found", (name, value, problem) => {
  expect(newlyFound([trackingServer], plan(), mlflowWith(name, value)).join("\n")).toContain(problem);
});

test("a rule that admits the proxy of another program is found", () => {
  const edit: Edit = ({ platform }) => {
    const { ingress } = platform.resource.kubernetes_network_policy_v1.mlflow.spec;
    for (const { pod_selector: pods } of (ingress as Editable[]).flatMap(({ from }) => from as Editable[]))
      if (pods?.match_labels["app.kubernetes.io/component"] === "log-in")
        Reflect.deleteProperty(pods.match_labels, "app.kubernetes.io/name");
  };
  expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain(
    "MLflow is reached without log-in from log-in-grafana, which leads to another program",
  );
});

test.each(["v7.16.0-alpine", "v8.0.0", "latest"])("a proxy of the version %s is found", (tag) => {
  const edit: Edit = ({ platform }) => {
    const [container] = platform.resource.kubernetes_deployment_v1.log_in_mlflow.spec.template.spec.container;
    container.image = String(container.image).replace(/:[^:]+$/, `:${tag}`);
  };
  expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain(
    `where its version is ${tag}, expected v7.15, whose flags are known`,
  );
});
