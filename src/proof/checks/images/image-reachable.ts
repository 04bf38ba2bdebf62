import { addonRegistryAccount } from "../../../platform/facts/eks-registries";
import { LAYERS } from "../../../shared/terraform/layers";
import { text, valueOf } from "../../model/blocks";
import { podsReachInternet } from "../../model/cluster/internet-of-pods";
import { helmReleasesOf } from "../../model/helm-releases";
import { homeOf } from "../../model/home";
import { ecrRegistryOf, imageText, parseImage } from "../../model/images/image-reference";
import { type PulledImage, pulledImages } from "../../model/images/pulled-images";
import { releaseImages } from "../../model/images/release-images";
import { knownText } from "../../model/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";
import { ownRepositories } from "./own-repositories";

export const imageReachable: Check = {
  id: "image-reachable",
  severity: "error",
  title:
    "every image and chart is reachable from where it is used; without internet access, in the region's ECR",
  why: "an unreachable registry or a missing repository shows only as ImagePullBackOff after the apply",
  fix: "push the image to the ECR repository that synth creates without image.repository, or set network.egress",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html (2026-11-20)",
  scannerRules: ["CKV_K8S_14", "KSV-0035"],
  run: (plan) => unreachableImages(plan),
};

/** Images and charts that their users cannot pull. */
export const unreachableImages = (plan: EnvironmentPlan): Finding[] => [
  ...[...pulledImages(plan), ...defaults(plan)].flatMap(({ resource, where, image: { registry, path } }) =>
    found(
      resource,
      `${where} pulls ${imageText({ registry, path })}`,
      problem(plan, registry, path, resource),
    ),
  ),
  ...charts(plan),
];

/** Images that no value names, so that nodes pull them from the registry of the chart's authors. */
const defaults = (plan: EnvironmentPlan): PulledImage[] =>
  releaseImages(plan)
    .filter(({ isDefault }) => isDefault)
    .map(({ release: { resource }, where, image }) => ({ resource, where, image }));

const found = (resource: PlannedResource, what: string, wrong: string | undefined): Finding[] =>
  wrong ? [{ ...at(resource), message: `${what}, ${wrong}` }] : [];

/** The reason that `path` of a registry cannot be pulled; undefined if it can. */
function problem(
  plan: EnvironmentPlan,
  host: string,
  path: string,
  puller: PlannedResource,
): string | undefined {
  const { accountId, region } = homeOf(plan);
  const registry = ecrRegistryOf(host);
  if (registry?.account === accountId && registry.region === region) {
    const repository = ownRepositories(plan).get(path);
    if (!repository) return `and no layer creates the repository ${path}`;
    const later = LAYERS.indexOf(repository.layer) >= LAYERS.indexOf(puller.layer);
    return later ? `whose repository is only created in the ${repository.layer} layer` : undefined;
  }
  if (podsReachInternet(plan)) return undefined;
  if (!registry) return "which is on the internet, and pods have no route to it";
  if (registry.region !== region)
    return "which is in another region, and ECR endpoints reach only their own region";
  return registry.account === addonRegistryAccount(region)
    ? undefined
    : `and it is unknown whether account ${registry.account} allows this account to pull`;
}

/** Terraform pulls the charts. In a private network it reaches the same registries as the pods. */
function charts(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap(({ resource, chart }) => {
      const { config } = resource;
      const repository = knownText(plan, valueOf(resource, config["repository"])) ?? "";
      const url =
        repository === "" ? (text(config["chart"]) ?? "") : `${repository.replace(/\/$/, "")}/${chart}`;
      const { registry, path } = parseImage(url.replace(/^[a-z]+:\/\//, ""));
      return found(resource, `its chart comes from ${url}`, problem(plan, registry, path, resource));
    });
}
