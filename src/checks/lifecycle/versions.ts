import { knownText } from "../../infrastructure/text-references";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";

/** Minor version of a Kubernetes version such as `1.36` or `v1.36.2`; undefined for other text. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)(?:[.-].*)?$/.exec(version ?? "")?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The cluster of an environment. */
interface Cluster {
  readonly resource: PlannedResource;
  /**
   * Kubernetes version, such as `1.36`.
   *
   * @default - none set, or known after apply
   */
  readonly version?: string;
}

export function clusters(plan: EnvironmentPlan): Cluster[] {
  return plan.resources("aws_eks_cluster").map((resource) => {
    const version = knownText(plan, inLayer(resource, resource.config.version));
    return { resource, ...(version === undefined ? {} : { version }) };
  });
}

/** Kubernetes version of the environment's only cluster. */
export const clusterVersion = (plan: EnvironmentPlan): string | undefined => clusters(plan)[0]?.version;

/** Text of an attribute; undefined if it is not set or known after apply. */
export const versionAt = (
  plan: EnvironmentPlan,
  resource: PlannedResource,
  key: string,
): string | undefined => knownText(plan, inLayer(resource, resource.config[key]));

/** Whole days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
