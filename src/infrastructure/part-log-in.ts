import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";

/** Proxies of a part that ask people for a log-in before they lead to a page. */
export interface LogIn {
  readonly proxiesOf: (plan: EnvironmentPlan) => readonly {
    readonly pods: Pods;
    /** Host of the provider of identities; empty for one without an HTTPS URL. */
    readonly host: string;
    /** Its ranges, as the file states them. */
    readonly cidrs: readonly string[];
    /** The way in which its name resolves, as the file states it. @default - not stated */
    readonly resolvedBy?: string;
  }[];
  readonly isProxy: (plan: EnvironmentPlan, pods: Pods) => boolean;
  /** The reasons why the pods of a proxy let a person pass without a log-in or a group. */
  readonly problemsOf: (plan: EnvironmentPlan, pods: Pods) => readonly string[];
}
