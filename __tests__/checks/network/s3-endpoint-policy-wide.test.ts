import { s3EndpointPolicyWide as check } from "../../../src/checks/network/s3-endpoint-policy-wide";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { withMoreIds } from "../../support/network-by-ids";
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

  test.each([
    [
      "NotResource",
      { Principal: "*", Action: "s3:GetObject", NotResource: "arn:aws:s3:::other/*" },
      "allows *, which nothing needs",
    ],
    [
      "NotAction",
      {
        Principal: { AWS: "arn:aws:iam::333344445555:root" },
        NotAction: "s3:DeleteBucket",
        Resource: "arn:aws:s3:::mlapp-model-registry/*",
      },
      "allows * on arn:aws:s3:::mlapp-model-registry/*",
    ],
    [
      "NotPrincipal",
      {
        NotPrincipal: { AWS: "arn:aws:iam::999988887777:root" },
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::mlapp-model-registry/model-service/*",
      },
      "credentials of every account",
    ],
  ])("reports what %s allows besides what it lists", (_, statement, words) => {
    const messages = newMessages(check, "mlapp", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, (statements) => statements["push"]({ Effect: "Allow", ...statement })),
    );
    expect(messages).toContain(words);
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

  test("reports a policy that a block sets at an existing endpoint", () => {
    const plan = altered(withMoreIds(), ({ network }) => {
      const allows = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
      network.resource.aws_vpc_endpoint_policy = {
        own: {
          vpc_endpoint_id: "${data.aws_vpc_endpoint.s3.id}",
          policy: JSON.stringify({ Version: "2012-10-17", Statement: [allows] }),
        },
      };
    });
    expect(foundBy(check, environmentPlan(withMoreIds()))).toEqual([]);
    expect(foundBy(check, plan).join()).toContain("allows *, which nothing needs");
  });

  test("reports the deletion of a state file", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, ({ 5: state }) => {
        state["Action"] = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
      }),
    );
    expect(messages).toContain("s3:DeleteObject");
  });

  test("reports an added action on a bucket", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, (statements) => {
        const all = statements as unknown as { Sid: string; Action: string | string[] }[];
        const listing = all.find(({ Sid }) => Sid === "ListTerraformState");
        if (listing) listing.Action = [listing.Action, "s3:PutLifecycleConfiguration"].flat();
      }),
    );
    expect(messages).toContain("s3:PutLifecycleConfiguration");
  });

  test("reports the deletion of plans, which expire", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ network }) =>
      editS3Policy(network, (statements) => {
        const all = statements as unknown as { Sid: string; Action: string[] }[];
        all.find(({ Sid }) => Sid === "TerraformPlans")?.Action.push("s3:DeleteObject");
      }),
    );
    expect(messages).toContain(
      "allows s3:DeleteObject on arn:aws:s3:::ml-inference-prod-tfstate-222233334444/plans/*",
    );
  });

  test("reports access to plans where the state bucket has no folder for them", () => {
    const messages = newMessages(check, "ml-inference-prod", "aws_vpc_endpoint.s3", ({ state }) => {
      const lifecycle = state["resource"].aws_s3_bucket_lifecycle_configuration.state_bucket as {
        rule: object[];
      };
      lifecycle.rule.splice(1);
    });
    expect(messages).toContain("tfstate-222233334444/plans/*, which nothing needs");
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
