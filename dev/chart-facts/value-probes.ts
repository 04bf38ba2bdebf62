import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import { asArray, asObject, type Json, type JsonObject, text } from "../../src/terraform/stack-json";
import { type ChartRenderer } from "./helm";
import { type RenderedWorkload, renderedWorkloads } from "./rendered-objects";
import { nestedValues } from "./value-paths";

/**
 * Finds the values that set a field of a workload: every value whose name fits receives a marker of its own, and the marker in the
 * field names the value. The templates decide which of several values wins.
 */
interface FieldProbe {
  /** Type of the value. */
  readonly type: "number" | "text" | "list" | "mapping";
  readonly fits: RegExp;
  readonly value: (marker: number) => Json;
  /** The marker in the field; undefined if the field has another value. */
  readonly marker: (field: Json | undefined) => number | undefined;
}

const MARKER = /^probe-(\d+)z/;
/** The marker with which a text begins. */
export const markerOfText = (value: Json | undefined): number | undefined => {
  const [, digits] = MARKER.exec(text(value) ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
};
/** A text with a marker. */
export const markerText = (marker: number): string => `probe-${marker}z`;

const ofNumber = (fits: RegExp): FieldProbe => ({
  type: "number",
  fits,
  value: (marker) => FIRST_NUMBER + marker,
  marker: (field) => (typeof field === "number" && field >= FIRST_NUMBER ? field - FIRST_NUMBER : undefined),
});
/** No chart has a default above it. */
const FIRST_NUMBER = 40_000;

const ofText = (fits: RegExp): FieldProbe => ({
  type: "text",
  fits,
  value: markerText,
  marker: markerOfText,
});

/** A key beside those that the value has, or that a mapping in it has. */
const ofMapping = (fits: RegExp, within?: string): FieldProbe => ({
  type: "mapping",
  fits,
  value: (marker) =>
    within === undefined ? { probe: markerText(marker) } : { [within]: { probe: markerText(marker) } },
  marker: (field) => {
    const mapping = asObject(field);
    return markerOfText((within === undefined ? mapping : asObject(mapping[within]))["probe"]);
  },
});

const ofList = (fits: RegExp, key: string): FieldProbe => ({
  type: "list",
  fits,
  value: (marker) => [{ [key]: markerText(marker), operator: "Exists" }],
  marker: (field) =>
    asArray(field)
      .map((item) => markerOfText(asObject(item)[key]))
      .find((marker) => marker !== undefined),
});

const WORKLOAD_FIELDS = {
  replicas: [ofNumber(/(^|\.)(replicas|replicaCount)$/i), ({ replicas }) => replicas],
  priorityClass: [ofText(/priorityClassName$/i), ({ pod }) => pod["priorityClassName"]],
  tolerations: [ofList(/tolerations$/i, "key"), ({ pod }) => pod["tolerations"]],
  nodeSelector: [ofMapping(/nodeSelector$/i), ({ pod }) => pod["nodeSelector"]],
  // Some templates read the kinds of affinity alone.
  affinity: [ofMapping(/(^|\.)affinity$/i, "podAffinity"), ({ pod }) => pod["affinity"]],
  spread: [
    ofList(/topologySpreadConstraints(\.[^.]+)?$/, "topologyKey"),
    ({ pod }) => pod["topologySpreadConstraints"],
  ],
  podSecurityContext: [ofMapping(/securityContext(\.[^.]+)?$/i), ({ pod }) => pod["securityContext"]],
  graceSeconds: [ofNumber(/gracePeriod(Seconds)?$/i), ({ pod }) => pod["terminationGracePeriodSeconds"]],
  serviceAccount: [
    ofText(/serviceAccount(s?\.[^.]+)?(\.name|Name)$/i),
    ({ pod }) => pod["serviceAccountName"],
  ],
} as const satisfies Record<string, readonly [FieldProbe, (workload: RenderedWorkload) => Json | undefined]>;

const CONTAINER_FIELDS = {
  resources: [ofMapping(/resources(\.[^.]+)?$/i), "resources"],
  securityContext: [ofMapping(/securityContext(\.[^.]+)?$/i), "securityContext"],
} as const satisfies Record<string, readonly [FieldProbe, string]>;

/** Paths of values by the field that they set. */
type ValuesOfFields = Readonly<Record<string, string>>;

/** Values of a workload and of its containers. */
export interface ProbedValues {
  readonly workload: ValuesOfFields;
  /** By the name of the container. */
  readonly containers: Readonly<Record<string, ValuesOfFields>>;
}

export interface ProbeProps {
  readonly renderer: ChartRenderer;
  /** Every path of a default or documented value. */
  readonly paths: readonly string[];
  readonly defaults: JsonObject;
  /** Type of a default value, or else the documented type. */
  readonly typeOf: (path: string) => string | undefined;
}

/** Values of the workloads, by kind and name. */
export function probedValues(props: ProbeProps): ReadonlyMap<string, ProbedValues> {
  const found = new Map<
    string,
    { workload: Record<string, string>; containers: Record<string, Record<string, string>> }
  >();
  const of = ({ kind, name }: RenderedWorkload) => {
    const key = `${kind}/${name}`;
    const values = found.get(key) ?? { workload: {}, containers: {} };
    found.set(key, values);
    return values;
  };
  for (const [field, [probe, read]] of Object.entries(WORKLOAD_FIELDS))
    forEachMarked(props, probe, (workload, pathOf) => {
      const path = pathOf(read(workload));
      if (path !== undefined) of(workload).workload[field] = path;
    });
  for (const [field, [probe, key]] of Object.entries(CONTAINER_FIELDS))
    forEachMarked(props, probe, (workload, pathOf) => {
      for (const { name, spec } of workload.containers) {
        const path = pathOf(spec[key]);
        if (path !== undefined) (of(workload).containers[name] ??= {})[field] = path;
      }
    });
  return found;
}

/** The paths of values of a type, or of an unknown one, whose names fit. */
export const pathsOfType = ({ paths, typeOf }: ProbeProps, fits: RegExp, type: string): string[] =>
  paths.filter((path) => fits.test(path) && [type, undefined].includes(typeOf(path)));

/** Visits the workloads of renderings in which each value that fits has its marker. */
function forEachMarked(
  props: ProbeProps,
  probe: FieldProbe,
  visit: (workload: RenderedWorkload, pathOf: (field: Json | undefined) => string | undefined) => void,
): void {
  const paths = pathsOfType(props, probe.fits, probe.type);
  const pathOf = (field: Json | undefined): string | undefined => paths[probe.marker(field) ?? -1];
  for (const objects of markedRenderings(props, paths, probe.value))
    for (const workload of renderedWorkloads(objects)) visit(workload, pathOf);
}

/**
 * Renderings in which each path has the value of its index: one, or several that each have some of the paths, if the templates
 * refuse the values together.
 */
export function markedRenderings(
  { renderer }: Pick<ProbeProps, "renderer">,
  paths: readonly string[],
  valueOf: (marker: number) => Json,
): JsonObject[][] {
  const render = (entries: readonly (readonly [string, Json])[]): JsonObject[][] => {
    if (entries.length === 0) return [];
    const objects = renderer.tryRender(nestedValues(entries));
    if (objects) return [objects];
    if (entries.length === 1) return [];
    const half = Math.ceil(entries.length / 2);
    return [...render(entries.slice(0, half)), ...render(entries.slice(half))];
  };
  return render(paths.map((path, index) => [path, valueOf(index)] as const));
}

const isNonEmpty = (value: Json | undefined): boolean => typeof value === "string" && value !== "";

/** Values of the images, by the name of their container: a mapping with `repository`, or a text with a `tag` beside it. */
export function probedImages(props: ProbeProps): ReadonlyMap<string, { image: string; tag?: string }> {
  const { defaults, paths } = props;
  // A chart replaces an empty repository by that of another value.
  const mappings = paths.filter((path) => isNonEmpty(chartValue(defaults, `${path}.repository`)));
  const texts = paths.filter((path) => /image$/i.test(path) && isNonEmpty(chartValue(defaults, path)));
  const images = [...mappings, ...texts];
  const marked = images.map((path) => (mappings.includes(path) ? `${path}.repository` : path));
  const found = new Map<string, { image: string; tag?: string }>();
  const MARKED = /(?:^|\/)probe-(\d+)z\b/;
  for (const objects of markedRenderings(props, marked, markerText))
    for (const workload of renderedWorkloads(objects))
      for (const { name, spec } of workload.containers) {
        const image = images[Number(MARKED.exec(text(spec["image"]) ?? "")?.[1] ?? -1)];
        if (image !== undefined) found.set(`${workload.kind}/${workload.name}/${name}`, { image });
      }
  const tags = paths.filter((path) => /(^|\.)tag$/i.test(path));
  const TAGGED = /:probe-(\d+)z/;
  for (const objects of markedRenderings(props, tags, markerText))
    for (const workload of renderedWorkloads(objects))
      for (const { name, spec } of workload.containers) {
        const values = found.get(`${workload.kind}/${workload.name}/${name}`);
        const tag = tags[Number(TAGGED.exec(text(spec["image"]) ?? "")?.[1] ?? -1)];
        // A mapping has its tag within.
        if (values && tag !== undefined && typeof chartValue(defaults, values.image) === "string")
          values.tag = tag;
      }
  return found;
}
