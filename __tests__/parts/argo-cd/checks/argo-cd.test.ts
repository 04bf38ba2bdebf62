import { gitopsNotJudged } from "../../../../src/parts/argo-cd/checks/gitops-not-judged";
import { gitopsOwnership } from "../../../../src/parts/argo-cd/checks/gitops-ownership";
import { policyPeers } from "../../../../src/checks/workload/policy-peers";
import { rbac } from "../../../../src/checks/workload/rbac";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { editRelease as values, withArgoCd, withPrivateHost, withPublicHost } from "../../../support/argo-cd";

const project = (edit: (spec: Editable) => void): Edit =>
  values("models", ({ resources }) => edit(resources[0].spec as Editable));
const application = (edit: (object: Editable) => void): Edit =>
  values("models", ({ resources }) => edit(resources[1] as Editable));

test.each<[what: string, edit: Edit, message: string]>([
  [
    "a project that is missing",
    application(({ spec }) => (spec.project = "default")),
    "its project default is in no release",
  ],
  [
    "another repository",
    project((spec) => spec["sourceRepos"].push("*")),
    "its project accepts https://git-codecommit.ap-southeast-2.amazonaws.com/v1/repos/models, *, expected only",
  ],
  [
    "another namespace",
    project((spec) => spec["destinations"].push({ server: "*", namespace: "*" })),
    "its project has other destinations than its own namespace",
  ],
  [
    "another cluster",
    values("models", ({ resources }) => {
      resources[0].spec.destinations[0].server = "https://other";
      resources[1].spec.destination.server = "https://other";
    }),
    "its cluster is https://other, expected https://kubernetes.default.svc",
  ],
  [
    "every kind with a namespace",
    project((spec) => delete spec["namespaceResourceWhitelist"]),
    "its project allows every kind with a namespace",
  ],
  [
    "kinds of the cluster",
    project((spec) => (spec["clusterResourceWhitelist"] = [{ group: "*", kind: "*" }])),
    "its project allows kinds of the whole cluster: *",
  ],
  [
    "a kind that Terraform owns there",
    project((spec) => spec["namespaceResourceWhitelist"].push({ group: "", kind: "ResourceQuota" })),
    "its project allows kinds that no model has: ResourceQuota; Terraform owns kubernetes_resource_quota_v1.",
  ],
  [
    "the namespace of the models",
    values("models", ({ resources }) => {
      resources[0].spec.destinations[0].namespace = "ml-inference";
      resources[1].spec.destination.namespace = "ml-inference";
    }),
    "Terraform runs kubernetes_deployment_v1.",
  ],
  [
    "a namespace that no stack creates",
    values("models", ({ resources }) => {
      resources[0].spec.destinations[0].namespace = "elsewhere";
      resources[1].spec.destination.namespace = "elsewhere";
    }),
    "no stack creates its namespace elsewhere with limits and policies",
  ],
  [
    "a finalizer",
    application(({ metadata }) => (metadata.finalizers = ["resources-finalizer.argocd.argoproj.io"])),
    "its finalizers block a destroy",
  ],
  [
    "rights in the whole cluster",
    values("platform", (written) => delete written["createClusterRoles"]),
    "the chart gives Argo CD all rights in the whole cluster: createClusterRoles is not false",
  ],
  [
    "a controller that watches all namespaces",
    values("platform", ({ configs }) => delete configs.clusterCredentials),
    "no cluster of the chart has the namespaces gitops-models",
  ],
  [
    "a token of the repo server",
    values("platform", ({ repoServer }) => delete repoServer.automountServiceAccountToken),
    "the repo server, which renders the content of Git, has a Kubernetes token",
  ],
  [
    "a token of Redis",
    values("platform", ({ redis }) => (redis.automountServiceAccountToken = true)),
    "Redis has a Kubernetes token: redis.automountServiceAccountToken is not false",
  ],
  [
    "policies of the chart",
    values("platform", ({ global }) => delete global.networkPolicy),
    "network policies of the chart admit every namespace to its metrics",
  ],
  ["dex", values("platform", ({ dex }) => (dex.enabled = true)), "dex.enabled is not false"],
  [
    "notifications",
    values("platform", (written) => delete written["notifications"]),
    "notifications.enabled is not false",
  ],
  [
    "a controller that stops at kinds without rights",
    values("platform", ({ configs }) => delete configs.cm),
    "resource.respectRBAC is not normal",
  ],
  [
    "a certificate that is not verified",
    values(
      "platform",
      ({ configs }) => (configs.clusterCredentials["in-cluster"].config.tlsClientConfig.insecure = true),
    ),
    "it does not verify the certificate of the cluster",
  ],
])("ML-04 gitops-ownership finds %s", (_, edit, message) => {
  expect(newlyFound([gitopsOwnership], withArgoCd(), edit).join("\n")).toContain(message);
});

const roleRules = (layers: Record<string, Editable>, account: string): Editable[] =>
  (layers["models"]?.["resource"].kubernetes_role_v1 as Record<string, Editable>)[
    `argo_cd_${account}_role`
  ]?.["rule"] as Editable[];

test.each<[what: string, edit: Edit, message: string]>([
  [
    "a right on Secrets",
    (layers) =>
      roleRules(layers, "controller").push({ api_groups: [""], resources: ["secrets"], verbs: ["get"] }),
    "it may get secrets, expected no right on it",
  ],
  [
    "a right to write pods",
    (layers) =>
      roleRules(layers, "controller").push({ api_groups: [""], resources: ["pods"], verbs: ["create"] }),
    "it may create pods, expected only get, list, watch",
  ],
  [
    "a server that deletes",
    (layers) =>
      roleRules(layers, "server").push({
        api_groups: ["apps"],
        resources: ["deployments"],
        verbs: ["delete"],
      }),
    "it may delete deployments, expected only get, list, watch",
  ],
  [
    "all API groups",
    (layers) =>
      roleRules(layers, "controller").push({ api_groups: ["*"], resources: ["pods"], verbs: ["get"] }),
    "a rule contains the wildcard *",
  ],
])("ML-04 rbac finds %s of Argo CD", (_, edit, message) => {
  expect(newlyFound([rbac], withArgoCd(), edit).join("\n")).toContain(message);
});

test("ML-04 the internet is a peer of the repo server only, and only on the port of its repository", () => {
  expect(foundBy(policyPeers, environmentPlan(withPublicHost()))).toEqual([]);
  const found = newlyFound([policyPeers], withPublicHost(), ({ platform }) => {
    const policies = platform["resource"].kubernetes_network_policy_v1 as Editable;
    for (const rule of policies["gitops_repo_server"].spec.egress as Editable[])
      if (rule["ports"][0].port === "443") rule["ports"].push({ port: "22", protocol: "TCP" });
  });
  expect(found).toEqual([expect.stringContaining("an egress rule allows 0.0.0.0/0")]);
});

test("ML-04 the path in the repository is named as not judged, with the limits of its namespace", () => {
  expect(foundBy(gitopsNotJudged, environmentPlan(withArgoCd()))).toEqual([
    "helm_release.argo_cd: not judged: environments/prod of https://git-codecommit.ap-southeast-2.amazonaws.com/v1/repos/models at main, which Argo CD applies to gitops-models, with up to 10 pods that request 4 vCPU and 8Gi of memory, which no capacity check reserves",
  ]);
});

test("ML-04 the name of a host inside is not judged", () => {
  expect(foundBy(gitopsNotJudged, environmentPlan(withPrivateHost()))).toContain(
    "helm_release.argo_cd: not judged: whether git.example.com resolves to the ranges of privateHost in the VPC, by resolver-rule",
  );
});
