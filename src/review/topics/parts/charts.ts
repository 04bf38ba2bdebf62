import { cachedImage } from "../../../parts/pull-through-cache/model";
import { text } from "../../../terraform/stack-json";
import { type ImageReference, pulledImages } from "../../../infrastructure/kubernetes-images";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type ResourceChange, type Edit } from "../../change";
import { say, firstAndMore } from "../../stages/phrase";
import { type Change, type Topic, type TopicLine, attention, keyOfPlace } from "../topic";
import { type Own, rowLines } from "../rows";
import { CHART_USERS } from "./users-of-charts";

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
  judgesBlock: (release) =>
    release.type === RELEASE && !isLocal(release) && /^(add|destroy)$/.test(release.action),
  judgesEdit: (release, edit) => release.type === RELEASE && isSwitchedOn(release, edit),
};

/**
 * Parts of the load balancer controller that only act where an object asks for a web ACL.
 *
 * Source: AWS Load Balancer Controller guide, "Controller configuration options", `--enable-waf` and `--enable-wafv2` (unconfirmed).
 */
const isSwitchedOn = ({ after }: ResourceChange, { path, after: value }: Edit): boolean =>
  chartIn(after) === "aws-load-balancer-controller" &&
  /^values(\[\d+\])?\.enableWaf(v2)?$/.test(path) &&
  value === true;

const chartIn = (config: ResourceChange["before"]): string =>
  (text(config?.["chart"]) ?? "").replace(/^.*\//, "");

const WORDS: Own = { words: { chart: ({ resource }) => say`${chartIn(resource.after)}` } };

/** A chart in the folder of the stack, whose objects are in its values. */
const isLocal = ({ before, after }: ResourceChange): boolean =>
  /^(\.|\/|\$\{path\.)/.test(text((after ?? before)?.["chart"]) ?? "");

function removedLines(change: Change, release: ResourceChange): TopicLine[] {
  const { address, action, before } = release;
  if (action !== "destroy" || isLocal(release)) return [];
  const chart = chartIn(before);
  const users = CHART_USERS.find((each) => each.chart === chart);
  if (users?.isUsed(change.after) && !isInstalled(change.after, chart)) {
    const sentence = say`outage: ${address} is removed, and what needs chart ${chart} stays: ${[users.ends]}`;
    return [attention(release, sentence, { harm: "outage" })];
  }
  const sentence = say`chart ${chart} of ${address} is removed with its pods and rights`;
  return [attention(release, sentence)];
}

const isInstalled = (plan: EnvironmentPlan, chart: string): boolean =>
  plan.resources(RELEASE).some(({ config }) => chartIn(config) === chart);

function addedLines(release: ResourceChange): TopicLine[] {
  const { address, action, after } = release;
  if (action !== "add" || isLocal(release)) return [];
  const sentence = say`chart ${chartIn(after)} ${text(after?.["version"]) ?? ""} is installed as ${address}, with pods and rights of its own`;
  return [attention(release, sentence)];
}

/** One line for all charts that get other images. */
function imageLines({ before, after }: Change, releases: readonly ResourceChange[]): TopicLine[] {
  const [old, now] = [imagesOf(before), imagesOf(after)];
  const found = releases.flatMap((release) => {
    const [had, has] = [old, now].map(
      (images) => images.get(keyOfPlace(release)) ?? new Map<string, ImageReference>(),
    );
    return release.edits.flatMap((edit) => {
      const where = [...(has?.keys() ?? [])].find((path) => isOfImage(edit, path)) ?? "";
      const [was, is] = [had?.get(where), has?.get(where)];
      return !was || !is || was.text === is.text ? [] : [{ release, edit, was, is }];
    });
  });
  const [first] = found;
  if (!first) return [];
  const names = firstAndMore(found.map(({ release }) => release.address));
  const isCopied = found.some(({ is }) => cachedImage(after, is) !== undefined);
  const way = isCopied ? "; a pull-through-cache rule copies it there when the first node pulls it" : "";
  const text = say`pods of ${names} restart with other images: ${first.was.text} → ${first.is.text}${[way]}`;
  return [attention(first.release, text, { harm: "pods roll", edits: found.map(({ edit }) => edit) })];
}

/** Images in values by their path, for each release. */
function imagesOf(plan: EnvironmentPlan): ReadonlyMap<string, Map<string, ImageReference>> {
  const found = new Map<string, Map<string, ImageReference>>();
  for (const { resource, where, image } of pulledImages(plan)) {
    if (resource.type !== RELEASE || !where.startsWith("value ")) continue;
    const images = found.get(keyOfPlace(resource)) ?? new Map<string, ImageReference>();
    found.set(keyOfPlace(resource), images.set(where.slice("value ".length), image));
  }
  return found;
}

function isOfImage({ path, argument }: Edit, image: string): boolean {
  if (argument !== "values") return false;
  const place = path.replace(/^values(\[\d+\])?\.?/, "");
  return place === image || (place.startsWith(`${image}.`) && OF_IMAGE.test(place.slice(image.length)));
}

/** Keys of an image in values. */
const OF_IMAGE = /^\.(registry|repository|name|image|tag|digest|sha|hash)$/;
