import { type Objectives } from "./settings";
import { type modelPodNames } from "../../environment/model-names";
import { type exposedMetrics } from "../../environment/scraped-metrics";

type ExposedMetrics = NonNullable<ReturnType<typeof exposedMetrics>>;

type PodNames = ReturnType<typeof modelPodNames>;

export interface AlertedModel {
  readonly name: string;
  readonly pods: PodNames;
  readonly namespace: string;
  /** True if the autoscaler can add pods. */
  readonly scales: boolean;
  /** Command that shows the pods with the metrics of its autoscaler. @default - that of metrics-server */
  readonly scalerCommand?: string;
  /** Metrics of its requests. @default - it has none */
  readonly requests?: AlertedRequests;
}

export interface AlertedRequests {
  readonly metrics: ExposedMetrics;
  readonly objectives: Objectives;
}
