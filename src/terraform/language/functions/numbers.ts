import { Mistake } from "../../mistake";
import { boolOf, numberOf, valueText } from "../values/convert";
import { type HclValue, exact } from "../values/value";
import { ANY_NUMBER, type Definition, type Definitions, itemsIn } from "./function";
import { whole } from "./collections";

const ofNumbers = (
  count: readonly [number, number],
  apply: (...numbers: readonly number[]) => number,
): Definition => ({
  arity: count,
  apply: (args) => exact(apply(...args.map((arg) => numberOf(arg)))) + 0,
});

function summed([items]: readonly HclValue[]): HclValue {
  const all = itemsIn(items);
  if (all.length === 0) throw new Mistake("got an empty list");
  return exact(all.map((item) => numberOf(item)).reduce((sum, item) => sum + item, 0));
}

function parsedInteger([text = null, base]: readonly HclValue[]): HclValue {
  const [written, radix] = [valueText(text), whole(base)];
  const digits = written.replace(/^[+-]/, "");
  const isValid = [...digits].every((digit) => Number.isInteger(parseInt(digit, radix)));
  if (radix < 2 || radix > 36 || digits === "" || !isValid)
    throw new Mistake(`got ${written}, expected a number of base ${radix}`);
  return parseInt(written, radix);
}

const every =
  (wanted: boolean) =>
  (args: readonly HclValue[]): HclValue => {
    const items = itemsIn(args[0]).map((item) => item !== null && boolOf(item));
    return wanted ? !items.includes(false) : items.includes(true);
  };

export const NUMBERS: Definitions = {
  max: ofNumbers([1, ANY_NUMBER], (...numbers) => Math.max(...numbers)),
  min: ofNumbers([1, ANY_NUMBER], (...numbers) => Math.min(...numbers)),
  floor: ofNumbers([1, 1], Math.floor),
  ceil: ofNumbers([1, 1], Math.ceil),
  abs: ofNumbers([1, 1], Math.abs),
  signum: { arity: [1, 1], apply: ([number]) => Math.sign(whole(number)) },
  pow: ofNumbers([2, 2], Math.pow),
  log: ofNumbers([2, 2], (number, base) => Math.log(number) / Math.log(base)),
  sum: { arity: [1, 1], apply: summed },
  parseint: { arity: [2, 2], apply: parsedInteger },
  alltrue: { arity: [1, 1], apply: every(true) },
  anytrue: { arity: [1, 1], apply: every(false) },
};
