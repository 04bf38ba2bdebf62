import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { type ImageReference, pulledImages } from "../../infrastructure/kubernetes-images";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const imageExact: Check = {
  ...ruleOf(TEXTS, "image-exact"),
  run: (plan) => [...images(plan), ...charts(plan)],
};

/** Tags that name the newest version. */
const MOVING = /^(latest|stable|edge|main|master|develop|dev|nightly|release|production|prod|staging|test)$/i;

/** Versions without the last part, which change with each release. */
const SHORT_VERSION = /^v?\d+(\.\d+)?$/;

function images(plan: EnvironmentPlan): Finding[] {
  return pulledImages(plan).flatMap(({ resource, where, image }) => {
    const wrong = problem(image);
    return wrong ? [{ ...at(resource), message: `${where} pulls ${image.text}, ${wrong}` }] : [];
  });
}

function problem({ ecr, path, tag, digest }: ImageReference): string | undefined {
  if (path === "") return "which names no image";
  if (digest !== undefined)
    return /^sha256:[0-9a-f]{64}$/.test(digest) ? undefined : "whose digest is invalid";
  if (tag === undefined) return "which has no tag and defaults to latest";
  if (MOVING.test(tag)) return "whose tag is mutable";
  // In a private registry a number can be a build. `image-registry` checks the repository's tags.
  return !ecr && SHORT_VERSION.test(tag) ? "whose tag changes with each release" : undefined;
}

function charts(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(
      ({ local, resource }) => !local && !/^v?\d+\.\d+\.\d+([-+].*)?$/.test(String(resource.config.version)),
    )
    .map(({ resource, chart }) => ({
      ...at(resource),
      message: `chart ${chart} has version ${String(resource.config.version ?? "(none)")}, expected an exact version`,
    }));
}
