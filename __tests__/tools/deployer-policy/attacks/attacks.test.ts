import { type IamRequest, Policies } from "../../../real/terraform/harness/policy-evaluator";
import { LAYERS, type Layer } from "../../../../src/shared/terraform/layers";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../../../src/tools/deployer-policy/environment-policies";
import { EnvironmentPlan } from "../../../../src/proof/terraform-json/environment-plan";
import { planOf } from "../../../support/reference-plans";
import { type Attack, BOUNDARY, ENVIRONMENT } from "./attack";
import { LISTED_ATTACKS, NEEDED } from "./listed-attacks";
import { OWN_ATTACKS } from "./own-attacks";

/*
 * Each attack is judged as AWS judges the calls of a stolen apply role: its policies and its boundary both allow a call, and no
 * statement denies it. The evaluator reads the written documents only.
 */

let policies: EnvironmentPolicies;
beforeAll(() => {
  const { environment, output } = planOf(ENVIRONMENT);
  policies = environmentPolicies(new EnvironmentPlan(environment, output));
});

/** Layers whose apply role may make all calls. */
function allowedTo(calls: readonly IamRequest[]): Layer[] {
  const boundary = new Policies(policies.boundary.Statement);
  return LAYERS.filter((layer) => {
    const own = policies.layers.find((each) => each.layer === layer);
    const held = new Policies(own?.documents.apply.flatMap(({ Statement }) => Statement) ?? []);
    return calls.every((call) => held.allow(call) && boundary.allow(call));
  });
}

const bounded = ({ context, ...call }: IamRequest): IamRequest => ({
  ...call,
  context: { ...context, "iam:PermissionsBoundary": BOUNDARY },
});

describe.each([
  ["listed", LISTED_ATTACKS],
  ["own", OWN_ATTACKS],
])("%s", (_, attacks) => {
  test.each(attacks.filter(({ expected }) => expected === "never"))(
    "no role reaches $attacked: $attack",
    ({ calls }) => expect(allowedTo(calls)).toEqual([]),
  );

  test.each(attacks.filter(({ expected }) => expected === "bounded"))(
    "only a role with the boundary gets it: $attack",
    ({ calls }) => {
      expect(allowedTo(calls)).toEqual([]);
      expect(allowedTo(calls.map(bounded))).toHaveLength(1);
    },
  );

  const owned = attacks.filter(({ expected }) => typeof expected !== "string");
  if (owned.length > 0)
    test.each(owned)("a right of the layer that needs it, and of no other: $attack", ({ calls, expected }) =>
      expect(allowedTo(calls)).toEqual(expected),
    );
});

test.each<Attack>([...NEEDED])("must work: $attack", ({ calls, expected }) =>
  expect(allowedTo(calls)).toEqual(expected),
);
