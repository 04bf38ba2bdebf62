import { groupBy } from "../../base/group-by";
import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { homesOfAddon, placedImages } from "../../infrastructure/kubernetes-image-platforms";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { NPX } from "../../base/program-name";
import TEXTS from "./texts.json";

type Home = ReturnType<typeof homesOfAddon>[number];

export const podArchitecture: Check = {
  ...ruleOf(TEXTS, "pod-architecture"),
  fix: `build it for the platforms that ${NPX} lock images lists, or select x86 nodes, for a model by its nodeGroup; where the registry has linux/arm64, waive this check`,
  run: (plan) => [...ofImages(plan), ...ofAddons(plan)],
};

function ofImages(plan: EnvironmentPlan): Finding[] {
  const unknown = placedImages(plan).filter(({ known, homes }) => !known && homes.some(isOnArm));
  return [...groupBy(unknown, ({ resource }) => resource)].flatMap(([resource, images]) =>
    combinedFinding(
      resource,
      "not judged on ARM nodes",
      [...new Set(images.map(({ image, homes }) => `${image.text}, on ${armNodes(homes)}`))]
        .sort()
        .map((text) => ({ notJudged: text })),
    ),
  );
}

const ofAddons = (plan: EnvironmentPlan): Finding[] =>
  addonsOf(plan).flatMap(({ resource, name }) => {
    const facts = ADDONS_OF_PARTS[name];
    const homes = (facts?.pods ?? []).flatMap((pods) => homesOfAddon(plan, pods));
    if (facts?.bothPlatforms !== undefined || !homes.some(isOnArm)) return [];
    return [
      {
        ...at(resource),
        message: `not judged on ARM nodes: the images of add-on ${name}, on ${armNodes(homes)}`,
        fix: "EKS publishes no list of platforms: see that the pods of the add-on run on an ARM node, and then waive this check",
        isNotJudged: true,
      },
    ];
  });

const isOnArm = ({ platform }: Home): boolean => platform === "linux/arm64";

const armNodes = (homes: readonly Home[]): string =>
  [...new Set(homes.filter(isOnArm).map(({ name }) => name))].sort().join(", ");
