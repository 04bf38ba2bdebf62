import { type EnvironmentConfig } from "./schema";

/** A secret of a model. */
interface SecretConfig {
  /** Name in Secrets Manager. */
  readonly name: string;
  /** Customer managed key that encrypts it. @default - the AWS managed key `aws/secretsmanager` */
  readonly kmsKeyArn?: string;
}

/** A secret in either form: a name, or a name with its key. */
const secretOf = (written: string | SecretConfig): SecretConfig =>
  typeof written === "string" ? { name: written } : written;

export const secretsOf = ({ secrets }: EnvironmentConfig["models"][number]): SecretConfig[] =>
  secrets.map(secretOf);
