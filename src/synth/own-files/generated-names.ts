import { type Json, type StackJson, asArray, asObject } from "../../terraform/stack-json";

/** Names that an own file must not declare again, and providers that it may use. */
export interface GeneratedNames {
  /** Addresses of blocks, also of variables, outputs, local values and aliases of providers. */
  readonly addresses: ReadonlySet<string>;
  /** Local names of the providers that the stack requires. */
  readonly providers: readonly string[];
}

export function generatedNames({ generated: json, terraform, name }: StackJson): GeneratedNames {
  const names = (section: string): string[] => Object.keys(asObject(json[section]));
  const typed = (section: string, prefix: string): string[] =>
    Object.entries(asObject(json[section])).flatMap(([type, byName]) =>
      Object.keys(asObject(byName)).map((each) => `${prefix}${type}.${each}`),
    );
  const providers = Object.keys(asObject(terraform["required_providers"]));
  if (providers.length === 0) throw new Error(`${name}: the stack requires no provider`);
  return {
    addresses: new Set([
      ...typed("resource", ""),
      ...typed("data", "data."),
      ...names("variable").map((each) => `var.${each}`),
      ...names("output").map((each) => `output.${each}`),
      ...names("locals").map((each) => `local.${each}`),
      ...names("module").map((each) => `module.${each}`),
      ...Object.entries(asObject(json["provider"])).flatMap(([each, blocks]) =>
        aliasesIn(blocks).map((alias) => `provider.${each}.${alias}`),
      ),
    ]),
    providers,
  };
}

const aliasesIn = (blocks: Json): string[] =>
  (Array.isArray(blocks) ? asArray(blocks) : [blocks]).flatMap((block) => {
    const { alias } = asObject(block);
    return typeof alias === "string" ? [alias] : [];
  });
