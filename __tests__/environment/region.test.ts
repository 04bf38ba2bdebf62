import { configWith } from "../support/environments";
import { readExpectation } from "../../src/environment/loader/expectation";
import { region as regionSchema } from "../../src/environment/schema/values";
import { rules } from "../../src/environment/rules/all";

const problems = (change: object): string[] =>
  rules(configWith("ml-inference-prod", change)).map(
    ({ path, expected }) => `${path.join(".")}: ${expected}`,
  );

const GOVCLOUD = {
  region: "us-gov-west-1",
  cluster: { admins: ["arn:aws-us-gov:iam::222233334444:role/ml-platform-admin"] },
};

test.each(["cn-north-1", "cn-northwest-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"])(
  "fails in %s, whose partition is not supported",
  (region) => {
    expect(problems({ region })).toContain("region: a region of the partition aws or aws-us-gov");
  },
);

test("fails in AWS GovCloud with the least-privilege policy of the S3 endpoint", () => {
  expect(problems(GOVCLOUD)).toEqual([
    "network.endpoints.s3Policy: full-access in AWS GovCloud, where the buckets of image layers and AL2023 packages are unconfirmed",
  ]);
});

test("accepts AWS GovCloud with an open S3 endpoint", () => {
  expect(problems({ ...GOVCLOUD, network: { endpoints: { s3Policy: "full-access" } } })).toEqual([]);
});

test.each(["us-east-1", "eu-central-2", "ap-southeast-7"])("accepts %s", (region) => {
  expect(problems({ region }).filter((problem) => /^region|s3Policy/.test(problem))).toEqual([]);
});

test.each([
  ["eu-west-1a", "did you mean eu-west-1?"],
  ["EU-WEST-1", "did you mean eu-west-1?"],
  ["us-east1", "did you mean us-east-1?"],
  ["euwest1", "did you mean eu-west-1?"],
  ["Frankfurt", "write the code, such as eu-central-1 for Frankfurt"],
])("the fix of the region %s names the nearest one", (written, fix) => {
  const { error } = regionSchema().safeParse(written);
  expect(readExpectation(error?.issues[0]?.message ?? "")?.fix).toBe(fix);
});
