import { type ScoreRequest, scoreOf } from "../../../src/tools/mutate/score";
import { type Check, at } from "../../../src/proof/checks/check";
import { StackJson } from "../../../src/proof/terraform-json/stack-json";

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

/** Finds a route without a gateway, and a missing route `a`. */
const NEEDS_GATEWAYS: Check = {
  ...NEEDS_A,
  id: "needs-gateways",
  run: (plan, context) => [
    ...NEEDS_A.run(plan, context),
    ...plan
      .resources("aws_route")
      .filter(({ config }) => config["gateway_id"] === undefined)
      .map((route) => ({ ...at(route), message: "no gateway" })),
  ],
};

const score = (over: Partial<ScoreRequest> = {}) =>
  scoreOf({
    environment: "e",
    stacks: [
      {
        environment: "e",
        layer: "network",
        folder: "",
        after: [],
        stack: new StackJson("e-network", {
          resource: { aws_route: { a: { gateway_id: "igw" }, b: { gateway_id: "igw" } } },
        }),
      },
    ],
    others: [],
    checks: [NEEDS_A],
    record: { waivers: [], settings: [] },
    today: "2026-11-20",
    ...over,
  });

test("a change that no check notices survives, and a noticed one does not", () => {
  const { mutants, survivors } = score();
  expect(mutants).toBe(2);
  expect(survivors.map(({ address }) => address)).toEqual(["aws_route.b"]);
});

test("the progress counts the changes", () => {
  const steps: string[] = [];
  score({ progress: (done, all) => steps.push(`${done} of ${all}`) });
  expect(steps).toEqual(["0 of 2", "1 of 2"]);
});

test("with all checks, each change counts for every check that notices it, and alone for the only one", () => {
  const { byCheck } = score({ checks: [NEEDS_A, NEEDS_GATEWAYS], asksAll: true });
  expect([...byCheck].map(([id, { noticed, alone }]) => [id, noticed, alone.length])).toEqual([
    ["needs-a", 1, 0],
    ["needs-gateways", 1, 0],
  ]);
  const { byCheck: single } = score({ asksAll: true });
  expect(single.get("needs-a")?.alone.map(({ address }) => address)).toEqual(["aws_route.a"]);
});

test("all checks are asked only on request", () => {
  expect([...score().byCheck]).toEqual([]);
});
