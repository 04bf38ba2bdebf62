import { type AwsLocation, serviceDomain } from "../../facts/aws";

/** Release of the chart argo-cd that `components.argo-cd` installs, in a namespace of its own. */
export const ARGO_CD = { release: "argo-cd", namespace: "argocd" } as const;

/** Service accounts that the chart creates. */
export const ARGO_CD_ACCOUNTS = {
  controller: "argocd-application-controller",
  server: "argocd-server",
} as const;

/**
 * Kinds that Argo CD may own in its namespace. Terraform owns objects of other kinds there: the
 * quota, the defaults of containers, the network policies and the permissions. No kind is on both
 * sides.
 */
export const OWNED_KINDS = [
  { group: "", kind: "ConfigMap", resource: "configmaps" },
  { group: "", kind: "Service", resource: "services" },
  { group: "", kind: "ServiceAccount", resource: "serviceaccounts" },
  { group: "apps", kind: "Deployment", resource: "deployments" },
  { group: "autoscaling", kind: "HorizontalPodAutoscaler", resource: "horizontalpodautoscalers" },
  { group: "policy", kind: "PodDisruptionBudget", resource: "poddisruptionbudgets" },
] as const;

/** Port of the Service of a model in Git to which its paths lead. */
export const GIT_SERVICE_PORT = 80;

/** Labels of the pods of a model in Git, which its network policy selects. */
export const labelsInGit = (model: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": model,
});

/** Names of objects that Terraform and Kubernetes create in the namespace. */
export const NAMES_IN_NAMESPACE: readonly string[] = ["default", "default-deny", "within"];

const CODECOMMIT = /^git-codecommit\.([a-z0-9-]+)\.([a-z0-9.]+)$/;

/** Region of a repository in CodeCommit, by the host of its URL; undefined for another host. */
export const codeCommitRegion = (url: string): string | undefined =>
  CODECOMMIT.exec(new URL(url).hostname)?.[1];

/** True if the endpoint of CodeCommit in the region of an environment serves a repository. */
export const isOfCodeCommit = (url: string, location: AwsLocation): boolean =>
  new URL(url).hostname === `git-codecommit.${location.region}.${serviceDomain(location)}`;
