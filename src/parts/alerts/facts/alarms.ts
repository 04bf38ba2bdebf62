import FACTS from "./alarm-forms.json";

/** An alarm of CloudWatch that fires with a fault, and not without it. */
export interface AlarmForm {
  readonly metric: string;
  readonly comparisons: readonly string[];
  readonly threshold: readonly [least: number, most: number];
  readonly statistics: readonly string[];
  /** Values of treat_missing_data. */
  readonly missingData: readonly string[];
  /** The most minutes until it fires: its periods together. */
  readonly minutes: number;
}

/** Namespace of the alarms on databases, with the dimension that names one. */
export const DATABASE_ALARMS = { namespace: "AWS/RDS", dimension: "DBInstanceIdentifier" } as const;

/** Alarms on metrics of which each says one thing only, by the namespace of the metric. */
export const ALARM_FORMS = FACTS.forms as unknown as Readonly<Record<string, readonly AlarmForm[]>>;

/** Namespace of the alarms on certificates, with the dimension that names one. */
export const CERTIFICATE_ALARM = {
  namespace: "AWS/CertificateManager",
  dimension: "CertificateArn",
} as const;
