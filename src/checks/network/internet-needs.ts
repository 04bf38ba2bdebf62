import { type EnvironmentPlan } from "../../synthesized/environment-plan";
import { type Json, asObject } from "../../synthesized/stack-json";
import { homeOf } from "../identity/home";
import { oncePerPlan, text } from "../workload/blocks";
import { helmReleasesOf } from "../workload/helm";
import { runsOnFargate, modelsOf } from "./calls";

/** What runs in the cluster and calls something on the internet, for which no endpoint exists. */
export interface InternetNeed {
  readonly place: "nodes" | "fargate";
  readonly why: string;
}

export const internetNeedsOf = oncePerPlan((plan: EnvironmentPlan): readonly InternetNeed[] => [
  ...imageHosts(plan).map(({ place, host }) => ({ place, why: `images come from ${host}` })),
  ...controllerNeeds(plan),
]);

/** Registries other than the region's own, each once for each place that pulls from it. */
function imageHosts(plan: EnvironmentPlan): { place: InternetNeed["place"]; host: string }[] {
  const { region } = homeOf(plan);
  const own = new RegExp(`^\\d{12}\\.dkr\\.ecr\\.${region}\\.amazonaws\\.com(\\.cn)?$`);
  const hosts = new Map<string, { place: InternetNeed["place"]; host: string }>();
  const pull = (place: InternetNeed["place"], image: string) => {
    const host = hostOf(image);
    if (!image.includes("${") && !own.test(host)) hosts.set(`${place} ${host}`, { place, host });
  };
  for (const { values } of helmReleasesOf(plan)) {
    for (const image of imagesIn(values)) pull("nodes", image);
  }
  for (const pods of modelsOf(plan)) {
    const place = runsOnFargate(plan, pods) ? "fargate" : "nodes";
    for (const { config } of pods.containers) pull(place, text(config["image"]) ?? "");
  }
  return [...hosts.values()];
}

/** Images in the values of a chart: a repository beside a tag, with the registry in it or beside it. */
function imagesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => imagesIn(item));
  const object = asObject(value);
  const { repository, registry, tag } = object;
  const own =
    typeof repository === "string" && tag !== undefined
      ? [typeof registry === "string" ? `${registry}/${repository}` : repository]
      : [];
  return [...own, ...Object.values(object).flatMap(imagesIn)];
}

/** A name without a host is Docker Hub's. */
function hostOf(image: string): string {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && /[.:]/.test(first) ? first : "docker.io";
}

/** APIs that the controller asks unless its chart is told not to; none of them has an endpoint of ours. */
const CONTROLLER_SWITCHES = { enableShield: "Shield", enableWaf: "WAF Classic", enableWafv2: "WAF" } as const;

function controllerNeeds(plan: EnvironmentPlan): InternetNeed[] {
  return helmReleasesOf(plan)
    .filter(({ chart }) => chart === "aws-load-balancer-controller")
    .flatMap(({ values }) =>
      Object.entries(CONTROLLER_SWITCHES)
        // The chart skips a text here: only the boolean turns it off.
        .filter(([key]) => values[key] !== false)
        .map(([, api]) => ({ place: "nodes" as const, why: `the AWS Load Balancer Controller asks ${api}` })),
    );
}
