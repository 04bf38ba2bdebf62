import { asArray, asObject, type Json, type JsonObject, text, texts } from "../../src/terraform/stack-json";

const WORKLOADS = ["Deployment", "DaemonSet", "StatefulSet", "Job"];

/** A workload among the objects of a chart. */
export interface RenderedWorkload {
  readonly kind: string;
  readonly name: string;
  /** Helm hooks that create it. @default - the release itself */
  readonly hook?: string;
  /** Labels that its selector matches; a Job has none. */
  readonly labels: JsonObject;
  readonly templateLabels: JsonObject;
  readonly replicas: Json | undefined;
  readonly pod: JsonObject;
  readonly containers: readonly RenderedContainer[];
}

export interface RenderedContainer {
  readonly name: string;
  readonly init: boolean;
  readonly spec: JsonObject;
}

export const kindOf = (object: JsonObject): string => String(object["kind"]);
export const nameOfObject = (object: JsonObject): string => String(asObject(object["metadata"])["name"]);

/** Hooks of an object at installations and upgrades; empty if the release itself creates it. */
export const hooksOf = (object: JsonObject): string =>
  text(asObject(asObject(object["metadata"])["annotations"])["helm.sh/hook"])?.replaceAll(" ", "") ?? "";

/** Whether a release creates an object before it is removed or rolled back. */
const isInstalled = (object: JsonObject): boolean =>
  hooksOf(object) === "" || /install|upgrade/.test(hooksOf(object));

/** The objects of a kind, in the order of the rendering. */
export const objectsOfKind = (objects: readonly JsonObject[], ...kinds: readonly string[]): JsonObject[] =>
  objects.filter((each) => kinds.includes(kindOf(each)) && isInstalled(each));

/** The workloads, in the order of the rendering. */
export const renderedWorkloads = (objects: readonly JsonObject[]): RenderedWorkload[] =>
  objectsOfKind(objects, ...WORKLOADS).map((object) => {
    const spec = asObject(object["spec"]);
    const template = asObject(spec["template"]);
    const pod = asObject(template["spec"]);
    const hook = hooksOf(object);
    const selector = asObject(asObject(spec["selector"])["matchLabels"]);
    return {
      kind: kindOf(object),
      name: nameOfObject(object),
      ...(hook === "" ? {} : { hook }),
      labels: selector,
      templateLabels: asObject(asObject(template["metadata"])["labels"]),
      replicas: spec["replicas"],
      pod,
      containers: [...containersIn(pod, true), ...containersIn(pod, false)],
    };
  });

const containersIn = (pod: JsonObject, init: boolean): RenderedContainer[] =>
  asArray(pod[init ? "initContainers" : "containers"])
    .map(asObject)
    .map((spec) => ({ name: String(spec["name"]), init, spec }));

/** Name of a port without one. */
const UNNAMED = "unnamed";

/** `name/port/protocol` of each port of a container. */
export const portsOf = ({ spec }: RenderedContainer): string[] =>
  asArray(spec["ports"])
    .map(asObject)
    .map(
      ({ name, containerPort, protocol }) =>
        `${text(name) ?? UNNAMED}/${String(containerPort)}/${text(protocol) ?? "TCP"}`,
    );

/** Requirements of a selector of labels, such as `app In web,api`; undefined if it selects everything. */
export function requirementsOf(selector: Json | undefined): string[] | undefined {
  const { matchLabels, matchExpressions } = asObject(selector);
  const found = [
    ...Object.entries(asObject(matchLabels)).map(([key, value]) => `${key} In ${String(value)}`),
    ...asArray(matchExpressions)
      .map(asObject)
      .map(({ key, operator, values }) =>
        `${String(key)} ${String(operator)} ${texts(values).join(",")}`.trim(),
      ),
  ];
  return found.length === 0 ? undefined : found;
}
