import { LAYERS } from "../../../base/layers";
import { escapeTemplates } from "../../../terraform/terraform-templates";
import { EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, type JsonObject, StackJson, text } from "../../../terraform/stack-json";
import { blockOf, resourceTypeOf } from "./manifest-blocks";

/** An object of the Kubernetes API, with its place. */
export interface Manifest {
  readonly file: string;
  /** Line of its first key. */
  readonly line: number;
  readonly object: JsonObject;
}

/** Kind and name of an object, in one word. */
export const manifestName = ({ object }: Manifest): string =>
  `${text(object["kind"]) ?? "(no kind)"}/${text(asObject(object["metadata"])["name"]) ?? "(no name)"}`;

/** Namespace that an object names; Argo CD applies others to its destination. */
export const namespaceIn = ({ object }: Manifest): string | undefined =>
  text(asObject(object["metadata"])["namespace"]);

/** A plan with objects of a repository among its resources. */
export interface PlanWithManifests {
  readonly plan: EnvironmentPlan;
  /** Objects that checks can read, by their address in the stack of the models. */
  readonly byAddress: ReadonlyMap<string, Manifest>;
}

/** The plan as it would be if Terraform created the objects in a namespace. */
export function planWithManifests(
  plan: EnvironmentPlan,
  manifests: readonly Manifest[],
  namespace: string,
): PlanWithManifests {
  const byAddress = new Map<string, Manifest>();
  const added: Record<string, Record<string, JsonObject>> = {};
  manifests.forEach((manifest, index) => {
    const type = resourceTypeOf(manifest.object);
    if (type === undefined) return;
    const config = blockOf(escapeTemplates(manifest.object));
    const name = `manifest_${index}`;
    const metadata = { ...asObject(config["metadata"]), namespace };
    (added[type] ??= {})[name] = { ...config, metadata };
    byAddress.set(`${type}.${name}`, manifest);
  });
  const stacks = LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    if (!stack) return [];
    return [{ layer, stack: layer === "models" ? withResources(stack, added) : stack }];
  });
  return { plan: new EnvironmentPlan(plan.name, stacks, plan.statedTypes), byAddress };
}

function withResources(
  stack: StackJson,
  added: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>,
): StackJson {
  const resources = asObject(stack.json["resource"]);
  const types = new Set([...Object.keys(resources), ...Object.keys(added)]);
  const all = Object.fromEntries(
    [...types].map((type) => [type, { ...asObject(resources[type]), ...added[type] }]),
  );
  return new StackJson(stack.name, { ...stack.json, resource: all });
}
