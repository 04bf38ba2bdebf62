import { podPolicies } from "../../../src/checks/policies";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { namespaceDefaultDeny } from "../../../src/checks/workload/namespace-default-deny";
import { selectors } from "../../../src/checks/workload/selectors";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { PODS_APART } from "../../support/pod-range";
import { prometheusPlan } from "../../support/prometheus";

const CHECKS = [networkPolicyPaths, networkPolicyWide, namespaceDefaultDeny, selectors];

const plan = prometheusPlan();

const policiesIn = (platform: Editable): Editable =>
  platform["resource"].kubernetes_network_policy_v1 as Editable;

const specOf = (platform: Editable, name: string): Editable =>
  policiesIn(platform)[`monitoring_${name}`].spec as Editable;

test("PROM-03 no policy of the metrics stack has a finding", () => {
  expect(CHECKS.flatMap((check) => foundBy(check, environmentPlan(plan)))).toEqual([]);
});

test("kubelets and exporters of nodes are reached at the addresses of nodes, also where pods have a range of their own", () => {
  const apart = prometheusPlan({}, PODS_APART);
  expect(CHECKS.flatMap((check) => foundBy(check, environmentPlan(apart)))).toEqual([]);
  const found = newlyFound([networkPolicyPaths], apart, ({ platform }) => {
    const rules = specOf(platform, "prometheus")["egress"] as Editable[];
    const ofNodes = rules.find(({ ports }) => (ports as Editable[]).some(({ port }) => port === "9100"));
    ofNodes?.["to"].forEach((peer: Editable) => {
      peer["ip_block"].cidr = (peer["ip_block"].cidr as string).replace(/^10\.32\./, "100.64.");
    });
  });
  expect(found.join("\n")).toContain("allows egress on TCP 9100 to 10.32.0.0/19 (nodes");
});

test("PROM-03 the policies select each program, and no program is selected by its default only", () => {
  const ofStack = podPolicies(environmentPlan(plan)).filter(({ namespace }) => namespace === "monitoring");
  const [closing, ...others] = ofStack.sort((a, b) => b.selected.length - a.selected.length);
  expect(closing?.selectsAll).toBe(true);
  expect(
    others
      .flatMap(({ selected }) => selected)
      .map(({ owner }) => owner.name)
      .sort(),
  ).toEqual(closing?.selected.map(({ owner }) => owner.name).sort());
  // The pods of node-exporter have the network of their node.
  expect(closing?.selected).toHaveLength(7);
});

/** Peers and ports of all rules, as places in the policies. */
const places = Object.entries(policiesIn(JSON.parse(plan.text("platform")) as Editable)).flatMap(
  ([name, { spec }]: [string, Editable]) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      ((spec[direction] ?? []) as Editable[]).flatMap((rule, index) =>
        (["ports", direction === "ingress" ? "from" : "to"] as const).flatMap((list) =>
          (rule[list] as Editable[]).map((item, place) => ({
            what: `${name} ${direction} ${index} ${JSON.stringify(item)}`,
            remove: (spec: Editable) => {
              const items = spec[direction][index][list] as Editable[];
              // An empty list would allow everything: without its last item, the rule goes.
              if (items.length > 1) items.splice(place, 1);
              else spec[direction].splice(index, 1);
            },
            name,
          })),
        ),
      ),
    ),
);

test("PROM-03 each peer and each port of each rule is needed", () => {
  expect(places.length).toBeGreaterThan(50);
  const unnoticed = places.filter(({ name, remove }) => {
    const changed = altered(plan, ({ platform }) => remove(policiesIn(platform)[name].spec as Editable));
    return foundBy(networkPolicyPaths, changed).length === 0;
  });
  expect(unnoticed.map(({ what }) => what)).toEqual([]);
});

test.each<[what: string, edit: Edit, message: string]>([
  [
    "a namespace that is not closed",
    ({ platform }) => delete policiesIn(platform)["monitoring_default_deny"],
    "namespace-default-deny kubernetes_namespace_v1.prometheus: namespace monitoring: no policy denies ingress by default",
  ],
  [
    "Prometheus that does not reach the port of a model",
    ({ platform }) => {
      for (const { ports } of specOf(platform, "prometheus")["egress"] as Editable[]) {
        for (const each of ports as Editable[]) if (each["port"] === "http") each["port"] = "metrics";
      }
    },
    "no network policy of prometheus-kube-prometheus-stack-prometheus allows egress on TCP 8080 to api: metrics of models",
  ],
  [
    "a webhook that the control plane does not reach",
    ({ platform }) => specOf(platform, "operator")["ingress"].pop(),
    "no network policy of kube-prometheus-stack-operator allows ingress on TCP 10250 from 10.32.0.0/19 (the control plane: webhooks)",
  ],
  [
    "hooks that do not reach the Kubernetes API",
    ({ platform }) => delete specOf(platform, "webhook_jobs")["egress"],
    "no network policy of kube-prometheus-stack-admission-create allows egress on TCP 443 to the Kubernetes API",
  ],
  [
    "a label that the Service of Prometheus does not select, so that Grafana does not reach its address",
    ({ platform }) => {
      const [rule] = specOf(platform, "grafana")["egress"] as Editable[];
      rule?.["to"].forEach(({ pod_selector }: Editable) => {
        pod_selector.match_labels["app.kubernetes.io/instance"] = "kube-prometheus-stack-prometheus";
      });
    },
    "no network policy of kube-prometheus-stack-grafana allows egress on TCP 9090 to prometheus-kube-prometheus-stack-prometheus: queries of dashboards",
  ],
  [
    "a policy with labels that no pod has",
    ({ platform }) => {
      specOf(platform, "operator")["pod_selector"].match_labels.app = "operator";
    },
    "network policy operator: no pods of this environment have the labels of its selector",
  ],
  [
    "a port that nothing needs",
    ({ platform }) => specOf(platform, "grafana")["ingress"][0].ports.push({ port: "6060", protocol: "TCP" }),
    "allows ingress on TCP 6060, which nothing needs",
  ],
  [
    "the whole VPC for the webhook",
    ({ platform }) =>
      (specOf(platform, "operator")["ingress"][1].from = [{ ip_block: { cidr: "10.32.0.0/16" } }]),
    "10.32.0.0/16, which is wider than needed",
  ],
  [
    "all pods of the namespace for Grafana",
    ({ platform }) => (specOf(platform, "grafana")["ingress"][0].from[0].pod_selector = {}),
    "which is wider than needed",
  ],
  [
    "DNS for Prometheus, which finds its targets by addresses",
    ({ platform }) =>
      specOf(platform, "prometheus")["egress"].push(
        (specOf(platform, "grafana")["egress"] as Editable[]).find(({ ports }) => ports[0].port === "53"),
      ),
    "allows egress on UDP 53, which nothing needs",
  ],
  [
    "Alertmanager that reaches addresses of AWS without notifications",
    ({ platform }) =>
      (specOf(platform, "alertmanager")["egress"] = [
        { to: [{ ip_block: { cidr: "10.32.0.0/19" } }], ports: [{ port: "443", protocol: "TCP" }] },
      ]),
    "allows egress to 10.32.0.0/19, which nothing needs",
  ],
])("PROM-03 checks find %s", (_, edit, message) => {
  expect(newlyFound(CHECKS, plan, edit).join("\n")).toContain(message);
});
