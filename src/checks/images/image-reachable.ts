import { addonRegistryAccount } from "../../evidence/addon-registries";
import { LAYERS } from "../../base/layers";
import { pullsInside, registryRanges } from "../pulls";
import { podsReachInternet } from "../../infrastructure/internet-of-pods";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Stated } from "../../infrastructure/stated";
import { at, type Check, type Finding, notJudged, ruleOf } from "../check";
import { ownRepositories } from "./own-repositories";
import { text } from "../../terraform/stack-json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { homeOf, knownText } from "../../infrastructure/text-references";
import { ImageReference, pulledImages, releaseImages } from "../../infrastructure/kubernetes-images";
import TEXTS from "./texts.json";

export const imageReachable: Check = {
  ...ruleOf(TEXTS, "image-reachable"),
  run: (plan, { statedOf }) => {
    const isForeign = foreignImages(plan, statedOf(plan.name));
    return [
      ...[...pulledImages(plan), ...defaults(plan)].flatMap(({ resource, where, image }) => {
        const name = image.repository;
        const what = `${where} pulls ${name}`;
        const wrong = problem(plan, image, resource);
        return wrong?.isElsewhere === true && (isOwn(plan, resource) || isForeign(name))
          ? [notJudged(resource, `${what}, ${wrong.text}`, SEE_POLICY)]
          : found(resource, what, wrong);
      }),
      ...charts(plan),
      ...inCompany(plan),
    ];
  },
};

/** Images of a registry of the company: no stack has its name. */
const inCompany = (plan: EnvironmentPlan): Finding[] =>
  pulledImages(plan).flatMap(({ resource, where, image }) => {
    const ranges = podsReachInternet(plan) ? [] : registryRanges(plan, image);
    const what = `whether ${image.registry}, from which ${where} pulls, resolves to ${ranges.join(" or ")} in the VPC`;
    return ranges.length === 0 ? [] : [notJudged(resource, what, RESOLVE)];
  });

const RESOLVE = "resolve the name from an instance of the VPC, and pull the image there";

const SEE_POLICY =
  "see that the repository exists in the registry, and that its policy and this account allow the nodes to pull";

/** Images of other owners, by registry and path: those that the file of the environment names. */
function foreignImages(plan: EnvironmentPlan, { programs = new Map(), charts: others = [] }: Stated) {
  const names = [
    ...[...programs.values()].flatMap(({ repository }) => repository ?? []),
    ...others.flatMap(({ images }) => images.map(({ image }) => image)),
  ].map((text) => ImageReference.parse(text).repository);
  // A repository with the name of the environment in front is one that synth creates.
  const isSynthesized = (name: string): boolean =>
    ImageReference.parse(name).path.startsWith(`${plan.name}/`);
  return (name: string): boolean => names.includes(name) && !isSynthesized(name);
}

interface Problem {
  readonly text: string;
  /** Whether another owner may have made the repository, and allow the pull. @default false */
  readonly isElsewhere?: true;
}

/** Images that no value names, so that nodes pull them from the registry of the chart's authors. */
const defaults = (plan: EnvironmentPlan) =>
  releaseImages(plan)
    .filter(({ isDefault }) => isDefault)
    .map(({ release: { resource }, where, image }) => ({ resource, where, image }));

const found = (resource: PlannedResource, what: string, wrong: Problem | undefined): Finding[] =>
  wrong ? [{ ...at(resource), message: `${what}, ${wrong.text}` }] : [];

/** The reason that `path` of a registry cannot be pulled; undefined if it can. */
function problem(plan: EnvironmentPlan, image: ImageReference, puller: PlannedResource): Problem | undefined {
  const { ecr: registry, path } = image;
  const { accountId, region } = homeOf(plan);
  if (registry?.account === accountId && registry.region === region) {
    const repository = ownRepositories(plan).get(path);
    if (!repository) return { text: `and no layer creates the repository ${path}`, isElsewhere: true };
    const later = LAYERS.indexOf(repository.layer) >= LAYERS.indexOf(puller.layer);
    return later ? { text: `whose repository is only created in the ${repository.layer} layer` } : undefined;
  }
  if (podsReachInternet(plan)) return undefined;
  if (pullsInside(plan, image)) return undefined;
  if (!registry) return { text: "which is on the internet, and pods have no route to it" };
  if (registry.region !== region)
    return { text: "which is in another region, and ECR endpoints reach only their own region" };
  return registry.account === addonRegistryAccount(region)
    ? undefined
    : {
        text: `and it is unknown whether account ${registry.account} allows this account to pull`,
        isElsewhere: true,
      };
}

/** Terraform pulls the charts. In a private network it reaches the same registries as the pods. */
function charts(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap(({ resource, chart }) => {
      const { config } = resource;
      const repository = knownText(plan, inLayer(resource, config.repository)) ?? "";
      const url =
        repository === "" ? (text(config.chart) ?? "") : `${repository.replace(/\/$/, "")}/${chart}`;
      const image = ImageReference.parse(url.replace(/^[a-z]+:\/\//, ""));
      return found(resource, `its chart comes from ${url}`, problem(plan, image, resource));
    });
}
