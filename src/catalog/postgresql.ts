/**
 * PostgreSQL of databases that a part creates. Minor versions follow AWS in the maintenance window; a major one changes only here.
 *
 * Source: Amazon RDS for PostgreSQL release notes, whose notice of 2026-05 upgrades 17 to 17.7 or later; version 18 is newer, and
 * no test of MLflow with it was found (read 2026-11-22).
 */
export const POSTGRESQL = { engineVersion: "17", parameterFamily: "postgres17" } as const;

/** Port on which PostgreSQL listens by default. */
export const POSTGRESQL_PORT = 5432;
