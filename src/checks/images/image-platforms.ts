import { placedImages } from "../../infrastructure/kubernetes-image-platforms";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const imagePlatforms: Check = {
  ...ruleOf(TEXTS, "image-platforms"),
  run: (plan) =>
    placedImages(plan).flatMap((placed) => {
      const refused = refusedBy(placed);
      if (refused.length === 0) return [];
      const { resource, where, image, known } = placed;
      return [
        {
          ...at(resource),
          message: `${where} has the image ${image.text}, which exists for ${known?.platforms.join(" and ") ?? ""} only, and its pods can run on ${refused.join(", ")}`,
        },
      ];
    }),
};

const refusedBy = ({ known, homes }: ReturnType<typeof placedImages>[number]): string[] =>
  known === undefined
    ? []
    : [
        ...new Set(
          homes
            .filter(({ platform }) => !(known.platforms as readonly string[]).includes(platform))
            .map(({ name, platform }) => `${name} (${platform})`),
        ),
      ].sort();
