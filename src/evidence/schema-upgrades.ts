/** Programs that upgrade the schema of their database when a newer version starts, by the last part of the image's path. */
export const SCHEMA_UPGRADES: Readonly<Record<string, string>> = {
  // mlflow.org, "mlflow db upgrade": upgrades are not reversible (unconfirmed); the image of MLflow
  // runs it in its init container.
  mlflow: "MLflow",
  // kubeflow/pipelines, backend/src/apiserver/client_manager: AutoMigrate at the start (unconfirmed).
  "kfp-api-server": "Kubeflow Pipelines",
  // google/ml-metadata, migration_options.enable_upgrade_migration (read 2026-11-22).
  ml_metadata_store_server: "ML Metadata",
};
