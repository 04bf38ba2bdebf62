/** Parameter with which an engine refuses connections without TLS, and its values that do. */
export interface ForcedTls {
  readonly parameter: string;
  readonly values: readonly string[];
}

/**
 * Engines of Amazon RDS. Source: Amazon RDS user guide, "Using SSL with a PostgreSQL DB instance" (unconfirmed) and "Requiring
 * SSL/TLS for all connections to a MySQL DB instance" (unconfirmed).
 */
export const FORCED_TLS: Readonly<Record<string, ForcedTls>> = {
  postgres: { parameter: "rds.force_ssl", values: ["1"] },
  mysql: { parameter: "require_secure_transport", values: ["1", "ON"] },
};

/** Actions of the driver that mounts the password with the role of the pod (AWS Secrets Manager user guide, "ASCP", read 2026-11-22). */
export const PASSWORD_ACTIONS: readonly string[] = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:DescribeSecret",
];
