import { GPU_RESOURCE } from "./amounts";
import { objectsOf } from "./kubernetes-objects";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { asObject } from "../terraform/stack-json";

/** Limits of pods that no stack creates, as the end of a sentence. */
export function limitsOf(plan: EnvironmentPlan, namespace: string): string {
  const quota = objectsOf(plan)
    .ofKind("resource_quota")
    .find((each) => each.namespace === namespace);
  if (!quota) return "";
  const hard = asObject(quota.spec.hard);
  const amount = (key: string): string => String(hard[key] ?? "any number of");
  const cpu = `${amount("requests.cpu")} vCPU`;
  const memory = `${amount("requests.memory")} of memory`;
  const gpus = amount(`requests.${GPU_RESOURCE}`);
  const requests = gpus === "0" ? `${cpu} and ${memory}` : `${cpu}, ${memory} and ${gpus} GPUs`;
  return `, with up to ${amount("pods")} pods that request ${requests}, which no capacity check reserves`;
}
