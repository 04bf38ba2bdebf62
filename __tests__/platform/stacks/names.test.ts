import { smallEnvironment } from "../../support/minimal-file";
import { addressesIn, synthOf } from "../../support/synth-of";

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const model = (name: string, keys: object = {}) => ({
  name,
  image: { repository: `ghcr.io/example/${name.replaceAll(/-+/g, "-")}`, tag: "1.0.0" },
  paths: [`/${name}`],
  ...keys,
});
const NAT = { network: { egress: "single-nat" } };

test.each([
  ["that differ in punctuation only", ["a.b", "a-b", "a_b"]],
  ["with one name under two paths", ["team/admin", "other/admin"]],
  ["named like members of objects", ["constructor", "__proto__", "toString"]],
])("EKS-06 two admin roles %s both get access", async (_, roles) => {
  const outcome = await synthOf({
    small: smallEnvironment({ cluster: { admins: roles.map(role) } }),
  });
  expect(outcome.refusal).toBeUndefined();
  const entries = addressesIn(outcome, "small-cluster").filter((each) => each.includes("access_entry"));
  expect(new Set(entries).size).toBe(roles.length);
});

test("the first of two admin roles keeps its address, and a later one gets a hash", async () => {
  const outcome = await synthOf({
    small: smallEnvironment({ cluster: { admins: [role("a.b"), role("a-b")] } }),
  });
  expect(addressesIn(outcome, "small-cluster").filter((each) => each.includes("access_entry"))).toEqual([
    "aws_eks_access_entry.admin_a_b",
    expect.stringMatching(/^aws_eks_access_entry\.admin_a_b_[0-9a-f]{8}$/),
  ]);
});

test.each([
  ["models that differ in hyphens only", { ...NAT, models: [model("a-b"), model("a--b")] }],
  ["a model named constructor", { models: [{ ...model("constructor"), image: { tag: "1" } }] }],
  ["models named like members of objects", { ...NAT, models: [model("tostring"), model("valueof")] }],
  ["a model named like the namespace's policy", { ...NAT, models: [model("models-default-deny")] }],
  ["a model named models", { models: [{ ...model("models"), image: { tag: "1" } }] }],
  ["a model named models behind an NLB", { ...NAT, entry: { type: "nlb" }, models: [model("models")] }],
  [
    "an Ingress with the name of a model",
    { ...NAT, entry: { type: "ingress", name: "fraud", httpOnly: true }, models: [model("fraud")] },
  ],
  [
    "a model with the name of a mirrored chart",
    { models: [{ ...model("charts-aws-load-balancer-controller"), image: { tag: "1" } }] },
  ],
])("%s: accepted", async (_, keys) => {
  expect((await synthOf({ small: smallEnvironment(keys) })).refusal).toBeUndefined();
});

test("node groups that differ in hyphens only are accepted", async () => {
  const admins = [role("platform-admin")];
  const keys = { cluster: { admins, nodeGroups: { "a-b": {}, "a--b": {} } } };
  expect((await synthOf({ small: smallEnvironment(keys) })).refusal).toBeUndefined();
});

test("a node group named constructor, which does not exist, is named in the error", async () => {
  const { refusal } = await synthOf({
    small: smallEnvironment({ ...NAT, models: [model("fraud", { nodeGroup: "constructor" })] }),
  });
  expect(refusal).toMatch(
    /^small\.yaml:\d+:\d+ models\[0\]\.nodeGroup: got constructor, expected one of cluster\.nodeGroups: general;/,
  );
});

test("an address that two resources would have is one error with both places in the file", async () => {
  const models = [model("a"), model("a--nlb")];
  const { refusal } = await synthOf({ small: smallEnvironment({ ...NAT, entry: { type: "nlb" }, models }) });
  expect(refusal).toMatch(
    /^small\.yaml:\d+:\d+ models\[1\]\.name: got a--nlb, expected names that give each resource its own address: kubernetes_service_v1\.a_nlb in stack small-models is also that of models\[0\]\.name a \(small\.yaml:\d+:\d+\); rename one of the two\n/,
  );
});

test("a policy of a model and one of the namespace with one address are refused with both places", async () => {
  const { refusal } = await synthOf({
    small: smallEnvironment({ ...NAT, models: [model("models-default-deny", { kubernetesApi: true })] }),
  });
  expect(refusal).toMatch(
    /^small\.yaml:\d+:\d+ models\[0\]\.name: got models-default-deny, .* kubernetes_network_policy_v1\.models_default_deny .* namespace models \(small\.yaml:\d+:\d+\); rename one of the two\n/,
  );
});
