import { type JsonObject } from "../terraform/stack-json";
import { type Labels } from "./kubernetes-labels";

/** Series of a made-up cluster, and the minute at which its alerts are asked for. */
export interface Recording {
  readonly series: readonly {
    readonly metric: string;
    readonly labels: Labels;
    readonly values: string;
  }[];
  readonly minute: number;
  /** Whether alerts that fire at any earlier time are asked for too. @default false */
  readonly isWhole?: boolean;
}

/**
 * The labels of the alerts that fire in each recording, with the name of an alert as `alertname`, or why the rules were not
 * evaluated.
 */
type Evaluation = { readonly firing: readonly (readonly Labels[])[] } | { readonly refusal: string };

/** A program that evaluates rules of Prometheus. */
export type RuleEvaluator = (groups: readonly JsonObject[], recordings: readonly Recording[]) => Evaluation;
