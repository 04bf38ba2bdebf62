import { type IamRequest, Policies } from "../../../real/terraform/harness/policy-evaluator";
import { LAYERS, type Layer } from "../../../../src/shared/terraform/layers";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../../../src/tools/deployer-policy/environment-policies";
import { EnvironmentPlan } from "../../../../src/proof/terraform-json/environment-plan";
import { planWith } from "../../../support/changed-plans";
import { type Attack, BOUNDARY, ENVIRONMENT } from "./attack";
import { LISTED_ATTACKS, NEEDED } from "./listed-attacks";
import { OWN_ATTACKS } from "./own-attacks";

/*
 * Each attack is judged as AWS judges the calls of a stolen apply role: its policies and its boundary both allow a call, and no
 * statement denies it. The evaluator reads the written documents only.
 */

let policies: EnvironmentPolicies;
beforeAll(() => {
  const { environment, output } = planWith(ENVIRONMENT, { permissionsBoundary: BOUNDARY });
  policies = environmentPolicies(new EnvironmentPlan(environment, output));
});

/** Layers whose apply role may make all calls. */
function allowedTo(calls: readonly IamRequest[], creates = false): Layer[] {
  const boundary = new Policies(policies.boundary.Statement);
  return LAYERS.filter((layer) => {
    const own = policies.layers.find((each) => each.layer === layer)?.documents;
    const documents = [...(own?.apply ?? []), ...(creates ? (own?.create ?? []) : [])];
    const held = new Policies(documents.flatMap(({ Statement }) => Statement));
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

test.each<Attack>([...NEEDED])("must work: $attack", ({ calls, expected, creates = false }) =>
  expect(allowedTo(calls, creates)).toEqual(expected),
);

test("while the policies of a creation are attached, only what has no tags is reached beside the environment", () =>
  expect(
    [...LISTED_ATTACKS, ...OWN_ATTACKS]
      .filter(({ calls, expected }) => expected === "never" && allowedTo(calls, true).length > 0)
      .map(({ attack }) => attack),
  ).toEqual(REACHED_BY_A_CREATION));

const REACHED_BY_A_CREATION = [
  "the network, associated with a foreign hosted zone",
  "the tags of the environment on a security group without tags, and a rule that opens it",
  "the tags of a layer on a key without tags, and its deletion",
  "the tags of a layer on the provider of another cluster, and its deletion",
  "the tags of the environment on a foreign plan of backups, and its deletion",
];
