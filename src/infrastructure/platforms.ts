import { FARGATE } from "../facts/fargate";
import { type AddonPods } from "../evidence/addons";
import { CHART_FACTS } from "../evidence/charts";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { hasNvidiaDriver, isArm, placeable } from "./placement";
import { workloadOf } from "./workloads";
import { type ChartWorkload, everyChartWorkload } from "./chart-workloads";
import { fargateProfiles, profileOf } from "./fargate";
import { type NodeGroup, nodeGroups } from "./node-groups";
import { type HelmRelease } from "./helm-releases";
import { type Pods } from "./kubernetes-objects";
import { parseImage } from "./image-reference";
import { type ChartImage, isCopyOf } from "./release-images";

/** Nodes that can run pods: those of a node group, or those of Fargate. */
export interface Home {
  readonly name: string;
  /** Platform as registries name it: `linux/arm64`. */
  readonly platform: string;
}

const ON_FARGATE: Home = { name: "Fargate", platform: FARGATE.platform };

const homeIn = ({ resource, amiType }: NodeGroup): Home => ({
  name: resource.name,
  platform: isArm(amiType) ? "linux/arm64" : "linux/amd64",
});

const everyHome = (plan: EnvironmentPlan): Home[] => [
  ...nodeGroups(plan).map(homeIn),
  ...(fargateProfiles(plan).length > 0 ? [ON_FARGATE] : []),
];

/** Nodes that can run the pods of a Kubernetes object. */
export function homesOfPods(plan: EnvironmentPlan, pods: Pods): Home[] {
  const workload = workloadOf(plan, pods);
  if (workload && profileOf(plan, workload)) return [ON_FARGATE];
  return homesOfPod(plan, pods.spec);
}

/** Nodes of node groups that can run a pod. */
export const homesOfPod = (plan: EnvironmentPlan, pod: Pods["spec"]): Home[] =>
  nodeGroups(plan)
    .filter((group) => placeable(pod, group))
    .map(homeIn);

/** Nodes that can run the pods of a release that have an image. All, for a chart without facts. */
export function homesOfRelease(
  plan: EnvironmentPlan,
  { chart, namespace, values }: HelmRelease,
  image: ChartImage | undefined,
): Home[] {
  const facts = CHART_FACTS[chart];
  if (!facts || image === undefined) return everyHome(plan);
  const workloads = everyChartWorkload(facts, values);
  const users = workloads.filter(({ containers }) =>
    containers.some((container) => isCopyOf(image, parseImage(container.image))),
  );
  return (users.length > 0 ? users : workloads).flatMap((workload) =>
    homesOfWorkload(plan, workload, namespace),
  );
}

function homesOfWorkload(
  plan: EnvironmentPlan,
  { facts, nodeSelector, tolerations, affinity }: ChartWorkload,
  namespace: string,
): Home[] {
  const pods = { namespace, labels: facts.labels };
  if (facts.kind !== "DaemonSet" && fargateProfiles(plan).some((profile) => profile.selects(pods)))
    return [ON_FARGATE];
  const needs = nodeGroups(plan).filter(
    ({ amiType }) => facts.nodes === undefined || facts.nodes === "every" || hasNvidiaDriver(amiType),
  );
  return needs.filter((group) => placeable({ nodeSelector, tolerations, affinity }, group)).map(homeIn);
}

/** Nodes that can run pods of an add-on. Its settings are not read: they can only lead to fewer nodes. */
export function homesOfAddon(
  plan: EnvironmentPlan,
  { kind, name, namespace, labels = { "k8s-app": name }, count, tolerations }: AddonPods,
): Home[] {
  if (
    kind === "Deployment" &&
    fargateProfiles(plan).some((profile) => profile.selects({ namespace, labels }))
  )
    return [ON_FARGATE];
  return nodeGroups(plan)
    .filter(({ amiType }) => count !== "every-gpu-node" || hasNvidiaDriver(amiType))
    .filter((group) => placeable({ tolerations }, group))
    .map(homeIn);
}

/** Platforms that pods need; those of all nodes, if no node can run them. */
export const platformsOf = (plan: EnvironmentPlan, homes: readonly Home[]): string[] =>
  sorted((homes.length > 0 ? homes : everyHome(plan)).map(({ platform }) => platform));

/** Texts in order, without duplicates. */
export const sorted = <T extends string>(texts: readonly T[]): T[] => [...new Set(texts)].sort();
