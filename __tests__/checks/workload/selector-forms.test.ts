import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { policyPeers } from "../../../src/checks/workload/policy-peers";
import { selectors } from "../../../src/checks/workload/selectors";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound } from "../../support/findings";
import { ML, MODEL, deployment, object, pod } from "./edits";

const NAME = "app.kubernetes.io/name";
const NAMESPACE = "kubernetes.io/metadata.name";

const requirement = (key: string, operator: string, ...values: string[]) => ({
  match_expressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }],
});

/** Pods that the DNS rule of all models leads to. */
const dnsPeer = (peer: object): Edit =>
  object("policy", "all_models", ({ spec }) => {
    const rule = (spec.egress as Editable[]).find((each) => JSON.stringify(each).includes("kube-dns"));
    if (!rule) throw new Error("no rule for DNS");
    rule["to"] = [peer];
  });

const ofDns = { match_labels: { "k8s-app": "kube-dns" } };
const inKubeSystem = { match_labels: { [NAMESPACE]: "kube-system" } };

/** Forms of the selectors of a peer, and the problem of a rule with it. */
const PEERS: readonly (readonly [form: string, peer: object, problem: string | undefined])[] = [
  ["labels", { namespace_selector: inKubeSystem, pod_selector: ofDns }, undefined],
  [
    "a namespace by an expression",
    { namespace_selector: requirement(NAMESPACE, "In", "kube-system"), pod_selector: ofDns },
    undefined,
  ],
  [
    "pods by an expression",
    { namespace_selector: inKubeSystem, pod_selector: requirement("k8s-app", "In", "kube-dns") },
    undefined,
  ],
  [
    "both empty",
    { namespace_selector: {}, pod_selector: {} },
    "an egress rule allows every pod of the cluster",
  ],
  [
    "namespaces empty, pods absent",
    { namespace_selector: {} },
    "an egress rule allows every pod of the cluster",
  ],
  ["pods empty, namespaces absent", { pod_selector: {} }, "an egress rule allows every pod of its namespace"],
  [
    "all namespaces but one",
    { namespace_selector: requirement(NAMESPACE, "NotIn", "default") },
    "an egress rule allows every pod of the cluster",
  ],
  [
    "all namespaces without a label",
    { namespace_selector: requirement("team", "DoesNotExist"), pod_selector: {} },
    "an egress rule allows every pod of the cluster",
  ],
];

test.each(PEERS)("policy-peers reads a peer with %s", (_, peer, problem) => {
  const found = newlyFound([policyPeers], ML, dnsPeer(peer));
  expect(found).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  expect(found.join()).not.toContain(problem?.endsWith("namespace") ? "of the cluster" : "of its namespace");
});

test.each([
  ["a namespace by an expression", { namespace_selector: requirement(NAMESPACE, "In", "kube-system") }],
  [
    "pods by an expression",
    { namespace_selector: inKubeSystem, pod_selector: requirement("k8s-app", "In", "kube-dns") },
  ],
])("a rule for DNS that names %s leads to DNS", (_, peer) => {
  expect(newlyFound([networkPolicyPaths], ML, dnsPeer(peer))).toEqual([]);
});

test.each([
  [
    "another namespace",
    { namespace_selector: requirement(NAMESPACE, "NotIn", "kube-system"), pod_selector: ofDns },
  ],
  [
    "other pods",
    { namespace_selector: inKubeSystem, pod_selector: requirement("k8s-app", "NotIn", "kube-dns") },
  ],
  [
    "namespaces by a label that no stack has",
    { namespace_selector: requirement("team", "DoesNotExist"), pod_selector: ofDns },
  ],
])("a rule for DNS that names %s does not lead to DNS", (_, peer) => {
  expect(newlyFound([networkPolicyPaths], ML, dnsPeer(peer))).toContainEqual(
    expect.stringContaining("UDP 53"),
  );
});

const ownPolicy = (selector: object): Edit =>
  object("policy", MODEL, ({ spec }) => (spec.pod_selector = selector));

test("a policy that selects its pods by an expression is as one with labels", () => {
  const edit = ownPolicy(requirement(NAME, "In", "ml-inference-api"));
  expect(newlyFound([networkPolicyPaths, networkPolicyWide, selectors], ML, edit)).toEqual([]);
});

test("a policy whose expression selects other pods opens nothing for its model", () => {
  const found = newlyFound(
    [networkPolicyPaths],
    ML,
    ownPolicy(requirement(NAME, "NotIn", "ml-inference-api")),
  );
  expect(found).not.toEqual([]);
});

test("a policy whose expression selects no pods is named", () => {
  const found = newlyFound([selectors], ML, ownPolicy(requirement(NAME, "In", "nobody")));
  expect(found).toContainEqual(
    expect.stringContaining("no pods of this environment have the labels of its selector"),
  );
});

const spread = (selector: object): Edit =>
  pod((spec) => (spec["topology_spread_constraint"][0].label_selector = [selector]));

test("a spread that selects its pods by an expression is as one with labels", () => {
  expect(newlyFound([selectors], ML, spread(requirement(NAME, "In", "ml-inference-api")))).toEqual([]);
});

test("a spread whose expression selects pods of others too is named", () => {
  expect(
    newlyFound([selectors], "mlapp", spreadOf("model_service", requirement(NAME, "Exists"))),
  ).toContainEqual(expect.stringContaining("a topology spread constraint has another selector"));
});

const spreadOf = (name: string, selector: object): Edit =>
  object("deployment", name, ({ spec }) => {
    spec.template.spec.topology_spread_constraint[0].label_selector = [selector];
  });

test("a Deployment that selects its pods by an expression has no empty selector", () => {
  const edit = deployment((spec) => (spec["selector"] = requirement(NAME, "In", "ml-inference-api")));
  expect(newlyFound([selectors], ML, edit)).not.toContainEqual(
    expect.stringContaining("its selector is empty"),
  );
});
