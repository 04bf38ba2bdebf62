import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

export const TABLE = "arn:aws:dynamodb:ap-southeast-1:111122223333:table/features";
export const INDEX = `${TABLE}/index/by-user`;

const model = (name: string, permissions: readonly object[]): object => ({
  name,
  image: { tag: "1" },
  permissions,
});

/** Models of an isolated network: `reader` reads a table and its index, `other` calls no service of its own. */
export const READER = {
  models: [
    model("reader", [{ actions: ["dynamodb:GetItem", "dynamodb:Query"], resources: [TABLE, INDEX] }]),
    model("other", []),
  ],
};

export const withTable = (network: object = {}): Plan => planWith("retail-forecast", { ...READER, network });
