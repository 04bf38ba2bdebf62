import { roleBoundaries } from "../../../src/checks/identity/role-boundaries";
import { statedIn } from "../../../src/infrastructure/stated";
import { KINDS } from "../../support/boundaries";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { everyOptionPlan } from "../../support/every-option-plan";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

const BOUNDARY = { permissionsBoundary: "model-roles" };
const ARN = "arn:aws:iam::222233334444:policy/model-roles";
const bounded = () => planWith("ml-inference-prod", BOUNDARY);
const context = {
  statedOf: () => statedIn(settingsFor(configWith("ml-inference-prod", BOUNDARY))),
};

test("every role of every layer gets the boundary that the file names", () => {
  const boundaries = bounded().stacks.flatMap((stack) =>
    stack.resources("aws_iam_role").map(({ config }) => config["permissions_boundary"]),
  );
  expect(boundaries.length).toBeGreaterThan(4);
  expect(new Set(boundaries)).toEqual(new Set([ARN]));
});

test("roles of all parts get it", () => {
  const roles = everyOptionPlan().stacks.flatMap((stack) => stack.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThan(15);
  for (const { config } of roles)
    expect(config["permissions_boundary"]).toBe("arn:aws:iam::666677778888:policy/platform/model-roles");
});

test("without the key, no role has a boundary", () => {
  const without = ENVIRONMENTS.filter((name) => configWith(name).permissionsBoundary === undefined);
  const roles = without.flatMap((name) =>
    planOf(name).stacks.flatMap((stack) => stack.resources("aws_iam_role")),
  );
  expect(roles.length).toBeGreaterThan(without.length);
  for (const { config } of roles) expect(config).not.toHaveProperty("permissions_boundary");
});

test("role-boundaries finds nothing in what synth emits", () => {
  expect(foundBy(roleBoundaries, environmentPlan(bounded()), context)).toEqual([]);
  expect(foundBy(roleBoundaries, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("role-boundaries finds a role without the boundary of the others, also without a record of the file", () => {
  const plan = altered(bounded(), ({ models }) => {
    delete models.resource.aws_iam_role.ml_inference_api.permissions_boundary;
  });
  const message = expect.stringContaining(`it is missing, expected ${ARN}`) as string;
  expect(foundBy(roleBoundaries, plan, context)).toEqual([message]);
  expect(foundBy(roleBoundaries, plan)).toEqual([message]);
});

test("role-boundaries finds all roles where the file names a boundary and none has it", () => {
  const found = foundBy(roleBoundaries, environmentPlan(planOf("ml-inference-prod")), context);
  expect(found.length).toBeGreaterThan(4);
});

describe("one for each kind of role", () => {
  const byKind = (environment: string) => planWith(environment, { permissionsBoundary: KINDS });
  const stated = (environment: string) => ({
    statedOf: () => statedIn(settingsFor(configWith(environment, { permissionsBoundary: KINDS }))),
  });

  test.each(["ml-platform", "ml-inference-hardened", "ml-inference-prod"])(
    "finds nothing in what synth emits for %s",
    (name) => {
      const plan = environmentPlan(byKind(name));
      const boundaries = new Set(
        plan.resources("aws_iam_role").map(({ config }) => String(config.permissions_boundary)),
      );
      expect(boundaries.size).toBeGreaterThan(4);
      expect(foundBy(roleBoundaries, plan, stated(name))).toEqual([]);
      expect(foundBy(roleBoundaries, plan)).toEqual([]);
    },
  );

  test("finds a role of a model with the boundary of controllers", () => {
    const plan = altered(byKind("ml-inference-prod"), ({ models }) => {
      models.resource.aws_iam_role.ml_inference_api.permissions_boundary =
        "arn:aws:iam::222233334444:policy/controllers-boundary";
    });
    const message = "controllers-boundary, expected arn:aws:iam::222233334444:policy/models-boundary";
    expect(foundBy(roleBoundaries, plan, stated("ml-inference-prod"))).toEqual([
      expect.stringContaining(message) as string,
    ]);
  });
});
