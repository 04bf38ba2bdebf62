import { type ImagePlatforms } from "../evidence/image-platforms";
import { VLLM_IMAGE } from "../evidence/image";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { vllmServersOf } from "./vllm-servers";
import { imageText } from "./image-reference";
import { type PulledImage } from "./pulled-images";
import { isCopyOf } from "./release-images";

/**
 * The image of vLLM, of which a pulled image is a copy: by its path, or because it runs vLLM from the repository of its model with a tag of the
 * project. A build of one's own has a tag of its own.
 */
export function vllmImageOf(
  plan: EnvironmentPlan,
  { resource, image }: Pick<PulledImage, "resource" | "image">,
): ImagePlatforms | undefined {
  if (!VLLM_IMAGE.tags.includes(image.tag ?? "")) return undefined;
  const isServer = vllmServersOf(plan).some(
    (server) => server.pods.owner.resource === resource && server.image === imageText(image),
  );
  return isServer || isCopyOf(VLLM_IMAGE, image) ? VLLM_IMAGE : undefined;
}
