import { type Json, asObject } from "./stack-json";

/** Address of a configuration of a provider: `provider.aws`, or `provider.aws.dns` for one with an alias. */
export function providerAddress(name: string, configuration: Json): string {
  const { alias } = asObject(configuration);
  return alias === undefined ? `provider.${name}` : `provider.${name}.${String(alias)}`;
}
