import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument } from "../../facts/iam";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { type GithubActionsSettings } from "./settings";
import { GITHUB_ISSUER, audienceIn, githubSubject } from "./subject";

/** The shortest maximum that IAM accepts, and longer than a push takes (IAM API reference, CreateRole, read 2026-11-21). */
const SESSION_SECONDS = 3600;

/**
 * Actions of a push, with those that read back what was pushed.
 * Source: Amazon ECR user guide, "image-push-iam" and "image-pull-iam" (read 2026-11-21).
 */
const PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:CompleteLayerUpload",
  "ecr:GetDownloadUrlForLayer",
  "ecr:InitiateLayerUpload",
  "ecr:PutImage",
  "ecr:UploadLayerPart",
];

/**
 * Role of one branch or job environment, which may push images of models and do nothing else.
 * Repositories of mirrors have the controllers of the platform: who pushes there has the rights of
 * these controllers.
 */
export const install: Install = {
  cluster: (stack, host) => {
    const { config, names } = host.environment;
    const settings = partSettings(config, "github-actions") as GithubActionsSettings;
    const scope = new Construct(stack, "github-actions");
    const role = new IamRole(scope, "Role", {
      name: `${names.prefix}-github-actions`,
      description: `Pushes images of ${settings.repository} from GitHub Actions`,
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicy: trustPolicy(providerArn(scope, settings, host), settings, host),
    });
    // KMS needs no statement: ECR uses the key of a repository with grants of its own.
    new IamRolePolicy(scope, "push-images", {
      name: "push-images",
      role: role.id,
      policy: policyDocument([
        { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
        { Effect: "Allow", Action: PUSH, Resource: host.modelRepositoryArns },
      ]),
    });
    return {
      github_actions_role_arn: {
        value: role.arn,
        description: "Role with which GitHub Actions pushes images",
      },
    };
  },
};

const trustPolicy = (
  provider: string,
  settings: GithubActionsSettings,
  { location }: Hosts["cluster"],
): string =>
  policyDocument([
    {
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: audienceIn(location),
          [`${GITHUB_ISSUER}:sub`]: githubSubject(settings),
        },
      },
    },
  ]);

/** The OIDC provider of the account. It needs no thumbprint: IAM trusts the certificate authority of GitHub. */
function providerArn(
  scope: Construct,
  { provider }: GithubActionsSettings,
  { location }: Hosts["cluster"],
): string {
  const url = `https://${GITHUB_ISSUER}`;
  const audience = audienceIn(location);
  if (provider === "create") {
    return new IamOpenidConnectProvider(scope, "oidc", { url, clientIdList: [audience] }).arn;
  }
  return new DataAwsIamOpenidConnectProvider(scope, "oidc", {
    url,
    lifecycle: {
      postcondition: [
        {
          // With mocked providers the list is empty, as in the tests of handed-over modules.
          condition: `\${length(self.client_id_list) == 0 || contains(self.client_id_list, "${audience}")}`,
          errorMessage: `The OIDC provider of GitHub in this account lacks the audience ${audience}: run aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn \${self.arn} --client-id ${audience}`,
        },
      ],
    },
  }).arn;
}
