import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import { type Plan } from "../../../support/plan";
import { planOf } from "../../../support/reference-plans";

const ML = "ml-inference-prod";
const DEPLOYER = "arn:aws:iam::222233334444:role/platform/TerraformDeployer";

/** Arguments of the commands that fetch the credential of a layer's providers. */
const credentials = (plan: Plan, layer: "platform" | "models"): unknown[] => {
  const { kubernetes, helm } = plan.stack(layer).providers as unknown as {
    kubernetes: { exec: { args: unknown }[] }[];
    helm: { kubernetes: { exec: { args: unknown } } }[];
  };
  return [kubernetes[0]?.exec[0]?.args, helm[0]?.kubernetes.exec.args];
};

const principals = (plan: Plan): unknown[] =>
  plan
    .stack("cluster")
    .resources("aws_eks_access_entry")
    .map(({ config }) => config["principal_arn"]);

describe.each(["platform", "models"] as const)("of the %s layer", (layer) => {
  test("the providers assume the deployer role", () => {
    const plan = planWith(ML, { cluster: { deployerRole: DEPLOYER } });
    for (const args of credentials(plan, layer)) {
      expect(args).toEqual(expect.arrayContaining(["get-token", "--role-arn", DEPLOYER]));
    }
  });

  test.each(ENVIRONMENTS)("the providers of %s use the identity that runs Terraform", (environment) => {
    for (const args of credentials(planOf(environment), layer)) {
      expect(args).toContain("get-token");
      expect(args).not.toContain("--role-arn");
    }
  });
});

test("EKS-03 the deployer role has an access entry beside the administrators", () => {
  expect(principals(planWith(ML, { cluster: { deployerRole: DEPLOYER } }))).toEqual([
    DEPLOYER,
    "arn:aws:iam::222233334444:role/ml-platform-admin",
  ]);
});

test("EKS-03 a deployer role that is an administrator has one access entry", () => {
  const admin = "arn:aws:iam::222233334444:role/ml-platform-admin";
  expect(principals(planWith(ML, { cluster: { deployerRole: admin } }))).toEqual([admin]);
});
