import fc from "fast-check";
import { conditionHolds } from "../../../../src/infrastructure/identity/iam/conditions";
import { plainlyHolds } from "./reference";

const holds = (operator: string, values: readonly string[], context: Record<string, readonly string[]>) =>
  conditionHolds({ operator, key: "aws:K", values }, context);

const BASES = [
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "Bool", "NumericEquals", "NumericNotEquals", "NumericLessThan"],
  ...["NumericGreaterThanEquals"],
];

const operator = fc
  .tuple(
    fc.constantFrom("", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom(...BASES),
    fc.constantFrom("", "IfExists"),
  )
  .map((parts) => parts.join(""));

test("a condition on a known key is what the user guide says", () => {
  const texts = fc.constantFrom("1", "2", "1*", "?", "true", "True", "a", "A");
  const values = fc.constantFrom("1", "2", "10", "true", "a", "A", "b");
  fc.assert(
    fc.property(
      fc.oneof(operator, fc.constant("Null")),
      fc.array(texts, { minLength: 1, maxLength: 3 }),
      fc.option(fc.array(values, { minLength: 1, maxLength: 2 }), { nil: undefined }),
      (written, wanted, values) => {
        const isSingle = !written.startsWith("For") && written !== "Null";
        const context = isSingle ? values?.slice(0, 1) : values;
        const answer = holds(written, wanted, { "aws:k": context ?? [] });
        // Text that is no number has no order, which IAM may refuse as well as not match.
        if (typeof answer !== "boolean") expect(written).toMatch(/Numeric/);
        else
          expect([written, wanted, answer]).toEqual([
            written,
            wanted,
            plainlyHolds(written, wanted, context),
          ]);
      },
    ),
    { numRuns: 3000 },
  );
});

test("an unknown key leaves each condition open", () => {
  fc.assert(
    fc.property(operator, (written) => {
      expect(holds(written, ["x"], {})).toEqual({ dependsOn: ["aws:K"] });
    }),
  );
  expect(holds("Null", ["true"], {})).toEqual({ dependsOn: ["aws:K"] });
});

test("Null with both values holds always", () => {
  expect(holds("Null", ["true", "false"], {})).toBe(true);
});

test.each([
  ["ArnLike", "arn:aws:iam::*:role/a*", "arn:aws:iam::111122223333:role/ab", true],
  ["ArnEquals", "arn:aws:iam::*:role/a*", "arn:aws:iam::111122223333:role/ab", true],
  // A wildcard stays in its part of the ARN.
  ["ArnLike", "arn:aws:*::1:a", "arn:aws:sns:eu-west-1:1:a", false],
  ["ArnNotLike", "arn:aws:iam::*:role/a*", "arn:aws:iam::111122223333:role/b", true],
  ["ArnLike", "arn:aws:sns:eu-west-1:1:a:*", "arn:aws:sns:eu-west-1:1:a:b", true],
  ["IpAddress", "10.0.0.0/16", "10.0.3.4", true],
  ["IpAddress", "10.0.0.0/16", "10.1.3.4", false],
  ["NotIpAddress", "10.0.0.0/16", "10.1.3.4", true],
  ["IpAddress", "10.0.3.4", "10.0.3.4", true],
  ["DateGreaterThan", "2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z", true],
  ["DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z", false],
  ["NumericLessThanEquals", "10", "10", true],
  ["NumericGreaterThan", "10", "10", false],
])("%s %s for %s is %s", (written, wanted, value, expected) => {
  expect(holds(written, [wanted], { "AWS:K": [value] })).toBe(expected);
});

test.each([
  ["an operator that is not listed", "BinaryEquals", ["a"], ["a"]],
  ["a made-up operator", "StringResembles", ["a"], ["a"]],
  ["a variable of IAM", "StringEquals", ["$${aws:username}"], ["a"]],
  ["a value that an apply knows", "StringEquals", ["${cluster/a.b.c}"], ["a"]],
  ["several values without a set operator", "StringEquals", ["a"], ["a", "b"]],
  ["a range of IPv6", "IpAddress", ["2001:db8::/32"], ["2001:db8::1"]],
  ["an ARN pattern with too few parts", "ArnLike", ["*"], ["arn:aws:iam::1:role/a"]],
])("%s is unknown", (_, written, wanted, values) => {
  expect(holds(written, wanted, { "aws:k": values })).toEqual({ dependsOn: [expect.any(String)] });
});

test("an unknown value decides nothing where another value already does", () => {
  expect(holds("StringEquals", ["${cluster/a.b.c}", "a"], { "aws:k": ["a"] })).toBe(true);
  expect(holds("StringNotEquals", ["${cluster/a.b.c}", "a"], { "aws:k": ["a"] })).toBe(false);
});
