import { clusterAccess } from "../../../src/checks/identity/cluster-access";
import { clusterAdmins } from "../../../src/checks/identity/cluster-admins";
import { trustedNames } from "../../../src/checks/locality/trusted-names";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const ML = "ml-inference-prod";
const DEVELOPERS = "arn:aws:iam::222233334444:role/ml/developers";
const SUPPORT = "arn:aws:iam::222233334444:role/support";
const CHANGE = {
  cluster: {
    access: [
      { role: DEVELOPERS, policy: "edit", namespaces: ["ml-inference"] },
      { role: SUPPORT, groups: ["support"] },
    ],
  },
};
const plan = () => planWith(ML, CHANGE);
const contextOf = (change: object) => ({ statedOf: () => statedIn(settingsFor(configWith(ML, change))) });
const context = contextOf(CHANGE);

const bothFind = (each: ReturnType<typeof altered>, of = context): string[] => [
  ...foundBy(clusterAdmins, each, of),
  ...foundBy(clusterAccess, each, of),
];

const edited = (edit: (entries: Editable, policies: Editable) => void) =>
  altered(plan(), ({ cluster }) => {
    edit(
      cluster.resource.aws_eks_access_entry as Editable,
      cluster.resource.aws_eks_access_policy_association as Editable,
    );
  });

test("both checks accept what synth emits, with and without a record of the file", () => {
  expect(bothFind(environmentPlan(plan()))).toEqual([]);
  expect(bothFind(environmentPlan(plan()), { statedOf: () => statedIn([]) })).toEqual([]);
});

test("a role that the file does not name is an error", () => {
  expect(bothFind(environmentPlan(plan()), contextOf({}))).toContainEqual(
    expect.stringContaining(`${DEVELOPERS} is not in cluster.admins, cluster.access or cluster.deployerRole`),
  );
});

test("a role of cluster.access that administers the cluster is an error", () => {
  const each = edited((_, policies) => {
    policies["access_developers"].policy_arn =
      "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    policies["access_developers"].access_scope = { type: "cluster" };
  });
  expect(bothFind(each)).toEqual([
    expect.stringContaining(
      `${DEVELOPERS} has AmazonEKSClusterAdminPolicy in the whole cluster, expected AmazonEKSEditPolicy in ml-inference`,
    ),
  ]);
});

test("a policy of less than all rights for the whole cluster is an error, also without a record", () => {
  const each = edited((_, policies) => {
    policies["access_developers"].access_scope = { type: "cluster" };
  });
  expect(bothFind(each, { statedOf: () => statedIn([]) })).toEqual([
    expect.stringContaining(
      `${DEVELOPERS} has AmazonEKSEditPolicy in the whole cluster, expected namespaces`,
    ),
  ]);
});

test("another namespace than the file states is an error", () => {
  const each = edited((_, policies) => {
    policies["access_developers"].access_scope.namespaces = ["ml-inference", "default"];
  });
  expect(bothFind(each)).toEqual([
    expect.stringContaining(
      "has AmazonEKSEditPolicy in ml-inference, default, expected AmazonEKSEditPolicy in ml-inference",
    ),
  ]);
});

test("another group than the file states is an error", () => {
  const each = edited((entries) => {
    entries["access_support"].kubernetes_groups = ["support", "system:masters"];
  });
  expect(bothFind(each)).toEqual([
    expect.stringContaining("is in the groups support, system:masters, expected support"),
  ]);
});

test("write access to a namespace with a role of the platform is an error, also without a record", () => {
  const each = edited((_, policies) => {
    policies["access_developers"].access_scope.namespaces = ["kube-system"];
  });
  expect(bothFind(each, { statedOf: () => statedIn([]) })).toEqual([
    expect.stringMatching(/AmazonEKSEditPolicy in kube-system reaches the role of .*vpc-cni/),
  ]);
});

/** Name of the blocks of the administrator. */
const administrator = (): string => {
  let name = "";
  edited(
    (entries) => (name = Object.keys(entries as object).find((each) => each.startsWith("admin_")) ?? ""),
  );
  return name;
};

test("groups of an administrator are an error: the file has no key for them", () => {
  for (const group of ["*", "system:masters", "support"]) {
    const each = edited((entries) => (entries[administrator()].kubernetes_groups = [group]));
    expect(bothFind(each)).toEqual([expect.stringContaining(`is in the groups ${group}, expected none`)]);
  }
});

test("without a record, only groups of Kubernetes itself are an error of an administrator", () => {
  const unknown = { statedOf: () => statedIn([]) };
  const own = edited((entries) => (entries[administrator()].kubernetes_groups = ["support"]));
  expect(bothFind(own, unknown)).toEqual([]);
  const masters = edited((entries) => (entries[administrator()].kubernetes_groups = ["system:masters"]));
  expect(bothFind(masters, unknown)).toEqual([expect.stringContaining("system:masters")]);
});

test("namespaces of a policy for the whole cluster are an error: they limit nothing", () => {
  const each = edited((_, policies) => {
    policies[administrator()].access_scope = { type: "cluster", namespaces: ["kube-system"] };
  });
  const words = "lists the namespaces kube-system, which do not limit a policy for the whole cluster";
  expect(bothFind(each)).toEqual([expect.stringContaining(words)]);
  expect(bothFind(each, { statedOf: () => statedIn([]) })).toEqual([expect.stringContaining(words)]);
});

const NAMESPACES = { cluster: { access: [{ role: SUPPORT, policy: "view", namespaces: ["ml-infrence"] }] } };
const inNamespaces = (namespaces: readonly string[], change: object = {}): string[] => {
  const all = { ...change, cluster: { access: [{ role: SUPPORT, policy: "view", namespaces }] } };
  return foundBy(clusterAccess, environmentPlan(planWith(ML, all)), contextOf(all));
};

test("a namespace that nothing creates is an error, with the namespace that is meant", () => {
  expect(inNamespaces(["ml-infrence"])).toEqual([
    expect.stringContaining(
      `${SUPPORT} has AmazonEKSViewPolicy in ml-infrence, a namespace that nothing creates; did you mean ml-inference?`,
    ),
  ]);
  expect(inNamespaces(["ml-inference", "risk"])).toEqual([
    expect.stringMatching(/in risk, a namespace that nothing creates$/),
  ]);
});

test("namespaces of Kubernetes, of add-ons, parts and charts of the file exist", () => {
  const parts = { components: { "cert-manager": {}, kserve: {}, mlflow: { imageTag: "3.17.2-2" } } };
  expect(inNamespaces(["default", "kube-system", "cert-manager", "kserve", "mlflow"], parts)).toEqual([]);
  expect(inNamespaces(["mlflow"])).toHaveLength(1);
});

test.each([
  [
    "a block",
    (each: Editable) => (each["kubernetes_namespace_v1"].risk = { metadata: { name: "ml-infrence" } }),
  ],
  [
    "a block of the old type",
    (each: Editable) => (each["kubernetes_namespace"] = { risk: { metadata: [{ name: "ml-infrence" }] } }),
  ],
  [
    "a manifest",
    (each: Editable) =>
      (each["kubernetes_manifest"] = {
        risk: { manifest: { apiVersion: "v1", kind: "Namespace", metadata: { name: "ml-infrence" } } },
      }),
  ],
  [
    "a release",
    (each: Editable) =>
      (each["helm_release"] = { risk: { name: "risk", namespace: "ml-infrence", create_namespace: true } }),
  ],
  [
    "a block whose name an apply knows",
    (each: Editable) => (each["kubernetes_namespace_v1"].risk = { metadata: { name: "${var.team}" } }),
  ],
])("a namespace that %s of an own file creates exists", (_, add) => {
  const each = altered(planWith(ML, NAMESPACES), ({ models }) => add(models["resource"] as Editable));
  expect(foundBy(clusterAccess, each, contextOf(NAMESPACES))).toEqual([]);
});

test("a namespace that the file states as existing needs no block, and its entry is used", () => {
  const change = {
    ...NAMESPACES,
    trusted: [{ kind: "namespace", value: "ml-infrence", reason: "the team has it" }],
  };
  const each = environmentPlan(planWith(ML, change));
  expect(foundBy(clusterAccess, each, contextOf(change))).toEqual([]);
  expect(foundBy(trustedNames, each, contextOf(change))).toEqual([]);
});

test("an entry for a namespace that no role has trusts nothing", () => {
  const change = {
    ...NAMESPACES,
    trusted: [{ kind: "namespace", value: "ml-infrenc", reason: "the team has it" }],
  };
  const settings = settingsFor(configWith(ML, change)).map(({ path, value }) => ({ path, value }));
  const statedOf = () => statedIn(settings);
  expect(foundBy(trustedNames, environmentPlan(planWith(ML, change)), { statedOf })).toEqual([
    expect.stringContaining("no block names namespace ml-infrenc; did you mean ml-infrence?"),
  ]);
});

test("an entry without a group and without a policy is found, also without a record of the file", () => {
  const without = (type: string) =>
    altered("ml-inference-prod", ({ cluster }) => {
      const principal_arn = SUPPORT;
      cluster.resource.aws_eks_access_entry.support = { cluster_name: "a", principal_arn, type };
    });
  expect(foundBy(clusterAccess, without("STANDARD"))).toEqual([
    expect.stringContaining(`access entry: ${SUPPORT} has no group and no access policy`),
  ]);
  expect(foundBy(clusterAccess, without("EC2_LINUX"))).toEqual([]);
});
