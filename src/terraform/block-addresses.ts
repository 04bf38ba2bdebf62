import { type Json, asObject } from "./stack-json";

/** Sections with a list of blocks, and the argument that names the subject of a block. */
export const LISTED_BLOCKS: Readonly<Record<string, string>> = {
  moved: "from",
  removed: "from",
  import: "to",
};

/** Address of a configuration of a provider: `provider.aws`, or `provider.aws.dns` for one with an alias. */
export function providerAddress(name: string, configuration: Json): string {
  const { alias } = asObject(configuration);
  return alias === undefined ? `provider.${name}` : `provider.${name}.${String(alias)}`;
}
