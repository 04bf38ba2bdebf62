import { modelStatements } from "../../src/platform/permissions";
import { awsLocation } from "../../src/facts/aws";

const IRELAND = awsLocation("111122223333", "eu-west-1");

test("API-07 a model without secrets can only read its files in an existing bucket", () => {
  expect(modelStatements(IRELAND, { name: "registry", prefix: "fraud/" }, [])).toEqual([
    {
      Sid: "ReadModelFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::registry/fraud/*",
    },
    {
      Sid: "ListModelFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: "arn:aws:s3:::registry",
      Condition: { StringLike: { "s3:prefix": "fraud/*" } },
    },
  ]);
});

test("API-06 the ARN of a secret ends with a pattern for the six characters that Secrets Manager appends", () => {
  const statements = modelStatements(awsLocation("111122223333", "cn-north-1"), { name: "b", prefix: "p/" }, [
    { name: "a/b" },
  ]);
  expect(statements.at(-1)).toMatchObject({
    Resource: ["arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a/b-??????"],
  });
});
