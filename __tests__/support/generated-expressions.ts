import fc from "fast-check";

const NAMES = ["a", "b_c", "var.x", "local.y", "aws_vpc.main.id", "each.value"];
const OPERATORS = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];
const CHARACTERS = [
  "a",
  " ",
  "é",
  '\\"',
  "\\n",
  "\\\\",
  "$$",
  "%%{x}",
  "$${y}",
  "{",
  "}",
  "#",
  "//",
  "\\u00e9",
];

const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 4 }).map((parts) => parts.join(""));

/** Texts with the whole syntax of expressions, whose values do not matter. Keys without quotes begin with `key_`. */
export const { syntax } = fc.letrec<{ syntax: string; operand: string; list: string }>((tie) => ({
  list: fc.array(tie("syntax"), { maxLength: 3 }).map((items) => items.join(", ")),
  operand: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(...NAMES, "1", "2.5", "1e3", "true", "null"),
    text.map((content) => `"${content}"`),
    fc.tuple(text, tie("syntax"), text).map(([before, value, after]) => `"${before}\${${value}}${after}"`),
    tie("syntax").map((value) => `(${value})`),
    tie("list").map((items) => `f(${items})`),
    fc.tuple(tie("list"), tie("operand")).map(([items, last]) => `g(${items}${items && ", "}${last}...)`),
    tie("operand").map((value) => `h(${value}).attribute`),
    // The tree of a key that is a constant of another kind lacks its value.
    fc
      .tuple(
        fc.constantFrom(...NAMES),
        fc.oneof(
          fc.constantFrom("0", '"k"', "a.b"),
          tie("operand").map((key) => `(${key})`),
        ),
      )
      .map(([name, key]) => `${name}[${key}]`),
    fc.constantFrom(...NAMES).map((name) => `${name}[*].id[0]`),
    fc.constantFrom(...NAMES).map((name) => `${name}.*.id`),
    fc.constantFrom(...NAMES).map((name) => `${name}["k"].z.0`),
    tie("list").map((items) => `[${items}${items && ",\n"}]`),
    fc
      .array(fc.tuple(fc.constantFrom("key_a", "key_b", '"k"', "(a.b)"), tie("syntax")), { maxLength: 2 })
      .map((entries) => `{ ${entries.map(([key, value]) => `${key} = ${value}`).join(", ")} }`),
    fc
      .tuple(tie("syntax"), tie("syntax"), tie("syntax"))
      .map(([of, result, only]) => `[for k, v in ${of} : ${result} if ${only}]`),
    fc
      .tuple(tie("syntax"), tie("syntax"), fc.constantFrom("", "..."))
      .map(([of, result, grouped]) => `{for v in ${of} : v.key => ${result}${grouped} }`),
  ),
  syntax: fc.oneof(
    { depthSize: "small" },
    tie("operand"),
    fc.tuple(fc.constantFrom("!", "-", "- "), tie("operand")).map(([sign, value]) => `${sign}${value}`),
    fc
      .tuple(
        tie("syntax"),
        fc.constantFrom(...OPERATORS),
        fc.constantFrom(" ", "  ", " /* c */ "),
        tie("syntax"),
      )
      .map(([left, operator, space, right]) => `${left}${space}${operator} ${right}`),
    fc
      .tuple(tie("syntax"), tie("syntax"), tie("syntax"))
      .map(([condition, then, otherwise]) => `${condition} ? ${then} : ${otherwise}`),
  ),
}));
