import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type WrittenImage } from "../evidence/written-images";
import { WRITTEN_IMAGES_OF_PARTS } from "../evidence/written-images-of-parts";
import { type Json, type JsonObject, asArray, asObject } from "../terraform/stack-json";
import { memoizePerPlan, text, texts, valueOf } from "./blocks";
import { helmReleasesOf } from "./helm-releases";
import { hasMadePods, objectsOf } from "./kubernetes-objects";
import { knownText } from "./references";
import { type ImageReference, parseImage } from "./image-reference";
import { type ContainerSpec, items } from "./kubernetes-api";

/** An image that a resource pulls. */
export interface PulledImage {
  readonly resource: PlannedResource;
  /** Location in the resource: `container api`, `value linux.image`, `variable V2_DRIVER_IMAGE`. */
  readonly where: string;
  readonly image: ImageReference;
}

/** Images of all pod templates, of the pods that programs of Kubeflow Pipelines create, and of the values of all charts. */
export const pulledImages = memoizePerPlan((plan: EnvironmentPlan): readonly PulledImage[] => [
  ...ofContainers(plan),
  ...ofRuns(plan),
  ...ofCharts(plan),
]);

function ofContainers(plan: EnvironmentPlan): PulledImage[] {
  return objectsOf(plan).pods.flatMap(({ owner: { resource }, containers }) =>
    containers.map(({ name, config }) => ({
      resource,
      where: `container ${name}`,
      image: parseImage(knownText(plan, valueOf(resource, config.image)) ?? text(config.image) ?? ""),
    })),
  );
}

/** Images that programs write into the pods of runs. */
function ofRuns(plan: EnvironmentPlan): PulledImage[] {
  return objectsOf(plan).pods.flatMap(({ owner: { resource }, containers }) =>
    containers.flatMap(({ config }) =>
      WRITTEN_IMAGES_OF_PARTS.flatMap(({ from }): PulledImage[] => {
        const value = writtenAt(config, from);
        if (value === undefined) return [];
        const image = parseImage(knownText(plan, valueOf(resource, value)) ?? text(value) ?? "");
        return [{ resource, where: runImagePlace(from), image }];
      }),
    ),
  );
}

/** Place of an image of runs in its program. */
export const runImagePlace = (from: WrittenImage["from"]): string =>
  "variable" in from ? `variable ${from.variable}` : `argument ${from.argument}`;

function writtenAt(config: ContainerSpec, from: WrittenImage["from"]): Json | undefined {
  if ("variable" in from) return items(config.env).find(({ name }) => name === from.variable)?.value;
  const words = [...texts(config.command), ...texts(config.args)];
  const place = words.indexOf(from.argument);
  return place === -1 ? undefined : words[place + 1];
}

function ofCharts(plan: EnvironmentPlan): PulledImage[] {
  return helmReleasesOf(plan).flatMap(({ resource, values }) =>
    imagesIn(withoutPods(values), "").map(({ where, image }) => ({
      resource,
      where: `value ${where}`,
      image: parseImage(knownText(plan, valueOf(resource, image)) ?? image),
    })),
  );
}

/** Values without the objects whose pods are read as such. */
function withoutPods(values: JsonObject): JsonObject {
  const { resources } = values;
  if (!Array.isArray(resources)) return values;
  return {
    ...values,
    resources: asArray(resources).filter((item) => !hasMadePods(text(asObject(item)["kind"]) ?? "")),
  };
}

/** Images in values: as one `image` string, or as an object with `repository`. */
function imagesIn(value: Json, where: string): { where: string; image: string }[] {
  if (value === null || typeof value !== "object") return [];
  const own = asObject(value);
  const below = Object.entries(value).flatMap(([key, item]) => {
    const path = where === "" ? key : `${where}.${key}`;
    if (typeof item === "string")
      return isReference(key, item) ? [{ where: path, image: tagged(item, key, own) }] : [];
    return imagesIn(item as Json, path);
  });
  return isImage(own, where) ? [{ where, image: joined(own) }, ...below] : below;
}

/** An image as one string: `image`, another value that ends with it and has a path, or any with registry, path and tag. */
const isReference = (key: string, value: string): boolean =>
  key === "image" || (key.endsWith("Image") && value.includes("/")) || WHOLE_REFERENCE.test(value);

const WHOLE_REFERENCE = /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/[a-z0-9._-]+)+:[\w][\w.-]*$/;

/** Some charts have the tag of an `image` beside it. */
const tagged = (image: string, key: string, { tag }: JsonObject): string =>
  key === "image" && typeof tag === "string" && !/:[^/]*$/.test(image) ? `${image}:${tag}` : image;

/** `repository` alone can also be a resource tag or a source repository. */
function isImage(value: JsonObject, where: string): boolean {
  return (
    typeof value["repository"] === "string" &&
    (/image$/i.test(where) || "tag" in value || "digest" in value || "pullPolicy" in value)
  );
}

function joined({ registry, repository, tag, digest }: JsonObject): string {
  const host = typeof registry === "string" && registry !== "" ? `${registry}/` : "";
  return `${host}${String(repository)}${tag ? `:${String(tag)}` : ""}${digest ? `@${String(digest)}` : ""}`;
}
