import { CHECKS } from "../../src/checks/all";
import { type Check, type Finding } from "../../src/checks/check";
import { findingId } from "../../src/checks/runner/finding-id";
import { isBlocking, runChecks } from "../../src/checks/run";
import { shownMessage } from "../../src/checks/shown-message";
import { CONTEXT } from "../support/findings";
import { rawValueIn } from "../support/raw-values";
import { environmentPlan } from "../support/altered";
import { environmentWithOwnFile } from "../support/own-stacks";
import { planOf } from "../support/reference-plans";

test.each([
  ["its type is , expected A", "its type is (none), expected A"],
  ["it may  all : resourceNames is empty", "it may (none) all (none): resourceNames is empty"],
  [" has type [object Object]", "it has type (a block)"],
  ["maxReplicas is undefined", "maxReplicas is (none)"],
  ["it reads its repository on ", "it reads its repository on (none)"],
])("a report shows %j without raw values", (message, shown) => {
  expect(rawValueIn(message)).toBeDefined();
  expect(shownMessage(message)).toBe(shown);
  expect(rawValueIn(shown)).toBeUndefined();
});

test.each([
  "the route to aws_subnet.a, aws_subnet.b is missing; add it",
  'receiver "null" drops alerts, expected person',
  "its range 172.16.0.0/12 meets 172.17.0.0/16",
  "an entry:\n          - address: aws_lambda_function_url.u\n            digest: tgznrtqlrcbj",
])("a report shows %j as it is", (message) => {
  expect(rawValueIn(message)).toBeUndefined();
  expect(shownMessage(message)).toBe(message);
});

test.each([
  "its range 2886795264-2886860799 is in 172.17.0.0/16",
  "connections need only ; narrow the rule",
  "the resource is in null",
  "got a,, expected b",
])("the test of messages finds the raw value of %j", (message) => {
  expect(rawValueIn(message)).toBeDefined();
});

const plan = environmentPlan(planOf("mlapp"));
const place = { layer: "network", address: "aws_vpc.main" } as const;

const checkWith = (id: string, finding: Partial<Finding>, over: Partial<Check> = {}): Check => ({
  id,
  severity: "error",
  title: "",
  why: "",
  fix: "fix it",
  source: "",
  run: () => [{ ...place, message: id, ...finding }],
  ...over,
});

const reported = (...checks: Check[]): string[] =>
  runChecks({ plans: [plan], checks, waiversOf: () => [], today: CONTEXT.today }).map(
    ({ message }) => message,
  );

const review = checkWith("review", { reviewed: ["policy.Statement.Action", "ingress"] });

test("the id of a finding follows from the message as the check gives it", () => {
  const check = checkWith("gap", { message: "its type is , expected A" });
  const [result] = runChecks({ plans: [plan], checks: [check], waiversOf: () => [], today: CONTEXT.today });
  expect(result).toMatchObject({
    message: "its type is (none), expected A",
    finding: findingId(check, { message: "its type is , expected A" }),
  });
});

test("a review of arguments is no error beside errors that name each of them", () => {
  const [policy, rules] = [
    checkWith("a", { message: "policy: everyone" }),
    checkWith("b", { message: "an ingress rule" }),
  ];
  expect(reported(policy, rules, review)).toEqual(["policy: everyone", "an ingress rule"]);
  expect(reported(policy, review)).toEqual(["policy: everyone", "review"]);
  expect(reported(policy, { ...rules, severity: "warning" }, review)).toContain("review");
  expect(reported(policy, checkWith("b", { message: "ingress", isNotice: true }), review)).toContain(
    "review",
  );
  expect(reported(policy, checkWith("b", { message: "ingress", address: "aws_vpc.b" }), review)).toContain(
    "review",
  );
});

test("a block that has no use has one error, and other errors of one address stay", () => {
  const whole = checkWith("whole", { refusesBlock: true });
  expect(reported(checkWith("a", {}), whole, review, checkWith("b", {}))).toEqual(["whole"]);
  expect(reported(checkWith("a", {}), checkWith("b", {}))).toEqual(["a", "b"]);
});

test("a policy for everyone, which no check knows as a whole, is one error, and a block of an unknown type stays one", () => {
  const errorsOf = (text: string): string[] =>
    runChecks({
      plans: [environmentWithOwnFile("mlapp", "cluster", text)],
      checks: CHECKS,
      waiversOf: () => [],
      today: CONTEXT.today,
    })
      .filter((each) => isBlocking(each) && each.address.endsWith(".x"))
      .map(({ check, message }) => `${check.id} ${message}`);
  const policy = `{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] }`;
  expect(
    errorsOf(`resource "aws_sqs_queue" "x" {\n  name = "mlapp-x"\n  policy = jsonencode(${policy})\n}\n`),
  ).not.toContainEqual(expect.stringMatching(/^own-block-not-judged /));
  expect(
    errorsOf(
      'resource "aws_lambda_function_url" "x" {\n  function_name = "x"\n  authorization_type = "NONE"\n}\n',
    ),
  ).toContainEqual(expect.stringMatching(/^own-block-not-judged /));
});
