import { argoCdPage } from "../../../src/parts/argo-cd/checks/argo-cd-page";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { programLogIn } from "../../../src/checks/network/program-log-in";
import { environmentPlan, type Editable } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound, within } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

const ML = "ml-platform";
const plan = () => planOf(ML);
/** The example without a log-in to Argo CD. */
const without = () => planWith(ML, { components: { "log-in": { programs: { "argo-cd": null } } } });

const platformOf = (of: Plan): Editable => JSON.parse(of.text("platform")) as Editable;

const configsOf = (of: Plan): Editable => {
  const { helm_release: releases } = platformOf(of).resource;
  return (JSON.parse(releases.argo_cd.values[0] as string) as Editable).configs;
};

test("with a log-in, Argo CD serves HTTP to its proxy, and people see applications without its password", () => {
  expect(configsOf(plan())).toMatchObject({
    cm: { url: "https://argo-cd.ml.example.com", "users.anonymous.enabled": true },
    params: { "server.insecure": true },
    rbac: { "policy.default": "role:readonly" },
  });
});

test("without a log-in, Argo CD serves HTTPS and asks everyone for a password", () => {
  const given = JSON.stringify(configsOf(without()));
  for (const key of ["server.insecure", "users.anonymous.enabled", "policy.default", "url"])
    expect(given).not.toContain(`${key}"`);
});

/** Rules of the network policy of its server. */
const admitted = (of: Plan): Editable =>
  platformOf(of).resource.kubernetes_network_policy_v1.gitops_server.spec.ingress ?? [];

test("the network policy of its server admits its proxy alone, and nothing without a log-in", () => {
  expect(admitted(without())).toEqual([]);
  expect(admitted(plan())).toEqual([
    {
      from: [
        {
          namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "log-in" } },
          pod_selector: {
            match_labels: {
              "app.kubernetes.io/component": "log-in",
              "app.kubernetes.io/name": "log-in-argo-cd",
            },
          },
        },
      ],
      ports: [{ port: "8080", protocol: "TCP" }],
    },
  ]);
});

test("without that rule, the proxy does not reach Argo CD", () => {
  const edit: Edit = ({ platform }) => {
    platform.resource.kubernetes_network_policy_v1.gitops_server.spec.ingress = [];
  };
  expect(newlyFound([networkPolicyPaths], plan(), edit).join("\n")).toContain("log-in-argo-cd");
});

test("a proxy without a group at the page of Argo CD is found", () => {
  const edit: Edit = ({ platform }) => {
    const [container] =
      platform.resource.kubernetes_deployment_v1.log_in_argo_cd.spec.template.spec.container;
    container.args = (container.args as string[]).filter((each) => !each.startsWith("--allowed-group"));
  };
  expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain(
    "gitops_server: Argo CD is reached without log-in from log-in-argo-cd",
  );
});

test.each([["the example", plan] as const, ["the example without it", without] as const])(
  "the values of %s agree with its page",
  (_, of) => {
    expect(foundBy(argoCdPage, environmentPlan(of()))).toEqual([]);
  },
);

test.each<[what: string, edit: (configs: Editable) => void, problem: string]>([
  [
    "HTTPS, which the proxy does not call",
    ({ params }) => Reflect.deleteProperty(params, "server.insecure"),
    "params server.insecure is missing, expected true: its proxy calls it by HTTP",
  ],
  [
    "a password behind the log-in",
    ({ cm }) => (cm["users.anonymous.enabled"] = false),
    "cm users.anonymous.enabled is false, expected true: people who logged in need a password of Argo CD too",
  ],
  [
    "another address of its page",
    ({ cm }) => (cm.url = "https://argo.example.com"),
    "cm url is https://argo.example.com, expected https://argo-cd.ml.example.com: links and redirects lead to it",
  ],
  [
    "everyone as an administrator",
    ({ rbac }) => (rbac["policy.default"] = "role:admin"),
    "rbac policy.default is role:admin, expected role:readonly: who has no password changes applications",
  ],
  [
    "more rights for the role of everyone",
    ({ rbac }) => (rbac["policy.csv"] = "p, role:readonly, applications, sync, */*, allow"),
    "rbac has policy.csv, which can give everyone more rights",
  ],
])("Argo CD with %s is found", (_, change, problem) => {
  const edit: Edit = ({ platform }) =>
    within(platform.resource.helm_release.argo_cd.values, 0, (values) => change(values.configs));
  expect(newlyFound([argoCdPage], plan(), edit)).toEqual([
    `argo-cd-page helm_release.argo_cd: configs: ${problem}`,
  ]);
});

test.each<[what: string, edit: (configs: Editable) => void, problem: string]>([
  [
    "HTTP without a proxy",
    (configs) => (configs.params = { "server.insecure": true }),
    "params server.insecure is true, expected false: no proxy calls it",
  ],
  [
    "everyone as an administrator",
    (configs) => {
      configs.cm["users.anonymous.enabled"] = "true";
      configs.rbac = { "policy.default": "role:admin" };
    },
    "rbac policy.default is role:admin, expected role:readonly: who has no password changes applications",
  ],
])("without a log-in, Argo CD with %s is found", (_, change, problem) => {
  const edit: Edit = ({ platform }) =>
    within(platform.resource.helm_release.argo_cd.values, 0, (values) => change(values.configs));
  expect(newlyFound([argoCdPage], without(), edit)).toEqual([
    `argo-cd-page helm_release.argo_cd: configs: ${problem}`,
  ]);
});
