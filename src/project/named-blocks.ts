import { type StackJson, type Json, asObject } from "../terraform/stack-json";
import { ADDRESS_PATTERN } from "../terraform/terraform-references";

/** Addresses of blocks of a stack that a value names, directly or by local values. */
export function blocksNamedBy(stack: StackJson, value: Json | undefined): string[] {
  const text = JSON.stringify(value ?? null);
  const locals = [...text.matchAll(/\blocal\.(\w+)/g)].map(([, name = ""]) => name);
  const known = new Set([...stack.resources(), ...stack.dataSources()].map(({ address }) => address));
  const own = [...text.matchAll(ADDRESSES)].map(([address]) => address).filter((each) => known.has(each));
  const through = locals.flatMap((name) => blocksNamedBy(stack, asObject(stack.json["locals"])[name]));
  return [...new Set([...own, ...through])];
}

const ADDRESSES = new RegExp(`(?<![\\w.])${ADDRESS_PATTERN}`, "g");
