import { hasImage, IMAGE_WORDS, imageOf, isNeuron } from "../../facts/instance-types";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const nodeImageFits: Check = {
  ...ruleOf(TEXTS, "node-image"),
  run: (plan) =>
    nodeGroups(plan).flatMap((group) => {
      const wrong = problem(group);
      return wrong ? [{ ...at(group.resource), message: wrong }] : [];
    }),
};

function problem({
  instanceTypes,
  amiType,
  isArm,
  hasNvidiaDriver,
}: NodeGroup): Finding["message"] | undefined {
  const types = instanceTypes.join(", ");
  const image = imageOf(instanceTypes);
  if (image === undefined) {
    const without = instanceTypes.filter((each) => !hasImage(each));
    const reason = without.some(isNeuron) ? `: ${IMAGE_WORDS.neuron}` : "";
    const expected =
      without.length > 0
        ? `${IMAGE_WORDS.withImage}, not ${without.join(", ")}${reason}`
        : IMAGE_WORDS.ofOneImage;
    return `its instance types are ${types}, expected ${expected}`;
  }
  const { amiType: fitting, gpu } = image;
  const fits = isArm === /ARM_64/.test(fitting) && hasNvidiaDriver === gpu;
  // The content of a custom image is unknown.
  return fits || amiType === "CUSTOM"
    ? undefined
    : `its AMI type is ${amiType}, expected one like ${fitting} for ${types}`;
}
