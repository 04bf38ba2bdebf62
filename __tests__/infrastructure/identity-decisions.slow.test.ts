import fc from "fast-check";
import { decide, isPossible } from "../../src/infrastructure/identity-decisions";
import { statementsOf } from "../../src/infrastructure/identity-policies";
import { type PlainPolicies, type PlainStatement, like, plainlyAllowed } from "./identity/iam/reference";
import { type IamPolicies, type IamRequest } from "../../src/infrastructure/identity/iam/policies";

const read = (Statement: readonly PlainStatement[]) =>
  statementsOf(JSON.stringify({ Version: "2012-10-17", Statement })) ?? [];

const readAll = ({ identity, boundary, endpoint }: PlainPolicies): IamPolicies => ({
  identity: read(identity),
  ...(boundary ? { boundary: read(boundary) } : {}),
  ...(endpoint ? { endpoint: read(endpoint) } : {}),
});

const ACTIONS = ["s3:GetObject", "s3:PutObject", "iam:PassRole"];
const action = fc.constantFrom(...ACTIONS, "s3:*", "*", "s3:get*", "iam:?assRole");
const resource = fc.stringMatching(/^[ab*]{1,3}$/);
const KEYS = ["aws:X", "aws:Y"];
const VALUES = ["1", "2"];

const condition = fc.option(
  fc.dictionary(
    fc.constantFrom(
      ...["StringEquals", "StringNotEquals", "StringLike", "Null", "ForAllValues:StringEquals"],
      "ForAnyValue:StringLike",
      "StringEqualsIfExists",
    ),
    fc.dictionary(
      fc.constantFrom(...KEYS),
      fc.array(fc.constantFrom("1", "2", "*", "true"), { minLength: 1, maxLength: 2 }),
      { minKeys: 1, maxKeys: 2 },
    ),
    { minKeys: 1, maxKeys: 2 },
  ),
  { nil: undefined },
);

const list = (items: fc.Arbitrary<string>) => fc.array(items, { minLength: 1, maxLength: 2 });

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    actions: list(action),
    notAction: fc.boolean(),
    resources: list(resource),
    notResource: fc.boolean(),
    Condition: condition,
  })
  .map(({ Effect, actions, notAction, resources, notResource, Condition }): PlainStatement => ({
    Effect,
    ...(notAction ? { NotAction: actions } : { Action: actions }),
    ...(notResource ? { NotResource: resources } : { Resource: resources }),
    ...(Condition ? { Condition } : {}),
  }));

const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const policies: fc.Arbitrary<PlainPolicies> = fc
  .tuple(statements, fc.option(statements, { nil: undefined }))
  .map(([identity, boundary]) => ({ identity, ...(boundary ? { boundary } : {}) }));

const request = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.stringMatching(/^[ab]{1,3}$/),
});

const known = fc.record({
  "aws:X": fc.option(fc.constantFrom(...VALUES), { nil: undefined }),
  "aws:Y": fc.option(fc.constantFrom(...VALUES), { nil: undefined }),
});

type Values = Readonly<Record<string, string | undefined>>;

const plain = (given: PlainPolicies, asked: Pick<IamRequest, "action" | "resource">, values: Values) =>
  plainlyAllowed(given, {
    ...asked,
    principal: "",
    context: Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, [value]]])),
    ),
  });

const contextOf = (values: Values): IamRequest["context"] =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === undefined ? [] : [value]]));

test("with every value known, the decision is that of the reference", () => {
  fc.assert(
    fc.property(policies, request, known, (given, asked, values) => {
      const expected = plain(given, asked, values);
      const all = { ...asked, context: contextOf(values) };
      expect(decide(readAll(given), all)).toBe(expected);
      expect(isPossible(readAll(given), all)).toBe(expected);
    }),
    { numRuns: 3000 },
  );
});

const EVERY: readonly Values[] = [undefined, ...VALUES, "3"].flatMap((x) =>
  [undefined, ...VALUES, "3"].map((y) => ({ "aws:X": x, "aws:Y": y })),
);

test("with unknown values, a decision holds for each of them", () => {
  fc.assert(
    fc.property(policies, request, known, fc.subarray(KEYS), (given, asked, values: Values, open) => {
      const context = Object.fromEntries(
        Object.entries(contextOf(values)).filter(([key]) => !open.includes(key)),
      );
      const cases = EVERY.filter((each) =>
        KEYS.every((key) => open.includes(key) || each[key] === values[key]),
      );
      const answers = new Set(cases.map((each) => plain(given, asked, each)));
      const answer = decide(readAll(given), { ...asked, context });
      if (typeof answer === "boolean") expect([...answers]).toEqual([answer]);
      // An opening that exists is never missed.
      if (answers.has(true)) expect(isPossible(readAll(given), { ...asked, context })).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

/** All resources of the alphabet, with the letter `c` that no statement has. */
const RESOURCES = ["a", "b", "c"].flatMap((x) => [
  x,
  ...["a", "b", "c"].flatMap((y) => [x + y, `${x}${y}c`]),
]);

test("for a set of requests, a decision holds for each, and no opening is missed", () => {
  fc.assert(
    fc.property(policies, action, resource, known, (given, actions, resources, values) => {
      const cases = ACTIONS.filter((each) => like(actions.toLowerCase(), each.toLowerCase())).flatMap(
        (each) =>
          RESOURCES.filter((one) => like(resources, one)).map((one) =>
            plain(given, { action: each, resource: one }, values),
          ),
      );
      const asked = { action: actions, resource: resources, context: contextOf(values) };
      const answer = decide(readAll(given), asked);
      if (answer === true) expect(cases).not.toContain(false);
      if (answer === false) expect(cases).not.toContain(true);
      if (cases.includes(true)) expect(isPossible(readAll(given), asked)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

const S3 = { action: "s3:GetObject", resource: "arn:aws:s3:::models/a", context: {} };
const allow = (over: Partial<PlainStatement> = {}): PlainStatement => ({
  Effect: "Allow",
  Action: ["s3:*"],
  Resource: ["*"],
  ...over,
});
const deny = (over: Partial<PlainStatement> = {}): PlainStatement => ({ ...allow(over), Effect: "Deny" });

test("an opening that denials leave is found, and one that a denial covers is not", () => {
  const one = (...statements: PlainStatement[]) => ({ identity: read(statements) });
  const all = { action: "iam:PassRole", resource: "*", context: {} };
  const passing = allow({ Action: ["iam:PassRole"], Resource: ["arn:aws:iam::1:role/a*"] });
  expect(
    isPossible(one(passing, deny({ Action: ["iam:*"], Resource: ["arn:aws:iam::1:role/*"] })), all),
  ).toBe(false);
  expect(
    isPossible(one(passing, deny({ Action: ["iam:*"], Resource: ["arn:aws:iam::1:role/ab*"] })), all),
  ).toBe(true);
  expect(isPossible(one({ Effect: "Allow", NotAction: ["s3:*"], Resource: ["*"] }), all)).toBe(true);
});

test("a boundary, an endpoint and an identity each have to allow", () => {
  const full = read([allow({ Principal: "*" })]);
  const none = read([allow({ Principal: "*", Action: ["s3:PutObject"] })]);
  expect(decide({ identity: full, boundary: full, endpoint: full }, S3)).toBe(true);
  expect(decide({ identity: none, boundary: full, endpoint: full }, S3)).toBe(false);
  expect(decide({ identity: full, boundary: none }, S3)).toBe(false);
  expect(decide({ identity: full, endpoint: none }, S3)).toBe(false);
});

const CALLER = { kind: "AWS", value: "arn:aws:iam::111122223333:role/a" };
const asked = { ...S3, principal: CALLER };

test("a policy of the resource allows a principal that it names, and denies as any other", () => {
  const named = read([allow({ Principal: { AWS: [CALLER.value] } })]);
  expect(decide({ identity: [], resource: named }, asked)).toBe(true);
  const root = read([allow({ Principal: { AWS: ["arn:aws:iam::111122223333:root"] } })]);
  expect(decide({ identity: [], resource: root }, asked)).toBe(false);
  expect(decide({ identity: read([allow()]), resource: root }, asked)).toBe(true);
  const other = read([allow({ Principal: { AWS: ["arn:aws:iam::111122223333:role/b"] } })]);
  expect(decide({ identity: [], resource: other }, asked)).toBe(false);
  expect(decide({ identity: read([allow()]), resource: other }, asked)).toBe(true);
  const denied = read([deny({ Principal: "*" })]);
  expect(decide({ identity: read([allow()]), resource: denied }, asked)).toBe(false);
});

test("a resource that only its own policy opens needs that policy", () => {
  const identity = read([allow({ Action: ["kms:*"] })]);
  const decrypt = { ...asked, action: "kms:Decrypt" };
  const root = read([allow({ Action: ["kms:*"], Principal: { AWS: ["arn:aws:iam::111122223333:root"] } })]);
  const other = read([
    allow({ Action: ["kms:*"], Principal: { AWS: ["arn:aws:iam::111122223333:role/b"] } }),
  ]);
  const closed = { resourceMustAllow: true };
  expect(decide({ identity, resource: root, ...closed }, decrypt)).toBe(true);
  expect(decide({ identity, resource: other, ...closed }, decrypt)).toBe(false);
  expect(decide({ identity: [], resource: root, ...closed }, decrypt)).toBe(false);
});

test("NotPrincipal names all others", () => {
  const except = (...values: string[]) => read([deny({ NotPrincipal: { AWS: values } })]);
  const identity = read([allow()]);
  const root = "arn:aws:iam::111122223333:root";
  expect(decide({ identity, resource: except(CALLER.value, root) }, asked)).toBe(true);
  expect(decide({ identity, resource: except("arn:aws:iam::111122223333:role/b") }, asked)).toBe(false);
  // The account is not left out, and the role is in it.
  expect(decide({ identity, resource: except(CALLER.value) }, asked)).toEqual({
    dependsOn: ["NotPrincipal without the account"],
  });
});

test("an unknown part of the policies leaves an opening possible, and a need unmet", () => {
  const answer = decide({ identity: [], notRead: ["arn:aws:iam::aws:policy/Made"] }, S3);
  expect(answer).toEqual({ dependsOn: ["arn:aws:iam::aws:policy/Made"] });
  expect(isPossible({ identity: [], notRead: ["x"] }, S3)).toBe(true);
});

test("an unknown condition says its key", () => {
  const identity = read([allow({ Condition: { Bool: { "aws:MultiFactorAuthPresent": ["true"] } } })]);
  expect(decide({ identity }, S3)).toEqual({ dependsOn: ["aws:MultiFactorAuthPresent"] });
});
