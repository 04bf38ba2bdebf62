import { problemsOfKeys } from "../../support/minimal-file";

const CONSUMER = "arn:aws:iam::444455556666:root";
const NLB = { type: "nlb", clientCidrs: ["10.99.0.0/16"] };

const problems = (settings: object, keys: object = {}): string[] =>
  problemsOfKeys({
    entry: NLB,
    ...keys,
    components: { "private-link": { principals: [CONSUMER], ...settings } },
  });

test.each([
  ["an account", {}],
  [
    "a role and a user",
    { principals: ["arn:aws:iam::444455556666:role/app/x", "arn:aws:iam::444455556666:user/y"] },
  ],
  ["a private name", { privateDnsName: "models.example.com" }],
  ["no acceptance", { acceptance: false }],
  ["another region", { regions: ["eu-central-1"] }],
])("ML-06 a file can have %s", (_, settings) => {
  expect(problems(settings)).toEqual([]);
});

const CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333";
const TLS = { ...NLB, port: 443, host: "models.example.com", certificateArn: CERTIFICATE };
const MODELS = ["a", "b"].map((name) => ({ name, image: { tag: "1.0.0" } }));

test.each<readonly [string, object, object, string]>([
  ["everyone", { principals: ["*"] }, {}, 'got "*", expected the ARN of an account, a role or a user'],
  ["no principal", { principals: [] }, {}, "expected at least one principal"],
  ["an account by its number", { principals: ["444455556666"] }, {}, "write arn:aws:iam::444455556666:root"],
  ["a role by a pattern", { principals: ["arn:aws:iam::444455556666:role/*"] }, {}, "without a wildcard"],
  [
    "the same principal twice",
    { principals: [CONSUMER, CONSUMER] },
    {},
    "expected each entry of the list once",
  ],
  [
    "a principal of another partition",
    { principals: ["arn:aws-cn:iam::444455556666:root"] },
    {},
    "expected a principal of arn:aws:, the partition of eu-west-1",
  ],
  [
    "an ALB",
    {},
    { entry: { type: "ingress", httpOnly: true } },
    "got entry.type ingress, expected entry.type nlb: an endpoint service has a Network Load Balancer",
  ],
  [
    "no ranges of consumers",
    {},
    { entry: { type: "nlb" } },
    "entry.clientCidrs: got nothing, expected the ranges of the consumers' own addresses",
  ],
  [
    "a private name for two models",
    { privateDnsName: "models.example.com" },
    { models: MODELS },
    "expected no private name with 2 models",
  ],
  [
    "a private name that the certificate does not have",
    { privateDnsName: "other.example.com" },
    { entry: TLS },
    "expected models.example.com, which the certificate has",
  ],
  [
    "the region of the environment",
    { regions: ["eu-west-1"] },
    {},
    "expected a region other than eu-west-1, which consumers always have",
  ],
])("ML-06 a file cannot have %s", (_, settings, keys, text) => {
  expect(problems(settings, keys).join("\n")).toContain(text);
});

test("ML-06 without judged ranges, a file needs no ranges of consumers", () => {
  expect(problems({ consumerRanges: "any" }, { entry: { type: "nlb" } })).toEqual([]);
});

test("ML-06 the same principal twice is one error", () => {
  expect(problems({ principals: [CONSUMER, CONSUMER] })).toHaveLength(1);
});
