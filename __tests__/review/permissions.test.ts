import { within } from "../support/findings";
import { topicLines } from "./topic-lines";

describe("permissions", () => {
  const PERMISSIONS = "Permissions";

  test("an action that a role gains is reported with its service account", () => {
    const found = topicLines(PERMISSIONS, ({ models }) =>
      within(models.resource.aws_iam_role_policy.retail_forecast_api, "policy", (policy) => {
        policy["Statement"][0].Action = ["s3:GetObject", "s3:DeleteObject"];
      }),
    );
    expect(found[0]).toMatch(
      /^attention: role \S+ \(service account models:retail-forecast-api\) gains s3:DeleteObject.* on arn:aws:s3:::/,
    );
  });

  test("a new principal in a trust policy is reported", () => {
    const found = topicLines(PERMISSIONS, ({ models }) =>
      within(models.resource.aws_iam_role.retail_forecast_api, "assume_role_policy", (trust) => {
        trust["Statement"].push({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" });
      }),
    );
    expect(found).toEqual([
      expect.stringMatching(/^attention: trust policy of role \S+ gains sts:AssumeRole for everyone$/),
    ]);
  });

  test("a removed Deny statement needs attention", () => {
    const found = topicLines(PERMISSIONS, ({ state }) =>
      within(state.resource.aws_s3_bucket_policy.state_bucket, "policy", (policy) => {
        policy["Statement"] = [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }];
      }),
    );
    expect(found.filter((line) => /^attention: .* loses a Deny of s3:/.test(line))).not.toEqual([]);
  });

  test("another layout of a policy changes no permission", () => {
    const found = topicLines(PERMISSIONS, ({ models }) => {
      const holder = models.resource.aws_iam_role_policy.retail_forecast_api;
      holder.policy = JSON.stringify(JSON.parse(holder.policy), null, 2);
    });
    expect(found).toEqual([]);
  });

  test("a new cluster administrator is reported", () => {
    const found = topicLines(PERMISSIONS, ({ cluster }) => {
      const [entry] = Object.values<Record<string, string>>(
        cluster.resource.aws_eks_access_policy_association,
      );
      if (entry) entry["principal_arn"] = "arn:aws:iam::555566667777:role/another";
    });
    expect(found[0]).toMatch(
      /^attention: arn:aws:iam::555566667777:role\/another gains AmazonEKSClusterAdminPolicy in the whole cluster: it leads to all rights in the cluster$/,
    );
  });
});
