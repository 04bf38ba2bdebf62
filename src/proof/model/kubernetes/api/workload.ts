import { type LabelSelector, type Metadata } from "./metadata";
import { type PodSpec } from "./pod";
import { type ClaimTemplate } from "./storage";
import { type Amount, type Flag } from "./values";

export type PodTemplate = { readonly metadata?: Metadata; readonly spec?: PodSpec };

/** The spec of a Deployment, StatefulSet, DaemonSet, ReplicationController or Job. */
export type WorkloadSpec = {
  readonly parallelism?: Amount;
  readonly progressDeadlineSeconds?: Amount;
  readonly replicas?: Amount;
  readonly selector?: LabelSelector;
  readonly strategy?: RolloutStrategy;
  readonly template?: PodTemplate;
  readonly volumeClaimTemplates?: readonly ClaimTemplate[];
};

export type RolloutStrategy = {
  readonly rollingUpdate?: { readonly maxSurge?: Amount; readonly maxUnavailable?: Amount };
  readonly type?: string;
};

export type CronJobSpec = {
  readonly concurrencyPolicy?: string;
  readonly jobTemplate?: {
    readonly metadata?: Metadata;
    readonly spec?: { readonly template?: PodTemplate };
  };
  readonly schedule?: string;
  readonly suspend?: Flag;
  readonly timeZone?: string;
};
