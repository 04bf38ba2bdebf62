import { hasKnownLayers } from "../../infrastructure/layer-hosts";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check } from "../check";
import { ecrRegistryOf, pulledImages } from "../../infrastructure/kubernetes-images";

export const registryLayers: Check = {
  id: "registry-layers",
  severity: "warning",
  title: "the layer host of each registry is known where the S3 endpoint has a policy",
  why: "a registry can serve layers from a bucket of the region; the route of the S3 endpoint precedes NAT, and its policy then denies them",
  fix: "copy the image into ECR, or waive this check after you have looked up where the registry keeps layers",
  source:
    "src/infrastructure/layer-hosts.ts; VPC user guide, Gateway endpoints for Amazon S3 (read 2026-11-20)",
  run: (plan) => {
    if (!hasPolicy(plan)) return [];
    const unknown = pulledImages(plan).filter(
      ({ image: { registry } }) => !ecrRegistryOf(registry) && !hasKnownLayers(registry),
    );
    return unknown.map(({ resource, where, image }) => ({
      ...at(resource),
      message: `not judged: ${where} pulls from ${image.registry}, whose layer host is unknown; the policy of the S3 endpoint denies other buckets of the region`,
    }));
  },
};

const hasPolicy = (plan: EnvironmentPlan): boolean =>
  endpointsFor(plan, "s3").some(({ policy }) => policy !== undefined);
