import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Stated } from "./stated";
import { type Subject } from "./identity-rbac";
import { type AccessRule } from "./kubernetes-api";
import { type KubernetesObject } from "./kubernetes-objects";
import { type CustomObject } from "./kubernetes-releases";

/** A folder outside of the stacks from which a part applies objects, such as one of a repository in Git. */
interface DeliverySource {
  /** The object that names it. */
  readonly object: CustomObject;
  readonly url: string;
  /** Empty for a URL that is no HTTPS URL. */
  readonly host: string;
  readonly port: number;
  /** How pods reach the host: the endpoint of CodeCommit, ranges inside, or the internet. */
  readonly way: "codecommit" | "inside" | "internet";
  /** Ranges of a host inside. */
  readonly cidrs: readonly string[];
  /** The namespace whose pods, Services and service accounts are there, and not in the stacks. */
  readonly destination: { readonly namespace: string };
}

/** Objects that a part applies to the cluster from outside of the stacks. */
export interface Delivery {
  readonly sourcesOf: (plan: EnvironmentPlan) => readonly DeliverySource[];
  /** The plan with the objects of a namespace as the file states them. */
  readonly expectedPlan: (
    plan: EnvironmentPlan,
    namespace: string,
    stated: NonNullable<Stated["gitModels"]>,
  ) => EnvironmentPlan;
  /** Whether a subject is a service account of the programs that apply. */
  readonly isAccount: (plan: EnvironmentPlan, subject: Subject) => boolean;
  /** Problems of a rule in a namespace of a source. */
  readonly roleProblems: (
    plan: EnvironmentPlan,
    role: KubernetesObject,
    rule: AccessRule,
  ) => readonly string[];
}
