import { peopleRights } from "../../../src/checks/identity/people-rights";
import { rbac } from "../../../src/checks/workload/rbac";
import { clusterAccess } from "../../../src/checks/identity/cluster-access";
import { clusterAdmins } from "../../../src/checks/identity/cluster-admins";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const ML = "ml-platform";
const roleOf = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;
const CHANGE = {
  cluster: {
    access: [
      { role: roleOf("science"), people: ["data-scientists", "model-owners"] },
      { role: roleOf("operate"), people: ["operators"] },
      { role: roleOf("audit"), people: ["auditors"] },
      { role: roleOf("review"), people: ["auditors"] },
      { role: roleOf("ml-platform-deployer-plan"), people: ["plan"] },
    ],
  },
};
const plan = () => planWith(ML, CHANGE);
const finds = (edit: Edit): string[] => newlyFound([peopleRights], plan(), edit);

const READERS = "people_readers";
const OPERATORS = "people_operators";
const SCIENCE = "people_data_scientists_kubeflow";
const OWNERS = "people_model_owners_models";

type Rule = Record<"api_groups" | "resources" | "verbs", string[]>;

const rule = (group: string, resources: string[], verbs: string[]): Rule => ({
  api_groups: [group],
  resources,
  verbs,
});

/** Adds a rule to a role of the cluster. */
const inCluster =
  (name: string, added: Rule): Edit =>
  ({ platform }) => {
    (platform.resource.kubernetes_cluster_role_v1[name] as Editable).rule.push(added);
  };

/** Adds a rule to a role of a namespace. */
const inNamespace =
  (layer: "platform" | "models", name: string, added: Rule): Edit =>
  (layers) => {
    (layers[layer].resource.kubernetes_role_v1[name] as Editable).rule.push(added);
  };

/** Removes a verb from the rules of a role of the cluster that have a resource. */
const without =
  (name: string, resource: string, verb: string): Edit =>
  ({ platform }) => {
    for (const each of platform.resource.kubernetes_cluster_role_v1[name].rule as Rule[])
      if (each.resources.includes(resource)) each.verbs = each.verbs.filter((other) => other !== verb);
  };

test("people-rights finds nothing in the roles that synth emits", () => {
  const each = environmentPlan(plan());
  const context = { statedOf: () => statedIn(settingsFor(configWith(ML, CHANGE))) };
  expect(
    [peopleRights, rbac, clusterAccess, clusterAdmins].flatMap((check) => foundBy(check, each, context)),
  ).toEqual([]);
});

test.each<[string, Edit, string]>([
  [
    "a plan that cannot read the Secrets of releases",
    without("people_plan", "secrets", "list"),
    "people:plan may not list secrets",
  ],
  [
    "a plan that writes Secrets",
    inCluster("people_plan", rule("", ["secrets"], ["update"])),
    "people:plan may update secrets in the cluster",
  ],
  [
    "a plan that runs commands",
    inCluster("people_plan", rule("", ["pods/exec"], ["get"])),
    "people:plan may get pods/exec in the cluster",
  ],
  [
    "a plan that reads all kinds, and so opens connections",
    inCluster("people_plan", rule("*", ["*"], ["get"])),
    "people:plan may get secrets in the cluster",
  ],
  [
    "auditors who read Secrets as a plan does",
    ({ platform }) => {
      platform.resource.kubernetes_cluster_role_binding_v1.people_plan.subject.push({
        kind: "Group",
        name: "people:auditors",
        api_group: "rbac.authorization.k8s.io",
      });
    },
    "people:auditors may get secrets in the cluster",
  ],
])("%s is found", (_, edit, message) =>
  expect(finds(edit)).toContainEqual(expect.stringContaining(message) as string),
);

/** Changes the spec of an admission policy or its binding. */
const inPolicy =
  (kind: string, name: string, change: (spec: Editable) => void): Edit =>
  ({ platform }) => {
    const release = platform.resource.helm_release.people_limits as Editable;
    const values = JSON.parse(release.values[0]) as Editable;
    const found = values.resources.filter(
      (each: Editable) => each.kind === kind && each.metadata.name === name,
    ) as Editable[];
    expect(found).toHaveLength(1);
    for (const each of found) change(each.spec);
    release.values = [JSON.stringify(values)];
  };
const POLICY = "ValidatingAdmissionPolicy";
const REPO_SERVER = /people:operators forwards ports to argocd.argo-cd-argocd-repo-server, which has no page/;

test.each<[string, Edit, RegExp]>([
  [
    "forwards that no admission policy limits",
    ({ platform }) => delete platform.resource.helm_release.people_limits,
    REPO_SERVER,
  ],
  [
    "forwards of data scientists to other programs of Kubeflow Pipelines",
    ({ platform }) => delete platform.resource.helm_release.people_limits,
    /people:data-scientists forwards ports to kubeflow.metadata\S*, which has no page/,
  ],
  [
    "a policy that audits only",
    inPolicy(`${POLICY}Binding`, "people-forwards", (spec) => (spec.validationActions = ["Audit"])),
    REPO_SERVER,
  ],
  [
    "a binding for some namespaces",
    inPolicy(
      `${POLICY}Binding`,
      "people-forwards",
      (spec) => (spec.matchResources = { namespaceSelector: {} }),
    ),
    REPO_SERVER,
  ],
  [
    "a policy for another group",
    inPolicy(POLICY, "people-forwards", (spec) => {
      spec.matchConditions[0].expression = spec.matchConditions[0].expression.replace("people:", "other:");
    }),
    REPO_SERVER,
  ],
  [
    "a policy with a further condition",
    inPolicy(POLICY, "people-forwards", (spec) =>
      spec.matchConditions.push({ name: "a", expression: "false" }),
    ),
    REPO_SERVER,
  ],
  [
    "a policy that a failure passes",
    inPolicy(POLICY, "people-forwards", (spec) => (spec.failurePolicy = "Ignore")),
    REPO_SERVER,
  ],
  [
    "a pattern of names without an end",
    inPolicy(POLICY, "people-forwards", (spec) => {
      spec.validations[0].expression = spec.validations[0].expression.replaceAll(/\^[^"]*\$/g, "^argo");
    }),
    REPO_SERVER,
  ],
  [
    "a page that the policy denies",
    inPolicy(POLICY, "people-forwards", (spec) => {
      spec.validations[0].expression = spec.validations[0].expression.replace(
        "argo-cd-argocd-server",
        "argocd",
      );
    }),
    /people:operators may not forward ports to Argo CD/,
  ],
  [
    "labels of nodes that operators patch",
    inPolicy(POLICY, "people-cordon", (spec) => {
      spec.validations[0].expression = spec.validations[0].expression.replace(/^[^&]*&& /, "");
    }),
    /people:operators may patch nodes: it changes metadata\.labels/,
  ],
  ...["apiGroups", "operations", "resources"].map((key): [string, Edit, RegExp] => [
    `a policy whose ${key} are all`,
    inPolicy(POLICY, "people-cordon", (spec) => (spec.matchConstraints.resourceRules[0][key] = ["*"])),
    new RegExp(`admission policy people-cordon judges other requests, too: ${key} has \\*`),
  ]),
  ...["apiGroups", "apiVersions", "operations", "resources"].map((key): [string, Edit, RegExp] => [
    `a policy without ${key}`,
    inPolicy(POLICY, "people-cordon", (spec) => (spec.matchConstraints.resourceRules[0][key] = [])),
    /people:operators may patch nodes: it changes spec\.taints/,
  ]),
  [
    "a policy without rules",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.matchConstraints.resourceRules = [])),
    /people:operators may patch nodes: it changes spec\.providerID/,
  ],
  [
    "a policy without a validation",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.validations = [])),
    /people:operators may patch nodes: it changes metadata\.finalizers/,
  ],
  [
    "a policy with what is not evaluated",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.validations[0].expression = "object.spec.size() > 0")),
    /admission policy people-cordon is not judged: no check evaluates object\.spec\.size\(\) > 0/,
  ],
  [
    "a policy with variables",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.variables = [{ name: "a", expression: "true" }])),
    /admission policy people-cordon is not judged: no check evaluates variables/,
  ],
  [
    "a policy that denies to cordon",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.validations[0].expression = "false")),
    /people:operators may not patch nodes/,
  ],
  [
    "a policy that limits others, too",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.matchConditions = [])),
    /admission policies deny others to patch nodes, too/,
  ],
  [
    "a policy that admits what it cannot judge",
    inPolicy(POLICY, "people-cordon", (spec) => (spec.failurePolicy = "Ignore")),
    /admission policy people-cordon admits what it cannot judge: failurePolicy is Ignore/,
  ],
  [
    "a policy without a binding that denies",
    inPolicy(`${POLICY}Binding`, "people-cordon", (spec) => (spec.validationActions = ["Warn"])),
    /admission policy people-cordon denies nothing: no binding without selectors denies by it/,
  ],
])("people-rights finds %s", (_, edit, message) => {
  expect(finds(edit).join("\n")).toMatch(message);
});

test.each<[string, Edit, string]>([
  [
    "Secrets that auditors read",
    inCluster(READERS, rule("", ["secrets"], ["get"])),
    "people:auditors may get secrets in the cluster",
  ],
  [
    "Secrets by a wildcard",
    inCluster(READERS, rule("", ["*"], ["list"])),
    "people:auditors may list secrets in the cluster",
  ],
  [
    "Secrets that data scientists read in one namespace",
    inNamespace("platform", SCIENCE, rule("", ["secrets"], ["watch"])),
    "people:data-scientists may watch secrets in kubeflow",
  ],
  [
    "a named Secret",
    inNamespace("platform", SCIENCE, { ...rule("", ["secrets"], ["get"]), resource_names: ["a"] } as Rule),
    "people:data-scientists may get secrets in kubeflow",
  ],
  [
    "commands in pods by a WebSocket",
    inCluster(READERS, rule("", ["pods/exec"], ["get"])),
    "people:auditors may get pods/exec in the cluster",
  ],
  [
    "the kubelet",
    inCluster(READERS, rule("", ["nodes/proxy"], ["get"])),
    "people:auditors may get nodes/proxy in the cluster",
  ],
  [
    "pods that model owners create, with the roles that they reach",
    inNamespace("models", OWNERS, rule("", ["pods"], ["create"])),
    "people:model-owners may create pods in models, and so reach the roles ml-platform-model-demand-forecast, ml-platform-model-fraud-detection",
  ],
  [
    "a template of pods that model owners change",
    inNamespace("models", OWNERS, rule("apps", ["deployments"], ["patch"])),
    "people:model-owners may patch deployments in models, and so reach the roles",
  ],
  [
    "workflows that data scientists create",
    inNamespace("platform", SCIENCE, rule("argoproj.io", ["workflows"], ["create"])),
    "people:data-scientists may create workflows in kubeflow, and so reach the roles",
  ],
  [
    "tokens of service accounts",
    inCluster(OPERATORS, rule("", ["serviceaccounts/token"], ["create"])),
    "people:operators may create serviceaccounts/token in the cluster",
  ],
  ...[
    ["", "pods/attach", "get"],
    ["", "pods/ephemeralcontainers", "patch"],
    ["", "pods/proxy", "get"],
    ["", "services/proxy", "create"],
    ["certificates.k8s.io", "certificatesigningrequests/approval", "update"],
    ["certificates.k8s.io", "signers", "approve"],
  ].map(([group = "", resource = "", verb = ""]): [string, Edit, string] => [
    `${verb} of ${resource}`,
    inCluster(OPERATORS, rule(group, [resource], [verb])),
    `people:operators may ${verb} ${resource} in the cluster`,
  ]),
  [
    "impersonation",
    inCluster(OPERATORS, rule("", ["users"], ["impersonate"])),
    "people:operators may impersonate users in the cluster",
  ],
  [
    "escalation",
    inCluster(OPERATORS, rule("rbac.authorization.k8s.io", ["clusterroles"], ["escalate"])),
    "people:operators may escalate clusterroles in the cluster",
  ],
  [
    "roles that it binds",
    inNamespace("models", OWNERS, rule("rbac.authorization.k8s.io", ["roles"], ["bind"])),
    "people:model-owners may bind roles in models",
  ],
  [
    "every verb",
    inNamespace("models", OWNERS, rule("", ["configmaps"], ["*"])),
    "people:model-owners may * configmaps in models",
  ],
  [
    "a change by auditors",
    ({ platform }) =>
      platform.resource.kubernetes_cluster_role_binding_v1[OPERATORS].subject.push({
        kind: "Group",
        name: "people:auditors",
        api_group: "rbac.authorization.k8s.io",
      }),
    "people:auditors may delete pods in the cluster",
  ],
  [
    "an access policy beside people, also of the second role of a group",
    ({ cluster }) => {
      cluster.resource.aws_eks_access_policy_association.more = {
        cluster_name: "${aws_eks_cluster.main.name}",
        principal_arn: roleOf("review"),
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
        access_scope: { type: "namespace", namespaces: ["models"] },
      };
    },
    `${roleOf("review")} has an access policy beside its group of people`,
  ],
  [
    "a port-forward to the whole cluster",
    inCluster(OPERATORS, rule("", ["pods/portforward"], ["create"])),
    "people:operators may create pods/portforward in the cluster",
  ],
  [
    "a role of the cluster that no stack has",
    ({ platform }) =>
      (platform.resource.kubernetes_cluster_role_binding_v1[OPERATORS].role_ref.name = "cluster-admin"),
    "people:operators has the role cluster-admin, whose rules are in no block of these stacks",
  ],
  [
    "rights of a group that no entry names people by",
    ({ cluster }) => (cluster.resource.aws_eks_access_entry.access_audit.kubernetes_groups = ["people:all"]),
    "people:all is no group of people",
  ],
])("people-rights finds %s", (_, edit, message) => {
  expect(finds(edit).join("\n")).toContain(message);
});

test.each<[string, Edit, string]>([
  [
    "auditors that cannot list nodes",
    without(READERS, "nodes", "list"),
    "people:auditors may not list nodes, which they read",
  ],
  [
    "auditors that cannot read a kind of a chart",
    without(READERS, "targetgroupbindings", "get"),
    "people:auditors may not get targetgroupbindings.elbv2.k8s.aws, which they read",
  ],
  [
    "auditors that cannot read a kind of an add-on",
    without(READERS, "policyendpoints", "get"),
    "people:auditors may not get policyendpoints.networking.k8s.aws, which they read",
  ],
  [
    "auditors that cannot list volumes of Mountpoint",
    without(READERS, "mountpoints3podattachments", "list"),
    "people:auditors may not list mountpoints3podattachments.s3.csi.aws.com, which they read",
  ],
  [
    "auditors that cannot read a kind that the stacks define",
    without(READERS, "scheduledworkflows", "watch"),
    "people:auditors may not watch scheduledworkflows.kubeflow.org, which they read",
  ],
  [
    "data scientists that cannot read logs",
    ({ platform }) =>
      Reflect.deleteProperty(platform.resource.kubernetes_role_binding_v1, `${SCIENCE}_readers`),
    "people:data-scientists may not get pods/log in kubeflow",
  ],
  [
    "data scientists that cannot open MLflow",
    ({ platform }) => delete platform.resource.kubernetes_role_binding_v1.people_data_scientists_mlflow,
    "people:data-scientists may not create pods/portforward in mlflow",
  ],
  [
    "model owners that cannot replace pods",
    ({ models }) => Reflect.deleteProperty(models.resource.kubernetes_role_binding_v1, OWNERS),
    "people:model-owners may not create pods/eviction in models",
  ],
  [
    "operators that cannot cordon a node",
    without(OPERATORS, "nodes", "patch"),
    "people:operators may not patch nodes",
  ],
  [
    "operators that cannot open Grafana",
    ({ platform }) => delete platform.resource.kubernetes_role_binding_v1.people_operators_monitoring,
    "people:operators may not create pods/portforward in monitoring",
  ],
  [
    "a binding of another role",
    ({ platform }) => (platform.resource.kubernetes_role_binding_v1[SCIENCE].role_ref.name = "other"),
    "people:data-scientists may not create pods/portforward in kubeflow",
  ],
])("people-rights finds %s", (_, edit, message) => {
  expect(finds(edit).join("\n")).toContain(message);
});

test("cluster-access finds a group of people that the file does not state", () => {
  const context = {
    statedOf: () =>
      statedIn(settingsFor(configWith(ML, { cluster: { access: CHANGE.cluster.access.slice(1) } }))),
  };
  expect(foundBy(clusterAdmins, environmentPlan(plan()), context).join("\n")).toContain(
    `${roleOf("science")} is not in cluster.admins, cluster.access or cluster.deployerRole`,
  );
  const other = { cluster: { access: [{ role: roleOf("audit"), people: ["operators"] }] } };
  const stated = { statedOf: () => statedIn(settingsFor(configWith(ML, other))) };
  expect(foundBy(clusterAccess, environmentPlan(plan()), stated)).toContainEqual(
    expect.stringContaining(`${roleOf("audit")} is in the groups people:auditors, expected people:operators`),
  );
});
