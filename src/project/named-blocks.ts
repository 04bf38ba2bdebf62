import { type StackJson, type Json, asObject } from "../terraform/stack-json";
import { referencesIn } from "../terraform/terraform-references";

/** Addresses of blocks of a stack that a value names, directly or by local values. */
export function blocksNamedBy(stack: StackJson, value: Json | undefined): string[] {
  const subjects = referencesIn(value).map(({ subject }) => subject);
  const known = new Set([...stack.resources(), ...stack.dataSources()].map(({ address }) => address));
  const through = subjects
    .filter((subject) => subject.startsWith("local."))
    .flatMap((subject) => blocksNamedBy(stack, asObject(stack.json["locals"])[subject.slice(6)]));
  return [...new Set([...subjects.filter((each) => known.has(each)), ...through])];
}
