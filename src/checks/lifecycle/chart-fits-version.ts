import { releaseImages } from "../../infrastructure/kubernetes-images";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../evidence/charts";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../check";
import { clusterVersion, minorOf } from "./versions";
import TEXTS from "./texts.json";

export const chartFitsVersion: Check = {
  ...ruleOf(TEXTS, "chart-fits-version"),
  run: (plan) => {
    const cluster = clusterVersion(plan);
    const minor = minorOf(cluster);
    if (minor === undefined) return [];
    return helmReleasesOf(plan).flatMap(({ resource, chart, local }) => {
      const oldest = minorOf(local ? undefined : CHART_FACTS[chart]?.oldestKubernetes.version);
      return [
        ...(oldest === undefined || minor >= oldest
          ? []
          : [`${chart} requires Kubernetes 1.${oldest} or newer, but the cluster runs ${String(cluster)}`]),
        ...otherMinors(plan, resource, minor),
      ].map((message) => ({ ...at(resource), message }));
    });
  },
};

/** Images of a release that are of one minor version of Kubernetes, and not of the cluster's. */
const otherMinors = (plan: EnvironmentPlan, release: ResourceOf<"helm_release">, minor: number): string[] =>
  releaseImages(plan)
    .filter((each) => each.release.resource === release && each.upstream?.tags !== undefined)
    .filter(({ image }) => minorOf(image.tag) !== minor)
    .map(
      ({ where, image }) =>
        `${where} has tag ${image.tag ?? "none"}, expected a release 1.${minor}.x, the cluster's version`,
    );
