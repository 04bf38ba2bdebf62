import { FARGATE } from "../facts/fargate";
import { type AddonPods } from "../evidence/addons";
import { CHART_FACTS } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { fargateProfiles, profileOf } from "./capacity-placement";
import { workloadOf } from "./kubernetes-workloads";
import { type ChartWorkload, chartWorkloads } from "./kubernetes-charts";
import { type NodeGroup, nodeGroups } from "./capacity-nodes";
import { type HelmRelease } from "./kubernetes-releases";
import { ImageReference, pulledImages, releaseImages } from "./kubernetes-images";
import { vllmServersOf } from "./kubernetes-vllm";
import { objectsOf, type Pods } from "./kubernetes-objects";
import { type ImagePlatforms } from "../evidence/image-platforms";
import { IMAGE_PLATFORMS_OF_PARTS } from "../evidence/image-platforms-of-parts";
import { VLLM_IMAGE } from "../evidence/image";

type Pulled = ReturnType<typeof pulledImages>[number];

/** Nodes that can run pods: those of a node group, or those of Fargate. */
interface Home {
  readonly name: string;
  /** Platform as registries name it: `linux/arm64`. */
  readonly platform: string;
}

const ON_FARGATE: Home = { name: "Fargate", platform: FARGATE.platform };

const homeIn = ({ resource, isArm }: NodeGroup): Home => ({
  name: resource.name,
  platform: isArm ? "linux/arm64" : "linux/amd64",
});

const everyHome = (plan: EnvironmentPlan): Home[] => [
  ...nodeGroups(plan).map(homeIn),
  ...(fargateProfiles(plan).length > 0 ? [ON_FARGATE] : []),
];

/** Nodes that can run the pods of a Kubernetes object. */
function homesOfPods(plan: EnvironmentPlan, pods: Pods): Home[] {
  const workload = workloadOf(plan, pods);
  if (workload && profileOf(plan, workload)) return [ON_FARGATE];
  return homesOfPod(plan, pods.spec);
}

/** Nodes of node groups that can run a pod. */
const homesOfPod = (plan: EnvironmentPlan, pod: Pods["spec"]): Home[] =>
  nodeGroups(plan)
    .filter((group) => group.admits(pod))
    .map(homeIn);

/** Nodes that can run the pods of a release that have an image. All, for a chart without facts. */
function homesOfRelease(
  plan: EnvironmentPlan,
  { chart, namespace, values }: HelmRelease,
  image: Parameters<ImageReference["isCopyOf"]>[0] | undefined,
): Home[] {
  const facts = CHART_FACTS[chart];
  if (!facts || image === undefined) return everyHome(plan);
  const workloads = chartWorkloads(facts, values, true);
  const users = workloads.filter(({ containers }) =>
    containers.some((container) => ImageReference.parse(container.image).isCopyOf(image)),
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
    ({ hasNvidiaDriver }) => facts.nodes === undefined || facts.nodes === "every" || hasNvidiaDriver,
  );
  return needs.filter((group) => group.admits({ nodeSelector, tolerations, affinity })).map(homeIn);
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
    .filter(({ hasNvidiaDriver }) => count !== "every-gpu-node" || hasNvidiaDriver)
    .filter((group) => group.admits({ tolerations }))
    .map(homeIn);
}

/** Platforms that pods need, in order; those of all nodes, if no node can run them. */
export const platformsOfPods = (plan: EnvironmentPlan, pods: Pods): string[] =>
  platformsOf(plan, homesOfPods(plan, pods));

/** Platforms that the pods of a release with an image need, likewise. */
export const platformsOfRelease = (...given: Parameters<typeof homesOfRelease>): string[] =>
  platformsOf(given[0], homesOfRelease(...given));

const platformsOf = (plan: EnvironmentPlan, homes: readonly Home[]): string[] =>
  [...new Set((homes.length > 0 ? homes : everyHome(plan)).map(({ platform }) => platform))].sort();

/** An image, with the nodes that can pull it. */
interface PlacedImage {
  readonly resource: PlannedResource;
  readonly where: string;
  readonly image: ImageReference;
  readonly homes: readonly Home[];
  /** @default - its platforms are unknown */
  readonly known?: ImagePlatforms;
}

/** Images of all pods and releases. */
export const placedImages = memoizePerPlan((plan: EnvironmentPlan): readonly PlacedImage[] => [
  ...objectsOf(plan).pods.flatMap((pods) =>
    pulledImages(plan)
      .filter(({ resource, where }) => resource === pods.owner.resource && !where.startsWith("value "))
      .map((pulled) => ({
        ...placed(plan, pulled),
        homes: isOfRun(pulled) ? homesOfPod(plan, {}) : homesOfPods(plan, pods),
      })),
  ),
  ...releaseImages(plan).map(({ release, where, image, upstream }) => {
    const { resource } = release;
    const tagged = image.tag === undefined && upstream ? image.withTag(upstream.tag) : image;
    return {
      ...placed(plan, { resource, where, image: tagged }),
      homes: homesOfRelease(plan, release, upstream),
    };
  }),
]);

/** Whether a program writes the image into pods of runs, which select no nodes unless a pipeline says so. */
const isOfRun = ({ where }: Pulled): boolean => !where.startsWith("container ");

function placed(plan: EnvironmentPlan, pulled: Pulled): Omit<PlacedImage, "homes"> {
  const { resource, where, image } = pulled;
  const known =
    vllmImageOf(plan, pulled) ??
    IMAGE_PLATFORMS_OF_PARTS.find((each) => image.isCopyOf(each) && each.tags.includes(image.tag ?? ""));
  return { resource, where, image, ...(known ? { known } : {}) };
}

/**
 * The image of vLLM, of which a pulled image is a copy: by its path, or because it runs vLLM from the repository of its
 * model with a tag of the project. A build of one's own has a tag of its own.
 */
export function vllmImageOf(
  plan: EnvironmentPlan,
  { resource, image }: Pick<Pulled, "resource" | "image">,
): ImagePlatforms | undefined {
  if (!VLLM_IMAGE.tags.includes(image.tag ?? "")) return undefined;
  const isServer = vllmServersOf(plan).some(
    (server) => server.pods.owner.resource === resource && server.image === image.text,
  );
  return isServer || image.isCopyOf(VLLM_IMAGE) ? VLLM_IMAGE : undefined;
}
