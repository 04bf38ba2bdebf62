import { DOCUMENTATION_RANGES } from "../../terraform/harness/prefix-list-ranges";
import { apiObject, isLocalChart, objectsInValues } from "../../../support/kubernetes-objects";
import { resolveReferences } from "../../../../src/infrastructure/text-references";
import { LAYERS, type Layer } from "../../../../src/base/layers";
import { referencesIn } from "../../../../src/terraform/terraform-references";
import { type EnvironmentPlan, type PlannedResource } from "../../../../src/terraform/environment-plan";
import { type Json, type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";

/** Objects of one resource, as Terraform applies them. */
export interface Applied {
  readonly layer: Layer;
  readonly address: string;
  readonly objects: readonly JsonObject[];
  /** Ingresses and Services whose load balancer exists before these objects are applied. */
  readonly awaited: readonly JsonObject[];
}

/**
 * The Kubernetes objects of the stacks in the order of Terraform's graph: layer by layer, and in each layer in steps. The
 * resources of a step need only those of earlier steps, so that Terraform applies them at the same time.
 */
export function stepsOf(plan: EnvironmentPlan, layers: readonly Layer[] = LAYERS): Applied[][] {
  return layers.flatMap((layer) =>
    inSteps(plan, layer).map((step) =>
      step.map((resource) => ({
        layer,
        address: resource.address,
        objects: objectsOf(plan, resource),
        awaited: awaitedBy(plan, resource),
      })),
    ),
  );
}

/** Objects that a resource needs, directly or not, and whose resource ends only with a load balancer. */
function awaitedBy(plan: EnvironmentPlan, resource: PlannedResource): JsonObject[] {
  const found = new Map<string, PlannedResource>();
  const look = (from: PlannedResource): void => {
    for (const each of needs(plan, from)) {
      if (found.has(each.address)) continue;
      found.set(each.address, each);
      look(each);
    }
  };
  look(resource);
  return [...found.values()]
    .filter(({ config }) => config["wait_for_load_balancer"] === true)
    .flatMap((each) => objectsOf(plan, each));
}

/** The objects of all steps. */
export const allObjects = (plan: EnvironmentPlan): JsonObject[] =>
  stepsOf(plan)
    .flat()
    .flatMap(({ objects }) => objects);

/** Whether a resource creates objects in the cluster. */
export const createsObjects = ({ type, config, address }: PlannedResource): boolean =>
  !address.startsWith("data.") &&
  (type.startsWith("kubernetes_") || (type === "helm_release" && isLocalChart(config)));

function inSteps(plan: EnvironmentPlan, layer: Layer): PlannedResource[][] {
  const own = plan.all.filter((each) => each.layer === layer);
  const depths = new Map<string, number>();
  const depthOf = (resource: PlannedResource, path: readonly string[]): number => {
    const known = depths.get(resource.address);
    if (known !== undefined) return known;
    if (path.includes(resource.address)) throw new Error(`${resource.address}: depends on itself`);
    const needed = needs(plan, resource).map((each) => depthOf(each, [...path, resource.address]) + 1);
    const depth = Math.max(0, ...needed);
    depths.set(resource.address, depth);
    return depth;
  };
  const steps: PlannedResource[][] = [];
  for (const resource of own.filter(createsObjects)) (steps[depthOf(resource, [])] ??= []).push(resource);
  return steps.filter((step) => step.length > 0);
}

/** Resources of the same layer that a resource refers to or depends on. */
export function needs(plan: EnvironmentPlan, { layer, config, address }: PlannedResource): PlannedResource[] {
  const named = [
    ...asArray(config["depends_on"]).map(String),
    ...textsIn(config).flatMap((text) =>
      [...text.matchAll(/\$\{([^{}]*)\}/g)].flatMap(([, expression = ""]) =>
        referencesIn(expression).map(({ subject }) => subject),
      ),
    ),
  ];
  return [...new Set(named)].flatMap((each) => (each === address ? [] : (plan.find(layer, each) ?? [])));
}

function textsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value as JsonObject).flatMap(textsIn);
}

/** Manifests of a resource, with references resolved. */
export function objectsOf(plan: EnvironmentPlan, { layer, type, config }: PlannedResource): JsonObject[] {
  const known = (value: Json): Json => resolved(plan, layer, value);
  if (type !== "helm_release") return [asObject(known(apiObject(type, expanded(plan, layer, config))))];
  return asArray(config["values"]).flatMap((values) => objectsInValues(values).map(known).map(asObject));
}

/** Outputs of a layer, with references resolved. */
export const outputsOf = (plan: EnvironmentPlan, layer: Layer): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(plan.stack(layer)?.outputs ?? {}).map(([name, output]) => [
      name,
      resolved(plan, layer, asObject(output)["value"] ?? null),
    ]),
  );

/** Writes a block for each item of a `dynamic` block's list. */
function expanded(plan: EnvironmentPlan, layer: Layer, config: JsonObject): JsonObject {
  const { dynamic, ...written } = config;
  const made = Object.entries(asObject(dynamic)).map(([name, value]): [string, Json] => {
    const block = asObject(value);
    const items = listOf(plan, layer, block["for_each"] ?? null);
    const iterator = String(block["iterator"] ?? name);
    const blocks = items.map(
      (item) =>
        JSON.parse(
          JSON.stringify(block["content"] ?? {}).replaceAll(`\${${iterator}.value}`, item),
        ) as JsonObject,
    );
    return [name, [...blocksOf(written[name]), ...blocks]];
  });
  const all = { ...written, ...Object.fromEntries(made) };
  return Object.fromEntries(Object.entries(all).map(([key, item]) => [key, expandedIn(plan, layer, item)]));
}

function expandedIn(plan: EnvironmentPlan, layer: Layer, value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => expandedIn(plan, layer, item));
  return value !== null && typeof value === "object" ? expanded(plan, layer, asObject(value)) : value;
}

const blocksOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

function listOf(plan: EnvironmentPlan, layer: Layer, value: Json): string[] {
  if (typeof value === "string" && /\bcidr_blocks\}$/.test(value)) return [...DOCUMENTATION_RANGES];
  return plan.items({ layer, value }).map((item) => String(resolved(plan, item.layer, item.value ?? null)));
}

/** A value with its references resolved. What AWS decides becomes a value of the same form. */
function resolved(plan: EnvironmentPlan, layer: Layer, value: Json): Json {
  if (typeof value === "string") return value.includes("${") ? resolvedText(plan, layer, value) : value;
  if (Array.isArray(value)) return value.map((item: Json) => resolved(plan, layer, item));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(plan, layer, item)]));
}

function resolvedText(plan: EnvironmentPlan, layer: Layer, text: string): string {
  if (/^\$\{join\(",", ?[^{}]*\)\}$/.test(text)) return listOf(plan, layer, text).join(",");
  return standIn(resolveReferences(plan, { layer, value: text }));
}

/** Address of the Service `kubernetes`: the first of the range of the API server. */
const KUBERNETES_SERVICE = "172.20.0.1";

/** Replaces what is known after apply by a value of the same form. */
const standIn = (text: string): string =>
  text.replace(/\$\{(?:[a-z]+\/)?([^{}]*)\}/g, (_, written: string) => {
    const name = written.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase();
    if (/\.cluster_ip$/.test(written)) return KUBERNETES_SERVICE;
    if (/[._]arn$/.test(written)) return `arn:aws:tests:tests-1:000000000000:${name}`;
    return name.replace(/^-|-$/g, "");
  });
