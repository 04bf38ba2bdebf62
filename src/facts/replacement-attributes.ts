import { type ChangedForm, type PlanEffect } from "./replacement-attributes/effect";
import { READ_RELEASES, kubernetesEffect } from "./replacement-attributes/kubernetes";
import { AWS_REPLACEMENTS, lookup, observedEffect } from "./replacement-attributes/observed";

/** Releases that the effects were taken from, by the source of the provider. */
export const EFFECTS_OF: ReadonlyMap<string, string> = new Map([
  [`hashicorp/${AWS_REPLACEMENTS.provider}`, AWS_REPLACEMENTS.version],
  ...Object.entries(READ_RELEASES),
]);

/**
 * Effect of a different argument; undefined if it is not known. An observed `nothing` is valid only for the values that
 * were tried, except for a removed argument that keeps its value: one that AWS has a value for too, by its schema.
 */
export function effectOf(type: string, path: string, difference: ChangedForm): PlanEffect | undefined {
  if (/^(kubernetes|helm)_/.test(type)) return kubernetesEffect(type, path);
  const observed = observedEffect(type, path, difference);
  if (difference === "removed" && lookup.get(type)?.kept.has(path)) return observed ?? "nothing";
  return observed === "nothing" ? undefined : observed;
}

/** True if the order of items has no meaning. */
export const isSet = (type: string, path: string): boolean => lookup.get(type)?.sets.has(path) ?? false;

/** True if an update makes an attribute known after apply. */
export const isRecomputed = (type: string, attribute: string): boolean =>
  lookup.get(type)?.recomputed.has(attribute) ?? false;
