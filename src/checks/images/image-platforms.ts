import { imageText } from "../../infrastructure/kubernetes-images";
import { placedImages, sorted } from "../../infrastructure/kubernetes-image-platforms";
import { type Check, at } from "../check";

export const imagePlatforms: Check = {
  id: "image-platforms",
  severity: "error",
  title: "an image exists for the platforms of all nodes that can run its pods",
  why: "on a node of another platform the pull fails, or the program ends with exec format error, and the pod never starts",
  fix: "add kubernetes.io/arch to the node selector of the pods, and have a node group of that architecture",
  source: "facts/image-platforms.ts of each part",
  run: (plan) =>
    placedImages(plan).flatMap((placed) => {
      const refused = refusedBy(placed);
      if (refused.length === 0) return [];
      const { resource, where, image, known } = placed;
      return [
        {
          ...at(resource),
          message: `${where} has the image ${imageText(image)}, which exists for ${known?.platforms.join(" and ") ?? ""} only, and its pods can run on ${refused.join(", ")}`,
        },
      ];
    }),
};

const refusedBy = ({ known, homes }: ReturnType<typeof placedImages>[number]): string[] =>
  known === undefined
    ? []
    : sorted(
        homes
          .filter(({ platform }) => !(known.platforms as readonly string[]).includes(platform))
          .map(({ name, platform }) => `${name} (${platform})`),
      );
