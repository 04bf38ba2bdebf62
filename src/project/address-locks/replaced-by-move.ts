import { type StackJson } from "../../terraform/stack-json";
import { type AddressLock, type FixedValues, type Move } from "./lock";
import { differing, fixedValues } from "./fixed-values";

/** Sources of the values on both sides of a move. */
export interface MoveSources {
  readonly lock: AddressLock;
  /** Stacks of the last synth, by name. */
  readonly before: ReadonlyMap<string, StackJson>;
  /** Stacks of this synth, by name. */
  readonly now: ReadonlyMap<string, StackJson>;
}

/** An argument that differs between both addresses and makes Terraform replace the object, with or without a move. */
export interface ReplacedByMove {
  readonly argument: string;
  readonly was: string;
  readonly is: string;
}

/** The differences of a move that replace its object; undefined if the values at the old address are not known. */
export function replacedByMove(
  { stack, from, to }: Move,
  { lock, before, now }: MoveSources,
): readonly ReplacedByMove[] | undefined {
  const is = valuesAt(now.get(stack), to) ?? new Map<string, string>();
  const [recorded, last] = [lock.values.get(stack)?.get(from), valuesAt(before.get(stack), from)];
  if (!recorded && !last && is.size > 0) return undefined;
  const was: FixedValues = new Map([...(last ?? []), ...(recorded ?? [])]);
  return differing(was, is).map((argument) => ({
    argument,
    was: was.get(argument) ?? "",
    is: is.get(argument) ?? "",
  }));
}

function valuesAt(stack: StackJson | undefined, address: string): FixedValues | undefined {
  const resource = stack?.find(address);
  return stack && resource ? fixedValues(stack, resource) : undefined;
}
