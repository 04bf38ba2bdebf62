import { CHECKS_OF_PARTS } from "../../../../src/checks/generated/of-parts";
import { callsAllowed } from "../../../../src/checks/identity/calls-allowed";
import { dataReach } from "../../../../src/checks/identity/data-reach";
import { policyResources } from "../../../../src/checks/identity/policy-resources";
import { s3EndpointPolicy } from "../../../../src/checks/network/s3-endpoint-policy";
import { s3EndpointPolicyWide } from "../../../../src/checks/network/s3-endpoint-policy-wide";
import { NOTHING_STATED, type Stated, statedIn } from "../../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy, within } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const KEY = "arn:aws:kms:ap-southeast-2:222233334444:key/1b2c3d4e-0000-4000-8000-222233334444";
const CHECKS = [
  ...CHECKS_OF_PARTS["kubeflow-pipelines"],
  callsAllowed,
  dataReach,
  policyResources,
  s3EndpointPolicy,
  s3EndpointPolicyWide,
];
const componentsWith = (...buckets: readonly object[]) => ({
  "kubeflow-pipelines": { stepsImageTag: "2.17.0-2", stepsReach: { buckets } },
});
const READ = { name: "company-sales", prefix: "raw/", access: "read", kmsKeyArn: KEY };
const WRITE = { name: "company-features", prefix: "daily/churn/", access: "write" };
const COMPONENTS = componentsWith(READ, WRITE);

const planFor = (components: object) => planWith(ENVIRONMENT, { components, network: { egress: "none" } });
const statedFor = (components: object): Stated =>
  statedIn(settingsFor(configWith(ENVIRONMENT, { components })));
const findings = (plan: EnvironmentPlan, stated: Stated): string[] =>
  CHECKS.flatMap((check) =>
    foundBy(check, plan, { statedOf: () => stated }).map((line) => `${check.id} ${line}`),
  );
const BEFORE = new Set(findings(environmentPlan(planFor(COMPONENTS)), statedFor(COMPONENTS)));
const after = (edit: Edit, stated = statedFor(COMPONENTS)): string[] =>
  findings(altered(planFor(COMPONENTS), edit), stated).filter((line) => !BEFORE.has(line));

test("accepts steps that read one bucket and write to another", () => {
  const without = new Set(findings(environmentPlan(planFor(componentsWith())), statedFor(componentsWith())));
  // `pipeline-steps-not-judged` names the policies of these buckets.
  expect(
    [...BEFORE].filter((line) => !without.has(line) && !line.startsWith("pipeline-steps-not-judged ")),
  ).toEqual([]);
});

const statements = (edit: (all: Editable[]) => void): Edit => {
  return ({ cluster }) =>
    within(
      cluster.resource.aws_iam_role_policy.kubeflow_pipelines_steps as Editable,
      "policy",
      ({ Statement }) => edit(Statement as unknown as Editable[]),
    );
};
/** Edits the statement of a role that has a text. */
const statement = (text: string, edit: (one: Editable) => void): Edit =>
  statements((all) => {
    const found = all.filter((each) => JSON.stringify(each).includes(text));
    expect(found).toHaveLength(1);
    edit(found[0] as Editable);
  });
const RAW = "company-sales/raw/*";
const FEATURES = "company-features/daily/churn/*";

test.each<readonly [string, Edit, string]>([
  [
    "steps may not read the bucket",
    statements((all) =>
      all.splice(
        all.findIndex((each) => JSON.stringify(each).includes(RAW)),
        1,
      ),
    ),
    `missing s3:GetObject on arn:aws:s3:::${RAW}`,
  ],
  [
    "steps read all objects of the bucket",
    statement(RAW, (one) => (one["Resource"] = "arn:aws:s3:::company-sales/*")),
    "not needed: s3:GetObject on arn:aws:s3:::company-sales/*",
  ],
  [
    "steps write to a bucket that they read",
    statement(RAW, (one) => (one["Action"] = ["s3:GetObject", "s3:PutObject"])),
    `not needed: s3:PutObject on arn:aws:s3:::${RAW}`,
  ],
  [
    "steps delete objects",
    statement(FEATURES, (one) => (one["Action"] as unknown as string[]).push("s3:DeleteObject")),
    `not needed: s3:DeleteObject on arn:aws:s3:::${FEATURES}`,
  ],
  [
    "steps may not write",
    statement(FEATURES, (one) => (one["Action"] = "s3:GetObject")),
    `missing s3:PutObject on arn:aws:s3:::${FEATURES}`,
  ],
  [
    "steps list the whole bucket",
    statement('"s3:prefix":"raw/*"', (one) => delete one["Condition"]),
    "not needed: s3:ListBucket on arn:aws:s3:::company-sales",
  ],
  [
    "steps may not decrypt",
    statements((all) =>
      all.splice(
        all.findIndex((each) => JSON.stringify(each).includes(KEY)),
        1,
      ),
    ),
    `missing kms:Decrypt on ${KEY}`,
  ],
  [
    "steps use the key without S3",
    statement(KEY, (one) => delete one["Condition"]),
    `not needed: kms:Decrypt on ${KEY}`,
  ],
])("pipeline-permissions reports that %s", (_, edit, text) => {
  const found = after(edit).filter((line) => line.startsWith("pipeline-permissions "));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(text);
});

test("pipeline-permissions reports a bucket that the file does not state", () => {
  const found = findings(environmentPlan(planFor(COMPONENTS)), statedFor(componentsWith(READ)));
  expect(found.filter((line) => line.startsWith("pipeline-permissions ")).join("\n")).toContain(
    `not needed: s3:PutObject on arn:aws:s3:::${FEATURES}`,
  );
});

test("pipeline-permissions does not judge the buckets of the file without a record of it", () => {
  expect(findings(environmentPlan(planFor(COMPONENTS)), NOTHING_STATED)).not.toContainEqual(
    expect.stringMatching(/^pipeline-permissions /),
  );
});

test("s3-endpoint-policy reports an endpoint that refuses the calls of steps", () => {
  const found = after(({ network }) =>
    within(network.resource.aws_vpc_endpoint.s3 as Editable, "policy", (policy) => {
      const all = policy["Statement"] as unknown as object[];
      const kept = all.filter((each) => !JSON.stringify(each).includes(FEATURES));
      expect(kept).toHaveLength(all.length - 1);
      policy["Statement"] = kept as unknown as Editable;
    }),
  );
  expect(found.filter((line) => line.startsWith("s3-endpoint-policy ")).join("\n")).toContain(FEATURES);
});

test("pipeline-permissions reports an endpoint that allows all objects of a bucket", () => {
  const found = after(({ network }) =>
    within(network.resource.aws_vpc_endpoint.s3 as Editable, "policy", (policy) => {
      const all = policy["Statement"] as unknown as Editable[];
      const [one, ...others] = all.filter((each) => JSON.stringify(each).includes(RAW));
      expect(others).toEqual([]);
      (one as Editable)["Resource"] = "arn:aws:s3:::company-sales/*" as unknown as Editable;
    }),
  );
  expect(found.filter((line) => line.startsWith("pipeline-permissions ")).join("\n")).toContain(
    "allows arn:aws:s3:::company-sales/*, of which roles reach only a folder",
  );
});

test("pipeline-steps-not-judged names the policies of buckets and keys that this project does not create", () => {
  const found = [...BEFORE].filter((line) => line.startsWith("pipeline-steps-not-judged "));
  expect(found.join("\n")).toContain(
    `not judged: the policies of the buckets company-sales, company-features, and of the key ${KEY}`,
  );
  expect(found.join("\n")).not.toContain("ml-inference-prod-pipelines");
});
