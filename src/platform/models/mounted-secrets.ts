import { shortHash } from "../../base/digests";
import { type EnvironmentConfig } from "../../environment/schema";
import { secretsOf } from "../../environment/secrets";

type SecretConfig = ReturnType<typeof secretsOf>[number];

/** A secret with the place that names it first. */
interface MountedSecret extends SecretConfig {
  /** Path in the environment's file: `models[0].secrets[1]`. */
  readonly path: string;
  /** Construct id, unique among the environment's secrets. */
  readonly id: string;
}

/** Each secret of the environment once, in the order of the file. */
export function mountedSecrets({ models }: Pick<EnvironmentConfig, "models">): MountedSecret[] {
  const byName = new Map<string, SecretConfig & { readonly path: string }>();
  models.forEach((model, index) => {
    secretsOf(model).forEach((secret, place) => {
      if (!byName.has(secret.name)) {
        byName.set(secret.name, { ...secret, path: `models[${index}].secrets[${place}]` });
      }
    });
  });
  const names = [...byName.keys()];
  return [...byName.values()].map((secret) => ({ ...secret, id: idAmong(secret.name, names) }));
}

/** Terraform allows fewer characters in an address than Secrets Manager in a name. A hash separates equal results. */
function idAmong(name: string, names: readonly string[]): string {
  const own = idOf(name);
  return names.some((other) => other !== name && idOf(other) === own) ? `${own}-${shortHash(name)}` : own;
}

function idOf(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = words.join("-");
  return /^[a-z]/.test(id) ? id : ["secret", ...words].join("-");
}
