import { type ExposedMetrics } from "../../environment/scraped-metrics";
import { type PodNames } from "../../environment/model-names";
import { type Objectives } from "./settings";

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
