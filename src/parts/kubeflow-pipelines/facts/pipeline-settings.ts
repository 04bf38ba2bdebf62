import facts from "./variables-of-pipelines.json";

/**
 * Variables and arguments of Kubeflow Pipelines, and what follows from them.
 *
 * Source: kubeflow/pipelines 2.17.0, backend/src/apiserver/main.go, client/sql.go,
 * client_manager/client_manager.go, common/config.go and v2/compiler/argocompiler;
 * google/ml-metadata 1.14.0 (read 2026-11-22).
 */

/** Variables without which the API server stops, or names hosts of another namespace. */
export const REQUIRED_VARIABLES: readonly string[] = facts.required;

/** The only engine that the API server of 2.17.0 can use: its SQL for PostgreSQL fails, and connects without TLS. */
export const ENGINE = "mysql";

/** Parameters of the connection, as JSON. Go verifies authority and name with `tls=true`, and trusts the file of the other variable. */
export const CONNECTION_PARAMETERS = "DBCONFIG_MYSQLCONFIG_EXTRAPARAMS";
export const AUTHORITIES_FILE_VARIABLE = "SSL_CERT_FILE";
export const AUTHORITIES_FOLDERS_VARIABLE = "SSL_CERT_DIR";

/** Variables and arguments with the password of a database: those of the pod, and the process list, would show it. */
export const DATABASE_PASSWORD_VARIABLE = /^DBCONFIG_(\w+_)?PASSWORD$/;
export const PASSWORD_ARGUMENT = /--(mysql|postgres)_config_password\b/;

/** The file of settings of the store of metadata. No argument has the options of TLS. */
export const STORE_FILE_ARGUMENT = "--metadata_store_server_config_file";
export const STORE_TLS = /ssl_options\s*\{/;

/** Variables with keys of an AWS user, or of another store of objects. A role in IAM replaces them. */
export const KEY_VARIABLES: readonly string[] = facts.keys;

/** Variables by which the user interface finds other programs: without them, it calls its own pod. */
export const INTERFACE_ADDRESSES = facts.addresses;

/** Variables that give containers of users what the level restricted requires. */
export const NON_ROOT_VARIABLE = "DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT";
export const USER_VARIABLE = "DEFAULT_SECURITY_CONTEXT_RUN_AS_USER";
