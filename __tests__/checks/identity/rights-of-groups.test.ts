import { type Access, type Granted, permits } from "../../../src/checks/identity/rights-of-groups";

const granted = (rule: Partial<Granted>): Granted => ({
  namespace: "a",
  groups: [""],
  resources: ["pods"],
  names: [],
  verbs: ["get"],
  ...rule,
});
const access = (asked: Partial<Access>): Access => ({
  namespace: "a",
  group: "",
  resource: "pods",
  verb: "get",
  ...asked,
});

test.each<[string, Partial<Granted>, Partial<Access>, boolean]>([
  ["the same access", {}, {}, true],
  ["another verb", {}, { verb: "list" }, false],
  ["every verb", { verbs: ["*"] }, { verb: "impersonate" }, true],
  ["another namespace", {}, { namespace: "b" }, false],
  ["a role of the cluster", { namespace: undefined }, { namespace: "b" }, true],
  ["an access of the cluster by a role of a namespace", {}, { namespace: undefined }, false],
  [
    "an access of the cluster by a role of the cluster",
    { namespace: undefined },
    { namespace: undefined },
    true,
  ],
  ["another API group", { groups: ["apps"] }, {}, false],
  ["every API group", { groups: ["*"] }, { group: "apps" }, true],
  ["a subresource by the name of its resource", {}, { resource: "pods/exec" }, false],
  ["a subresource by the wildcard", { resources: ["*"] }, { resource: "pods/exec" }, true],
  ["Secrets by the wildcard", { resources: ["*"] }, { resource: "secrets" }, true],
  ["a subresource of every resource", { resources: ["*/scale"] }, { resource: "deployments/scale" }, true],
  ["another subresource of every resource", { resources: ["*/scale"] }, { resource: "pods/exec" }, false],
  ["a resource by a subresource of it", { resources: ["pods/log"] }, {}, false],
  ["a pattern that the API server does not know", { resources: ["pods/*"] }, { resource: "pods/log" }, false],
  ["a named object", { names: ["x"] }, { name: "x" }, true],
  ["another named object", { names: ["x"] }, { name: "y" }, false],
  ["all objects by a name", { names: ["x"] }, {}, false],
  ["a named object by a rule for all", {}, { name: "x" }, true],
])("the evaluator of RBAC answers for %s", (_, rule, asked, expected) => {
  expect(permits([granted(rule)], access(asked))).toBe(expected);
});

test("rules add up, and none of them is no right", () => {
  expect(permits([granted({ verbs: ["list"] }), granted({})], access({}))).toBe(true);
  expect(permits([], access({}))).toBe(false);
});
