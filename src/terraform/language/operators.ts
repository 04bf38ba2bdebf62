import { Mistake } from "../mistake";
import { boolOf, numberOf, valueKey } from "./values/convert";
import { expressionOfValue } from "./values/residue";
import { HclUnknown, type HclValue, Sequence, exact, hasUnknown } from "./values/value";

export function negated(operator: string, value: HclValue): HclValue {
  if (value instanceof HclUnknown) return new HclUnknown({ kind: "unary", operator, of: value.expression });
  if (value === null) throw new Mistake(`got null after ${operator}, expected a value`);
  if (operator === "!") return !boolOf(value);
  const number = numberOf(value);
  return number === 0 ? 0 : -number;
}

export function binary(operator: string, left: HclValue, right: HclValue): HclValue {
  if (operator === "==" || operator === "!=") return equality(operator, left, right);
  if (left === null || right === null) throw new Mistake(`got null beside ${operator}, expected a value`);
  if (left instanceof HclUnknown || right instanceof HclUnknown) return partlyKnown(operator, left, right);
  if (operator === "&&" || operator === "||") {
    const [a, b] = [boolOf(left), boolOf(right)];
    return operator === "&&" ? a && b : a || b;
  }
  return calculated(operator, numberOf(left), numberOf(right));
}

/** `false && x` is false, and `true || x` is true. */
function partlyKnown(operator: string, left: HclValue, right: HclValue): HclValue {
  for (const side of [left, right]) {
    if (operator === "&&" && side === false) return false;
    if (operator === "||" && side === true) return true;
  }
  if (operator === "&&" || operator === "||") {
    const neutral = operator === "&&";
    if (left === neutral) return right;
    if (right === neutral) return left;
  }
  return new HclUnknown({
    kind: "binary",
    operator,
    left: expressionOfValue(left),
    right: expressionOfValue(right),
  });
}

function equality(operator: string, left: HclValue, right: HclValue): HclValue {
  if ((hasUnknown(left) || hasUnknown(right)) && !(left instanceof Sequence && right === null)) {
    const [first, second] = [expressionOfValue(left), expressionOfValue(right)];
    const isSame = JSON.stringify(first) === JSON.stringify(second);
    return isSame
      ? operator === "=="
      : new HclUnknown({ kind: "binary", operator, left: first, right: second });
  }
  return areEqual(left, right) === (operator === "==");
}

/** Terraform compares values of one type; values of different types differ, even if one converts to the other. */
export function areEqual(left: HclValue, right: HclValue): boolean {
  return valueKey(left) === valueKey(right);
}

function calculated(operator: string, a: number, b: number): HclValue {
  switch (operator) {
    case "+":
      return exact(a + b);
    case "-":
      return exact(a - b);
    case "*":
      return exact(a * b);
    case "/":
      if (b === 0) throw new Mistake("got a division by zero, expected another divisor");
      return exact(a / b);
    case "%":
      // Terraform returns the number itself.
      return b === 0 ? a : exact(a % b) + 0;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    default:
      return a >= b;
  }
}
