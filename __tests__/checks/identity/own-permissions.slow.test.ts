import { CHECKS } from "../../../src/checks/all";
import { modelPermissions } from "../../../src/checks/identity/model-permissions";
import { policyResources } from "../../../src/checks/identity/policy-resources";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy, within } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const model = (permissions: object[]) => ({
  models: [{ name: "ml-inference-api", image: { tag: "1.4.2" }, port: 5000, servicePort: 5000, permissions }],
});
const QUEUE = {
  actions: ["sqs:SendMessage"],
  resources: ["arn:aws:sqs:ap-southeast-2:222233334444:predictions"],
};
const RESULTS = { actions: ["s3:PutObject"], resources: ["arn:aws:s3:::ml-results/scores/*"] };
const SENTIMENT = { actions: ["comprehend:DetectSentiment"], resources: ["*"], reason: "has no resources" };

const CHANGE = model([QUEUE, RESULTS, SENTIMENT]);
const contextOf = (change: object) => ({
  statedOf: () => statedIn(settingsFor(configWith(ENVIRONMENT, change))),
});
const context = contextOf(CHANGE);
const plan = () => planWith(ENVIRONMENT, CHANGE);

/** Findings of all checks that the environment does not have without the permissions. */
test("all checks accept what synth emits for permissions of the file", () => {
  const without = planWith(ENVIRONMENT, model([]));
  const linesOf = (each: ReturnType<typeof plan>, change: object) =>
    CHECKS.flatMap((check) =>
      check
        .run(environmentPlan(each), { ...CONTEXT, ...contextOf(change) })
        .map(({ address, message }) => `${check.id} ${address}: ${message}`),
    );
  const before = new Set(linesOf(without, model([])));
  expect(linesOf(plan(), CHANGE).filter((line) => !before.has(line))).toEqual([]);
});

/** Edits the statement of the file in the policy of the model. */
const edited = (edit: (statement: Editable) => void) =>
  altered(plan(), ({ models }) => {
    const policy = models.resource.aws_iam_role_policy.ml_inference_api as Editable;
    within(policy, "policy", ({ Statement }) => {
      edit((Statement as Editable[]).find(({ Sid }) => Sid === "Permission1") as Editable);
    });
  });

test("model-permissions reports an action that the file does not state", () => {
  const found = foundBy(
    modelPermissions,
    edited((each) => {
      each["Action"] = ["sqs:SendMessage", "sqs:PurgeQueue"];
    }),
    context,
  );
  expect(found).toEqual([expect.stringContaining("not needed: sqs:PurgeQueue")]);
});

test("model-permissions reports a statement of the file that the role lacks", () => {
  const found = foundBy(
    modelPermissions,
    edited((each) => {
      each["Resource"] = ["arn:aws:sqs:ap-southeast-2:222233334444:other"];
    }),
    context,
  );
  expect(found).toEqual([expect.stringContaining("missing sqs:SendMessage")]);
});

test("without a record of the file, its statements are not judged, and others are", () => {
  expect(foundBy(modelPermissions, environmentPlan(plan()))).toEqual([]);
  expect(foundBy(policyResources, environmentPlan(plan()))).toEqual([]);
  const each = edited((statement) => {
    statement["Sid"] = "Added";
  });
  expect(foundBy(modelPermissions, each)).toEqual([expect.stringContaining("not needed: sqs:SendMessage")]);
});

test("policy-resources reports an action on every resource without a reason in the file", () => {
  expect(foundBy(policyResources, environmentPlan(plan()), context)).toEqual([]);
  const every = { ...QUEUE, resources: ["*"] };
  const emitted = environmentPlan(planWith(ENVIRONMENT, model([{ ...every, reason: "made by others" }])));
  expect(foundBy(policyResources, emitted, contextOf(model([every])))).toEqual([
    expect.stringContaining("it allows sqs:SendMessage on every resource"),
  ]);
});

test("policy-resources asks for no reason where an action has no resources", () => {
  const { actions, resources } = SENTIMENT;
  const bare = model([QUEUE, RESULTS, { actions, resources }]);
  expect(foundBy(policyResources, environmentPlan(plan()), contextOf(bare))).toEqual([]);
});

test("endpoint-missing reports a service of the file whose endpoint is gone", () => {
  const check = CHECKS.find(({ id }) => id === "endpoint-missing");
  const without = altered(
    planWith(ENVIRONMENT, { ...CHANGE, network: { egress: "none" } }),
    ({ network }) => {
      delete network.resource.aws_vpc_endpoint.sqs;
    },
  );
  expect(check && foundBy(check, without, context)).toContainEqual(
    expect.stringContaining("sqs has no endpoint in this VPC"),
  );
});
