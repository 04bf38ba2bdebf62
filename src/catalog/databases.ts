/** An engine of Amazon RDS. Minor versions follow AWS in the maintenance window; a major one changes only here. */
export interface DatabaseEngine {
  readonly engine: "postgres" | "mysql";
  readonly engineVersion: string;
  readonly parameterFamily: string;
  /** Port on which it listens by default. */
  readonly port: number;
  /** Parameter that refuses connections without TLS. */
  readonly requireTls: { readonly name: string; readonly value: string };
}

/**
 * Source: Amazon RDS for PostgreSQL release notes, whose notice of 2026-05 upgrades 17 to 17.7 or later; version 18 is newer, and
 * no test of MLflow with it was found (read 2026-11-22).
 */
export const POSTGRESQL: DatabaseEngine = {
  engine: "postgres",
  engineVersion: "17",
  parameterFamily: "postgres17",
  port: 5432,
  requireTls: { name: "rds.force_ssl", value: "1" },
};

/**
 * The version that kubeflow/pipelines 2.17.0 runs by default (`manifests/kustomize/third-party/mysql`, read 2026-11-22). Amazon RDS
 * user guide, "Requiring SSL/TLS for all connections to a MySQL DB instance" (unconfirmed).
 */
export const MYSQL: DatabaseEngine = {
  engine: "mysql",
  engineVersion: "8.4",
  parameterFamily: "mysql8.4",
  port: 3306,
  requireTls: { name: "require_secure_transport", value: "1" },
};

export const DATABASE_ENGINES = { postgres: POSTGRESQL, mysql: MYSQL } as const;
