import { type SentenceCase } from "./case";

const RULES = "kubernetes_config_map_v1.rules";
const SERVICE = "kubernetes_service_v1.api";

const inFile = (...rules: object[]) => ({
  [RULES]: {
    metadata: { name: "rules", namespace: "monitoring" },
    data: { "rules.json": JSON.stringify({ groups: [{ name: "a", rules }] }) },
  },
});

const ALERT = { alert: "Errors", expr: "errors > 10", for: "5m", labels: { severity: "critical" } };
const SERIES = { record: "job:errors:rate5m", expr: "rate(errors[5m])" };

/** Rules of Prometheus. */
export const ALERT_RULE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "platform",
    before: inFile(SERIES),
    after: inFile(SERIES, ALERT),
    lines: ["info: new rule: Errors of rules.json"],
  },
  {
    layer: "platform",
    before: inFile(SERIES, ALERT),
    after: inFile(SERIES),
    lines: ["attention: an alert no longer fires, since its rule is removed: Errors of rules.json"],
  },
  {
    layer: "platform",
    before: inFile(ALERT, SERIES),
    after: inFile(ALERT),
    lines: ["attention: a series is no longer recorded: job:errors:rate5m of rules.json"],
  },
  {
    layer: "platform",
    before: {
      ...inFile(SERIES, { ...ALERT, labels: { model: "api" } }),
      [SERVICE]: { metadata: { name: "api", namespace: "models" } },
    },
    after: inFile(SERIES),
    lines: [
      "info: alerts of removed models end: Errors of rules.json",
      "attention: kubernetes_service_v1.api is destroyed: clients that call it by its name get no answer",
    ],
  },
  {
    layer: "platform",
    before: inFile(ALERT),
    after: inFile({ ...ALERT, expr: "errors > 50" }),
    lines: [
      "attention: alert Errors of rules.json: expr errors > 10 → errors > 50: it fires later, or no longer",
    ],
  },
  {
    layer: "platform",
    before: inFile(ALERT),
    after: inFile({ ...ALERT, expr: "errors > 5" }),
    lines: ["info: alert Errors of rules.json: expr errors > 10 → errors > 5"],
  },
  {
    layer: "platform",
    before: inFile(ALERT),
    after: inFile({ ...ALERT, for: "1h" }),
    lines: ["attention: alert Errors of rules.json: for 5m → 1h: it fires later, or no longer"],
  },
  {
    layer: "platform",
    before: inFile(ALERT),
    after: inFile({ ...ALERT, labels: { severity: "warning" } }),
    lines: ["attention: alert Errors of rules.json: labels.severity critical → warning"],
  },
  {
    layer: "platform",
    before: inFile(SERIES),
    after: inFile({ ...SERIES, expr: "rate(errors[1h])" }),
    lines: ["attention: series job:errors:rate5m of rules.json: expr rate(errors[5m]) → rate(errors[1h])"],
  },
  {
    layer: "platform",
    before: inFile(ALERT),
    after: inFile({ ...ALERT, annotations: { summary: "many errors" } }),
    lines: ["info: alert Errors of rules.json: annotations differ"],
  },
];
