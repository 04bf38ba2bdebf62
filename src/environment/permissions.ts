import { endpointsOfAction } from "./facts/action-endpoints";
import { type EnvironmentConfig } from "./schema";
import { type Permission } from "./schema/permissions";
import { secretsOf } from "./secrets";

/** Statements of all models. */
const permissionsOfModels = ({ models }: Pick<EnvironmentConfig, "models">): Permission[] =>
  models.flatMap(({ permissions }) => permissions);

/** False for calls that another service makes for the caller: S3 decrypts objects of a key with `kms:ViaService`. */
const isDirect = ({ conditions = {} }: Permission): boolean =>
  Object.values(conditions).every((keys) =>
    Object.keys(keys).every((key) => key.toLowerCase() !== "kms:viaservice"),
  );

/** Services that statements call, each with its first action. */
export function servicesOfPermissions(permissions: readonly Permission[]): Map<string, string> {
  const services = new Map<string, string>();
  for (const action of permissions.filter(isDirect).flatMap(({ actions }) => actions)) {
    for (const service of endpointsOfAction(action) ?? []) {
      if (!services.has(service)) services.set(service, action);
    }
  }
  return services;
}

/**
 * Services that statements of models call, each with its first action. The driver of secrets has the endpoint of Secrets Manager where a
 * model mounts secrets.
 */
export function permittedServices(config: Pick<EnvironmentConfig, "models">): Map<string, string> {
  const services = servicesOfPermissions(permissionsOfModels(config));
  if (config.models.some((model) => secretsOf(model).length > 0)) services.delete("secretsmanager");
  return services;
}
