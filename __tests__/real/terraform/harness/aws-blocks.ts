import { type JsonObject, type StackJson, asArray, asObject } from "../../../../src/terraform/stack-json";

/** A resource, data source or provider block of AWS in a stack. */
export interface AwsBlock {
  /** `aws_vpc`, `data.aws_vpc` or `provider.aws`. */
  readonly type: string;
  /** Stack and address. */
  readonly at: string;
  readonly config: JsonObject;
}

export function awsBlocks(stack: StackJson): AwsBlock[] {
  const providers = asArray(stack.providers["aws"]).map((config, index) => ({
    type: "provider.aws",
    at: `${stack.name} provider.aws[${index}]`,
    config: asObject(config),
  }));
  const others = [...stack.resources(), ...stack.dataSources()].filter(({ type }) => type.startsWith("aws_"));
  return [
    ...providers,
    ...others.map(({ address, name, config }) => ({
      type: address.slice(0, -name.length - 1),
      at: `${stack.name} ${address}`,
      config,
    })),
  ];
}

/** AWS attributes that the expressions of a stack read, as `[type, attribute]`: `["data.aws_region", "name"]`. */
export function awsReads({ json }: StackJson): [type: string, attribute: string][] {
  const pattern = /\b((?:data\.)?aws_\w+)\.\w+(?:\[[^\]]*\])?\.([a-z]\w*)/g;
  return [...JSON.stringify(json).matchAll(pattern)].map(([, type = "", attribute = ""]) => [
    type,
    attribute,
  ]);
}
