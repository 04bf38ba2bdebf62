import { groupBy } from "../../base/group-by";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { ImageReference, pulledImages } from "../../infrastructure/kubernetes-images";
import { knownText } from "../../infrastructure/text-references";
import { CHART_FACTS, type ChartFacts } from "../../evidence/charts";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const chartInStep: Check = {
  ...ruleOf(TEXTS, "chart-in-step"),
  run: (plan) => {
    const images = groupBy(pulledImages(plan), ({ resource }) => resource);
    return helmReleasesOf(plan).flatMap((release) => {
      const facts = CHART_FACTS[release.chart];
      if (!facts || release.local) return [];
      return releaseProblems(plan, release, facts, images.get(release.resource) ?? []).map((message) => ({
        ...at(release.resource),
        message,
      }));
    });
  },
};

function releaseProblems(
  plan: EnvironmentPlan,
  { resource, chart }: HelmRelease,
  facts: ChartFacts,
  images: ReturnType<typeof pulledImages>,
): string[] {
  const version = text(resource.config.version) ?? "(none)";
  const wrongVersion =
    version === facts.version
      ? []
      : [`chart ${chart} has version ${version}, expected ${facts.version}, whose images are known`];
  const wrongImages = facts.images.flatMap(({ repository, tag, tags }) => {
    const named = images.filter(({ image }) => image.isCopyOf({ repository }));
    if (named.length === 0)
      return [`no value names the image ${repository}, so the chart's default is pulled`];
    const elsewhere = named
      .filter(({ image }) => !isSource(image, repository))
      .map(
        ({ where, image }) =>
          `${where} is pulled from ${image.registry}/${image.path}, expected ${repository} or a copy in ECR`,
      );
    // The check `chart-fits-version` compares such a tag with the cluster.
    if (tags) return elsewhere;
    const otherTags = named
      .filter(({ image }) => image.tag !== tag)
      .map(
        ({ where, image }) =>
          `${where} has tag ${image.tag ?? "none"}, expected ${tag} for chart ${facts.version}`,
      );
    return [...elsewhere, ...otherTags];
  });
  return [...wrongVersion, ...wrongSource(plan, resource, facts), ...wrongImages];
}

/** An image comes from the repository of its authors, or from a copy in ECR. */
function isSource({ registry, path, ecr }: ImageReference, repository: string): boolean {
  const upstream = ImageReference.parse(repository);
  return (registry === upstream.registry && path === upstream.path) || ecr !== undefined;
}

/** A chart comes from the repository of its authors, or from a mirror in ECR. */
function wrongSource(
  plan: EnvironmentPlan,
  resource: ResourceOf<"helm_release">,
  facts: ChartFacts,
): string[] {
  const repository = knownText(plan, inLayer(resource, resource.config.repository)) ?? "none";
  const { ecr } = ImageReference.parse(repository.replace(/^oci:\/\//, ""));
  return ecr !== undefined || repository === facts.repository
    ? []
    : [`its chart comes from ${repository}, expected ${facts.repository} or a mirror in ECR`];
}
