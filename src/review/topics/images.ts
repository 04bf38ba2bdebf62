import { block, type Json, text } from "../../terraform/stack-json";
import { type ImageReference, pulledImages } from "../../infrastructure/kubernetes-images";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Edit } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { attention, type Change, changeAt, info, type Topic, type TopicLine } from "./topic";

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
): string | undefined {
  if (!image || resource.type === "helm_release") return undefined;
  const isFloating = image.digest === undefined && (image.tag === undefined || image.tag === "latest");
  if (isFloating) return "its tag names another program at any time";
  if (was?.digest !== undefined && image.digest === undefined)
    return "no digest selects the program any more";
  const isOther = was
    ? was.registry !== image.registry
    : resource.layer === "models" && MODEL.test(resource.type);
  const isPrivate = image.ecr !== undefined;
  if (!isOther || (isPrivate && (registries.has(image.registry) || !was))) return undefined;
  return isPrivate
    ? "another account decides what runs"
    : "a public registry decides what runs, without immutable tags and a scan of the account";
}

const MODEL = /^kubernetes_(deployment|stateful_set)/;

function sides(change: Change, read: (plan: EnvironmentPlan) => Map<string, Installed>): TopicLine[] {
  const [old, now] = [read(change.before), read(change.after)];
  const registries = new Set([...old.values()].flatMap(({ image }) => image?.registry ?? []));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const known = is ?? was;
    if (!known || was?.what === is?.what) return [];
    const none: Phrase = ["none"];
    const text = say`${known.where}: ${was ? [{ value: was.what }] : none} → ${is ? [{ value: is.what }] : none}`;
    const edits = editsOf(change, known.resource, was, is);
    const risk = read === imagesOf && is ? riskOf(was?.image, is, registries) : undefined;
    return risk === undefined
      ? info(known.resource, text, { edits })
      : attention(known.resource, say`${text}; ${[risk]}`, { edits });
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
      const name = nameOf(resource);
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
      const name = nameOf(resource);
      const version = text(config.version);
      const repository = text(config.repository);
      const chart = `${text(config.chart) ?? ""}${version === undefined ? "" : ` ${version}`}`;
      const what = repository === undefined ? chart : `${chart} from ${repository}`;
      return [name, { resource, where: say`chart of release ${name}`, what }];
    }),
  );

/** A name that is independent of the address, so that a move changes nothing. */
const nameOf = ({ config, address }: PlannedResource): string =>
  text(block(config["metadata"])["name"]) ?? text(config["name"]) ?? address;
