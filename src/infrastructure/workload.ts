import { type LabelSelector, type Metadata } from "./metadata";
import { type PodSpec } from "./pod";
import { type ClaimTemplate } from "./storage";
import { type Amount, type Flag } from "./values";

export interface PodTemplate {
  readonly metadata?: Metadata;
  readonly spec?: PodSpec;
}

/** The spec of a Deployment, StatefulSet, DaemonSet, ReplicationController or Job. */
export interface WorkloadSpec {
  readonly paused?: Flag;
  readonly parallelism?: Amount;
  readonly progressDeadlineSeconds?: Amount;
  readonly replicas?: Amount;
  readonly selector?: LabelSelector;
  readonly strategy?: RolloutStrategy;
  readonly template?: PodTemplate;
  readonly volumeClaimTemplates?: readonly ClaimTemplate[];
}

export interface RolloutStrategy {
  readonly rollingUpdate?: { readonly maxSurge?: Amount; readonly maxUnavailable?: Amount };
  readonly type?: string;
}

export interface JobSpec {
  readonly activeDeadlineSeconds?: Amount;
  readonly template?: PodTemplate;
}

export interface CronJobSpec {
  readonly jobTemplate?: {
    readonly metadata?: Metadata;
    readonly spec?: JobSpec;
  };
  readonly schedule?: string;
  readonly startingDeadlineSeconds?: Amount;
  readonly suspend?: Flag;
  readonly timeZone?: string;
}
