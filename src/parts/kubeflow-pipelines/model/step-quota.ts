import { GPU_RESOURCE } from "../../../infrastructure/capacity-amounts";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type JsonObject, asObject } from "../../../terraform/stack-json";

/** GPUs that all steps of a namespace request together. */
export const GPU_QUOTA = `requests.${GPU_RESOURCE}`;

/** A quota of a namespace with steps. */
export interface StepQuota {
  readonly resource: PlannedResource;
  /** Amounts by their key, such as `requests.cpu`. */
  readonly hard: JsonObject;
}

/** Quotas of a namespace. `namespace-quota` reports a namespace without one. */
export const stepQuotas = (plan: EnvironmentPlan, namespace: string): StepQuota[] =>
  objectsOf(plan)
    .ofKind("resource_quota")
    .filter((quota) => quota.namespace === namespace)
    .map(({ resource, spec }) => ({ resource, hard: asObject(spec.hard) }));

/** GPUs that a quota admits, as it writes them. */
export const gpusOf = ({ hard }: StepQuota): string => String(hard[GPU_QUOTA] ?? "any number");

/** Whether steps of a namespace may request GPUs. */
export const mayUseGpus = (plan: EnvironmentPlan, namespace: string): boolean =>
  stepQuotas(plan, namespace).every((quota) => gpusOf(quota) !== "0");
