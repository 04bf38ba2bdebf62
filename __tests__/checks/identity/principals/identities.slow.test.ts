import { CHECKS } from "../../../../src/checks/all";
import { IDENTITY_CHECKS } from "../../../../src/checks/generated/identity";
import { found, newlyFound, within } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";
import { ACCOUNT, ADMIN, FOREIGN, causedBy, policy, resource } from "./own-blocks";

/** A role that the file names as administrator. */
const ADMIN_OF = { mlapp: ADMIN, "ml-platform": "arn:aws:iam::444455556666:role/ml-platform-admin" };

const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/x`;
const SAML_PROVIDER =
  'resource "aws_iam_saml_provider" "idp" {\n  name = "x"\n  saml_metadata_document = "<xml/>"\n}\n';
const USED = 'output "x_role" {\n  value = aws_iam_role.x.arn\n}\n';

const trusting = (statement: object): string =>
  resource("aws_iam_role", {
    name: '"mlapp-x"',
    assume_role_policy: policy({ Action: "sts:AssumeRole", ...statement }),
  });

const saml = (condition?: object): string =>
  SAML_PROVIDER +
  trusting({
    Action: "sts:AssumeRoleWithSAML",
    Principal: { Federated: "${aws_iam_saml_provider.idp.arn}" },
    ...(condition ? { Condition: condition } : {}),
  }) +
  USED;

const AUDIENCE = { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } };

const provider = (oidc: string): string =>
  resource(
    "aws_eks_identity_provider_config",
    { cluster_name: "aws_eks_cluster.main.name" },
    `  oidc {\n${oidc}\n  }`,
  );

const ISSUER =
  '    identity_provider_config_name = "x"\n    client_id = "kubernetes"\n    issuer_url = "https://idp.example.com"';
const PREFIXES = '    groups_claim = "groups"\n    groups_prefix = "idp:"\n    username_prefix = "idp:"';

const GLUE = {
  Principal: { Service: "glue.amazonaws.com" },
  Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
};

const web = (url: string, sub: string): string =>
  `resource "aws_iam_openid_connect_provider" "ci" {\n  url = "${url}"\n  client_id_list = ["sts.amazonaws.com"]\n}\n` +
  trusting({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: "${aws_iam_openid_connect_provider.ci.arn}" },
    Condition: {
      StringEquals: { [`${url.replace("https://", "")}:aud`]: "sts.amazonaws.com" },
      StringLike: { [`${url.replace("https://", "")}:sub`]: sub },
    },
  }) +
  USED;

describe("identity providers", () => {
  test.each([
    ["SAML without an audience", saml(), "aws_iam_role.x", "SAML:aud"],
    [
      "SAML of a provider that nobody declares",
      trusting({ Action: "sts:AssumeRoleWithSAML", Principal: { Federated: SAML }, Condition: AUDIENCE }) +
        USED,
      "aws_iam_role.x",
      `${SAML}, which this environment does not declare`,
    ],
    [
      "SAML of another account",
      trusting({
        Action: "sts:AssumeRoleWithSAML",
        Principal: { Federated: SAML.replace(ACCOUNT, FOREIGN) },
        Condition: AUDIENCE,
      }) + USED,
      "aws_iam_role.x",
      "of another account",
    ],
    [
      "groups of an outside issuer without a prefix",
      provider(`${ISSUER}\n    groups_claim = "groups"`),
      "aws_eks_identity_provider_config.x",
      "groups_prefix",
    ],
    [
      "users of an outside issuer with the prefix that turns prefixes off",
      provider(`${ISSUER}\n${PREFIXES.replace('username_prefix = "idp:"', 'username_prefix = "-"')}`),
      "aws_eks_identity_provider_config.x",
      "username_prefix",
    ],
    [
      "groups that begin with system:",
      provider(`${ISSUER}\n${PREFIXES.replace('groups_prefix = "idp:"', 'groups_prefix = "system:"')}`),
      "aws_eks_identity_provider_config.x",
      "groups_prefix",
    ],
    [
      "an issuer without TLS",
      provider(`${ISSUER.replace("https:", "http:")}\n${PREFIXES}`),
      "aws_eks_identity_provider_config.x",
      "issuer_url",
    ],
  ])("%s is found once", (_, text, address, words) => {
    expect(causedBy(text)).toEqual([expect.stringContaining(` ${address}: `)]);
    expect(causedBy(text)[0]).toContain(words);
  });

  test("each repository of GitHub is an error", () => {
    const plan = environmentWithOwnFile(
      "mlapp",
      "cluster",
      web("https://token.actions.githubusercontent.com", "repo:*"),
    );
    expect(found(CHECKS, plan)).toContainEqual(expect.stringContaining("github-trust aws_iam_role.x"));
  });

  test("an issuer that is not the cluster's is an error", () => {
    expect(causedBy(web("https://idp.example.com", "*"))).toContainEqual(
      expect.stringContaining("oidc-provider aws_iam_openid_connect_provider.ci"),
    );
  });

  test.each([
    ["SAML with the audience of AWS", saml(AUDIENCE)],
    ["an outside issuer with prefixes", provider(`${ISSUER}\n${PREFIXES}`)],
  ])("%s is no finding", (_, text) => {
    expect(causedBy(text)).toEqual([]);
  });
});

describe("roles that nothing uses", () => {
  test.each([
    ["a role for a service", trusting(GLUE)],
    [
      "a role with permissions",
      trusting(GLUE) +
        resource("aws_iam_role_policy_attachment", {
          role: "aws_iam_role.x.name",
          policy_arn: '"arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole"',
        }),
    ],
    [
      "a role of an instance profile that no instance has",
      trusting({ Principal: { Service: "ec2.amazonaws.com" } }) +
        'resource "aws_iam_instance_profile" "p" {\n  role = aws_iam_role.x.name\n}\n',
    ],
  ])("%s is an error", (_, text) => {
    expect(causedBy(text)).toEqual([expect.stringContaining("unused-roles aws_iam_role.x: nothing uses")]);
  });

  test.each([
    ["an output has", trusting(GLUE) + USED],
    [
      "a block names by its ARN",
      trusting(GLUE) +
        `resource "aws_glue_job" "j" {\n  name = "x"\n  role_arn = "arn:aws:iam::${ACCOUNT}:role/mlapp-x"\n}\n`,
    ],
    [
      "a block refers to",
      trusting(GLUE) + 'resource "aws_glue_job" "j" {\n  name = "x"\n  role_arn = aws_iam_role.x.arn\n}\n',
    ],
    [
      "an administrator assumes",
      trusting({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/mlops-admin` } }),
    ],
    [
      "an instance has by its profile",
      trusting({ Principal: { Service: "ec2.amazonaws.com" } }) +
        'resource "aws_iam_instance_profile" "p" {\n  role = aws_iam_role.x.name\n}\n' +
        'resource "aws_launch_template" "t" {\n  iam_instance_profile {\n    name = aws_iam_instance_profile.p.name\n  }\n}\n',
    ],
  ])("a role that %s is no finding", (_, text) => {
    expect(causedBy(text).filter((line) => line.includes("unused-roles"))).toEqual([]);
  });
});

describe("generated policies", () => {
  test.each([
    ["a bucket", "mlapp", "state", "aws_s3_bucket_policy", "state_bucket", "bucket-policies"],
    ["a vault of backups", "ml-platform", "cluster", "aws_backup_vault_policy", "backups", "backup-vault"],
  ] as const)("%s whose Deny is removed is an error", (_, environment, layer, type, name, check) => {
    const added = newlyFound(CHECKS, environment, (layers) => {
      within(layers[layer].resource[type][name], "policy", (json) => {
        json["Statement"] = [
          { Effect: "Allow", Principal: { AWS: ADMIN_OF[environment] }, Action: "x:Read", Resource: "*" },
        ];
      });
    });
    expect(added).toContainEqual(expect.stringContaining(check));
  });

  test("a stranger with an access entry is an error", () => {
    const added = newlyFound(IDENTITY_CHECKS, "mlapp", ({ cluster }) => {
      cluster.resource.aws_eks_access_entry.x = {
        cluster_name: "${aws_eks_cluster.main.name}",
        principal_arn: `arn:aws:iam::${FOREIGN}:role/x`,
        kubernetes_groups: ["x"],
      };
    });
    expect(added).toEqual([expect.stringContaining(`${FOREIGN}:role/x is not a role of account ${ACCOUNT}`)]);
  });
});
