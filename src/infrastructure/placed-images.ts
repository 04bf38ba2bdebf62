import { type ImagePlatforms } from "../evidence/image-platforms";
import { IMAGE_PLATFORMS_OF_PARTS } from "../evidence/image-platforms-of-parts";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { memoizePerPlan } from "./blocks";
import { objectsOf } from "./kubernetes-objects";
import { type ImageReference } from "./image-reference";
import { type Home, homesOfPod, homesOfPods, homesOfRelease } from "./platforms";
import { type PulledImage, pulledImages } from "./pulled-images";
import { isCopyOf, releaseImages } from "./release-images";
import { vllmImageOf } from "./vllm-image";

/** An image, with the nodes that can pull it. */
export interface PlacedImage {
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
    const tag = image.tag ?? upstream?.tag;
    return {
      ...placed(plan, { resource, where, image: { ...image, ...(tag === undefined ? {} : { tag }) } }),
      homes: homesOfRelease(plan, release, upstream),
    };
  }),
]);

/** Whether a program writes the image into pods of runs, which select no nodes unless a pipeline says so. */
const isOfRun = ({ where }: PulledImage): boolean => !where.startsWith("container ");

function placed(plan: EnvironmentPlan, pulled: PulledImage): Omit<PlacedImage, "homes"> {
  const { resource, where, image } = pulled;
  const known =
    vllmImageOf(plan, pulled) ??
    IMAGE_PLATFORMS_OF_PARTS.find((each) => isCopyOf(each, image) && each.tags.includes(image.tag ?? ""));
  return { resource, where, image, ...(known ? { known } : {}) };
}
