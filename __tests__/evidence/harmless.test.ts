import { publishedActions } from "../../dev/service-data/published";
import { HARMLESS_ACTIONS, OTHER_ACTIONS } from "../../src/evidence/harmless/actions";
import { schemaOf } from "../../src/evidence/provider-schemas/schema-of";
import { type BlockForm, type BlockKind } from "../../src/evidence/provider-schema";
import { HARMLESS } from "../../src/evidence/harmless";

const KINDS: Readonly<Record<string, BlockKind>> = { data: "data", provider: "configuration" };

/** The schema of a type of the list. */
function schemaFor(key: string): BlockForm | undefined {
  const { [key.split(".")[0] ?? ""]: kind = "resource" } = KINDS;
  const type = key.replace(/^(data|provider)\./, "");
  return schemaOf(type.split("_")[0] ?? "", kind, type);
}

/** Actions of a policy that `own-block-not-judged` names. */
const namedActions = (action: string): string[] =>
  HARMLESS.notRead
    .filter(({ path, values }) => path === "policy.Statement.Action" && values.test(action))
    .map(() => action);

/** Types of Terraform itself have no provider whose schema is extracted. */
const KEYS = Object.keys(HARMLESS.types).filter((key) => !key.startsWith("terraform_"));

test("each harmless type is one of its provider", () => {
  expect(KEYS.filter((key) => schemaFor(key) === undefined)).toEqual([]);
});

test("each harmless argument is one of its type", () => {
  const unknown = KEYS.flatMap((key) =>
    (HARMLESS.types[key] ?? [])
      .flatMap((row) => row.arguments)
      // The name of a provider is an argument of Terraform.
      .filter((path) => path !== "*" && path !== "alias")
      .map((path) => path.split(".")[0] ?? "")
      .filter((name) => !schemaFor(key)?.arguments.has(name) && !schemaFor(key)?.blocks.has(name))
      .map((name) => `${key}.${name}`),
  );
  expect(unknown).toEqual([]);
});

test.each(Object.entries(HARMLESS_ACTIONS))(
  "the harmless actions of %s exist, and only the listed ones write",
  (service, listed) => {
    const actions = Object.values(publishedActions(service));
    expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining([...listed]));
    const writing = actions.filter(({ accessLevel }) => !["Read", "List"].includes(accessLevel));
    const harmless = writing.filter(({ name }) => !OTHER_ACTIONS.test(`${service}:${name}`));
    expect(harmless.map(({ name }) => name).filter((name) => !listed.includes(name))).toEqual([]);
  },
);

test.each([
  "cloudwatch:AssumeAccessProfile",
  "dynamodb:BatchWriteItem",
  "dynamodb:ExportTableToPointInTime",
  "dynamodb:PartiQLDelete",
  "dynamodb:PurchaseReservedCapacityOfferings",
  "ecr:BatchDeleteImage",
  "es:ESHttpDelete",
  "events:RetrieveConnectionCredentials",
  "logs:Unmask",
  "s3:BypassGovernanceRetention",
  "s3:GetDataAccess",
  "sns:Subscribe",
])("the action %s is named in a policy", (action) => {
  expect(namedActions(action)).toEqual([action]);
});

test.each(["s3:getobject", "dynamodb:Query", "logs:PutLogEvents", "ecr:GetAuthorizationToken"])(
  "the action %s is harmless",
  (action) => {
    expect(namedActions(action)).toEqual([]);
  },
);
