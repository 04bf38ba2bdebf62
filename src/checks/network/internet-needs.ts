import { runningCallers } from "../../infrastructure/callers";
import { endpointsFor } from "../../infrastructure/network-endpoints";
import { NETWORKS_OF_PARTS } from "../../infrastructure/network-needs-of-parts";
import { pullsInside } from "../pulls";
import { type PartNetwork } from "../../infrastructure/network-needs";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { releasesOf, type HelmRelease } from "../../infrastructure/kubernetes-releases";
import { homeOf } from "../../infrastructure/text-references";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { modelPods, runsOnFargate } from "../../infrastructure/kubernetes-programs";
import { type Caller } from "../../evidence/caller-types";
import { type ServiceCall } from "../../evidence/charts";
import { isAtHub } from "./endpoint-hub";
import { chartValue } from "../../infrastructure/kubernetes-charts";

type InternetNeed = ReturnType<NonNullable<PartNetwork["internetNeeds"]>>[number];

export const internetNeedsOf = memoizePerPlan((plan: EnvironmentPlan): readonly InternetNeed[] => [
  ...imageHosts(plan).map(({ place, host }) => ({ place, why: `image pulls from ${host}` })),
  ...chartNeeds(plan),
  ...Object.values(NETWORKS_OF_PARTS).flatMap(({ internetNeeds }) => internetNeeds?.(plan) ?? []),
]);

/** Registries other than ECR of the region, once for each place that pulls from them. */
function imageHosts(plan: EnvironmentPlan): { place: InternetNeed["place"]; host: string }[] {
  const { region } = homeOf(plan);
  const onFargate = new Set(
    modelPods(plan).flatMap((pods) => (runsOnFargate(plan, pods) ? [pods.owner.resource] : [])),
  );
  const hosts = new Map<string, { place: InternetNeed["place"]; host: string }>();
  for (const { resource, image } of pulledImages(plan)) {
    const host = image.registry;
    if (image.text.includes("${") || image.ecr?.region === region) continue;
    const place = onFargate.has(resource) ? "fargate" : "nodes";
    if (place === "nodes" && pullsInside(plan, image)) continue;
    hosts.set(`${place} ${host}`, { place, host });
  }
  return [...hosts.values()];
}

/** Calls that values of a chart enable, of services without an endpoint. */
function chartNeeds(plan: EnvironmentPlan): InternetNeed[] {
  return runningCallers(plan).flatMap((caller) =>
    "chart" in caller.sign
      ? releasesOf(plan, caller.sign.chart.chart)
          .flatMap((release) => enabledCalls(caller, release))
          .filter(({ service }) => !endpointsFor(plan, service)[0] && !isAtHub(plan, service))
          .map(({ service }) => ({ place: "nodes" as const, why: `the ${caller.title} calls ${service}` }))
      : [],
  );
}

/** Calls that values of a release could disable, and do not. Charts accept only a boolean there. */
const enabledCalls = ({ calls }: Caller, { values }: HelmRelease): readonly ServiceCall[] =>
  calls.filter(({ unlessFalse }) => unlessFalse !== undefined && chartValue(values, unlessFalse) !== false);
