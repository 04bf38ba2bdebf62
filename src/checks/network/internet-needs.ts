import { memoizePerPlan } from "../../analysis/blocks";
import { releasesOf } from "../../analysis/helm-releases";
import { homeOf } from "../../analysis/home";
import { ecrRegistryOf, imageText } from "../../analysis/images/image-reference";
import { pulledImages } from "../../analysis/images/pulled-images";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { modelsOf, runsOnFargate } from "./calls";

/** What runs in the cluster and calls something on the internet, for which no endpoint exists. */
export interface InternetNeed {
  readonly place: "nodes" | "fargate";
  readonly why: string;
}

export const internetNeedsOf = memoizePerPlan((plan: EnvironmentPlan): readonly InternetNeed[] => [
  ...imageHosts(plan).map(({ place, host }) => ({ place, why: `images come from ${host}` })),
  ...controllerNeeds(plan),
]);

/** Registries other than the region's own, each once for each place that pulls from it. */
function imageHosts(plan: EnvironmentPlan): { place: InternetNeed["place"]; host: string }[] {
  const { region } = homeOf(plan);
  const onFargate = new Set(
    modelsOf(plan).flatMap((pods) => (runsOnFargate(plan, pods) ? [pods.owner.resource] : [])),
  );
  const hosts = new Map<string, { place: InternetNeed["place"]; host: string }>();
  for (const { resource, image } of pulledImages(plan)) {
    const host = image.registry;
    if (imageText(image).includes("${") || ecrRegistryOf(host)?.region === region) continue;
    const place = onFargate.has(resource) ? "fargate" : "nodes";
    hosts.set(`${place} ${host}`, { place, host });
  }
  return [...hosts.values()];
}

/** APIs that the controller asks unless its chart is told not to; none of them has an endpoint of ours. */
const CONTROLLER_SWITCHES = { enableShield: "Shield", enableWaf: "WAF Classic", enableWafv2: "WAF" } as const;

function controllerNeeds(plan: EnvironmentPlan): InternetNeed[] {
  return releasesOf(plan, "aws-load-balancer-controller").flatMap(({ values }) =>
    Object.entries(CONTROLLER_SWITCHES)
      // The chart skips a text here: only the boolean turns it off.
      .filter(([key]) => values[key] !== false)
      .map(([, api]) => ({ place: "nodes" as const, why: `the AWS Load Balancer Controller asks ${api}` })),
  );
}
