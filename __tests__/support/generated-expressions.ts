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
      .tuple(fc.constantFrom(...OPERATORS), tie("operand"), fc.constantFrom(...OPERATORS), tie("operand"))
      .map(([inner, value, outer, other]) => `(a ${inner} ${value}) ${outer} (${other} ${inner} b)`),
    fc
      .tuple(tie("syntax"), tie("syntax"), tie("syntax"))
      .map(([condition, then, otherwise]) => `${condition} ? ${then} : ${otherwise}`),
  ),
}));

const NUMBERS = ["0", "1", "2", "3.5", "-4", "10", '"7"', "length(var.list)", "var.n"];
const TEXTS = [
  '"a"',
  '"b,c"',
  '""',
  "var.name",
  '"10.0.0.0/16"',
  '"é👍"',
  '"x-${var.n}"',
  '" Ab "',
  "tostring(var.n)",
];
const LISTS = [
  "[]",
  '["b", "a", "b"]',
  "var.list",
  'split(",", "x,,y")',
  '["1", 2]',
  'compact(["", "z"])',
  "keys(var.m)",
];
const MAPS = [
  "{}",
  '{ b = 1, a = "x" }',
  "var.m",
  "{ for k in var.list : k => upper(k) }",
  'tomap({ z = "1" })',
];

const of = (form: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((values) => values.reduce((whole, value) => whole.replace("_", () => value), form));

/** A call of each function with one argument. */
const callsOf = (names: string, argument: fc.Arbitrary<string>): fc.Arbitrary<string>[] =>
  names.split(" ").map((name) => of(`${name}(_)`, argument));

/** Expressions with variables `name`, `n`, `list` and `m`. Terraform evaluates most of them, and refuses the others. */
export const { values } = fc.letrec<Record<"values" | "number" | "string" | "list" | "map" | "bool", string>>(
  (tie) => {
    const [number, string, list, map, bool] = [
      tie("number"),
      tie("string"),
      tie("list"),
      tie("map"),
      tie("bool"),
    ];
    const small = { depthSize: "small", maxDepth: 3 } as const;
    return {
      number: fc.oneof(
        small,
        fc.constantFrom(...NUMBERS),
        of("(_ + _)", number, number),
        of("(_ - _)", number, number),
        of("(_ * _)", number, number),
        of("(_ % _)", number, number),
        of("min(_, _)", number, number),
        of("max(_...)", list),
        ...callsOf("floor ceil abs signum", number),
        of("length(_)", fc.oneof(list, map, string)),
        of("parseint(_, 10)", string),
        of("sum(_)", list),
        of("tonumber(_)", string),
        of("try(_, _)", number, number),
        of("index(_, _)", list, string),
      ),
      string: fc.oneof(
        small,
        fc.constantFrom(...TEXTS),
        ...callsOf("upper lower title trimspace", string),
        of("substr(_, _, _)", string, number, number),
        of("replace(_, _, _)", string, string, string),
        of('join("-", _)', list),
        of('format("%s/%v", _, _)', string, number),
        of('format("%05.1f|%d", _, _)', number, number),
        of("trimprefix(_, _)", string, string),
        of("trimsuffix(_, _)", string, string),
        ...callsOf("strrev sha256 md5 base64encode", string),
        of("jsonencode(_)", fc.oneof(list, map, number, string)),
        of("cidrsubnet(_, _, _)", string, number, number),
        of("coalesce(_, _)", string, string),
        of("element(_, _)", list, number),
        of("_[_]", list, number),
        of("lookup(_, _, _)", map, string, string),
        of('"<${_}>"', fc.oneof(string, number, bool)),
        of("(_ ? _ : _)", bool, string, string),
        of('regex("[a-z]+", _)', string),
      ),
      list: fc.oneof(
        small,
        fc.constantFrom(...LISTS),
        of("[_, _]", string, string),
        of("concat(_, _)", list, list),
        ...callsOf("distinct sort reverse compact", list),
        of("flatten([_, [_]])", list, list),
        ...callsOf("toset tolist", list),
        of("setunion(_, _)", list, list),
        of("setsubtract(_, _)", list, list),
        of("slice(_, _, _)", list, number, number),
        of("range(_)", number),
        of("split(_, _)", string, string),
        ...callsOf("values keys", map),
        of("[for v in _ : v if v != _]", list, string),
        of("[for i, v in _ : i]", list),
        of("_[*]", list),
        of("chunklist(_, 2)", list),
        of("(_ ? _ : _)", bool, list, list),
      ),
      map: fc.oneof(
        small,
        fc.constantFrom(...MAPS),
        of("merge(_, _)", map, map),
        of("{ for v in _ : v => v... }", list),
        of("{ for i, v in _ : i => v }", list),
        of("{ k = _, (_) = _ }", number, string, bool),
        of("zipmap(_, _)", list, list),
        of("tomap(_)", map),
        of("(_ ? _ : _)", bool, map, map),
      ),
      bool: fc.oneof(
        small,
        fc.constantFrom("true", "false", '"true"', "var.n == 3"),
        of("!_", bool),
        of("(_ && _)", bool, bool),
        of("(_ || _)", bool, bool),
        of("(_ < _)", number, number),
        of("(_ >= _)", number, number),
        of("(_ == _)", string, string),
        of("(_ != _)", list, list),
        of("contains(_, _)", list, string),
        of("can(_)", fc.oneof(number, string)),
        of("startswith(_, _)", string, string),
        of("alltrue([_, _])", bool, bool),
        of("tobool(_)", bool),
      ),
      values: fc.oneof(number, string, list, map, bool),
    };
  },
);
