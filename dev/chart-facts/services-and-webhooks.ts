import { type ChartFacts, type WebhookFacts, type WorkloadFacts } from "../../src/evidence/charts";
import { distinct } from "../../src/base/lists";
import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import {
  asArray,
  asObject,
  type Json,
  type JsonObject,
  number,
  text,
  texts,
} from "../../src/terraform/stack-json";
import { type ChartRenderer } from "./helm";
import {
  kindOf,
  nameOfObject,
  objectsOfKind,
  portsOf,
  renderedWorkloads,
  requirementsOf,
} from "./rendered-objects";
import { nestedValue } from "./value-paths";
import { markedRenderings, markerOfText, markerText, pathsOfType, type ProbeProps } from "./value-probes";

type ServiceFacts = ChartFacts["services"][number];

/** Labels and ports of the pods that a chart renders. */
export const podsIn = (objects: readonly JsonObject[]): Workloads =>
  renderedWorkloads(objects).map(({ templateLabels, containers }) => ({
    labels: templateLabels as WorkloadFacts["labels"],
    containers: containers.map((each) => ({ ports: portsOf(each) })),
  }));

/** Labels of pods, with the ports of their containers. */
type Workloads = readonly {
  readonly labels: WorkloadFacts["labels"];
  readonly containers: readonly { readonly ports?: readonly string[] }[];
}[];

/** The ports of the Services that have pods of these workloads. */
export function servicesOf(objects: readonly JsonObject[], workloads: Workloads): ServiceFacts[] {
  return objectsOfKind(objects, "Service").flatMap((service) => {
    const spec = asObject(service["spec"]);
    const selected = workloads.filter(({ labels }) => isSelectedBy(asObject(spec["selector"]), labels));
    if (selected.length === 0) return [];
    return asArray(spec["ports"])
      .map(asObject)
      .flatMap(({ port, targetPort }): ServiceFacts[] => {
        const target = targetOf(targetPort ?? port, selected);
        return target === undefined
          ? []
          : [{ name: nameOfObject(service), port: Number(port), targetPort: target }];
      });
  });
}

const isSelectedBy = (selector: JsonObject, labels: WorkloadFacts["labels"]): boolean =>
  Object.entries(selector).every(([key, label]) => labels[key] === label);

/** The number of a port of pods, which a Service can name. */
function targetOf(target: Json | undefined, selected: Workloads): number | undefined {
  const value = number(target);
  if (value !== undefined) return value;
  const ports = selected.flatMap(({ containers }) =>
    containers.flatMap((container) => container.ports ?? []),
  );
  const found = ports.find((port) => port.startsWith(`${String(target)}/`))?.split("/")[1];
  return found === undefined ? undefined : Number(found);
}

/** The webhooks, without the values that change them. */
export function webhooksOf(
  objects: readonly JsonObject[],
  services: readonly ServiceFacts[],
): WebhookFacts[] {
  return objectsOfKind(objects, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration").flatMap(
    (configuration) =>
      asArray(configuration["webhooks"])
        .map(asObject)
        .map((webhook): WebhookFacts => {
          const namespaceSelector = requirementsOf(webhook["namespaceSelector"]);
          const objectSelector = requirementsOf(webhook["objectSelector"]);
          return {
            kind: kindOf(configuration) === "MutatingWebhookConfiguration" ? "mutating" : "validating",
            name: String(webhook["name"]),
            failurePolicy: text(webhook["failurePolicy"]) === "Ignore" ? "Ignore" : "Fail",
            targetPort: webhookPort(asObject(asObject(webhook["clientConfig"])["service"]), services),
            rules: asArray(webhook["rules"]).map(asObject).map(ruleText),
            ...(namespaceSelector ? { namespaceSelector } : {}),
            ...(objectSelector ? { objectSelector } : {}),
          };
        }),
  );
}

const webhookPort = ({ name, port }: JsonObject, services: readonly ServiceFacts[]): number =>
  services.find((service) => service.name === name && service.port === (number(port) ?? 443))?.targetPort ??
  0;

/** `group/resource,resource OPERATION,OPERATION`. */
const ruleText = ({ apiGroups, resources, operations }: JsonObject): string =>
  `${texts(apiGroups)
    .map((group) => group || "core")
    .join(",")}/${texts(resources).join(",")} ${texts(operations).join(",")}`;

/** Ports of pods that serve an API of the cluster. */
const apiPorts = (objects: readonly JsonObject[], services: readonly ServiceFacts[]): number[] =>
  objectsOfKind(objects, "APIService").map((each) =>
    webhookPort(asObject(asObject(each["spec"])["service"]), services),
  );

/** Values that change webhooks. */
export interface WebhookValues {
  /** By the name of the webhook. */
  readonly failurePolicyValue: ReadonlyMap<string, string>;
  readonly unlessFalse: ReadonlyMap<string, string>;
  readonly unlessTrue: ReadonlyMap<string, string>;
}

const webhookNames = (objects: readonly JsonObject[]): string[] =>
  webhooksOf(objects, []).map(({ name }) => name);

/** Finds the values that replace the failure policy of a webhook, or remove the webhook. */
export function webhookValues(props: ProbeProps, names: readonly string[]): WebhookValues {
  const failurePolicyValue = new Map<string, string>();
  if (names.length === 0) return { failurePolicyValue, unlessFalse: new Map(), unlessTrue: new Map() };
  const paths = pathsOfType(props, /failurePolicy$/i, "text");
  for (const objects of markedRenderings(props, paths, markerText))
    for (const webhook of configuredWebhooks(objects)) {
      const path = paths[markerOfText(webhook["failurePolicy"]) ?? -1];
      if (path !== undefined) failurePolicyValue.set(String(webhook["name"]), path);
    }
  return {
    failurePolicyValue,
    unlessFalse: removing(props, names, true),
    unlessTrue: removing(props, names, false),
  };
}

const configuredWebhooks = (objects: readonly JsonObject[]): JsonObject[] =>
  objectsOfKind(objects, "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration").flatMap((each) =>
    asArray(each["webhooks"]).map(asObject),
  );

/** The values with this default whose opposite removes webhooks. The one with the longest path is the closest to the webhook. */
function removing(props: ProbeProps, names: readonly string[], byDefault: boolean): Map<string, string> {
  const found = new Map<string, string>();
  const switches = props.paths
    .filter((path) => SWITCH.test(path) && props.typeOf(path) === "boolean")
    // A switch without a default is off.
    .filter((path) => (chartValue(props.defaults, path) ?? false) === byDefault)
    .sort((a, b) => a.length - b.length);
  for (const path of switches)
    for (const name of goneAt(props.renderer, path, !byDefault, names, webhookNames)) found.set(name, path);
  return found;
}

/** Words in the names of values that switch webhooks on and off. */
const SWITCH = /webhook|validation|^enable/i;

/** The names that a rendering with a value lacks. */
export function goneAt(
  renderer: ChartRenderer,
  path: string,
  value: boolean,
  names: readonly string[],
  namesIn: (objects: readonly JsonObject[]) => readonly string[],
): string[] {
  const objects = renderer.tryRender(nestedValue(path, value));
  if (!objects) return [];
  const left = new Set(namesIn(objects));
  return names.filter((name) => !left.has(name));
}

/** Ports of the pods to which the control plane connects: those of webhooks, and of APIs of the cluster. */
export function controlPlanePortsOf(objects: readonly JsonObject[], workloads: Workloads): number[] {
  const services = servicesOf(objects, workloads);
  const webhooks = webhooksOf(objects, services).map(({ targetPort }) => targetPort);
  return distinct([...apiPorts(objects, services), ...webhooks]);
}

/** The value that replaces all of these ports. */
export function controlPlanePortValue(props: ProbeProps, ports: readonly number[]): string | undefined {
  if (ports.length !== 1) return undefined;
  return pathsOfType(props, /port$/i, "number").find((path) => {
    const objects = props.renderer.tryRender(nestedValue(path, PROBED_PORT)) ?? [];
    return controlPlanePortsOf(objects, podsIn(objects)).join() === String(PROBED_PORT);
  });
}

const PROBED_PORT = 40_443;
