import facts from "./versions-of-built-images.json";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { at, type Check, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** A tag of another form states no version. */
const STATED = /^v?(\d+\.\d+\.\d+)-\d+$/;

export const builtImageVersion: Check = {
  ...ruleOf(TEXTS, "built-image-version"),
  run: (plan) =>
    pulledImages(plan).flatMap(({ resource, where, image }) =>
      facts.images
        .filter(({ path, version }) => {
          const stated = STATED.exec(image.tag ?? "")?.[1] ?? version;
          return image.path.endsWith(path) && stated !== version;
        })
        .map(({ name, version }) => ({
          ...at(resource),
          message: `${where} pulls ${image.text}, and what the stacks give it is that of ${name} ${version}`,
        })),
    ),
};
