import { podsReachInternet } from "../infrastructure/internet-of-pods";
import { cachedImage } from "../parts/pull-through-cache/model";
import { objectsOf, type Pods } from "../infrastructure/kubernetes-objects";
import { ecrRegistry } from "../facts/aws";
import { type Layer } from "../base/layers";
import { CHART_FACTS } from "../evidence/charts";
import { POD_IMAGES_OF_PARTS } from "../evidence/pod-images-of-parts";
import { type EnvironmentPlan, inLayer } from "../terraform/environment-plan";
import { type Excepted, exceptedIn } from "./image-lock/excepted";
import { type Stated } from "../infrastructure/stated";
import { type HelmRelease, helmReleasesOf } from "../infrastructure/kubernetes-releases";
import { homeOf, knownText } from "../infrastructure/text-references";
import { ImageReference, pulledImages, releaseImages } from "../infrastructure/kubernetes-images";
import {
  platformsOfPods,
  platformsOfRelease,
  vllmImageOf,
} from "../infrastructure/kubernetes-image-platforms";
import { groupBy } from "../base/group-by";
import { text } from "../terraform/stack-json";
import { type ImageDigests, withDigests } from "./image-lock/digests";

type StatedChart = NonNullable<Stated["charts"]>[number];

/** A release, or an object with pods, that pulls an image or a chart: `LAYER/NAME`. */
type User = `${Layer}/${string}`;

/** An image of a chart. */
interface ListedImage {
  /** Repository of its authors, without a tag. @default - unknown */
  readonly source?: string;
  /** Repository of the account to which it is copied. @default - none, pods pull from the source */
  readonly target?: string;
  /** @default - none, only a digest names the image */
  readonly tag?: string;
  /** ECR copies it at the first pull, by a pull-through cache rule. @default - the script copies it */
  readonly cached?: true;
  /** Digest of the image with all its platforms. @default - not recorded */
  readonly digest?: string;
  readonly platforms: readonly string[];
  readonly usedBy: readonly User[];
}

interface ListedChart {
  readonly chart: string;
  readonly version: string;
  /** Repository of its authors, without the name of the chart. @default - unknown */
  readonly source?: string;
  /** Repository of the account, with the name of the chart. @default - none, Terraform pulls from the source */
  readonly target?: string;
  /** SHA-256 of the archive, as in the index of a Helm repository. @default - not recorded */
  readonly digest?: string;
  readonly usedBy: readonly User[];
}

/** An image that its owner builds and pushes. */
interface OwnImage {
  readonly target: string;
  /** @default - none, only a digest names the image */
  readonly tag?: string;
  /** @default - the configuration states none */
  readonly digest?: string;
  readonly platforms: readonly string[];
  readonly usedBy: readonly User[];
}

/** Everything that an environment pulls, with its sources. */
export interface ImageList {
  readonly environment: string;
  /** Host of the account's ECR registry. */
  readonly registry: string;
  readonly region: string;
  readonly images: readonly ListedImage[];
  readonly charts: readonly ListedChart[];
  readonly owned: readonly OwnImage[];
  readonly excepted: readonly Excepted[];
  /** Statements on what the list may lack, and why. */
  readonly notJudged: readonly string[];
}

/** Whether the script copies an image or chart: ECR lacks it until then. */
export const isCopied = (entry: Pick<ListedImage, "target" | "cached">): boolean =>
  entry.target !== undefined && entry.cached !== true;

/**
 * The list of an environment, from its synthesized stacks, the facts of charts, and the charts that its file states.
 *
 * @param digests recorded ones. @default - those that the configuration states
 */
export function imageListOf(
  plan: EnvironmentPlan,
  stated: readonly StatedChart[] = [],
  digests: ImageDigests = new Map(),
): ImageList {
  const home = homeOf(plan);
  const ofPods = objectsOf(plan).pods.flatMap((pods) => imagesOfPods(plan, pods, home.accountId));
  const list = {
    environment: plan.name,
    registry: ecrRegistry(home),
    region: home.region,
    images: merged(
      [
        ...releaseImages(plan).map((image) => imageOfRelease(plan, image, stated)),
        ...ofPods.flatMap(({ image }) => image ?? []),
      ],
      ({ source, target, tag, digest }) => [source, target, tag, digest].join(" "),
    ),
    charts: merged(pulledCharts(plan, stated), ({ source, target, chart, version }) =>
      [source, target, chart, version].join(" "),
    ),
    owned: merged(
      ofPods.flatMap(({ own }) => own ?? []),
      ({ target, tag, digest }) => [target, tag, digest].join(" "),
    ),
    excepted: exceptedIn(plan),
    notJudged: [...unknownReleases(plan), ...unknownSources(plan, stated)],
  };
  return withDigests(list, digests);
}

/** Entries with the same key become one, with the platforms and users of all. */
function merged<T extends { readonly usedBy: readonly User[]; readonly platforms?: readonly string[] }>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): T[] {
  return [...groupBy(entries, keyOf)].map(([, same]) => {
    const platforms = [...new Set(same.flatMap((each) => each.platforms ?? []))].sort();
    return {
      ...(same[0] as T),
      ...(platforms.length > 0 ? { platforms } : {}),
      usedBy: [...new Set(same.flatMap(({ usedBy }) => usedBy))].sort(),
    };
  });
}

const isPrivateEcr = ({ ecr }: ImageReference): boolean => ecr !== undefined;

function imageOfRelease(
  plan: EnvironmentPlan,
  { release, image, upstream }: ReturnType<typeof releaseImages>[number],
  stated: readonly StatedChart[],
): ListedImage {
  const known = upstream?.repository ?? statedRepository(stated, release, image);
  const source = known ?? (isPrivateEcr(image) ? undefined : image.repository);
  const tag = image.tag ?? upstream?.tag;
  return {
    ...(source === undefined ? {} : { source }),
    ...(isPrivateEcr(image) ? { target: image.repository } : {}),
    ...fromCache(plan, image),
    ...(tag === undefined ? {} : { tag }),
    ...(image.digest === undefined ? {} : { digest: image.digest }),
    platforms: platformsOfRelease(plan, release, upstream),
    usedBy: [userOf(release)],
  };
}

/** Repository of an image that the file states of a chart. */
const statedRepository = (
  stated: readonly StatedChart[],
  { chart }: HelmRelease,
  image: ImageReference,
): string | undefined =>
  stated
    .filter(({ name }) => name === chart)
    .flatMap(({ images }) => images.map((each) => ImageReference.parse(each.image)))
    .map(({ repository }) => repository)
    .find((repository) => image.isCopyOf({ repository }));

const fromCache = (plan: EnvironmentPlan, image: ImageReference): Pick<ListedImage, "cached"> =>
  podsReachInternet(plan) && cachedImage(plan, image) ? { cached: true } : {};

const userOf = ({ resource, chart }: HelmRelease): User =>
  `${resource.layer}/${text(resource.config.name) ?? chart}`;

/** An image of the account's registry is a copy of a known one, or its owner's; any other is pulled from its source. */
function imagesOfPods(
  plan: EnvironmentPlan,
  pods: Pods,
  account: string,
): { readonly image?: ListedImage; readonly own?: OwnImage }[] {
  const { resource, name } = pods.owner;
  const platforms = platformsOfPods(plan, pods);
  const usedBy: User[] = [`${resource.layer}/${name}`];
  return pulledImages(plan)
    .filter((pulled) => pulled.resource === resource)
    .map(({ image }) => {
      const { tag, digest } = image;
      const version = { ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
      const entry = { ...version, platforms, usedBy };
      if (image.ecr?.account !== account) return { image: { source: image.repository, ...entry } };
      const target = image.repository;
      const upstream =
        vllmImageOf(plan, { resource, image }) ?? POD_IMAGES_OF_PARTS.find((known) => image.isCopyOf(known));
      if (!upstream) return { own: { target, ...entry } };
      return {
        image: { source: upstream.repository, target, ...fromCache(plan, image), ...entry },
      };
    });
}

function pulledCharts(plan: EnvironmentPlan, stated: readonly StatedChart[]): ListedChart[] {
  return helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .map((release) => {
      const { resource, chart } = release;
      const from = chartRepositoryOf(plan, release);
      const isCopy = isPrivateEcr(ImageReference.parse(`${from.replace(/^oci:\/\//, "")}/${chart}`));
      const ofFile = stated.find(({ name }) => name === chart)?.repository;
      const source = isCopy ? (CHART_FACTS[chart]?.repository ?? ofFile) : from;
      return {
        chart,
        version: text(resource.config.version) ?? "",
        ...(source === undefined ? {} : { source }),
        ...(isCopy ? { target: `${from.replace(/^oci:\/\//, "")}/${chart}` } : {}),
        usedBy: [userOf(release)],
      };
    });
}

/** Repository of a release; without one, the chart is written with its own. */
function chartRepositoryOf(plan: EnvironmentPlan, { resource }: HelmRelease): string {
  const { repository, chart } = resource.config;
  const own = knownText(plan, inLayer(resource, repository)) ?? "";
  return (own === "" ? (text(chart) ?? "").replace(/\/[^/]*$/, "") : own).replace(/\/$/, "");
}

/** Releases whose default images no facts name. */
function unknownReleases(plan: EnvironmentPlan): string[] {
  return helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .flatMap(({ resource, chart }) => {
      const version = text(resource.config.version) ?? "none";
      const known = CHART_FACTS[chart]?.version;
      if (known === version) return [];
      const reason =
        known === undefined
          ? "src/evidence/charts has no facts of the chart"
          : `src/evidence/charts has the facts of version ${known}`;
      return [`images of chart ${chart} ${version} that no value names: ${reason}`];
    });
}

/** Images in the account's registry that facts and the file do not lead back to a source. */
function unknownSources(plan: EnvironmentPlan, stated: readonly StatedChart[]): string[] {
  const unknown = releaseImages(plan).filter(
    ({ release, image, upstream }) =>
      isPrivateEcr(image) && !upstream && statedRepository(stated, release, image) === undefined,
  );
  return unknown.map(
    ({ release, where, image }) =>
      `the source of ${image.repository}, ${where} of chart ${release.chart}: src/evidence/charts names no image with this path`,
  );
}
