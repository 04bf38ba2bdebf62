import { readFileSync } from "node:fs";
import { CHECKS } from "../../src/checks/all";
import { block, blocks } from "../../src/terraform/stack-json";
import { notProved } from "../../src/project/not-proved";
import { statedIn } from "../../src/infrastructure/stated";
import premises from "../../src/evidence/premises.json";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { everyOptionPlan } from "../support/every-option-plan";
import { withHub } from "../support/hub";
import { withNameServers } from "../support/name-servers";
import {
  existing,
  IDS,
  WITH_GATEWAY,
  withAllIds,
  withIds,
  withMoreIds,
  withPeering,
} from "../support/network-by-ids";
import { type Plan } from "../support/plan";
import { settingsFor } from "../support/recorded-causes";
import { planOf } from "../support/reference-plans";

interface Condition {
  readonly address: string;
  readonly type: string;
  readonly text: string;
}

/** Conditions of the resources and data sources of all layers. */
const conditionsOf = (plan: Plan): Condition[] =>
  plan.stacks.flatMap((stack) =>
    [...stack.resources(), ...stack.dataSources()].flatMap(({ address, config }) => {
      const { precondition, postcondition } = block(config["lifecycle"]);
      return [...blocks(precondition), ...blocks(postcondition)].map(({ condition }) => ({
        address: `${stack.name} ${address}`,
        type: address.split(".").slice(0, -1).join("."),
        text: String(condition),
      }));
    }),
  );

const plans = [
  ...ENVIRONMENTS.map(planOf),
  everyOptionPlan(),
  withIds(),
  withMoreIds(),
  withPeering(),
  withAllIds(),
  planWith("ml-inference-prod", {
    network: { egress: "none" },
    modelBucket: { existingName: "company.models-1" },
    components: {
      "github-actions": { repository: "octo-org/models", branch: "main", provider: "existing" },
    },
  }),
];
const conditions = plans.flatMap(conditionsOf);

interface Reading {
  readonly type: string;
  readonly condition: string;
}

const byCondition = premises.rows.flatMap(({ read }) => ("condition" in read ? [read as Reading] : []));
const covers = (read: Reading, { type, text }: Condition): boolean =>
  read.type === type && text.includes(read.condition);

test("each condition of every emitted plan belongs to a premise", () => {
  expect(conditions.length).toBeGreaterThan(100);
  const without = conditions.filter((each) => !byCondition.some((read) => covers(read, each)));
  expect(without).toEqual([]);
});

test("each premise that a condition reads has one in some plan", () => {
  expect(byCondition.length).toBeGreaterThan(20);
  expect(byCondition.filter((read) => !conditions.some((each) => covers(read, each)))).toEqual([]);
});

test("each premise that `verify` reads is an area of its findings", () => {
  const areas = premises.rows.flatMap(({ read }) => ("verify" in read ? [String(read.verify)] : []));
  expect(areas).toEqual(expect.arrayContaining(["network ACLs", "routes"]));
  for (const { file, area } of premises.areas) expect(readFileSync(file, "utf8")).toContain(`"${area}"`);
  expect(areas.filter((each) => !premises.areas.some(({ area }) => area === each))).toEqual([]);
});

test("each premise that synth reads is a check, or a rule between environments", () => {
  const known = ["rules between environments", ...CHECKS.map(({ id }) => id)];
  const rules = premises.rows.flatMap(({ read }) => ("synth" in read ? [String(read.synth)] : []));
  expect(rules).toEqual(expect.arrayContaining(["rules between environments", "subnet-addresses"]));
  expect(rules.filter((rule) => !known.includes(rule))).toEqual([]);
});

test("each premise that nothing reads is a line of what is not proved", () => {
  const key = {
    cluster: {
      nodeVolumes: {
        kmsKeyArn: "arn:aws:kms:ap-southeast-2:222233334444:key/mrk-0123456789abcdef0123456789abcdef",
      },
    },
  };
  const stated = statedIn(settingsFor(configWith("ml-inference-prod", key)));
  const byTags = existing({ ...IDS, vpcId: undefined, vpcTags: { Name: "shared" } });
  const central = planWith(WITH_GATEWAY, { network: { egress: "transit-gateway" } });
  const all = [...plans, planWith(WITH_GATEWAY, byTags), central, withHub(), withNameServers()];
  const judged = all.map((plan) => ({ plan: environmentPlan(plan), stated, findings: [] }));
  const lines = notProved(judged, []).map(({ what }) => what);
  const named = premises.rows.flatMap(({ read }) => ("notProved" in read ? [String(read.notProved)] : []));
  expect(named).not.toEqual([]);
  expect(named.filter((each) => !lines.includes(each))).toEqual([]);
});

test("each row says its layer, what must hold, and what happens otherwise", () => {
  for (const row of premises.rows)
    expect(row).toEqual({
      layer: expect.stringMatching(/^(network|cluster|platform|models|all)$/) as string,
      premise: expect.stringMatching(/\w/) as string,
      otherwise: expect.stringMatching(/\w/) as string,
      read: expect.anything() as object,
    });
});
