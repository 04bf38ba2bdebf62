import { type EnvironmentConfig } from "../schema";
import { secretsOf } from "../secrets";
import { type ConfigPath } from "../problems";
import { type RuleProblem, regionProblems, allOf, forEach } from "../rule-problems";

type SecretConfig = ReturnType<typeof secretsOf>[number];

/** Rules on customer managed keys, and on the secrets that they encrypt. */
export function keyRules(config: EnvironmentConfig): RuleProblem[] {
  return allOf(
    () => keyRegionProblems(config, ["modelBucket"], config.modelBucket),
    () => keyRegionProblems(config, ["cluster", "nodeVolumes"], config.cluster.nodeVolumes),
    () => secretKeys(config),
    () => uniqueSecrets(config),
    () => oneKeyEach(config),
  );
}

const keyRegionProblems = (
  config: EnvironmentConfig,
  path: ConfigPath,
  { kmsKeyArn }: EnvironmentConfig["modelBucket"],
) => (kmsKeyArn === undefined ? [] : regionProblems(config, [...path, "kmsKeyArn"], kmsKeyArn));

const secretKeys = (config: EnvironmentConfig): RuleProblem[] =>
  forEach(places(config), ({ secret, path }) =>
    secret.kmsKeyArn === undefined ? [] : regionProblems(config, [...path, "kmsKeyArn"], secret.kmsKeyArn),
  );

/** The driver writes `/` of a name as `_` in the name of its file. */
const fileOf = (name: string): string => name.replaceAll("/", "_");

function uniqueSecrets(config: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, SecretConfig>();
  return forEach(places(config), ({ secret, path, model }) => {
    const file = `${model} ${fileOf(secret.name)}`;
    const holder = first.get(file);
    if (holder === undefined) {
      first.set(file, secret);
      return [];
    }
    // `listRules` reports a name twice in one list.
    if (holder.name === secret.name && !holder.kmsKeyArn && !secret.kmsKeyArn) return [];
    return [
      {
        path,
        expected:
          holder.name === secret.name
            ? "each secret once for each model"
            : `a secret with another file name than ${holder.name}; the file of both is ${fileOf(holder.name)}`,
        fix: holder.name === secret.name ? "remove it here" : "rename one of the secrets",
      },
    ];
  });
}

/** A secret has one key, in all models that mount it. */
function oneKeyEach(config: EnvironmentConfig): RuleProblem[] {
  const first = new Map<string, { readonly kmsKeyArn: string | undefined; readonly where: string }>();
  return forEach(places(config), ({ secret, path, model, where }) => {
    const known = first.get(secret.name);
    if (known === undefined) {
      first.set(secret.name, { kmsKeyArn: secret.kmsKeyArn, where });
      return [];
    }
    return known.kmsKeyArn === secret.kmsKeyArn || known.where.startsWith(`models[${model}]`)
      ? []
      : [
          {
            path,
            expected: `the same key as in ${known.where}, since a secret has one key`,
            fix: "write the same kmsKeyArn in both places",
          },
        ];
  });
}

const places = ({ models }: EnvironmentConfig) =>
  forEach(models, (each, model) =>
    secretsOf(each).map((secret, place) => ({
      secret,
      model,
      path: ["models", model, "secrets", place],
      where: `models[${model}].secrets[${place}]`,
    })),
  );
