import { cachedImage } from "../../../parts/pull-through-cache/model";
import { text } from "../../../terraform/stack-json";
import { pulledImages } from "../../../infrastructure/kubernetes-images";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../../change";
import { firstAndMore, say } from "../../stages/phrase";
import { type Change, isAt, type Topic, type TopicLine } from "../topic";
import { judgesOfRows, type Own, rowLines } from "../rows";
import { sentencesOf } from "../named";
import { customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import facts from "./users-of-charts.json";

const { line } = sentencesOf("Charts");

const RELEASE = "helm_release";

/**
 * Charts: another version, other images, and removed charts with what needs them. Values that no topic knows need attention.
 *
 * Source: Helm documentation, "helm upgrade" and "helm uninstall" (read 2026-11-21).
 */
export const chartsTopic: Topic = {
  title: "Charts",
  lines: (change) => {
    const releases = change.resources.filter(({ type }) => type === RELEASE);
    return [
      ...releases.flatMap((release) => removedLines(change, release)),
      ...releases.flatMap((release) => rowLines("Versions of charts", release, change, WORDS)),
      ...imageLines(change, releases),
      ...releases.flatMap(addedLines),
    ];
  },
  ...judgesOfRows("Charts", {
    when: {
      local: ({ resource }) => isLocal(resource),
      "turned on in the load balancer controller": ({ resource, edit }) =>
        chartIn(resource.after) === "aws-load-balancer-controller" && edit.after === true,
    },
  }),
};

const chartIn = (config: ResourceChange["before"]): string =>
  (text(config?.["chart"]) ?? "").replace(/^.*\//, "");

const WORDS: Own = { words: { chart: ({ resource }) => say`${chartIn(resource.after)}` } };

/** A chart in the folder of the stack, whose objects are in its values. */
const isLocal = ({ before, after }: ResourceChange): boolean =>
  /^(\.|\/|\$\{path\.)/.test(text((after ?? before)?.["chart"]) ?? "");

function removedLines(change: Change, release: ResourceChange): TopicLine[] {
  if (release.action !== "destroy" || isLocal(release)) return [];
  const chart = chartIn(release.before);
  const ends = endOfChart(change.after, chart);
  return ends !== undefined && !isInstalled(change.after, chart)
    ? [line("outage", release, { chart, ends: [ends] })]
    : [line("removed", release, { chart })];
}

const isInstalled = (plan: EnvironmentPlan, chart: string): boolean =>
  plan.resources(RELEASE).some(({ config }) => chartIn(config) === chart);

function addedLines(release: ResourceChange): TopicLine[] {
  const { action, after } = release;
  if (action !== "add" || isLocal(release)) return [];
  return [line("installed", release, { chart: chartIn(after), version: text(after?.["version"]) ?? "" })];
}

/** One line for all charts that get other images. */
function imageLines({ before, after }: Change, all: readonly ResourceChange[]): TopicLine[] {
  const [old, now] = [imagesOf(before), imagesOf(after)];
  const found = all.flatMap((release) =>
    release.edits.flatMap((edit) => {
      const is = now.find(({ resource, path }) => isAt(release)(resource) && isOfImage(edit, path));
      const was = old.find(({ resource, path }) => isAt(release)(resource) && path === is?.path);
      return !was || !is || was.image.text === is.image.text ? [] : [{ release, edit, was, is }];
    }),
  );
  const [first] = found;
  if (!first) return [];
  const releases = firstAndMore(found.map(({ release }) => release.address));
  const isCopied = found.some(({ is }) => cachedImage(after, is.image) !== undefined);
  const words = { releases, old: first.was.image.text, new: first.is.image.text };
  const edits = found.map(({ edit }) => edit);
  return [line(isCopied ? "other cached images" : "other images", first.release, words, { edits })];
}

/** Images in values of releases, with their path. */
const imagesOf = (plan: EnvironmentPlan) =>
  pulledImages(plan)
    .filter(({ resource, where }) => resource.type === RELEASE && where.startsWith("value "))
    .map(({ resource, where, image }) => ({ resource, path: where.slice("value ".length), image }));

function isOfImage({ path, argument }: Edit, image: string): boolean {
  if (argument !== "values") return false;
  const place = path.replace(/^values(\[\d+\])?\.?/, "");
  return place === image || (place.startsWith(`${image}.`) && OF_IMAGE.test(place.slice(image.length)));
}

/** Keys of an image in values. */
const OF_IMAGE = /^\.(registry|repository|name|image|tag|digest|sha|hash)$/;

/** The use of a chart, and the effect of its end. */
interface ChartUsers {
  readonly chart: string;
  /** Kind of objects of a release. @default - no kind */
  readonly kind?: string;
  /** Type of resources. @default - no type */
  readonly type?: string;
  /** A text in the block of pods. @default - no text */
  readonly text?: string;
  readonly ends: string;
}

const CHART_USERS = facts.charts as readonly ChartUsers[];

/** The effect of the end of a chart that something in a plan uses; undefined without a use. */
function endOfChart(plan: EnvironmentPlan, name: string): string | undefined {
  const { kind, type, text, ends } = CHART_USERS.find(({ chart }) => chart === name) ?? {};
  const isUsed =
    (kind !== undefined && customObjectsOf(plan).some((each) => each.kind === kind)) ||
    (type !== undefined && plan.all.some(({ address }) => address.startsWith(`${type}.`))) ||
    (text !== undefined &&
      objectsOf(plan).pods.some(({ owner }) => JSON.stringify(owner.resource.config).includes(text)));
  return isUsed ? ends : undefined;
}
