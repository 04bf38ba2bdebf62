import { s3EndpointPolicy as check } from "../../../src/checks/network/s3-endpoint-policy";
import { editS3Policy, newMessages, referenceFindings } from "./findings";

describe("s3-endpoint-policy", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a policy that denies image layers", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, (statements) => statements["shift"]()),
    );
    expect(messages).toContain("prod-us-east-1-starport-layer-bucket");
  });

  test("reports a policy that allows packages for one account only", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 1: packages }) => {
        packages["Condition"] = { StringEquals: { "aws:PrincipalAccount": "333344445555" } };
      }),
    );
    expect(messages).toContain("al2023-repos-us-east-1-de612dc2");
  });

  test("reports a policy that denies listing of the model bucket", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 2: files }) => {
        files["Action"] = "s3:GetObject";
      }),
    );
    expect(messages).toContain("s3:ListBucket on arn:aws:s3:::mlapp-model-registry");
  });

  test("reports a policy that allows another account only", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 2: files }) => {
        files["Condition"].StringEquals["aws:PrincipalAccount"] = "111122223333";
      }),
    );
    expect(messages).toContain("mlapp-model-registry/model-service/*");
  });
});
