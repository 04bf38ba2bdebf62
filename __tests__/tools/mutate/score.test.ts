import { scoreOf } from "../../../src/tools/mutate/score";
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

const score = (progress?: (done: number, all: number) => void) =>
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
    ...(progress ? { progress } : {}),
  });

test("a change that no check notices survives, and a noticed one does not", () => {
  const { mutants, survivors } = score();
  expect(mutants).toBe(2);
  expect(survivors.map(({ address }) => address)).toEqual(["aws_route.b"]);
});

test("the progress counts the changes", () => {
  const steps: string[] = [];
  score((done, all) => steps.push(`${done} of ${all}`));
  expect(steps).toEqual(["0 of 2", "1 of 2"]);
});
