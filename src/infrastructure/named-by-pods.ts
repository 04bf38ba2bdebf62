import { type EnvironmentPlan } from "../terraform/environment-plan";
import { valueOf } from "./blocks";
import { resolveReferences } from "./references";
import { type Pods } from "./kubernetes-objects";

/** A name in the spec of pods, also where it refers to an object of the stacks. @default - the spec has none */
export const namedBy = (
  plan: EnvironmentPlan,
  { owner }: Pick<Pods, "owner">,
  name: string | undefined,
): string | undefined =>
  name === undefined ? undefined : resolveReferences(plan, valueOf(owner.resource, name));

/** Name of the service account of pods. */
export const accountOf = (plan: EnvironmentPlan, pods: Pick<Pods, "owner" | "spec">): string =>
  namedBy(plan, pods, pods.spec.serviceAccountName) ?? "default";
