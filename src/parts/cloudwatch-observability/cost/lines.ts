import { aMinute as A_MINUTE } from "./observations.json";
import { platform } from "../../../infrastructure/capacity-platform";
import { workloadsOf } from "../../../infrastructure/kubernetes-workloads";
import { addonOf } from "../../../infrastructure/kubernetes-releases";
import { profileOf } from "../../../infrastructure/capacity-placement";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { counted } from "../../../base/counted";
import { type Costing, costLine, type Extent, type LinesOf } from "../../../cost/line";
import { hoursOfNodes } from "../../../cost/hours";
import { items } from "../../../infrastructure/kubernetes-api";

const MINUTES_AN_HOUR = 60;
const MILLION = 1_000_000;

/** Namespaces that a cluster has without Terraform: default, kube-system, kube-public, kube-node-lease. */
const OWN_NAMESPACES = 4;

/**
 * Observations of Container Insights with enhanced observability, which the add-on bills instead of metrics. Its agents run on
 * nodes only, so pods on Fargate are not observed.
 */
export const linesOf: LinesOf = (costing) => {
  const addon = addonOf(costing.plan, "amazon-cloudwatch-observability");
  if (!addon) return [];
  const seen = observedIn(costing);
  const observations = (bound: keyof Extent): number =>
    (amountOf(seen, bound) * MINUTES_AN_HOUR * costing.hours) / MILLION;
  return [
    costLine(costing, addon.resource, {
      item: "Container Insights",
      billedAs: "AmazonCloudWatch",
      unitPrice: "observationsMillion",
      factors: [{ min: observations("min"), max: observations("max"), unit: "M observations" }],
      assumption: `${rangeText(seen.node, "node")}, ${rangeText(seen.pod, "pod")} with ${rangeText(seen.container, "container")}; averages of observations a minute, which no bill confirms; a container for each pod of an add-on or chart${hasSchedules(costing) ? `; ${AT_REST}` : ""}`,
    }),
  ];
};

const AT_REST =
  "nodes and their DaemonSets by the hours of the schedules, other pods as an upper bound for all hours";

const hasSchedules = (costing: Costing): boolean =>
  nodeGroups(costing.plan).some((group) => hoursOfNodes(costing, group).some(({ share }) => share < 1));

type Observed = Readonly<Record<keyof typeof A_MINUTE, Extent>>;

function observedIn(costing: Costing): Observed {
  const { plan } = costing;
  const groups = nodeGroups(plan);
  const sumOf = (of: readonly Extent[]): Extent => ({
    min: of.reduce((sum, { min }) => sum + min, 0),
    max: of.reduce((sum, { max }) => sum + max, 0),
  });
  const running = (of: readonly NodeGroup[]): Extent =>
    sumOf(
      of
        .flatMap((group) => hoursOfNodes(costing, group))
        .map(({ nodes: { min, max }, share }) => ({ min: min * share, max: max * share })),
    );
  const node = running(groups);
  const gpuNode = running(groups.filter(({ amiType }) => amiType.endsWith("_NVIDIA")));
  const ofPlatform = platform(plan).pods.map(({ count }) =>
    count === "every-node" ? node : count === "every-gpu-node" ? gpuNode : fixed(count),
  );
  const onNodes = workloadsOf(plan).filter(
    (workload) => profileOf(plan, workload) === undefined && !workload.isJob,
  );
  const ofModels = onNodes.map((workload) => ({
    pods: workload.isDaemonSet ? node : { min: workload.min, max: workload.max },
    containers: items(workload.pod.containers).length,
  }));
  const objects = objectsOf(plan);
  return {
    cluster: fixed(1),
    node,
    namespace: fixed(OWN_NAMESPACES + objects.ofKind("namespace").length),
    service: fixed(objects.ofKind("service").length),
    workload: fixed(ofPlatform.length + ofModels.length),
    pod: sumOf([...ofPlatform, ...ofModels.map(({ pods }) => pods)]),
    container: sumOf([
      ...ofPlatform,
      ...ofModels.map(({ pods, containers }) => ({ min: pods.min * containers, max: pods.max * containers })),
    ]),
  };
}

const fixed = (count: number): Extent => ({ min: count, max: count });

const amountOf = (seen: Observed, bound: keyof Extent): number =>
  Object.entries(A_MINUTE).reduce(
    (sum, [kind, each]) => sum + seen[kind as keyof typeof A_MINUTE][bound] * each,
    0,
  );

const rangeText = ({ min, max }: Extent, noun: string): string => {
  const [least, most] = [rounded(min), rounded(max)];
  return least === most ? counted(most, noun) : `${least} to ${counted(most, noun)}`;
};

/** Schedules make averages of counts. */
const rounded = (count: number): number => Number(count.toFixed(2));
