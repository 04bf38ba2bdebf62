/** An alert of Prometheus. Summary and runbook are part of the message that a person gets. */
export interface Alert {
  readonly name: string;
  /** `critical` needs a person now, `warning` within a working day. */
  readonly severity: "critical" | "warning";
  readonly expression: string;
  /** Time that the expression is true before the alert fires, such as `5m`. */
  readonly after: string;
  /** The fault, with `{{ $labels.… }}` for labels of the series. */
  readonly summary: string;
  /** First step of the person, with a command that changes nothing where one helps. */
  readonly runbook: string;
  /** Model of the alert. @default - none */
  readonly model?: string;
}

/** Specification of a PrometheusRule with one group. */
export const ruleSpec = (group: string, alerts: readonly Alert[]) => ({
  groups: [{ name: group, rules: alerts.map(ruleOf) }],
});

const ruleOf = ({ name, severity, expression, after, summary, runbook, model }: Alert) => ({
  alert: name,
  expr: expression,
  for: after,
  labels: { severity, ...(model === undefined ? {} : { model }) },
  annotations: { summary, runbook },
});
