import { template } from "../../terraform/print";
import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { Construct } from "constructs";
import { type AwsLocation, regionalArn } from "../../facts/aws";
import { awsCommand } from "../network/existing/aws-command";
import { type Claim, withCommand } from "../network/existing/check";
import type { ModelSecret } from "./secrets";
import { literal, self, call, tupleOf } from "../network/expression";

export interface FoundSecretProps extends ModelSecret {
  readonly location: AwsLocation;
  /** Place of the secret in the environment's file, for messages. */
  readonly path: string;
}

/** Alias of the key of secrets without a key of their own. */
const DEFAULT_KEY = "alias/aws/secretsmanager";

/** An existing secret: its metadata, and never its value. */
export class FoundSecret extends Construct {
  constructor(scope: Construct, id: string, props: FoundSecretProps) {
    super(scope, id);
    new DataAwsSecretsmanagerSecret(this, "Resource", {
      name: props.name,
      lifecycle: { postcondition: [secretKeyCheck(props)] },
    });
  }
}

/**
 * Checks that a secret has the declared key, or the default key. Secrets Manager returns the key as it was given: an ARN, a
 * key id, an alias, or nothing for the default key. An alias is refused, because it can point to another key later, which the
 * pods may not use.
 */
export function secretKeyCheck({ name, kmsKeyArn, location, path }: FoundSecretProps): Claim {
  const names = kmsKeyArn === undefined ? defaultNames(location) : namesOf(kmsKeyArn, location);
  const key = call("coalesce", self("kms_key_id"), literal(DEFAULT_KEY));
  return {
    condition: template(call("contains", tupleOf(names.map(literal)), key)),
    errorMessage:
      kmsKeyArn === undefined
        ? `secret ${name} is encrypted with ${template(key)}, which the pods may not use; set ${path} to {name: ${name}, kmsKeyArn: <ARN of that key>}`
        : withCommand(
            `secret ${name} is encrypted with ${template(key)}, not with ${path}.kmsKeyArn; correct kmsKeyArn, or give the secret that key`,
            awsCommand(location.region, "secretsmanager update-secret", {
              "secret-id": name,
              "kms-key-id": kmsKeyArn,
            }),
          ),
  };
}

const defaultNames = (location: AwsLocation): string[] => [
  DEFAULT_KEY,
  regionalArn(location, "kms", DEFAULT_KEY),
];

/** Names of a key: its ARN, and its id in its own account. */
function namesOf(kmsKeyArn: string, location: AwsLocation): string[] {
  const [, id] = kmsKeyArn.split("/");
  return [
    kmsKeyArn,
    ...(id !== undefined && kmsKeyArn === regionalArn(location, "kms", `key/${id}`) ? [id] : []),
  ];
}
