import { shortHash } from "../base/digests";
import { type EnvironmentConfig } from "./schema";

/** A secret of a model. */
export interface SecretConfig {
  /** Name in Secrets Manager. */
  readonly name: string;
  /** Customer managed key that encrypts it. @default - the AWS managed key `aws/secretsmanager` */
  readonly kmsKeyArn?: string;
}

/** A secret in either form: a name, or a name with its key. */
export const secretOf = (written: string | SecretConfig): SecretConfig =>
  typeof written === "string" ? { name: written } : written;

export const secretsOf = ({ secrets }: EnvironmentConfig["models"][number]): SecretConfig[] =>
  secrets.map(secretOf);

/** A secret with the place that names it first. */
export interface MountedSecret extends SecretConfig {
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
