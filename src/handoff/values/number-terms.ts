/** A number that follows from others, as a Terraform expression. */
export interface NumberTerm<Value> {
  readonly of: readonly Value[];
  /** The expression, for the expressions of the values. */
  readonly written: (names: readonly string[]) => string;
}

interface Numbered {
  readonly numbers?: readonly number[];
}

/**
 * How a number follows from other numbers in the stack and in all trials: a multiple with an addend, or a total of two multiples.
 * Undefined if neither does. Synth states other formulas.
 */
export function numberTerm<Value extends Numbered>(
  results: readonly number[],
  values: readonly Value[],
): NumberTerm<Value> | undefined {
  // Equal digits of most trials would not tell a computation from a coincidence.
  if (new Set(results).size < results.length - 1) return undefined;
  for (const value of values) {
    const found = ofOne(results, value.numbers ?? []);
    if (found) return { of: [value], written: ([name = ""]) => found(name) };
  }
  return ofTwo(results, values);
}

type Written = (name: string) => string;

function ofOne(results: readonly number[], numbers: readonly number[]): Written | undefined {
  const [result = 0, other = 0] = results;
  const [number = 0, changed = 0] = numbers;
  if (number === changed) return undefined;
  const factor = (other - result) / (changed - number);
  const addend = result - factor * number;
  // The results of one trial follow from any number. Further trials tell from which.
  if (results.length === 2) return (name) => multiple(name, factor, addend);
  const isMultiple = results.every((each, index) => each === factor * (numbers[index] ?? 0) + addend);
  if (isMultiple && factor !== 0 && isShort(factor) && isShort(addend))
    return (name) => multiple(name, factor, addend);
  return undefined;
}

const isShort = (value: number): boolean => Number.isInteger(value * 1000);

function multiple(name: string, factor: number, addend: number): string {
  const product = factor === 1 ? name : `${name} * ${factor}`;
  return addend === 0 ? product : `${product} ${addend < 0 ? "-" : "+"} ${Math.abs(addend)}`;
}

/** A total of two, each a whole number of times, and an addend. */
function ofTwo<Value extends Numbered>(
  results: readonly number[],
  values: readonly Value[],
): NumberTerm<Value> | undefined {
  for (const [index, one] of values.entries())
    for (const other of values.slice(index + 1)) {
      const found = total(results, one.numbers ?? [], other.numbers ?? []);
      if (found) return { of: [one, other], written: ([left = "", right = ""]) => found(left, right) };
    }
  return undefined;
}

/** The total by the first two trials, if it is that of all. */
function total(
  results: readonly number[],
  ones: readonly number[],
  others: readonly number[],
): ((one: string, other: string) => string) | undefined {
  const changes = (numbers: readonly number[]): [number, number] => {
    const [present = 0, first = 0, second = 0] = numbers;
    return [first - present, second - present];
  };
  const [[result, secondResult], [one, secondOne], [other, secondOther]] = [
    changes(results),
    changes(ones),
    changes(others),
  ];
  const determinant = one * secondOther - secondOne * other;
  if (determinant === 0) return undefined;
  const left = (result * secondOther - secondResult * other) / determinant;
  const right = (one * secondResult - secondOne * result) / determinant;
  const addend = (results[0] ?? 0) - left * (ones[0] ?? 0) - right * (others[0] ?? 0);
  const isTotal =
    [left, right].every((factor) => Number.isInteger(factor) && factor > 0) &&
    results.every(
      (each, index) => each === left * (ones[index] ?? 0) + right * (others[index] ?? 0) + addend,
    );
  if (!isTotal) return undefined;
  return (oneName, otherName) => `${multiple(oneName, left, 0)} + ${multiple(otherName, right, addend)}`;
}
