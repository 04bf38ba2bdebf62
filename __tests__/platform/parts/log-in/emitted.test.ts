import { CHECKS } from "../../../../src/proof/checks/all";
import { networkPolicyPaths } from "../../../../src/proof/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../../src/proof/checks/network/network-policy-wide";
import { programLogIn } from "../../../../src/proof/checks/network/program-log-in";
import { environmentPlan, type Editable } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { type Edit, found, newlyFound } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const ML = "ml-platform";
const plan = () => planOf(ML);

test("checks find nothing more with a log-in than without, but for a name that no stack resolves", () => {
  const without = planWith(ML, { components: { "log-in": null } });
  const before = new Set(found(CHECKS, environmentPlan(without)));
  expect(found(CHECKS, environmentPlan(plan())).filter((each) => !before.has(each))).toEqual([
    "provider-reachable kubernetes_deployment_v1.log_in_grafana: not judged: whether login.example.com resolves to the ranges of privateHost in the VPC, by resolver-rule",
  ]);
});

const PROXIES = ["log_in_mlflow", "log_in_kubeflow_pipelines", "log_in_grafana"];

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

test.each(["grafana", "kubeflow-pipelines", "mlflow"])("the proxy of %s has a role of its own", (program) => {
  expect(plan().text("cluster")).toContain(`"ml-platform-log-in-${program}"`);
});
