import { counted } from "../../../base/counted";
import { Mistake } from "../../mistake";
import { templateOf } from "../template";
import { boolOf, numberOf, valueText } from "../values/convert";
import { type HclValue, Sequence, decimal, hasUnknown, listValue } from "../values/value";
import { ANY_NUMBER, type Definitions, isUnknownValue, itemsIn } from "./function";
import { json } from "./json";

const VERB = /%(?:%|([-+# 0]*)(\*|\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g;

/** Text of a value for each verb, without width. */
function shown(verb: string, value: HclValue, flags: string, precision: number | undefined): string {
  const signed = (text: string): string =>
    text.startsWith("-") ? text : flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
  switch (verb) {
    case "v":
      return typeof value === "string" && !flags.includes("#") ? value : json(value);
    case "s":
      return cut(valueText(value), precision);
    case "q":
      return json(cut(valueText(value), precision));
    case "t":
      return String(boolOf(value));
    case "d":
      return signed(integer(value, 10));
    case "b":
      return signed(integer(value, 2));
    case "o":
      return signed(integer(value, 8));
    case "x":
    case "X": {
      const text = typeof value === "string" ? Buffer.from(value).toString("hex") : integer(value, 16);
      return verb === "X" ? text.toUpperCase() : text;
    }
    case "f":
      return signed(fixed(numberOf(value), precision ?? 6));
    case "e":
    case "E": {
      const text = numberOf(value)
        .toExponential(precision ?? 6)
        .replace(/e([+-])(\d)$/, "e$10$2");
      return signed(verb === "E" ? text.toUpperCase() : text);
    }
    case "g":
      return signed(
        precision === undefined
          ? decimal(numberOf(value))
          : String(Number(numberOf(value).toPrecision(precision))),
      );
    default:
      throw new Mistake(`got the verb %${verb}, expected one of Terraform`);
  }
}

/** Terraform rounds a half to the even digit, JavaScript up. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const isHalf = Math.abs(scaled % 1) === 0.5 && Number.isInteger(value * 2 ** 20);
  return (isHalf ? (2 * Math.round(scaled / 2)) / 10 ** digits : value).toFixed(digits);
}

const cut = (text: string, precision: number | undefined): string =>
  precision === undefined ? text : [...text].slice(0, precision).join("");

function integer(value: HclValue, base: number): string {
  const number = numberOf(value);
  if (!Number.isInteger(number)) throw new Mistake(`got ${number}, expected a whole number`);
  return number.toString(base);
}

function padded(text: string, width: number, flags: string): string {
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0")) return text.padStart(width);
  const [sign = ""] = /^[+-]?/.exec(text) ?? [];
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

/** A text, with unknown parts if `%s` and `%v` without width have unknown arguments. */
function formatted([form = null, ...args]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(form)) return undefined;
  const text = valueText(form);
  const parts: HclValue[] = [];
  let [at, next, mostUsed] = [0, 0, 0];
  for (const match of text.matchAll(VERB)) {
    const [whole, flags = "", width, precision, position, verb = "%"] = match;
    parts.push(text.slice(at, match.index));
    at = match.index + whole.length;
    if (verb === "%") {
      parts.push("%");
      continue;
    }
    const index = position === undefined ? next : Number(position) - 1;
    next = index + 1;
    mostUsed = Math.max(mostUsed, next);
    const value = args[index];
    if (value === undefined)
      throw new Mistake(`got ${counted(args.length, "argument")}, expected ${index + 1}`);
    if (hasUnknown(value)) {
      if (!isUnknownValue(value) || !"sv".includes(verb) || whole.length > 2) return undefined;
      parts.push(value);
    } else {
      if (value === null && verb !== "v") throw new Mistake(`got null for %${verb}`);
      const limit = precision === undefined ? undefined : Number(precision);
      parts.push(padded(shown(verb, value, flags, limit), Number(width ?? 0), flags));
    }
  }
  if (text.replace(VERB, "").includes("%")) throw new Mistake(`got ${text}, expected a verb after each %`);
  if (mostUsed < args.length && !text.includes("["))
    throw new Mistake(`got ${counted(args.length, "argument")}, expected ${mostUsed}`);
  return templateOf([...parts, text.slice(at)]);
}

/** A text for each item; an argument that is no list is the same for each. */
function formattedList([form = null, ...args]: readonly HclValue[]): HclValue | undefined {
  if (args.some(isUnknownValue)) return undefined;
  const lengths = args.flatMap((arg) => (arg instanceof Sequence ? [arg.items.length] : []));
  const [length = 1] = lengths;
  if (lengths.some((each) => each !== length))
    throw new Mistake(`got lists of ${lengths.join(" and ")} items`);
  const items: HclValue[] = [];
  for (let index = 0; index < length; index += 1) {
    const item = formatted([
      form,
      ...args.map((arg) => (arg instanceof Sequence ? (itemsIn(arg)[index] ?? null) : arg)),
    ]);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return listValue(items);
}

export const FORMATS: Definitions = {
  format: { arity: [1, ANY_NUMBER], nulls: true, parts: true, apply: formatted },
  formatlist: { arity: [1, ANY_NUMBER], nulls: true, parts: true, apply: formattedList },
};
