import { memoizePerPlan } from "../../analysis/blocks";
import { releasesOf } from "../../analysis/helm-releases";
import { homeOf } from "../../analysis/home";
import { ecrRegistryOf, imageText } from "../../analysis/images/image-reference";
import { pulledImages } from "../../analysis/images/pulled-images";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { modelsOf, runsOnFargate } from "./calls";

/** A call from the cluster to the internet that no endpoint serves. */
export interface InternetNeed {
  readonly place: "nodes" | "fargate";
  readonly why: string;
}

export const internetNeedsOf = memoizePerPlan((plan: EnvironmentPlan): readonly InternetNeed[] => [
  ...imageHosts(plan).map(({ place, host }) => ({ place, why: `image pulls from ${host}` })),
  ...controllerNeeds(plan),
]);

/** Registries other than ECR of the region, once for each place that pulls from them. */
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

/** APIs that the controller calls unless its chart disables them; this project has no endpoints for them. */
const CONTROLLER_SWITCHES = { enableShield: "Shield", enableWaf: "WAF Classic", enableWafv2: "WAF" } as const;

function controllerNeeds(plan: EnvironmentPlan): InternetNeed[] {
  return releasesOf(plan, "aws-load-balancer-controller").flatMap(({ values }) =>
    Object.entries(CONTROLLER_SWITCHES)
      // The chart ignores strings here: only the boolean `false` disables the API.
      .filter(([key]) => values[key] !== false)
      .map(([, api]) => ({ place: "nodes" as const, why: `the AWS Load Balancer Controller calls ${api}` })),
  );
}
