import { type WorkloadFacts } from "../../src/evidence/charts";
import { distinct } from "../../src/base/lists";
import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import { mergedValues } from "../../src/infrastructure/kubernetes-releases";
import { asObject, isJsonObject, type Json, type JsonObject } from "../../src/terraform/stack-json";
import { nestedValue } from "./value-paths";

interface DefaultsProps {
  /** Default values of the chart. */
  readonly chart: JsonObject;
  /** Default values that the old facts name. */
  readonly old: JsonObject;
  readonly workloads: readonly WorkloadFacts[];
  /** Path of the value with the budget of its Deployments. @default - none */
  readonly budget: string | undefined;
  /** Paths of the values that create service accounts. */
  readonly switches: readonly string[];
  /** Images of the rendering, by kind, name and container of their workload. */
  readonly images: ReadonlyMap<string, string>;
  /** Texts of the rendering, which names images that an operator uses. */
  readonly mentioned: readonly string[];
}

/** Default values of the chart at the places of the old facts and of the workloads. */
export function defaultsWith(props: DefaultsProps): JsonObject {
  const { chart, old, workloads, budget, switches, images, mentioned } = props;
  const ofImages = imagesByPath(workloads, images);
  const ofBudget = budget === undefined ? [] : [budget];
  const whole = distinct([...workloads.flatMap(valuesOfWorkload), ...ofBudget, ...switches]);
  const ofWorkloads = whole
    .filter((path) => !ofImages.has(path))
    .flatMap((path): JsonObject[] => {
      // A value without a default is an empty one in the facts.
      const stated = chartValue(chart, path) ?? chartValue(old, path);
      const value = path === budget ? budgetIn(asObject(stated)) : stated;
      return value === undefined || isUnnamedAccount(path, value) ? [] : [nestedValue(path, value)];
    });
  const rest = renewed(old, chart, new Set([...whole, ...ofImages.keys()]));
  const defaults = [
    ...ofWorkloads,
    ...[...ofImages].map(([path, image]) => imageDefault(chart, path, image, mentioned)),
  ];
  return [rest, ...defaults].reduce(mergedValues, {});
}

/** Fields of a PodDisruptionBudget that values state. */
export const FIELDS_OF_BUDGET = ["minAvailable", "maxUnavailable", "unhealthyPodEvictionPolicy"];

/** A budget without the annotations and labels that some charts have beside it. */
const budgetIn = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => FIELDS_OF_BUDGET.includes(key)));

/** The old values with the defaults of the chart, without those at `other` paths. A value that the chart lacks is kept. */
function renewed(
  old: JsonObject,
  chart: Json | undefined,
  other: ReadonlySet<string>,
  prefix = "",
): JsonObject {
  return Object.fromEntries(
    Object.entries(old).flatMap(([key, value]): [string, Json][] => {
      const path = `${prefix}${key}`;
      if (other.has(path)) return [];
      const fresh = asObject(chart)[key] ?? undefined;
      if (!isJsonObject(value) || Object.keys(value).length === 0) return [[key, fresh ?? value]];
      const inner = renewed(value, fresh, other, `${path}.`);
      return Object.keys(inner).length === 0 ? [] : [[key, inner]];
    }),
  );
}

/** Without a name, a chart computes that of its service account from the name of the release. */
const isUnnamedAccount = (path: string, value: Json): boolean =>
  value === "" && /serviceAccount(\.[^.]+)?(\.name|Name)$/i.test(path);

/** Paths of the values of a workload, except those of images, which have paths below them. */
export const valuesOfWorkload = ({ values, containers }: WorkloadFacts): string[] => [
  ...Object.values(values),
  ...containers.flatMap((each) => [each.values.resources, each.values.securityContext ?? []].flat()),
];

/** An image of each value, and the value of its tag. */
function imagesByPath(
  workloads: readonly WorkloadFacts[],
  images: ReadonlyMap<string, string>,
): ReadonlyMap<string, { image: string | undefined; tag?: string }> {
  return new Map(
    workloads.flatMap(({ kind, name, containers }) =>
      containers.map(({ name: container, values: { image, tag } }) => [
        image,
        { image: images.get(`${kind}/${name}/${container}`), ...(tag === undefined ? {} : { tag }) },
      ]),
    ),
  );
}

/** Registry, repository and tag as they are rendered: a chart computes a tag that is empty. */
function imageDefault(
  chart: JsonObject,
  path: string,
  { image, tag: tagPath }: { image: string | undefined; tag?: string },
  mentioned: readonly string[],
): JsonObject {
  const value: Json | undefined = chartValue(chart, path);
  const tag = tagOf(image ?? imageAmong(mentioned, value));
  if (!isJsonObject(value)) {
    const texts = value === undefined || value === null ? {} : nestedValue(path, value);
    return tagPath === undefined ? texts : mergedValues(texts, nestedValue(tagPath, tag ?? null));
  }
  const { registry, repository, tag: stated } = asObject(value);
  return nestedValue(path, {
    ...(typeof registry === "string" && registry !== "" ? { registry } : {}),
    repository: repository ?? "",
    tag: tag ?? (typeof stated === "string" ? stated : ""),
  });
}

const tagOf = (image: string | undefined): string | undefined => /:([^:/@]+)(@.*)?$/.exec(image ?? "")?.[1];

/** The image with the repository of a value, as an argument or a custom resource names it. */
function imageAmong(mentioned: readonly string[], value: Json | undefined): string | undefined {
  const { repository } = asObject(value);
  if (typeof repository !== "string") return undefined;
  const words = mentioned
    .filter((text) => text.includes(`/${repository}:`))
    .flatMap((text) => text.split(/[=\s]/));
  return words.find((word) => word.includes(`/${repository}:`));
}
