import { type TriedChange } from "../../../dev/mutate/changes";
import { isAsExpected, scoreOf } from "../../../dev/mutate/score";
import { type ScoreRequest } from "../../../dev/mutate/score";
import { type Check, at } from "../../../src/checks/check";
import { type JsonObject, OWN_BLOCKS, StackJson } from "../../../src/terraform/stack-json";

/** Finds a missing route `a`. */
const NEEDS_A: Check = {
  id: "needs-a",
  severity: "error",
  title: "",
  why: "",
  fix: "",
  source: "",
  run: (plan) =>
    plan.resources("aws_route").some(({ name }) => name === "a")
      ? []
      : plan.resources("aws_route").map((route) => ({ ...at(route), message: "route a is missing" })),
};

/** A generic check, which finds a route `c`. */
const LIMITS: Check = {
  ...NEEDS_A,
  id: "name-limits",
  run: (plan) =>
    plan
      .resources("aws_route")
      .filter(({ name }) => name === "c")
      .map((route) => ({ ...at(route), message: "a name" })),
};

/** Finds own blocks. */
const NOT_JUDGED: Check = {
  ...NEEDS_A,
  id: "own-block-not-judged",
  run: (plan) =>
    (plan.stack("network")?.own ?? []).map(({ address }) => ({
      layer: "network",
      address,
      message: "not judged",
    })),
};

const stackWith = (names: readonly string[], notes: JsonObject = {}): StackJson =>
  new StackJson("e-network", {
    "//": notes,
    resource: { aws_route: Object.fromEntries(names.map((name) => [name, { gateway_id: "igw" }])) },
  });

const change = (over: Partial<TriedChange>): TriedChange => ({
  environment: "e",
  layer: "network",
  address: "aws_route.a",
  change: "a change",
  kind: "weakening",
  class: "network",
  type: "aws_route",
  place: () => ({ edited: stackWith(["a"]) }),
  ...over,
});

const score = (changes: readonly TriedChange[], over: Partial<ScoreRequest> = {}) =>
  scoreOf({
    environment: "e",
    stacks: [{ layer: "network", stack: stackWith(["a", "b"]) }],
    others: [],
    checks: [NEEDS_A, LIMITS, NOT_JUDGED],
    record: { waivers: [], settings: [] },
    today: "2026-11-20",
    changes,
    ...over,
  }).map(({ off, on }) => [off.outcome, on.outcome]);

const editedTo = (...names: string[]) => change({ place: () => ({ edited: stackWith(names) }) });

test("a change is named by a check, stopped by one that says no danger, or silent; origins stop a silent one", () => {
  expect(score([editedTo("b"), editedTo("a", "b", "c"), editedTo("a")])).toEqual([
    ["named", "named"],
    ["stopped", "stopped"],
    ["silent", "stopped"],
  ]);
});

test("a stack that stays as it is is silent with origins too", () => {
  expect(score([editedTo("a", "b")])).toEqual([["silent", "silent"]]);
});

test("of an own block, the worse of both places counts", () => {
  const own = (place: ReturnType<TriedChange["place"]>) => score([change({ place: () => place })]);
  const edited = stackWith(["a", "b", "d"]);
  const noted = stackWith(["a", "b", "d"], { [OWN_BLOCKS]: [{ address: "aws_route.d" }] });
  expect(own({ edited, own: noted })).toEqual([["silent", "stopped"]]);
  expect(own({ edited, own: edited })).toEqual([["silent", "silent"]]);
  expect(own({ edited, own: ["1: refused"] })).toEqual([["silent", "stopped"]]);
  expect(own({ own: ["1: refused"] })).toEqual([["named", "named"]]);
});

test("an attack is as expected if one of the expected checks names it", () => {
  const attack = { kind: "attack" as const, place: () => ({ edited: stackWith(["b"]) }) };
  const scored = (expected: readonly string[]) =>
    scoreOf({
      environment: "e",
      stacks: [{ layer: "network", stack: stackWith(["a", "b"]) }],
      others: [],
      checks: [NEEDS_A, LIMITS],
      record: { waivers: [], settings: [] },
      today: "2026-11-20",
      changes: [change({ ...attack, expected })],
    }).map(isAsExpected);
  expect(scored(["another", "needs-a"])).toEqual([true]);
  expect(scored(["another"])).toEqual([false]);
  expect(scored([])).toEqual([true]);
});

test("the progress counts the changes", () => {
  const steps: string[] = [];
  score([editedTo("a"), editedTo("b")], { progress: (done, all) => steps.push(`${done} of ${all}`) });
  expect(steps).toEqual(["0 of 2", "1 of 2"]);
});
