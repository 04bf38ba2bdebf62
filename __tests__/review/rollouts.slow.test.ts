import { planWith } from "../support/changed-plans";
import { configWith } from "../support/environments";
import { type Plan } from "../support/plan";
import { between, edited, linesIn, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";

const rolled = (before: Plan, after: Plan): string[] => linesIn(reviewOf(between(before, after)), "Rollouts");

const model = { name: "ml-inference-api", image: { tag: "1.4.2" }, environment: { B: "1", A: "2" } };
const withModel = (change: object): Plan => planWith(PROD, { models: [{ ...model, ...change }] });

test.each([
  ["an image", { image: { tag: "1.4.3" } }],
  ["a variable, whose checksum is an annotation of the pods", { environment: { A: "3", B: "1" } }],
  ["a request", { cpuRequest: "300m" }],
])("%s rolls the pods of the model", (_, change) => {
  expect(rolled(withModel({}), withModel(change))).toEqual([
    expect.stringMatching(
      /^info: the apply replaces the pods of kubernetes_deployment_v1\.ml_inference_api step by step, since their template changes in /,
    ),
  ]);
});

test.each([
  ["another number of replicas", { replicas: { min: 3 } }],
  ["another order of variables", { environment: { A: "2", B: "1" } }],
])("%s rolls no pods", (_, change) => {
  expect(rolled(withModel({}), withModel(change))).toEqual([]);
});

test("an equal quantity in another form rolls no pods", () => {
  const plan = withModel({ cpuRequest: "1" });
  const requests = (pair: ReturnType<typeof edited>) => reviewOf(pair).topics.map(({ title }) => title);
  const change = (cpu: string) =>
    edited(plan, ({ models }) => {
      const { container } = models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec;
      container[0].resources.requests.cpu = cpu;
    });
  expect(requests(change("1000m"))).not.toContain("Rollouts");
  expect(requests(change("1001m"))).toContain("Rollouts");
});

describe("a change that both rolls pods and removes what they need", () => {
  const [forecast, fraud] = configWith("ml-platform").models as [object, object];
  const mounted = (number: number): Plan =>
    planWith("ml-platform", { models: [forecast, { ...fraud, bucketPrefix: `versions/${number}/` }] });
  const order = (before: Plan, after: Plan): string[] =>
    linesIn(reviewOf(between(before, after)), "Order of the applies");

  test("is applied twice, which the review says with what stays meanwhile", () => {
    const lines = order(mounted(1), mounted(2)).filter((line) => line.includes("twice"));
    expect(lines).toEqual([
      expect.stringMatching(
        /^info: models is applied twice, each plan with its own approval: first with what running pods need of the old version \(.*aws_iam_role_policy\.fraud_detection.*\), and after all pods are ready without it/,
      ),
    ]);
  });

  test.each([
    ["an image", withModel({}), withModel({ image: { tag: "1.4.3" } })],
    [
      "rights alone",
      withModel({
        permissions: [
          { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:ap-southeast-2:222233334444:a"] },
        ],
      }),
      withModel({}),
    ],
  ])("%s are applied once", (_, before, after) => {
    expect(order(before, after).filter((line) => line.includes("twice"))).toEqual([]);
  });
});
