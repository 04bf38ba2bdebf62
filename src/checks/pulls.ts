import { hasKnownLayers } from "../evidence/layer-hosts";
import { type ImageReference } from "../infrastructure/kubernetes-images";
import { interfacesOf } from "../infrastructure/network-interfaces";
import { NETWORKS_OF_PARTS } from "../infrastructure/network-needs-of-parts";
import { isInternet } from "../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { extraRulesOf } from "./network/declared-rules";

/** Whether nodes pull an image of another registry than ECR without a route to the internet: by a part, or by a rule of the file. */
export const pullsInside = (plan: EnvironmentPlan, image: ImageReference): boolean =>
  image.ecr === undefined &&
  (Object.values(NETWORKS_OF_PARTS).some(({ pullsImages }) => pullsImages?.(plan)) ||
    registryRanges(plan, image).length > 0);

/** Ranges, or prefix lists, to which a rule of the file lets nodes connect on the port of a registry; none for the public ones that are known. */
export function registryRanges(plan: EnvironmentPlan, { registry, ecr }: ImageReference): string[] {
  if (ecr !== undefined || hasKnownLayers(registry)) return [];
  const port = Number(registry.split(":")[1] ?? "443");
  const groups = new Set(interfacesOf(plan).nodes.flatMap((nodes) => nodes.groups));
  return extraRulesOf(plan).rules.flatMap(({ group, direction, peer, from, to }) => {
    if (direction !== "egress" || "group" in peer || !groups.has(group) || port < from || port > to)
      return [];
    if ("prefixList" in peer) return [peer.prefixList];
    return isInternet(peer.cidr) ? [] : [peer.cidr];
  });
}
