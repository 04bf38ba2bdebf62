import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { type WrittenImage } from "../evidence/written-images";
import { WRITTEN_IMAGES_OF_PARTS } from "../evidence/written-images-of-parts";
import { asArray, asObject, type Json, type JsonObject, text, texts } from "../terraform/stack-json";
import { type HelmRelease, helmReleasesOf } from "./kubernetes-releases";
import { knownText, resolveReferences } from "./text-references";
import { hasDeployment } from "./kubernetes/custom-kinds";
import { objectsOf, type Pods } from "./kubernetes-objects";
import { type ContainerSpec, items } from "./kubernetes-api";
import { CHART_FACTS, type ChartFacts } from "../evidence/charts";
import { groupBy } from "../base/group-by";
import { type PodImage } from "../evidence/pod-images";
import { POD_IMAGES_OF_PARTS } from "../evidence/pod-images-of-parts";

/** Registry of an image that names none. */
const DEFAULT_REGISTRY = "docker.io";

/** An image reference, by its parts. */
export class ImageReference {
  /** Host of the registry. */
  readonly registry: string;
  /** Path in the registry. */
  readonly path: string;
  /** @default - none */
  readonly tag?: string;
  /** @default - none */
  readonly digest?: string;

  private constructor({ registry, path, tag, digest }: Parts) {
    this.registry = registry;
    this.path = path;
    if (tag) this.tag = tag;
    if (digest) this.digest = digest;
  }

  static parse(text: string): ImageReference {
    const [name = "", digest] = text.split("@");
    const slash = name.indexOf("/");
    const first = slash < 0 ? "" : name.slice(0, slash);
    const hasRegistry = /[.:]|^localhost$/.test(first);
    const rest = hasRegistry ? name.slice(slash + 1) : name;
    const [path = "", tag] = rest.split(":");
    return new ImageReference({ registry: hasRegistry ? first : DEFAULT_REGISTRY, path, tag, digest });
  }

  withTag(tag: string): ImageReference {
    return new ImageReference({ registry: this.registry, path: this.path, tag, digest: this.digest });
  }

  /** Registry and path. */
  get repository(): string {
    return `${this.registry}/${this.path}`;
  }

  /** All parts. */
  get text(): string {
    const { tag, digest } = this;
    return `${this.repository}${tag ? `:${tag}` : ""}${digest ? `@${digest}` : ""}`;
  }

  /** Its private ECR registry. @default - it is in another registry */
  get ecr(): { readonly account: string; readonly region: string } | undefined {
    const [, account, region] = ECR_HOST.exec(this.registry) ?? [];
    return account && region ? { account, region } : undefined;
  }

  /** Whether it is an image of its authors or a copy: a mirror keeps the path, under the environment's name. */
  isCopyOf({ repository }: { readonly repository: string }): boolean {
    const upstream = ImageReference.parse(repository).path;
    return this.path === upstream || this.path.endsWith(`/${upstream}`);
  }

  /** The difference to a known image, after the name of a container; undefined for the image or a copy of it. */
  differenceTo(known: PodImage): string | undefined {
    const { repository, tags } = known;
    if (this.isCopyOf(known) && tags.includes(this.tag ?? "")) return undefined;
    return `has the image ${this.text}, expected ${repository} with tag ${tags.join(" or ")}`;
  }
}

interface Parts {
  readonly registry: string;
  readonly path: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const ECR_HOST = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** An image that a resource pulls. */
interface PulledImage {
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
      image: ImageReference.parse(
        knownText(plan, inLayer(resource, config.image)) ?? text(config.image) ?? "",
      ),
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
        const image = ImageReference.parse(knownText(plan, inLayer(resource, value)) ?? text(value) ?? "");
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
      image: ImageReference.parse(knownText(plan, inLayer(resource, image)) ?? image),
    })),
  );
}

/** Values without the objects whose pods are read as such. */
function withoutPods(values: JsonObject): JsonObject {
  const { resources } = values;
  if (!Array.isArray(resources)) return values;
  return {
    ...values,
    resources: asArray(resources).filter((item) => !hasDeployment(text(asObject(item)["kind"]) ?? "")),
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

/** An image by default of a chart, as its facts name it. */
type ChartImage = ChartFacts["images"][number];

/** An image that a Helm release pulls. */
interface ReleaseImage {
  readonly release: HelmRelease;
  /** Location in the release: `value linux.image`, `the chart's default`. */
  readonly where: string;
  /** Location that nodes pull from. */
  readonly image: ImageReference;
  /** The chart's own image that a value names elsewhere, or that is pulled by default. @default - unknown */
  readonly upstream?: ChartImage;
  /** Whether no value names the image, so that the chart's default is pulled. */
  readonly isDefault: boolean;
}

/** Images of all releases: those that values name, and those that a chart pulls because no value names them. */
export const releaseImages = memoizePerPlan((plan: EnvironmentPlan): readonly ReleaseImage[] => {
  const named = groupBy(
    pulledImages(plan).filter(({ where }) => where.startsWith("value ")),
    ({ resource }) => resource,
  );
  return helmReleasesOf(plan).flatMap((release) => {
    const upstream = release.local ? [] : (CHART_FACTS[release.chart]?.images ?? []);
    const values = (named.get(release.resource) ?? []).map(({ where, image }): ReleaseImage => {
      const own = upstream.find((each) => image.isCopyOf(each));
      return { release, where, image, isDefault: false, ...(own ? { upstream: own } : {}) };
    });
    const defaults = upstream
      .filter((each) => !values.some((value) => value.upstream === each))
      .map((each): ReleaseImage => {
        const image = ImageReference.parse(each.repository).withTag(each.tag);
        return { release, where: "the chart's default", image, upstream: each, isDefault: true };
      });
    return [...values, ...defaults];
  });
});

/** The image that the pods of a model run, from a repository of the environment. */
interface ModelImage {
  readonly pods: Pods;
  readonly image: ImageReference;
  readonly repository: ResourceOf<"aws_ecr_repository">;
}

/** Images that users build, and the repositories for them. */
interface ModelImages {
  /** Of main containers of Deployments in the layer of models, without copies such as servers of KServe. */
  readonly images: readonly ModelImage[];
  /**
   * Those of the images, and those that nothing in the stacks pulls and that have no folder below
   * the environment's, as of models that Argo CD deploys. Mirrors keep the path of their source, so
   * that they have one.
   */
  readonly repositories: readonly PlannedResource[];
}

export const modelImagesOf = memoizePerPlan((plan: EnvironmentPlan): ModelImages => {
  const named = plan.resources("aws_ecr_repository").map((repository) => {
    const { layer, config } = repository;
    return { repository, name: resolveReferences(plan, { layer, value: config.name }) };
  });
  const owned = new Map(named.map(({ repository, name }) => [name, repository]));
  const images = objectsOf(plan).pods.flatMap((pods) => modelImage(plan, pods, owned) ?? []);
  const ofModels = new Set(images.map(({ repository }) => repository));
  const pulled = new Set(pulledImages(plan).map(({ image }) => image.path));
  const repositories = named.flatMap(({ repository, name }) =>
    ofModels.has(repository) || (!pulled.has(name) && /^[^/]+\/[^/]+$/.test(name)) ? [repository] : [],
  );
  return { images, repositories };
});

function modelImage(
  plan: EnvironmentPlan,
  pods: Pods,
  owned: ReadonlyMap<string, ModelImage["repository"]>,
): ModelImage | undefined {
  const { resource, kind } = pods.owner;
  const text = pods.main && knownText(plan, inLayer(resource, pods.main.config.image));
  if (kind !== "deployment" || resource.layer !== "models" || text === undefined) return undefined;
  const image = ImageReference.parse(text);
  const repository = owned.get(image.path);
  if (!repository || POD_IMAGES_OF_PARTS.some((known) => image.isCopyOf(known))) return undefined;
  return { pods, image, repository };
}
