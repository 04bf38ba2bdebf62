import { CHART_FACTS, type ChartFacts } from "../evidence/charts";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { groupBy, memoizePerPlan } from "./blocks";
import { type HelmRelease, helmReleasesOf } from "./helm-releases";
import { type ImageReference, parseImage } from "./image-reference";
import { pulledImages } from "./pulled-images";

/** An image by default of a chart, as its facts name it. */
export type ChartImage = ChartFacts["images"][number];

/** An image that a Helm release pulls. */
export interface ReleaseImage {
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
      const own = upstream.find((each) => isCopyOf(each, image));
      return { release, where, image, isDefault: false, ...(own ? { upstream: own } : {}) };
    });
    const defaults = upstream
      .filter((each) => !values.some((value) => value.upstream === each))
      .map((each): ReleaseImage => {
        const image = { ...parseImage(each.repository), tag: each.tag };
        return { release, where: "the chart's default", image, upstream: each, isDefault: true };
      });
    return [...values, ...defaults];
  });
});

/** Whether a pulled image is an image of its authors or a copy: a mirror keeps the path, under the environment's name. */
export function isCopyOf({ repository }: Pick<ChartImage, "repository">, { path }: ImageReference): boolean {
  const upstream = parseImage(repository).path;
  return path === upstream || path.endsWith(`/${upstream}`);
}
