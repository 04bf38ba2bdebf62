import fc from "fast-check";
import { objectRightsOf } from "../../src/infrastructure/identity-access";
import { decide } from "../../src/infrastructure/identity-decisions";
import { statementsOf } from "../../src/infrastructure/identity-policies";
import { EnvironmentPlan } from "../../src/terraform/environment-plan";
import { StackJson } from "../../src/terraform/stack-json";
import { isAbout, type PlainStatement } from "./identity/iam/reference";

/*
 * Policies of all kinds over a small world, against the rules of "Policy evaluation for requests within a single account" of the IAM user
 * guide (read 2026-11-30), written here without the evaluator.
 */

const ACCOUNT = "111122223333";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/model`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/model/one`;
const USER = `arn:aws:iam::${ACCOUNT}:user/person`;
const OTHER = `arn:aws:iam::${ACCOUNT}:role/other`;
const FILES = "arn:aws:s3:::files";

const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
const OBJECTS = [`${FILES}/a`, `${FILES}/b`];

interface World {
  readonly identity: readonly PlainStatement[];
  readonly boundary: readonly PlainStatement[] | undefined;
  readonly session: readonly PlainStatement[] | undefined;
  readonly endpoint: readonly PlainStatement[] | undefined;
  readonly resource: readonly PlainStatement[];
  readonly mustAllow: boolean;
}

const list = (...texts: readonly string[]) =>
  fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });

const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
    actions: list(...ACTIONS, "s3:*", "s3:Get*"),
    isNotAction: fc.boolean(),
    Resource: list(...OBJECTS, `${FILES}/*`),
    vpc: fc.option(fc.constantFrom("vpc-1", "vpc-2"), { nil: undefined }),
  })
  .map(({ Effect, actions, isNotAction, Resource, vpc }): PlainStatement => ({
    Effect,
    Resource,
    ...(isNotAction ? { NotAction: actions } : { Action: actions }),
    ...(vpc === undefined ? {} : { Condition: { StringEquals: { "aws:SourceVpc": [vpc] } } }),
  }));

const named = fc
  .tuple(statement, list(ROOT, ROLE, SESSION, USER, OTHER, "*"), fc.boolean())
  .map(([each, arns, isNot]): PlainStatement =>
    isNot && each.Effect === "Deny"
      ? { ...each, NotPrincipal: { AWS: [ROOT, ...arns.filter((arn) => arn !== "*")] } }
      : { ...each, Principal: { AWS: arns } },
  );

const some = (one: fc.Arbitrary<PlainStatement>) => fc.array(one, { maxLength: 3 });
const maybe = (one: fc.Arbitrary<PlainStatement>) => fc.option(some(one), { nil: undefined });

const world: fc.Arbitrary<World> = fc.record({
  identity: some(statement),
  boundary: maybe(statement),
  session: maybe(statement),
  endpoint: maybe(named),
  resource: some(named),
  mustAllow: fc.boolean(),
});

interface Call {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly vpc: string;
}

const call: fc.Arbitrary<Call> = fc.record({
  caller: fc.constantFrom(SESSION, USER),
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...OBJECTS),
  vpc: fc.constantFrom("vpc-1", "vpc-2"),
});

const contextOf = ({ vpc }: Call) => ({ "aws:SourceVpc": [vpc] });

/** Whether a statement is about a call, without its principals. */
function concerns(statement: PlainStatement, asked: Call): boolean {
  const { caller: principal, action, resource } = asked;
  const rest = { ...statement, Principal: "*" as const, NotPrincipal: {} };
  return isAbout(rest, { principal, action, resource, context: contextOf(asked) });
}

const namesOf = (caller: string): string[] =>
  caller === SESSION ? [SESSION, ROLE, ROOT, "*"] : [caller, ROOT, "*"];

const principalsOf = ({ Principal }: PlainStatement): readonly string[] =>
  typeof Principal === "object" ? (Principal["AWS"] ?? []) : [];

function isDenied(given: World, asked: Call): boolean {
  const plain = [...given.identity, ...(given.boundary ?? []), ...(given.session ?? [])];
  if (plain.some((each) => each.Effect === "Deny" && concerns(each, asked))) return true;
  return [...given.resource, ...(given.endpoint ?? [])].some((each) => {
    if (each.Effect !== "Deny" || !concerns(each, asked)) return false;
    if (!each.NotPrincipal) return principalsOf(each).some((arn) => namesOf(asked.caller).includes(arn));
    if (given.boundary && given.resource.includes(each)) return true;
    return !(each.NotPrincipal["AWS"] ?? []).some((arn) => namesOf(asked.caller).includes(arn));
  });
}

/** True, false, or undefined where the guide does not say it. */
function isAllowed(given: World, asked: Call): boolean | undefined {
  const allows = (statements: readonly PlainStatement[] | undefined, arn?: string): boolean =>
    (statements ?? []).some(
      (each) =>
        each.Effect === "Allow" &&
        concerns(each, asked) &&
        (arn === undefined || principalsOf(each).includes(arn)),
    );
  if (isDenied(given, asked)) return false;
  if (given.endpoint && !namesOf(asked.caller).some((arn) => allows(given.endpoint, arn))) return false;
  const isInLimits = [given.boundary, given.session].every((each) => each === undefined || allows(each));
  const bySelf = allows(given.identity) && isInLimits;
  if (given.mustAllow ? bySelf && allows(given.resource, ROOT) : bySelf) return true;
  if (allows(given.resource, asked.caller)) return true;
  if (asked.caller === SESSION && allows(given.resource, ROLE) && isInLimits) return true;
  if (!allows(given.resource, "*")) return false;
  return isInLimits ? true : undefined;
}

const read = (Statement: readonly PlainStatement[]) =>
  statementsOf(JSON.stringify({ Version: "2012-10-17", Statement })) ?? [];

const decided = (given: World, asked: Call, principal = asked.caller) =>
  decide(
    {
      identity: read(given.identity),
      resource: read(given.resource),
      resourceMustAllow: given.mustAllow,
      ...(given.boundary ? { boundary: read(given.boundary) } : {}),
      ...(given.session ? { session: read(given.session) } : {}),
      ...(given.endpoint ? { endpoint: read(given.endpoint) } : {}),
    },
    {
      principal: { kind: "AWS", value: principal },
      action: asked.action,
      resource: asked.resource,
      context: contextOf(asked),
    },
  );

test("identity, resource, boundary, session and endpoint together decide as the guide says", () => {
  const seen = { true: 0, false: 0, undefined: 0 };
  fc.assert(
    fc.property(world, call, (given, asked) => {
      const expected = isAllowed(given, asked);
      seen[`${expected}`] += 1;
      const answer = decided(given, asked);
      if (expected === undefined) expect(answer).toEqual({ dependsOn: ["the permissions boundary"] });
      else expect(answer).toBe(expected);
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

test("an answer for a role holds for each of its sessions", () => {
  fc.assert(
    fc.property(world, call, (given, asked) => {
      const answer = decided(given, asked, ROLE);
      const sessions = [SESSION, SESSION.replace("/one", "/two")].map((caller) =>
        decided(given, { ...asked, caller }),
      );
      if (typeof answer === "boolean") expect(sessions).toEqual([answer, answer]);
    }),
    { numRuns: 3000 },
  );
});

const documentOf = (Statement: readonly PlainStatement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

/** A plan with a role, a user and a bucket. */
function planOf({ identity, boundary, resource }: World): EnvironmentPlan {
  const limit =
    boundary && boundary.length > 0 ? { permissions_boundary: "${aws_iam_policy.limit.arn}" } : {};
  const stack = new StackJson("x-cluster", {
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: [ACCOUNT] }] },
    resource: {
      aws_iam_role: { model: { name: "model", ...limit } },
      aws_iam_user: { person: { name: "person", ...limit } },
      aws_iam_policy: { limit: { name: "limit", policy: documentOf(boundary ?? []) } },
      aws_iam_role_policy: { x: { role: "model", name: "x", policy: documentOf(identity) } },
      aws_iam_user_policy: { x: { user: "person", name: "x", policy: documentOf(identity) } },
      aws_s3_bucket: { files: { bucket: "files" } },
      aws_s3_bucket_policy: { files: { bucket: "${aws_s3_bucket.files.id}", policy: documentOf(resource) } },
    },
  });
  return new EnvironmentPlan("x", [{ layer: "cluster", stack }]);
}

const isOf = (request: { readonly action: string; readonly resource: string }, asked: Call): boolean =>
  concerns({ Effect: "Allow", Action: [request.action], Resource: [request.resource] }, asked);

/** Calls of the same caller. */
const everyCall = ({ caller }: Call): Call[] =>
  ACTIONS.flatMap((action) =>
    OBJECTS.flatMap((resource) => ["vpc-1", "vpc-2"].map((vpc) => ({ caller, action, resource, vpc }))),
  );

test("each right that the policy of a bucket alone gives to a role or user of the plan is found, and no other one", () => {
  fc.assert(
    fc.property(world, call, (given, asked) => {
      // Everyone is the subject of policy-principals, and an empty policy is not readable.
      const resource = given.resource.filter((each) => !principalsOf(each).includes("*"));
      const boundary = given.boundary?.length === 0 ? undefined : given.boundary;
      const denials = given.identity.filter(({ Effect }) => Effect === "Deny");
      const alone: World = {
        identity: denials,
        boundary,
        resource,
        session: undefined,
        endpoint: undefined,
        mustAllow: false,
      };
      const isExpected = isAllowed(alone, asked) !== false;
      const found = objectRightsOf(planOf({ ...given, resource, boundary })).filter(
        ({ identity, request }) =>
          identity?.arn === (asked.caller === SESSION ? ROLE : USER) && isOf(request, asked),
      );
      if (isExpected) expect(found).not.toEqual([]);
      // A right is a set of calls, of which one is allowed. That of NotAction has actions beyond this world, and conditions of two
      // policies can exclude each other.
      const others = [...denials, ...(boundary ?? []), ...resource.filter(({ Effect }) => Effect === "Deny")];
      if (others.some(({ Condition }) => Condition)) return;
      for (const { request } of found.filter(({ request: { action } }) => action !== "*"))
        expect(everyCall(asked).some((each) => isOf(request, each) && isAllowed(alone, each) !== false)).toBe(
          true,
        );
    }),
    { numRuns: 1500 },
  );
});
