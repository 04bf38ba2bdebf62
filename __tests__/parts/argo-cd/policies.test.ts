import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { withArgoCd, withPrivateHost, withPublicHost } from "../../support/argo-cd";
import { type Plan } from "../../support/plan";

const policiesIn = (stack: Editable): Editable => stack["resource"].kubernetes_network_policy_v1 as Editable;

const PLANS: [string, Plan][] = [
  ["CodeCommit", withArgoCd()],
  ["a host inside", withPrivateHost()],
  ["a host of the internet", withPublicHost()],
];

test.each(PLANS)("ML-04 each rule of each program of Argo CD is needed, with %s", (_, plan) => {
  const platform = JSON.parse(plan.text("platform")) as Editable;
  const rules = Object.entries(policiesIn(platform)).flatMap(([name, { spec }]: [string, Editable]) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      ((spec[direction] ?? []) as Editable[]).map((_rule, index) => ({ name, direction, index })),
    ),
  );
  expect(rules.length).toBeGreaterThan(15);
  const unnoticed = rules.filter(({ name, direction, index }) => {
    const changed = altered(plan, (layers) => {
      policiesIn(layers.platform)[name].spec[direction].splice(index, 1);
    });
    return foundBy(networkPolicyPaths, changed).length === 0;
  });
  expect(unnoticed).toEqual([]);
  expect(foundBy(networkPolicyWide, environmentPlan(plan))).toEqual([]);
});

test("ML-04 a wider range for Git, and a second port, are found", () => {
  const found = (edit: (rule: Editable) => void): string =>
    foundBy(
      networkPolicyWide,
      altered(withPrivateHost(), ({ platform }) => {
        const rules = policiesIn(platform)["gitops_repo_server"].spec.egress as Editable[];
        const rule = rules.find(({ ports }) => ports[0].port === "8443");
        if (rule) edit(rule);
      }),
    ).join("\n");
  expect(found((rule) => (rule["to"][0].ip_block.cidr = "10.64.0.0/16"))).toContain(
    "10.64.0.0/16, which is wider than needed",
  );
  expect(found((rule) => rule["ports"].push({ port: "22", protocol: "TCP" }))).toContain(
    "TCP 22, which nothing needs",
  );
});
