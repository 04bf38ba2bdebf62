import { counted } from "../../../base/counted";
import { Mistake } from "../../mistake";
import { expressionOfValue } from "../values/residue";
import { HclUnknown, type HclValue, hasUnknown } from "../values/value";
import { DEFINITIONS } from "./functions";
import { leastOfCall } from "./least";

/** Result of a call; an unknown value if it depends on an unknown argument. */
export function called(written: string, args: readonly HclValue[]): HclValue {
  const name = written.replace(/^core::/, "");
  const unknown = (): HclUnknown =>
    new HclUnknown(
      { kind: "call", name, args: args.map(expressionOfValue), spread: false },
      leastOfCall(name, args),
    );
  const definition = DEFINITIONS.get(name);
  if (!definition) return unknown();
  const [least, most] = definition.arity;
  if (args.length < least || args.length > most)
    throw new Mistake(
      `${name}: got ${counted(args.length, "argument")}, expected ${least === most ? least : `at least ${least}`}`,
    );
  if (!definition.nulls && args.includes(null)) throw new Mistake(`${name}: got the argument null`);
  const isOpen = definition.parts ? args.some((arg) => arg instanceof HclUnknown) : args.some(hasUnknown);
  try {
    const result = isOpen && !definition.parts ? undefined : definition.apply(args);
    return result === undefined ? unknown() : result;
  } catch (error) {
    if (error instanceof Mistake && isOpen) return unknown();
    if (error instanceof Mistake) throw new Mistake(`${name}: ${error.message}`);
    throw error;
  }
}
