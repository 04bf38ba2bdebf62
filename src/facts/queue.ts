/** A gauge of the server, and its value for each pod above which the autoscaler adds pods. */
interface QueueTrigger {
  readonly name: string;
  readonly metric: string;
  readonly threshold: number;
}

/** The Prometheus with the series of a model, and what its replicas follow. */
export interface Queue {
  readonly prometheus: string;
  readonly triggers: readonly QueueTrigger[];
}
