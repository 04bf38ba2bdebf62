/** An engine of Amazon RDS. Minor versions follow AWS in the maintenance window; a major one changes only here. */
interface DatabaseEngine {
  readonly engine: "postgres" | "mysql";
  readonly engineVersion: string;
  readonly parameterFamily: string;
  /** Port on which it listens by default. */
  readonly port: number;
  /**
   * Memory of each connection, in bytes, by which RDS sets `max_connections` (PostgreSQL: AWS
   * Prescriptive Guidance, "max_connections"; MySQL: a public calculator; read 2026-11-30).
   */
  readonly bytesPerConnection: number;
  /**
   * Its log of errors in CloudWatch. It has no statement that succeeded (hashicorp/terraform-provider-aws 5.100.0,
   * `aws_db_instance`).
   */
  readonly errorLog: "postgresql" | "error";
  /** Settings of its parameter group. */
  readonly parameters: readonly DatabaseParameter[];
}

interface DatabaseParameter {
  readonly name: string;
  readonly value: string;
  /** @default - RDS applies it at once */
  readonly applyMethod?: "pending-reboot";
}

/**
 * Source: Amazon RDS for PostgreSQL release notes, whose notice of 2026-05 upgrades 17 to 17.7 or later; version 18 is newer, and
 * no test of MLflow with it was found (read 2026-11-22).
 */
const POSTGRESQL: DatabaseEngine = {
  engine: "postgres",
  engineVersion: "17",
  parameterFamily: "postgres17",
  port: 5432,
  bytesPerConnection: 9_531_392,
  errorLog: "postgresql",
  // It refuses connections without TLS.
  parameters: [{ name: "rds.force_ssl", value: "1" }],
};

/**
 * The version that kubeflow/pipelines 2.17.0 runs by default
 * (`manifests/kustomize/third-party/mysql`, read 2026-11-22). Amazon RDS user guide, "Requiring
 * SSL/TLS for all connections to a MySQL DB instance" (unconfirmed). The values of
 * `authentication_policy` are those of the Amazon Aurora user guide, "Security considerations for
 * upgrading ... to version 8.4" (read 2026-11-22); for RDS they are unconfirmed.
 */
const MYSQL: DatabaseEngine = {
  engine: "mysql",
  engineVersion: "8.4",
  parameterFamily: "mysql8.4",
  port: 3306,
  bytesPerConnection: 12_582_880,
  errorLog: "error",
  parameters: [
    // It refuses connections without TLS.
    { name: "require_secure_transport", value: "1" },
    // The store of metadata of Kubeflow Pipelines knows no other plugin (google/ml-metadata issue 178). The user of RDS gets the plugin
    // that is set when the instance is created.
    { name: "authentication_policy", value: "*:mysql_native_password", applyMethod: "pending-reboot" },
  ],
};

export const DATABASE_ENGINES = { postgres: POSTGRESQL, mysql: MYSQL } as const;
