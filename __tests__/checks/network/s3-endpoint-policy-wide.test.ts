import { s3EndpointPolicyWide as check } from "../../../src/checks/network/s3-endpoint-policy-wide";
import { editS3Policy, endpoints, newMessages, referenceFindings } from "./findings";

describe("s3-endpoint-policy-wide", () => {
  test("reports only the open S3 endpoint of option B in the reference environments", () => {
    expect(referenceFindings(check)).toEqual(["retail-forecast-option-b aws_vpc_endpoint.s3"]);
  });

  test("reports a model bucket that is allowed for every account", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 2: files }) => delete files["Condition"]),
    );
    expect(messages).toContain("credentials of every account");
  });

  test("reports an allowed write action", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 2: files }) => files["Action"].push("s3:PutObject")),
    );
    expect(messages).toContain("s3:PutObject");
  });

  test("reports an allowed bucket that nothing needs", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 2: files }) => files["Resource"].push("arn:aws:s3:::other/*")),
    );
    expect(messages).toContain("arn:aws:s3:::other/*");
  });

  test("reports an endpoint without a policy", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_vpc_endpoint.s3",
      ({ network }) => delete endpoints(network)["s3"].policy,
    );
    expect(messages).toContain("no policy");
  });

  test("reports the deletion of a state file", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 5: state }) => {
        state["Action"] = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
      }),
    );
    expect(messages).toContain("s3:DeleteObject");
  });

  test("reports the bucket of a registry from which nothing is pulled", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 3: layers }) => {
        layers["Resource"] = "arn:aws:s3:::docker-images-prod/*";
      }),
    );
    expect(messages).toContain("allows arn:aws:s3:::docker-images-prod/*, which nothing needs");
  });
});
