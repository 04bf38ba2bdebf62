import { type IamCondition } from "../../src/infrastructure/identity-policies";
import { type Given, type Pattern, notIncluded } from "../../src/review/topics/rights/grant";
import { plain } from "../../src/review/stages/phrase";
import { runningAccounts } from "../../src/review/topics/rights/lost-identities";
import { type Editable, altered } from "../support/altered";
import { planOf } from "../support/reference-plans";
import { type Layers, outputStacks, reviewOf } from "./pairs";

interface Written {
  readonly action?: Pattern;
  readonly target?: Pattern;
  readonly principal?: Pattern;
  readonly conditions?: readonly IamCondition[];
  readonly effect?: "Allow" | "Deny";
}

const grant = ({
  action = "s3:getobject",
  target = "*",
  principal = "*",
  conditions = [],
  effect = "Allow",
}: Written): Given => ({
  layer: "models",
  address: "aws_iam_role_policy.a",
  kind: "identity",
  holder: "role models/aws_iam_role.a",
  who: [],
  effect,
  action,
  target,
  principal,
  conditions,
  words: { action: "", on: [] },
});

const when = (operator: string, ...values: string[]): readonly IamCondition[] => [
  { operator, key: "aws:x", values },
];

/** Whether one right is in another one, of the same holder. */
const isIncluded = (narrow: Written, wide: Written): boolean =>
  notIncluded([grant(narrow)], [grant(wide)]).length === 0;

test.each<[what: string, narrow: Written, wide: Written]>([
  ["the same right", {}, {}],
  ["an action of a wildcard", { action: "s3:getobject" }, { action: "s3:get*" }],
  ["a resource below a wildcard", { target: "arn:aws:s3:::a/b/*" }, { target: "arn:aws:s3:::a/*" }],
  ["one principal of everyone", { principal: "AWS 1" }, { principal: "*" }],
  ["a further condition", { conditions: when("StringEquals", "a") }, {}],
  [
    "one of two values",
    { conditions: when("StringEquals", "a") },
    { conditions: when("StringEquals", "a", "b") },
  ],
  [
    "a value of a pattern",
    { conditions: when("StringEquals", "a:b") },
    { conditions: when("StringLike", "a:*") },
  ],
  ["more exceptions", { action: { except: ["a", "b"] } }, { action: { except: ["a"] } }],
])("%s is included", (_, narrow, wide) => {
  expect(isIncluded(narrow, wide)).toBe(true);
});

test.each<[what: string, narrow: Written, wide: Written]>([
  ["a wildcard in one action", { action: "s3:*" }, { action: "s3:getobject" }],
  ["another resource", { target: "b" }, { target: "a" }],
  ["everyone in one principal", { principal: "*" }, { principal: "AWS 1" }],
  ["no condition in one", {}, { conditions: when("StringEquals", "a") }],
  [
    "a further value",
    { conditions: when("StringEquals", "a", "b") },
    { conditions: when("StringEquals", "a") },
  ],
  [
    "a pattern in a value",
    { conditions: when("StringLike", "a:*") },
    { conditions: when("StringEquals", "a:*") },
  ],
  [
    "a key that may be missing",
    { conditions: when("StringEqualsIfExists", "a") },
    { conditions: when("StringEquals", "a") },
  ],
  [
    "fewer values of a negation",
    { conditions: when("StringNotEquals", "a") },
    { conditions: when("StringNotEquals", "a", "b") },
  ],
  [
    "another negation",
    { conditions: when("StringNotEquals", "b") },
    { conditions: when("StringNotEquals", "a") },
  ],
  ["fewer exceptions", { action: { except: ["a"] } }, { action: { except: ["a", "b"] } }],
  ["everything in all but one", { action: "*" }, { action: { except: ["a"] } }],
  ["an Allow in a Deny", {}, { effect: "Deny" }],
])("%s is not included", (_, narrow, wide) => {
  expect(isIncluded(narrow, wide)).toBe(false);
});

test("a right of another holder is not included", () => {
  expect(notIncluded([grant({})], [{ ...grant({}), holder: "role models/aws_iam_role.b" }])).toHaveLength(1);
});

test("an account runs whose pods name it by a reference", () => {
  const plan = altered("retail-forecast", ({ models }) => {
    models.resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.service_account_name =
      "${kubernetes_service_account_v1.retail_forecast_api.metadata[0].name}";
  });
  expect(runningAccounts(plan)("models:retail-forecast-api")).toBe(true);
});

test("the end of an account of running pods is not judged where its namespace is a reference", () => {
  const environment = "retail-forecast";
  const accounts = ({ models }: Layers) => models.resource.kubernetes_service_account_v1 as Editable;
  const before = (layers: Layers): void => {
    accounts(layers)["retail_forecast_api"].metadata.namespace =
      "${kubernetes_namespace_v1.models.metadata[0].name}";
  };
  const after = (layers: Layers): void => void delete accounts(layers)["retail_forecast_api"];
  const { lines } = reviewOf({
    environment,
    before: outputStacks(planOf(environment), before),
    after: outputStacks(planOf(environment), after),
  });
  expect(lines.map(({ text }) => plain(text))).toContainEqual(
    expect.stringMatching(
      /^kubernetes_service_account_v1\.retail_forecast_api is destroyed: pods that name it are refused/,
    ),
  );
});
