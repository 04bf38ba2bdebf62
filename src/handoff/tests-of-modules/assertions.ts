import { movesIn } from "../../terraform/moves";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { ofType } from "../variables/variable";
import { type Module } from "../module/module";
import { type Demand } from "./rule";

/** An assertion of a run: its condition and its message, as Terraform expressions and templates. */
export interface Assertion {
  readonly condition: string;
  readonly message: string;
}

/** Assertions of one rule, and the blocks that have not had its property at the hand-over. */
export interface JudgedBlocks {
  readonly assertions: readonly Assertion[];
  readonly exceptions: readonly string[];
}

/** All resources of a type in the module, by name: generated ones, and those of the owner's files. */
export const blocksOfType = ({ json, whole, own }: Module, type: string): JsonObject => ({
  ...(own.size > 0 ? ownOf(whole, json, type) : {}),
  ...ofType(json, type),
});

const ownOf = (whole: JsonObject, json: JsonObject, type: string): JsonObject => {
  const former = new Set(movesIn(json).map(({ from }) => from));
  return Object.fromEntries(
    Object.entries(ofType(whole, type)).filter(([name]) => !former.has(`${type}.${name}`)),
  );
};

/** One assertion for each block of the rule's type. */
export function judgedBlocks(rule: Demand, module: Module): JudgedBlocks {
  const { type } = rule;
  const assertions: Assertion[] = [];
  const exceptions: string[] = [];
  for (const [name, block] of Object.entries(blocksOfType(module, type))) {
    const address = `${type}.${name}`;
    const { exempt, all } = exemptInstances(rule, module, address);
    if (all) {
      exceptions.push(address);
      continue;
    }
    assertions.push({
      condition: conditionOn(rule, address, asObject(block), exempt),
      message: `${address}: ${rule.message}`,
    });
  }
  return { assertions, exceptions };
}

function conditionOn(rule: Demand, address: string, block: JsonObject, exempt: readonly string[]): string {
  if (block["for_each"] === undefined && block["count"] === undefined) return rule.condition(address);
  const condition = rule.condition("found");
  if (exempt.length === 0) return `alltrue([for found in ${address} : ${condition}])`;
  return `alltrue([for key, found in ${address} : contains(${JSON.stringify(exempt)}, key) ? true : (${condition})])`;
}

/** Instances of a block that lacked the property in the stack, by their key; `all` if none had it. */
function exemptInstances(
  rule: Demand,
  { source, whole, json }: Module,
  address: string,
): { readonly exempt: readonly string[]; readonly all: boolean } {
  const before = { ...ofType(whole, rule.type), ...ofType(source, rule.type) };
  const members = movesIn(json).flatMap(({ from, to }) => {
    const key = to.startsWith(`${address}[`) ? /^\["(.*)"\]$/.exec(to.slice(address.length))?.[1] : undefined;
    return key === undefined ? [] : [{ key, name: from.slice(rule.type.length + 1) }];
  });
  if (members.length === 0) {
    const [, name = ""] = address.split(".");
    return { exempt: [], all: !rule.isTrueFor(asObject(before[name])) };
  }
  const exempt = members.filter(({ name }) => !rule.isTrueFor(asObject(before[name]))).map(({ key }) => key);
  return { exempt, all: exempt.length === members.length };
}
