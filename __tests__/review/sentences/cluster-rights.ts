import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const VIEWER = "arn:aws:iam::111122223333:role/viewer";

const association = (policy: string, access_scope: JsonObject) => ({
  "aws_eks_access_policy_association.viewer": {
    cluster_name: "main",
    principal_arn: VIEWER,
    policy_arn: `arn:aws:eks::aws:cluster-access-policy/${policy}`,
    access_scope,
  },
});
const entry = (...kubernetes_groups: string[]) => ({
  "aws_eks_access_entry.viewer": { cluster_name: "main", principal_arn: VIEWER, kubernetes_groups },
});
const bindingIn = (kind: string, subject: JsonObject) => ({
  "kubernetes_role_binding_v1.viewer": {
    metadata: { name: "viewer", namespace: "models" },
    role_ref: { api_group: "rbac.authorization.k8s.io", kind, name: "view" },
    subject: [subject],
  },
});
const role = (...verbs: string[]) => ({
  "kubernetes_cluster_role_v1.view": {
    metadata: { name: "view" },
    rule: [{ api_groups: [""], resources: ["configmaps"], verbs }],
  },
});
const ACCOUNT = { kind: "ServiceAccount", name: "api", namespace: "models" };

/** Rights in the cluster, by access entries and by bindings. */
export const CLUSTER_RIGHT_SENTENCES: readonly SentenceCase[] = [
  {
    before: association("AmazonEKSViewPolicy", { type: "namespace", namespaces: ["models"] }),
    after: association("AmazonEKSViewPolicy", { type: "cluster" }),
    lines: [
      "attention, more access: arn:aws:iam::111122223333:role/viewer gains AmazonEKSViewPolicy in the whole cluster",
    ],
  },
  {
    before: association("AmazonEKSViewPolicy", { type: "cluster" }),
    after: association("AmazonEKSViewPolicy", { type: "namespace", namespaces: ["models", "web"] }),
    lines: [
      "attention, in place: arn:aws:iam::111122223333:role/viewer loses AmazonEKSViewPolicy in the whole cluster",
    ],
  },
  {
    before: association("AmazonEKSViewPolicy", { type: "namespace", namespaces: ["models"] }),
    after: association("AmazonEKSViewPolicy", { type: "namespace", namespaces: ["models", "web"] }),
    lines: [
      "attention, more access: arn:aws:iam::111122223333:role/viewer gains AmazonEKSViewPolicy in the namespace web of the cluster",
    ],
  },
  {
    before: entry("readers"),
    after: entry("readers", "writers"),
    lines: [
      "attention, more access: arn:aws:iam::111122223333:role/viewer gains the rights of the Kubernetes group writers in the cluster",
    ],
  },
  {
    layer: "models",
    after: bindingIn("ClusterRole", { kind: "Group", name: "readers" }),
    lines: [
      "attention, more access: Group readers gains the rights of the role view in the namespace models",
    ],
  },
  {
    layer: "models",
    beside: {
      "kubernetes_cluster_role_binding_v1.api": {
        metadata: { name: "api" },
        role_ref: { api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
        subject: [ACCOUNT],
      },
    },
    before: role("get"),
    after: role("get", "list"),
    lines: ["attention, more access: service account models:api gains list on configmaps in the cluster"],
  },
  {
    layer: "models",
    beside: bindingIn("ClusterRole", ACCOUNT),
    before: role("get"),
    after: role("get", "list"),
    lines: [
      "attention, more access: service account models:api gains list on configmaps in the namespace models",
    ],
  },
];
