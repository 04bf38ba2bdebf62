import { type JsonObject } from "../terraform/stack-json";

/** Series of a made-up cluster, and the minute at which its alerts are asked for. */
export interface Recording {
  readonly series: readonly {
    readonly metric: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly values: string;
  }[];
  readonly minute: number;
  /** Whether alerts that fire at any earlier time are asked for too. @default false */
  readonly isWhole?: boolean;
}

/** Labels of an alert that fires, with its name as `alertname`. */
export type FiringAlert = Readonly<Record<string, string>>;

/** The alerts that fire in each recording, or why the rules were not evaluated. */
type Evaluation = { readonly firing: readonly (readonly FiringAlert[])[] } | { readonly refusal: string };

/** A program that evaluates rules of Prometheus. */
export type RuleEvaluator = (groups: readonly JsonObject[], recordings: readonly Recording[]) => Evaluation;
