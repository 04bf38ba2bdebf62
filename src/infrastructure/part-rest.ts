import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type AccessRule } from "./kubernetes-api";
import { type KubernetesObject, type Pods } from "./kubernetes-objects";
import { type NodeGroup } from "./capacity-nodes";

/** Minutes of a week. */
export const MINUTES_A_WEEK = 7 * 24 * 60;

/** Part of a week in which a node group has the same sizes. */
interface Phase {
  readonly sizes: { readonly min: number; readonly max: number; readonly desired: number };
  readonly minutes: number;
  /** True for sizes other than those of Terraform. */
  readonly resting: boolean;
}

/** Times at which a part stops nodes and pods. */
export interface PartRest {
  /** Pods of jobs that stop and start others, and are no models. */
  readonly jobsOf: (plan: EnvironmentPlan) => readonly Pods[];
  /** Minutes of a week without pods, by `namespace/name` of a Deployment. */
  readonly minutesOf: (plan: EnvironmentPlan) => ReadonlyMap<string, number>;
  /** The week of a node group with schedules, without phases if they do not tell; undefined for a group without schedules. */
  readonly weekOf: (
    plan: EnvironmentPlan,
    group: NodeGroup,
  ) => { readonly phases: readonly Phase[] | undefined } | undefined;
  /** Problems of a rule on what its jobs change; undefined for another rule. */
  readonly roleProblems: (
    plan: EnvironmentPlan,
    role: KubernetesObject,
    rule: AccessRule,
  ) => readonly string[] | undefined;
  /** A time in milliseconds as a sentence has it, if it is in the working hours that schedules keep: `Monday 12:00 in Europe/Berlin`. */
  readonly workAt: (plan: EnvironmentPlan, time: number) => string | undefined;
}
