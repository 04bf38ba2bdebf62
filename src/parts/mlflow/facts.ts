/**
 * How a pod of the MLflow server is recognized, and what the server needs.
 *
 * Source: mlflow 3.17.2, `server/__init__.py`, `server/security_utils.py` and `store/db/utils.py`,
 * and the command `mlflow server --help` (read 2026-11-22). `npm run test:mlflow` runs that version
 * with the emitted arguments and variables.
 */
const argumentOf = (args: readonly string[], name: string): string | undefined => {
  const place = args.indexOf(name);
  return place === -1 ? undefined : args[place + 1];
};

/** Where a server stores artifacts; undefined for another program. */
export const artifactsDestination = (args: readonly string[]): string | undefined =>
  argumentOf(args, "--artifacts-destination");

/** Port that a server listens on. @default - that of MLflow */
export const listeningPort = (args: readonly string[]): string | undefined => argumentOf(args, "--port");

/** By which a client in the same pod finds the server (mlflow 3.17.2, environment_variables.py, read 2026-11-27). */
export const TRACKING_VARIABLE = "MLFLOW_TRACKING_URI";

/**
 * Where clients send artifacts; undefined for the server itself. It serves them by default, and
 * then names itself, unless an argument names another place (mlflow 3.17.2,
 * utils/server_cli_utils.py and utils/cli_args.py, read 2026-11-27).
 */
export function artifactsOfClients(args: readonly string[]): string | undefined {
  const root = argumentOf(args, "--default-artifact-root");
  if (root !== undefined) return /^mlflow-artifacts:/.test(root) ? undefined : root;
  return args.includes("--no-serve-artifacts") ? "" : undefined;
}

/** Host names that the server accepts in requests. It answers those of other names with 403, except for `/health` and `/version`. */
export const HOSTS_VARIABLE = "MLFLOW_SERVER_ALLOWED_HOSTS";
/** Origins of browsers whose changes the server accepts beside its own: those of pages by HTTPS that reach it by HTTP. */
export const ORIGINS_VARIABLE = "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS";

/** A pattern of `HOSTS_VARIABLE`, in which `*` matches any characters. */
export const admitsHost = (patterns: readonly string[], host: string): boolean =>
  patterns.some((pattern) =>
    new RegExp(
      `^${pattern
        .split("*")
        .map((text) => text.replace(/[.[\]]/g, "\\$&"))
        .join(".*")}$`,
    ).test(host),
  );

/** Variables with a password, or with a URI that can have one. The password would be in the state and in the pod. */
export const PASSWORD_VARIABLES: readonly string[] = [
  "PGPASSWORD",
  "DATABASE_PASSWORD",
  "MLFLOW_BACKEND_STORE_URI",
  "MLFLOW_REGISTRY_STORE_URI",
];

/** A URI with a password, such as `postgresql://user:password@host/name`. */
export const PASSWORD_IN_URI = /:\/\/[^/@\s]*:[^/@\s]+@/;

/** Modes of libpq that verify the server: its authority, and its host name (PostgreSQL documentation, "SSL Support"). */
export const VERIFYING_SSL_MODE = "verify-full";

/** Actions of its role: on artifacts, and on their key. */
export const SERVER_ACTIONS = {
  objects: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
  key: ["kms:Decrypt", "kms:GenerateDataKey"],
} as const;
