import { type PodImage } from "../evidence/pod-images";
import { type ImageReference, imageText } from "./image-reference";
import { isCopyOf } from "./release-images";

/** The difference to a known image, after the name of a container; undefined for the image or a copy of it. */
export function imageProblem(known: PodImage, image: ImageReference): string | undefined {
  const { repository, tags } = known;
  if (isCopyOf(known, image) && tags.includes(image.tag ?? "")) return undefined;
  return `has the image ${imageText(image)}, expected ${repository} with tag ${tags.join(" or ")}`;
}
