import { hasKnownLayers } from "../../evidence/layer-hosts";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import TEXTS from "./texts.json";

export const registryLayers: Check = {
  ...ruleOf(TEXTS, "registry-layers"),
  run: (plan) => {
    if (!hasPolicy(plan)) return [];
    const unknown = pulledImages(plan).filter(
      ({ image: { ecr, registry } }) => !ecr && !hasKnownLayers(registry),
    );
    return unknown.map(({ resource, where, image }) => ({
      ...at(resource),
      message: `not judged: ${where} pulls from ${image.registry}, whose layer host is unknown; the policy of the S3 endpoint denies other buckets of the region`,
      isNotJudged: true,
    }));
  },
};

const hasPolicy = (plan: EnvironmentPlan): boolean =>
  endpointsFor(plan, "s3").some(({ policy }) => policy !== undefined);
