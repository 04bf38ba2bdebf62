import { Policies } from "../../../real/terraform/harness/policy-evaluator";
import { LAYERS, type Layer } from "../../../../src/base/layers";
import {
  type EnvironmentPolicies,
  environmentPolicies,
} from "../../../../src/reports/deployer-policy/environment-policies";
import { readmeOf } from "../../../../src/reports/deployer-policy/readme";
import { homeOf } from "../../../../src/infrastructure/text-references";
import { EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { planWith } from "../../../support/changed-plans";
import { KINDS } from "../../../support/boundaries";
import { type Takeover, takeoversOf } from "./takeovers";

/*
 * A stolen apply role changes the trust of a role that its layer may write, and gives it `*` on `*`. What it then has is what the boundary of
 * the role allows. The evaluator reads the written documents only.
 */

const judged = (environment: string, permissionsBoundary: unknown) => {
  const made = planWith(environment, { permissionsBoundary });
  const plan = new EnvironmentPlan(made.environment, made.output);
  return { plan, policies: environmentPolicies(plan) };
};

/** Roles that a layer may take over, with the ARN of their boundary. */
function writtenBy(plan: EnvironmentPlan, policies: EnvironmentPolicies, layer: Layer): string[] {
  const { account, ...rest } = { account: homeOf(plan).accountId };
  expect(rest).toEqual({});
  const documents = policies.layers.find((each) => each.layer === layer)?.documents.apply ?? [];
  const held = new Policies(documents.flatMap(({ Statement }) => Statement));
  const boundary = new Policies(policies.boundary.Statement);
  return plan.resources("aws_iam_role").flatMap(({ config }) => {
    const arn = String(config.permissions_boundary);
    const calls = ["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"].map((action) => ({
      action,
      resource: `arn:aws:iam::${account}:role/${String(config.name)}`,
      context: { "iam:PermissionsBoundary": arn, "aws:RequestedRegion": homeOf(plan).region },
    }));
    return calls.every((call) => held.allow(call) && boundary.allow(call)) ? [arn] : [];
  });
}

/** Actions that a layer reaches by each role that it may take over, sorted. */
function reachedBy(
  { plan, policies }: ReturnType<typeof judged>,
  layer: Layer,
  takeovers: readonly Takeover[],
): Takeover[] {
  const boundaries = [...new Set(writtenBy(plan, policies, layer))].map((arn) => {
    const found = policies.emittedBoundaries.find((each) => each.arn === arn);
    return new Policies(found?.document.Statement ?? []);
  });
  return takeovers.filter(({ calls }) =>
    boundaries.some((boundary) => calls.every((call) => boundary.allow(call))),
  );
}

const names = (takeovers: readonly Takeover[]): string[] => [
  ...new Set(takeovers.map(({ takeover }) => takeover)),
];

const WORLDS = ["with other tags", "with our words"] as const;
const EXAMPLES = ["ml-platform", "language-models", "ml-inference-hardened"] as const;

describe.each(EXAMPLES)("%s, one boundary for each kind of role", (environment) => {
  let all: ReturnType<typeof judged>;
  beforeAll(() => {
    all = judged(environment, KINDS);
  });

  test("each layer with roles may write some", () => {
    const layers = LAYERS.filter((layer) => writtenBy(all.plan, all.policies, layer).length > 0);
    expect(layers).toEqual(["network", "cluster", "platform", "models"]);
  });

  test.each(WORLDS)("no role of a model, and no flow log, reaches what is foreign %s", (world) => {
    const takeovers = takeoversOf(all.plan, world);
    expect(takeovers.length).toBeGreaterThan(25);
    for (const layer of ["network", "models"] as const)
      expect(names(reachedBy(all, layer, takeovers))).toEqual([]);
  });

  test.each(WORLDS)("platform reaches what the published policies of its controllers name, %s", (world) =>
    expect(names(reachedBy(all, "platform", takeoversOf(all.plan, world)))).toEqual(BY_CONTROLLERS),
  );

  test.each(WORLDS)("cluster reaches what AWS's own policies name, %s", (world) => {
    const reached = names(reachedBy(all, "cluster", takeoversOf(all.plan, world)));
    const expected = environment === "ml-platform" ? BY_BACKUPS : BY_NODES;
    const others = reached.filter((name) => !expected.includes(name));
    expect(world === "with our words" ? BY_TAGS : []).toEqual(expect.arrayContaining(others));
    expect(expected.filter((name) => !reached.includes(name))).toEqual([]);
  });

  test("a layer sets and keeps the boundaries of its own kinds alone", () => {
    for (const { arn } of all.policies.emittedBoundaries) {
      const roles = all.plan
        .resources("aws_iam_role")
        .filter(({ config }) => config.permissions_boundary === arn);
      const [owner] = roles.map(({ layer }) => layer);
      expect(roles.length).toBeGreaterThan(0);
      expect(new Set(roles.map(({ layer }) => layer))).toEqual(new Set([owner]));
      for (const layer of LAYERS) {
        const own = all.plan.resources("aws_iam_role").find((role) => role.layer === layer);
        if (own === undefined) continue;
        const documents = all.policies.layers.find((each) => each.layer === layer)?.documents.apply ?? [];
        const held = new Policies(documents.flatMap(({ Statement }) => Statement));
        const made = held.allow({
          action: "iam:CreateRole",
          resource: `arn:aws:iam::${homeOf(all.plan).accountId}:role/${String(own.config.name)}`,
          context: { "iam:PermissionsBoundary": arn, "aws:RequestedRegion": homeOf(all.plan).region },
        });
        expect([layer, made]).toEqual([layer, layer === owner]);
      }
    }
  });
});

/** An action, or the beginning of its name with a wildcard. */
const listed = (action: string): RegExp => {
  const [service = "", name = ""] = action.split(":");
  const beginnings = [...name].map((_, index) => `${name.slice(0, index)}\\*`);
  return new RegExp(`\`${service}:(${[name, ...beginnings].join("|")})\``);
};

const BY_CONTROLLERS = [
  "a rule of a foreign group",
  "a listener of a foreign load balancer, and its removal",
];
const BY_NODES = ["images of a foreign repository"];
const BY_BACKUPS = [
  ...BY_NODES,
  "a foreign disk, deleted",
  // AWS Backup reads every object of the buckets of the environment.
  "an object of the model bucket that no model has",
];
/** Tags tell keys apart. */
const BY_TAGS = ["decryption with a foreign key"];

describe.each([
  ["one boundary", "shared-boundary"],
  ["one for each kind", KINDS],
])("%s: README lists what is reached through the roles of a layer", (_, boundary) => {
  test.each(EXAMPLES)("%s", (environment) => {
    const all = judged(environment, boundary);
    const [, reach = ""] = readmeOf(all.policies).split("## What roles leave\n");
    expect(reach).not.toBe("");
    for (const layer of LAYERS) {
      const [, part = ""] = reach.split(`### ${layer}\n`);
      const [own = ""] = part.split("\n#");
      for (const { calls } of WORLDS.flatMap((world) => reachedBy(all, layer, takeoversOf(all.plan, world))))
        for (const { action } of calls) expect(own).toMatch(listed(action));
    }
  });
});
