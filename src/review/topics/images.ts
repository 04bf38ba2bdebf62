import { block, type Json, text, isTrue } from "../../terraform/stack-json";
import { type ImageReference, pulledImages } from "../../infrastructure/kubernetes-images";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import { type Change, changeAt, type Topic, type TopicLine, isAt } from "./topic";
import { pullThroughRules } from "../../parts/pull-through-cache/model";
import { type RowMatch, topicOfRows } from "./rows";

const { line } = sentencesOf("Images and charts");
type SentenceName = Parameters<typeof line>[0];

export const images: Topic = {
  title: "Images and charts",
  lines: (change) => [...sides(change, imagesOf), ...sides(change, chartsOf)],
};

interface Installed {
  readonly resource: PlannedResource;
  readonly where: Phrase;
  readonly what: string;
  /** @default - it is a chart */
  readonly image?: ImageReference;
}

/**
 * The reason that another image needs a review: others decide about it. Images of charts come with their chart.
 *
 * Source: Amazon ECR user guide, "Image tag mutability" and "Image scanning" (read 2026-11-26).
 */
function riskOf(
  was: ImageReference | undefined,
  { image, resource }: Installed,
  registries: ReadonlySet<string>,
): SentenceName {
  if (!image || resource.type === "helm_release") return "other";
  const isFloating = image.digest === undefined && (image.tag === undefined || image.tag === "latest");
  if (isFloating) return "floating tag";
  if (was?.digest !== undefined && image.digest === undefined) return "no digest";
  const isOther = was
    ? was.registry !== image.registry
    : resource.layer === "models" && MODEL.test(resource.type);
  const isPrivate = image.ecr !== undefined;
  if (!isOther || (isPrivate && (registries.has(image.registry) || !was))) return "other";
  return isPrivate ? "of another account" : "of a public registry";
}

const MODEL = /^kubernetes_(deployment|stateful_set)/;

function sides(change: Change, read: (plan: EnvironmentPlan) => Map<string, Installed>): TopicLine[] {
  const [old, now] = [read(change.before), read(change.after)];
  const registries = new Set([...old.values()].flatMap(({ image }) => image?.registry ?? []));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const known = is ?? was;
    if (!known || was?.what === is?.what) return [];
    const words = { where: known.where, old: was?.what ?? ["none"], new: is?.what ?? ["none"] };
    const name = is ? riskOf(was?.image, is, registries) : "other";
    return line(name, known.resource, words, { edits: editsOf(change, known.resource, was, is) });
  });
}

/** Edits of the image or chart itself, without other edits of the workload. */
function editsOf(
  change: Change,
  resource: PlannedResource,
  was: Installed | undefined,
  is: Installed | undefined,
): Edit[] {
  const holds = (whole: Installed | undefined, value: Json | undefined): boolean =>
    value === undefined ? whole === undefined : (whole?.what.split(" ").includes(String(value)) ?? false);
  return (changeAt(change, resource)?.edits ?? []).filter(
    ({ before, after }) => holds(was, before) && holds(is, after),
  );
}

const imagesOf = (plan: EnvironmentPlan): Map<string, Installed> =>
  new Map(
    pulledImages(plan).map(({ resource, where, image }) => {
      const name = stableName(resource);
      return [
        `${resource.type} ${name} ${where}`,
        { resource, where: say`${name}, ${where}`, what: image.text, image },
      ];
    }),
  );

const chartsOf = (plan: EnvironmentPlan): Map<string, Installed> =>
  new Map(
    plan.resources("helm_release").map((resource) => {
      const { config } = resource;
      const name = stableName(resource);
      const version = text(config.version);
      const repository = text(config.repository);
      const chart = `${text(config.chart) ?? ""}${version === undefined ? "" : ` ${version}`}`;
      const what = repository === undefined ? chart : `${chart} from ${repository}`;
      return [name, { resource, where: say`chart of release ${name}`, what }];
    }),
  );

/** A name that is independent of the address, so that a move changes nothing. */
const stableName = ({ config, address }: PlannedResource): string =>
  text(block(config["metadata"])["name"]) ?? text(config["name"]) ?? address;

const { together } = sentencesOf("Image repositories");

const ruleOf = ({ resource, change: { before, after } }: RowMatch) =>
  pullThroughRules(resource.action === "add" ? after : before).find((each) => isAt(resource)(each.resource));

const rowsOfRepositories = topicOfRows("Image repositories", {
  when: {
    used: (found) =>
      pulledImages(found.change.after).some(({ image }) =>
        image.path.startsWith(`${ruleOf(found)?.prefix ?? ""}/`),
      ),
  },
  words: {
    prefix: (found) => say`${ruleOf(found)?.prefix ?? ""}`,
    upstream: (found) => say`${ruleOf(found)?.upstream ?? ""}`,
  },
});

/** New repositories of images, and rules that fill repositories from other registries. */
export const imageRepositories: Topic = {
  ...rowsOfRepositories,
  lines: (change) => [...addedLines(change), ...rowsOfRepositories.lines(change)],
};

/** One line for all new repositories, and one for those whose tags can move or whose images nobody scans. */
function addedLines({ resources }: Change): TopicLine[] {
  const added = resources.filter(({ type, action }) => type === "aws_ecr_repository" && action === "add");
  const loose = added.filter((each) => !isStrict(each));
  const empty = added.filter((each) => isStrict(each) && each.handover === undefined);
  return [...together("strict", empty), ...together("loose", loose)];
}

const isStrict = ({ after }: ResourceChange): boolean =>
  after?.["image_tag_mutability"] === "IMMUTABLE" &&
  isTrue(block(after["image_scanning_configuration"])["scan_on_push"]);
