import { KUBERNETES_NAMES } from "../../facts/name-limits";
import { typesWith } from "../../facts/resource-types";
import { own } from "../../base/own";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { knownText } from "../../infrastructure/text-references";
import { items } from "../../infrastructure/kubernetes-api";
import { type Labels } from "../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Json, asObject } from "../../terraform/stack-json";

/** A name, key or description with a limit of AWS or Kubernetes. */
export interface EmittedName {
  readonly resource: PlannedResource;
  /** The kind of text, such as `name` or `container name`. */
  readonly what: string;
  readonly text: string;
  readonly limit: typeof KUBERNETES_NAMES.object;
}

/** Names, keys and descriptions of a plan, except those known after apply. */
export function emittedNames(plan: EnvironmentPlan): EmittedName[] {
  return [...ofAws(plan), ...ofReleases(plan), ...ofObjects(plan), ...ofPods(plan)];
}

function named(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  limit: EmittedName["limit"],
  value: Json | undefined,
): EmittedName[] {
  const text = knownText(plan, inLayer(resource, value));
  return text === undefined ? [] : [{ resource, what: limit.attribute, text, limit }];
}

function ofAws(plan: EnvironmentPlan): EmittedName[] {
  return typesWith("limits").flatMap(([type, limits]) =>
    plan
      .resources(type)
      .flatMap((resource) =>
        limits.flatMap((limit) => named(plan, resource, limit, resource.config[limit.attribute])),
      ),
  );
}

function ofReleases(plan: EnvironmentPlan): EmittedName[] {
  return [
    ...plan
      .resources("helm_release")
      .flatMap((release) => named(plan, release, KUBERNETES_NAMES.release, release.config.name)),
    ...customObjectsOf(plan).map(({ resource, kind, name }) => {
      return { resource, what: `name of ${kind}`, text: name, limit: KUBERNETES_NAMES.object };
    }),
  ];
}

function ofObjects(plan: EnvironmentPlan): EmittedName[] {
  return objectsOf(plan).all.flatMap(({ resource, kind, name, labels, annotations }) => {
    const keys = kind === "config_map" ? Object.keys(asObject(resource.config["data"])) : [];
    return [
      ...named(plan, resource, own(KUBERNETES_NAMES.kinds, kind) ?? KUBERNETES_NAMES.object, name),
      ...ofLabels(plan, resource, labels),
      ...keysOf(resource, "annotation", annotations),
      ...Object.entries(annotations).flatMap(([key, text]) => {
        const limit = own(KUBERNETES_NAMES.annotations, key);
        return limit ? named(plan, resource, limit, text) : [];
      }),
      ...keys.map((text) => ({ resource, what: "key", text, limit: KUBERNETES_NAMES.configKey })),
    ];
  });
}

const keysOf = (resource: PlannedResource, what: string, values: Labels): EmittedName[] =>
  Object.keys(values).map((text) => ({ resource, what, text, limit: KUBERNETES_NAMES.labelKey }));

function ofLabels(plan: EnvironmentPlan, resource: PlannedResource, labels: Labels): EmittedName[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    { resource, what: "label", text: key, limit: KUBERNETES_NAMES.labelKey },
    ...named(plan, resource, KUBERNETES_NAMES.labelValue, value).map((found) => ({
      ...found,
      what: `label ${key}`,
    })),
  ]);
}

function ofPods(plan: EnvironmentPlan): EmittedName[] {
  return objectsOf(plan).pods.flatMap(({ owner: { resource }, labels, annotations, spec, containers }) => {
    const all = (
      of: readonly { readonly name?: string }[],
      what: string,
      limit: EmittedName["limit"],
    ): EmittedName[] =>
      of.flatMap(({ name }) => (typeof name === "string" ? [{ resource, what, text: name, limit }] : []));
    return [
      ...ofLabels(plan, resource, labels),
      ...keysOf(resource, "annotation", annotations),
      ...all(
        containers.map(({ config }) => config),
        "container name",
        KUBERNETES_NAMES.container,
      ),
      ...all(
        containers.flatMap(({ config }) => items(config.ports)),
        "port name",
        KUBERNETES_NAMES.port,
      ),
      ...all(items(spec.volumes), "volume name", KUBERNETES_NAMES.volume),
    ];
  });
}
