import { type JsonObject, type StackJson, asObject } from "../stack-json";
import { ModuleScope } from "../language/module-scope";
import { type Expression } from "../language/syntax/expression";

/** Declarations of a stack that its expressions name. */
export interface StackNames {
  readonly variables: JsonObject;
  readonly locals: JsonObject;
}

export const stackNames = ({ json }: StackJson): StackNames => ({
  variables: asObject(json["variable"]),
  locals: asObject(json["locals"]),
});

/** A scope in which variables have these values, or their defaults; those without a value are open, and so are these. */
export const scopeOf = (
  { variables, locals }: StackNames,
  assigned: ReadonlyMap<string, boolean> = new Map(),
  openVariables: readonly string[] = [],
): ModuleScope =>
  new ModuleScope({ variable: variables, locals }, Object.fromEntries(assigned), () => undefined, {
    openVariables,
    least: leastOfPrefixList,
  });

/** A scope in which every variable is open: its value can be another one in each apply. */
export const openScopeOf = (names: StackNames): ModuleScope =>
  scopeOf(names, new Map(), Object.keys(names.variables));

/**
 * The ranges of a prefix list of AWS, which is never empty: it has the ranges of a service. No copy of a page of AWS
 * confirms it.
 */
function leastOfPrefixList(attribute: Expression): number | undefined {
  const { of, name } = attribute.kind === "attribute" ? attribute : { of: undefined, name: "" };
  if (name !== "cidr_blocks" || of?.kind !== "attribute" || of.of.kind !== "attribute") return undefined;
  const { of: data, name: type } = of.of;
  return type === "aws_prefix_list" && data.kind === "name" && data.name === "data" ? 1 : undefined;
}
