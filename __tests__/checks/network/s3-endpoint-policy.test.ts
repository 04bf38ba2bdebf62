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

  test("reports a policy of a block of its own, which replaces that of the endpoint", () => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint_policy.own", ({ network }) => {
      const { Statement: statements } = JSON.parse(network.resource.aws_vpc_endpoint.s3.policy) as {
        readonly Statement: readonly object[];
      };
      const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements.slice(1) });
      network.resource.aws_vpc_endpoint_policy = {
        own: { vpc_endpoint_id: "${aws_vpc_endpoint.s3.id}", policy },
      };
    });
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

  test.each([
    ["layers of registry.k8s.io", "LayersRegistryK8sIo", "prod-registry-k8s-io-ap-southeast-2"],
    [
      "the list of state files",
      "ListTerraformState",
      "s3:ListBucket on arn:aws:s3:::ml-inference-prod-tfstate",
    ],
    ["state files", "TerraformState", "ml-inference-prod/models/terraform.tfstate"],
    [
      "plans that wait for an approval",
      "TerraformPlans",
      "s3:PutObject on arn:aws:s3:::ml-inference-prod-tfstate-222233334444/plans/*",
    ],
    [
      "unlocking a state",
      "UnlockTerraformState",
      "s3:DeleteObject on arn:aws:s3:::ml-inference-prod-tfstate",
    ],
  ])("reports a policy that denies %s", (_, sid, denied) => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, (statements) => {
        const index = (statements as unknown as { Sid: string }[]).findIndex(({ Sid }) => Sid === sid);
        statements["splice"](index, 1);
      }),
    );
    expect(messages).toContain(denied);
  });

  test("reports layers of a public registry that only the account may read", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 3: layers }) => {
        layers["Condition"] = { StringEquals: { "aws:PrincipalAccount": "222233334444" } };
      }),
    );
    expect(messages).toContain("prod-registry-k8s-io-ap-southeast-2");
  });

  const withCondition = (condition: object, statement = 2): string =>
    newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ [statement]: files }) => {
        if (files) files["Condition"] = condition;
      }),
    );

  test.each<[string, object]>([
    ["the account of the bucket", { StringEquals: { "aws:ResourceAccount": "333344445555" } }],
    ["the account by the key of S3", { StringEquals: { "s3:ResourceAccount": ["333344445555"] } }],
    ["an organization", { StringEquals: { "aws:ResourceOrgID": "o-example" } }],
    ["this endpoint", { StringEquals: { "aws:SourceVpce": "${aws_vpc_endpoint.s3.id}" } }],
    ["the VPC", { StringEquals: { "aws:SourceVpc": "${aws_vpc.main.id}" } }],
    ["TLS", { Bool: { "aws:SecureTransport": "true" } }],
    ["no service as caller", { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } }],
    ["another account, negated", { StringNotEquals: { "aws:ResourceAccount": "999988887777" } }],
  ])("accepts a policy that requires %s", (_, condition) => {
    expect(withCondition(condition)).toBe("");
  });

  test.each<[string, object]>([
    ["another account's buckets", { StringEquals: { "aws:ResourceAccount": "999988887777" } }],
    ["another account, by a negation", { StringNotEquals: { "aws:ResourceAccount": "333344445555" } }],
    ["plain HTTP", { Bool: { "aws:SecureTransport": "false" } }],
  ])("reports a policy that allows %s only", (_, condition) => {
    expect(withCondition(condition)).toContain("the endpoint policy denies s3:ListBucket");
  });

  test("reports layers that only buckets of the own account may have", () => {
    expect(withCondition({ StringEquals: { "aws:ResourceAccount": "333344445555" } }, 0)).toContain(
      "denies s3:GetObject on arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
    );
  });

  test("a condition on a value that no file has is not judged, and not a denial", () => {
    const messages = withCondition({ StringEquals: { "aws:PrincipalTag/team": "ml" } });
    expect(messages).toContain("not judged: whether the endpoint policy allows s3:ListBucket");
    expect(messages).toContain("it depends on aws:PrincipalTag/team");
    expect(messages).not.toContain("denies");
  });
});
