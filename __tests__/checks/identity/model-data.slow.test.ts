import fc from "fast-check";
import { modelData } from "../../../src/checks/identity/model-data";
import { CHECKS } from "../../../src/checks/all";
import { isBlocking, runChecks } from "../../../src/checks/run";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, type Edit, TODAY, foundBy, newlyFound, within } from "../../support/findings";
import { SERVED, PARTS } from "../../support/kserve";
import { type Editable } from "../../support/altered";
import { everyOptionPlan } from "../../support/every-option-plan";
import { kubeflowPipelinesPlan } from "../../support/kubeflow-pipelines";
import { ML } from "./edits";

const model = (name: string, over: object = {}) => ({
  name,
  image: { tag: "1" },
  paths: [`/${name}`],
  ...over,
});
const two = (first: object, second: object) =>
  planWith(ML, { models: [model("churn", first), model("fraud", second)] });
const BUCKET = "ml-inference-prod-models-222233334444";
const OBJECTS = `arn:aws:s3:::${BUCKET}`;
const SECRETS = "arn:aws:secretsmanager:ap-southeast-2:222233334444:secret:";

const apart = two({}, {});

/** Replaces the objects that the role of a model reads. */
const reads =
  (name: string, key: string): Edit =>
  ({ models }) => {
    within(models.resource.aws_iam_role_policy[name], "policy", ({ Statement }) => {
      (Statement[0] as Editable)["Resource"] = `${OBJECTS}/${key}`;
    });
  };

/** Adds a statement to the permissions of a model. */
const allows =
  (name: string, statement: object): Edit =>
  ({ models }) => {
    within(models.resource.aws_iam_role_policy[name], "policy", ({ Statement }) => {
      (Statement as object[]).push({ Effect: "Allow", ...statement });
    });
  };

const foundIn = (change: object): string[] => foundBy(modelData, environmentPlan(planWith(ML, change)));

test("finds a pair of prefixes exactly if one key begins with both", () => {
  const parts = fc.array(fc.constantFrom("a", "b", "ab", "a.b"), { minLength: 1, maxLength: 3 });
  const prefix = parts.map((all) => `${all.join("/")}/`);
  fc.assert(
    fc.property(prefix, prefix, (first, second) => {
      const found = newlyFound([modelData], apart, (layers) => {
        reads("churn", `${first}*`)(layers);
        reads("fraud", `${second}*`)(layers);
      });
      const shared = first.startsWith(second) || second.startsWith(first);
      expect([first, second, found.length]).toEqual([first, second, shared ? 1 : 0]);
    }),
    { numRuns: 60 },
  );
});

test.each<readonly [string, Edit]>([
  ["a wildcard in the prefix", reads("fraud", "*/weights/*")],
  ["the whole bucket", reads("fraud", "*")],
  ["a single object of the other", reads("fraud", "churn/weights.bin")],
  ["a question mark", reads("fraud", "churn?weights/*")],
  ["a prefix without its / at the end", reads("fraud", "chu*")],
  ["writes", allows("fraud", { Action: "s3:PutObject", Resource: `${OBJECTS}/churn/*` })],
  ["all actions of S3", allows("fraud", { Action: "S3:*", Resource: "*" })],
  ["deletion of versions", allows("fraud", { Action: "s3:DeleteObjectVersion", Resource: `${OBJECTS}/*` })],
  ["everything but some actions", allows("fraud", { NotAction: "iam:*", Resource: "*" })],
  ["everything but some objects", allows("fraud", { Action: "s3:GetObject", NotResource: `${OBJECTS}/a` })],
])("finds %s, by the policy of a role alone", (_, edit) => {
  expect(newlyFound([modelData], apart, edit)).toContainEqual(
    expect.stringContaining(
      "which churn (arn:aws:s3:::ml-inference-prod-models-222233334444/churn/*) can reach too",
    ),
  );
});

test.each<readonly [string, Edit]>([
  ["the list of all keys", allows("fraud", { Action: "s3:ListBucket", Resource: OBJECTS })],
  ["a prefix that begins with the same letters", reads("fraud", "churn-detection/*")],
  ["another bucket", allows("fraud", { Action: "s3:GetObject", Resource: `${OBJECTS}-2/*` })],
  [
    "a refusal",
    ({ models }) =>
      within(models.resource.aws_iam_role_policy.fraud, "policy", ({ Statement }) => {
        (Statement as object[]).push({ Effect: "Deny", Action: "s3:*", Resource: `${OBJECTS}/*` });
      }),
  ],
  [
    "a right that a denial takes",
    ({ models }) =>
      within(models.resource.aws_iam_role_policy.fraud, "policy", ({ Statement }) => {
        (Statement as object[]).push(
          { Effect: "Allow", Action: "s3:GetObject", Resource: `${OBJECTS}/*` },
          { Effect: "Deny", Action: "s3:*", Resource: `${OBJECTS}/*` },
        );
      }),
  ],
])("does not find %s", (_, edit) => {
  expect(newlyFound([modelData], apart, edit)).toEqual([]);
});

test.each<readonly [string, object, object, string]>([
  ["one prefix", { bucketPrefix: "x/" }, { bucketPrefix: "x/" }, "fraud/"],
  ["a prefix in the other", {}, { bucketPrefix: "churn/v2/" }, "fraud/"],
  ["a prefix around the other", { bucketPrefix: "fraud/v2/" }, {}, "fraud-files/"],
])("finds two models with %s, and its fix keeps their files apart", (_, first, second, prefix) => {
  const [finding, ...others] = modelData.run(environmentPlan(two(first, second)), CONTEXT);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ address: "aws_iam_role.fraud", key: ["bucketPrefix"] });
  expect(finding?.fix).toContain(`set bucketPrefix: ${prefix};`);
  expect(foundBy(modelData, environmentPlan(two(first, { ...second, bucketPrefix: prefix })))).toEqual([]);
});

test("finds a secret of two models once, and not one that each has alone", () => {
  const plan = two({ secrets: ["team/key", "churn/key"] }, { secrets: ["fraud/key", "team/key"] });
  expect(foundBy(modelData, environmentPlan(plan))).toEqual([
    `aws_iam_role.fraud: fraud reaches secret ${SECRETS}team/key-??????, which churn (${SECRETS}team/key-??????) can reach too`,
  ]);
});

test("keeps a secret apart from one whose name only continues it", () => {
  const plan = two({ secrets: ["team"] }, { secrets: ["team-key", "team-abcde"] });
  expect(foundBy(modelData, environmentPlan(plan))).toEqual([]);
});

test("names every model that shares a secret in one finding of each later one", () => {
  const all = ["a", "b", "c"].map((name) => model(name, { secrets: ["team/key"] }));
  expect(foundIn({ models: all }).map((line) => line.replaceAll(`${SECRETS}team/key-??????`, "KEY"))).toEqual(
    [
      "aws_iam_role.b: b reaches secret KEY, which a (KEY) can reach too",
      "aws_iam_role.c: c reaches secret KEY, which a (KEY) and b (KEY) can reach too",
    ],
  );
});

test("finds a model that KServe serves with the files of another", () => {
  const plan = planWith("retail-forecast", {
    components: PARTS,
    models: [
      { ...SERVED, bucketPrefix: "models/" },
      { name: "fraud", image: { tag: "1" }, paths: ["/fraud"], bucketPrefix: "models/fraud/" },
    ],
  });
  expect(foundBy(modelData, environmentPlan(plan))).toHaveLength(1);
});

test("finds a model that reads the artifacts of Kubeflow Pipelines", () => {
  const plan = kubeflowPipelinesPlan({}, { models: [model("churn")] });
  expect(foundBy(modelData, environmentPlan(plan))).toEqual([]);
  const found = newlyFound([modelData], plan, ({ models }) => {
    within(models.resource.aws_iam_role_policy.churn, "policy", ({ Statement }) => {
      Statement[0].Resource = "arn:aws:s3:::ml-inference-prod-pipelines-222233334444/churn/*";
    });
  });
  expect(found).toEqual([
    expect.stringMatching(/aws_iam_role\.churn: churn reaches objects .* can reach too$/),
  ]);
});

test("every option together keeps the data of the model apart from artifacts and passwords of databases", () => {
  expect(foundBy(modelData, environmentPlan(everyOptionPlan()))).toEqual([]);
});

test("finds a role that trusts the service accounts of two models", () => {
  const found = newlyFound([modelData], apart, ({ models }) => {
    within(models.resource.aws_iam_role.churn, "assume_role_policy", ({ Statement }) => {
      const equals = Statement[0].Condition.StringEquals as Record<string, unknown>;
      const key = Object.keys(equals).find((each) => each.endsWith(":sub")) ?? "";
      const own = String(equals[key]);
      equals[key] = [own, own.replace(/churn$/, "fraud")];
    });
  });
  expect(found).toContainEqual(
    expect.stringMatching(/role \S+ trusts several service accounts: \S+:churn, \S+:fraud/),
  );
});

test("finds two models with one service account", () => {
  const found = newlyFound([modelData], apart, ({ models }) => {
    const { churn, fraud } = models.resource.kubernetes_deployment_v1;
    fraud.spec.template.spec.service_account_name = churn.spec.template.spec.service_account_name;
  });
  expect(found).toContainEqual(
    expect.stringMatching(
      /kubernetes_deployment_v1\.fraud: fraud has the service account \S+:churn of churn/,
    ),
  );
});

test("a waiver accepts the secret that it is written for, and no second one", () => {
  const blocking = (secrets: readonly string[], finding?: string) =>
    runChecks({
      plans: [environmentPlan(two({ secrets }, { secrets }))],
      checks: CHECKS.filter(({ id }) => id === "model-data"),
      waiversOf: () =>
        finding === undefined
          ? []
          : [
              {
                check: "model-data",
                address: "aws_iam_role.fraud",
                reason: "both call the same service",
                until: "2026-12-31",
                finding,
              },
            ],
      today: TODAY,
    }).filter(isBlocking);
  const [shared] = blocking(["team/key"]);
  expect(shared?.finding).toBeDefined();
  expect(blocking(["team/key"], shared?.finding)).toEqual([]);
  expect(blocking(["team/key", "team/other"], shared?.finding)).toEqual([
    expect.objectContaining({ message: expect.stringContaining("team/other") as string }),
  ]);
});

describe("between two environments", () => {
  const PROD = "ml-inference-prod";
  const OTHER = "retail-forecast";
  const bucket = { modelBucket: { existingName: "team-models" } };
  const inAccount = (account: string, name: string, over: object) =>
    environmentPlan(planWith(OTHER, { account, ...bucket, models: [model(name, over)] }));
  const prod = (over: object) =>
    environmentPlan(planWith(PROD, { ...bucket, models: [model("churn", over)] }));
  const foundAcross = (own: object, other: object, account = "222233334444", region = "ap-southeast-2") => {
    const elsewhere = environmentPlan(
      planWith(OTHER, { account, region, ...bucket, models: [model("fraud", other)] }),
    );
    return foundBy(modelData, prod(own), { others: [elsewhere] });
  };

  test.each([
    ["equal", "x/", "x/"],
    ["around", "x/", "x/v2/"],
    ["inside", "x/v2/", "x/"],
  ])("finds %s prefixes of one bucket in one account", (_, own, other) => {
    expect(foundAcross({ bucketPrefix: own }, { bucketPrefix: other })).toEqual([
      `aws_iam_role.churn: churn reaches objects arn:aws:s3:::team-models/${own}*, which fraud of ${OTHER} (arn:aws:s3:::team-models/${other}*) can reach too`,
    ]);
  });

  test("finds them from both sides, at the key of the model, and its fix ends both", () => {
    const [one, other] = [
      prod({ bucketPrefix: "x/" }),
      inAccount("222233334444", "fraud", { bucketPrefix: "x/" }),
    ];
    const [first] = modelData.run(one, { ...CONTEXT, others: [other] });
    const [second] = modelData.run(other, { ...CONTEXT, others: [one] });
    expect(first).toMatchObject({ address: "aws_iam_role.churn", key: ["bucketPrefix"] });
    expect(second).toMatchObject({ address: "aws_iam_role.fraud", key: ["bucketPrefix"] });
    expect(first?.fix).toContain("set bucketPrefix: churn/;");
    expect(foundBy(modelData, prod({ bucketPrefix: "churn/" }), { others: [other] })).toEqual([]);
  });

  test("finds one secret of two environments in one account and region", () => {
    const secrets = ["team/key"];
    const apart = [
      { secrets, bucketPrefix: "a/" },
      { secrets, bucketPrefix: "b/" },
    ] as const;
    expect(foundAcross(...apart)).toEqual([
      `aws_iam_role.churn: churn reaches secret ${SECRETS}team/key-??????, which fraud of ${OTHER} (${SECRETS}team/key-??????) can reach too`,
    ]);
    expect(foundAcross(...apart, "222233334444", "us-west-2")).toEqual([]);
  });

  test("takes a model of the same name for the same model, as in an environment beside", () => {
    const secrets = ["team/key"];
    const beside = inAccount("222233334444", "churn", { bucketPrefix: "x/", secrets });
    const found = foundBy(modelData, prod({ bucketPrefix: "x/", secrets }), { others: [beside] });
    expect(found).toEqual([]);
  });

  test("does not compare environments of two accounts, other prefixes, or buckets of their own", () => {
    expect(foundAcross({ bucketPrefix: "x/" }, { bucketPrefix: "x/" }, "111122223333")).toEqual([]);
    expect(foundAcross({ bucketPrefix: "x/" }, { bucketPrefix: "y/" })).toEqual([]);
    const own = environmentPlan(planWith(OTHER, { account: "222233334444", models: [model("churn")] }));
    expect(foundBy(modelData, environmentPlan(two({}, {})), { others: [own] })).toEqual([]);
  });
});
