import fc from "fast-check";
import { type JsonObject } from "../../src/terraform/stack-json";

/** Variables and local values that expressions of tests name. */
export const SCOPE = {
  variables: {
    on: { type: "bool", default: true },
    off: { type: "bool", default: false },
    text: { type: "bool", default: "false" },
    required: { type: "bool" },
    any: {},
    none: { type: "number", default: 0 },
    two: { type: "number", default: "2" },
    stage: { type: "string", default: "dev" },
    empty: { type: "map(string)", default: {} },
    ranges: { type: "map(string)", default: { a: "10.0.0.0/8" } },
  } as JsonObject,
  locals: {
    enabled: '${var.off || var.stage == "prod"}',
    names: ["a", "b"],
    nobody: [],
    openings: { a: { cidr: "0.0.0.0/0", of: "${aws_vpc.main.id}" } },
    loop: "${local.loop}",
  } as JsonObject,
};

/** An expression with its value, computed beside its text. */
export interface Sample<T> {
  readonly text: string;
  readonly value: T;
}

export const { numbers, booleans, lists } = fc.letrec<{
  numbers: Sample<number>;
  booleans: Sample<boolean>;
  lists: Sample<readonly string[]>;
}>((tie) => {
  const both = <A, B>(one: fc.Arbitrary<A>, other: fc.Arbitrary<B>) => fc.tuple(one, other);
  const choice = <T>(of: fc.Arbitrary<Sample<T>>): fc.Arbitrary<Sample<T>> =>
    fc.tuple(tie("booleans"), of, of).map(([condition, one, other]) => ({
      text: `(${condition.text} ? ${one.text} : ${other.text})`,
      value: condition.value ? one.value : other.value,
    }));
  return {
    numbers: fc.oneof(
      { depthSize: "small" },
      fc.nat(4).map((value) => ({ text: String(value), value })),
      fc.constant({ text: "var.two", value: 2 }),
      tie("lists").map(({ text, value }) => ({ text: `length(${text})`, value: value.length })),
      both(tie("numbers"), tie("numbers")).map(([one, other]) => ({
        text: `(${one.text} + ${other.text})`,
        value: one.value + other.value,
      })),
      choice(tie("numbers")),
    ),
    booleans: fc.oneof(
      { depthSize: "small" },
      fc.boolean().map((value) => ({ text: String(value), value })),
      fc.constantFrom({ text: "var.on", value: true }, { text: "var.off", value: false }),
      tie("booleans").map(({ text, value }) => ({ text: `!${text}`, value: !value })),
      both(tie("booleans"), tie("booleans")).map(([one, other]) => ({
        text: `(${one.text} && ${other.text})`,
        value: one.value && other.value,
      })),
      both(tie("booleans"), tie("booleans")).map(([one, other]) => ({
        text: `(${one.text} || ${other.text})`,
        value: one.value || other.value,
      })),
      both(tie("numbers"), tie("numbers")).map(([one, other]) => ({
        text: `(${one.text} == ${other.text})`,
        value: one.value === other.value,
      })),
      both(tie("numbers"), tie("numbers")).map(([one, other]) => ({
        text: `(${one.text} < ${other.text})`,
        value: one.value < other.value,
      })),
      both(fc.constantFrom("a", "b", "z"), tie("lists")).map(([item, list]) => ({
        text: `contains(${list.text}, "${item}")`,
        value: list.value.includes(item),
      })),
    ),
    lists: fc.oneof(
      { depthSize: "small" },
      fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 }).map((value) => ({
        text: JSON.stringify(value),
        value,
      })),
      fc.constant({ text: "local.names", value: ["a", "b"] }),
      both(tie("lists"), tie("lists")).map(([one, other]) => ({
        text: `concat(${one.text}, ${other.text})`,
        value: [...one.value, ...other.value],
      })),
      both(fc.constantFrom("a", "b"), tie("lists")).map(([item, { text, value }]) => ({
        text: `[for each in ${text} : each if each != "${item}"]`,
        value: value.filter((each) => each !== item),
      })),
      tie("lists").map(({ text, value }) => ({ text: `distinct(${text})`, value: [...new Set(value)] })),
      choice(tie("lists")),
    ),
  };
});
