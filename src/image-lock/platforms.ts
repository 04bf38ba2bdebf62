import { FARGATE_PLATFORM } from "../catalog/instance-types";
import { chartWorkloads, type ChartWorkload } from "../analysis/chart-workloads";
import { hasNvidiaDriver, isArm, placeable } from "../analysis/capacity/placement";
import { workloadOf } from "../analysis/capacity/workloads";
import { fargateProfiles, profileOf } from "../analysis/cluster/fargate";
import { type NodeGroup, nodeGroups } from "../analysis/cluster/node-groups";
import { type HelmRelease } from "../analysis/helm-releases";
import { type ChartImage } from "../analysis/images/release-images";
import { type Pods } from "../analysis/kubernetes/objects";
import { CHART_FACTS } from "../knowledge/charts";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";

/** Platforms of all nodes and of Fargate pods, as registries name them. */
export const everyPlatform = (plan: EnvironmentPlan): string[] =>
  sorted([
    ...nodeGroups(plan).map(platformOf),
    ...(fargateProfiles(plan).length > 0 ? [FARGATE_PLATFORM] : []),
  ]);

/** Platforms that the pods of a Kubernetes object can run on. */
export function platformsOfPods(plan: EnvironmentPlan, pods: Pods): string[] {
  const workload = workloadOf(plan, pods);
  if (workload && profileOf(plan, workload)) return [FARGATE_PLATFORM];
  const groups = nodeGroups(plan).filter((group) => placeable(pods.spec, group));
  return groups.length > 0 ? sorted(groups.map(platformOf)) : everyPlatform(plan);
}

/** Platforms that the pods of a release can run on. All, for an image of a hook or of a chart without facts. */
export function platformsOfRelease(
  plan: EnvironmentPlan,
  { chart, namespace, values }: HelmRelease,
  image: ChartImage | undefined,
): string[] {
  const facts = CHART_FACTS[chart];
  if (!facts || image === undefined || image.hook === true) return everyPlatform(plan);
  const platforms = chartWorkloads(facts, values).flatMap((workload) =>
    platformsOfWorkload(plan, workload, namespace),
  );
  return platforms.length > 0 ? sorted(platforms) : everyPlatform(plan);
}

/** Affinity is not read: it can only lead to fewer platforms. */
function platformsOfWorkload(
  plan: EnvironmentPlan,
  { facts, nodeSelector, tolerations }: ChartWorkload,
  namespace: string,
): string[] {
  if (facts.nodes === "every") return nodeGroups(plan).map(platformOf);
  if (facts.nodes !== undefined)
    return nodeGroups(plan)
      .filter(({ amiType }) => hasNvidiaDriver(amiType))
      .map(platformOf);
  const pods = { namespace, labels: facts.labels };
  if (fargateProfiles(plan).some((profile) => profile.selects(pods))) return [FARGATE_PLATFORM];
  const pod = { node_selector: nodeSelector, toleration: tolerations };
  return nodeGroups(plan)
    .filter((group) => placeable(pod, group))
    .map(platformOf);
}

const platformOf = ({ amiType }: NodeGroup): string => (isArm(amiType) ? "linux/arm64" : "linux/amd64");

/** Texts in order, without duplicates. */
export const sorted = <T extends string>(texts: readonly T[]): T[] => [...new Set(texts)].sort();
