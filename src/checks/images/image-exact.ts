import { helmReleasesOf } from "../../analysis/helm-releases";
import { type ImageReference, ecrRegistryOf, imageText } from "../../analysis/images/image-reference";
import { pulledImages } from "../../analysis/images/pulled-images";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const imageExact: Check = {
  id: "image-exact",
  severity: "error",
  title: "every image and chart is pulled by an exact version, never by a tag that moves",
  why: "a tag that moves runs other code after a restart than the one that was tested, without any plan",
  fix: "write the full version, or a digest",
  source: "https://kubernetes.io/docs/concepts/containers/images/#image-names (2026-11-20)",
  scannerRules: ["CKV_K8S_14", "CKV_K8S_43", "KSV-0013", "latest-tag"],
  run: (plan) => [...images(plan), ...charts(plan)],
};

/** Tags that always name the newest of something. */
const MOVING = /^(latest|stable|edge|main|master|develop|dev|nightly|release|production|prod|staging|test)$/i;

/** A version that leaves out its last part moves with each release of it. */
const SHORT_VERSION = /^v?\d+(\.\d+)?$/;

function images(plan: EnvironmentPlan): Finding[] {
  return pulledImages(plan).flatMap(({ resource, where, image }) => {
    const wrong = problem(image);
    return wrong ? [{ ...at(resource), message: `${where} pulls ${imageText(image)}, ${wrong}` }] : [];
  });
}

function problem({ registry, path, tag, digest }: ImageReference): string | undefined {
  if (path === "") return "which names no image";
  if (digest !== undefined) return /^sha256:[0-9a-f]{64}$/.test(digest) ? undefined : "whose digest is none";
  if (tag === undefined) return "which has no tag and means latest";
  if (MOVING.test(tag)) return "whose tag moves";
  // In a private registry numbers can be builds; that tags do not move there is checked at the repository.
  return !ecrRegistryOf(registry) && SHORT_VERSION.test(tag)
    ? "whose tag moves with each release"
    : undefined;
}

function charts(plan: EnvironmentPlan): Finding[] {
  return helmReleasesOf(plan)
    .filter(
      ({ local, resource }) =>
        !local && !/^v?\d+\.\d+\.\d+([-+].*)?$/.test(String(resource.config["version"])),
    )
    .map(({ resource, chart }) => ({
      ...at(resource),
      message: `chart ${chart} has no exact version but ${String(resource.config["version"] ?? "none")}`,
    }));
}
