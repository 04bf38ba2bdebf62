import { trustFor } from "../../../../src/platform/constructs/identity/service-trust";

test("FAR-01 the trust policy of a service is limited to the named resource", () => {
  expect(
    JSON.parse(
      trustFor({ service: "eks.amazonaws.com", sourceArn: "arn:aws:eks:eu-west-1:111122223333:cluster/a" }),
    ),
  ).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "eks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/a" } },
      },
    ],
  });
});
