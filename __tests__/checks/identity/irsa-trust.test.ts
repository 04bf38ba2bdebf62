import { irsaTrust } from "../../../src/checks/identity/irsa-trust";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML, trust } from "./edits";

const CHECK = [irsaTrust];
const ISSUER = "${data.terraform_remote_state.cluster.outputs.oidc_issuer}";

test.each<Case>([
  [
    "without a subject",
    ML,
    trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${ISSUER}:sub`)),
    "its subject is missing",
  ],
  [
    "without an audience",
    ML,
    trust(({ Condition }) => Reflect.deleteProperty(Condition.StringEquals as object, `${ISSUER}:aud`)),
    "its audience is missing",
  ],
  [
    "with another audience",
    ML,
    trust(({ Condition }) => (Condition.StringEquals[`${ISSUER}:aud`] = "sts.amazonaws.com.evil")),
    "its audience is sts.amazonaws.com.evil",
  ],
  [
    "with a subject compared with StringLike",
    ML,
    trust((statement) => {
      const { StringEquals } = statement["Condition"];
      statement["Condition"] = {
        StringLike: { ...StringEquals, [`${ISSUER}:sub`]: "system:serviceaccount:ml-inference:*" },
      };
    }),
    "sub is compared with StringLike, expected StringEquals; its subject system:serviceaccount:ml-inference:* is not one service account",
  ],
  [
    "with a wildcard in the subject",
    ML,
    trust(({ Condition }) => (Condition.StringEquals[`${ISSUER}:sub`] = "system:serviceaccount:*:api")),
    "is not one service account",
  ],
  [
    "with two subjects",
    ML,
    trust(({ Condition }) => {
      const sub = Condition.StringEquals[`${ISSUER}:sub`];
      Condition.StringEquals[`${ISSUER}:sub`] = [sub, `${sub}-2`];
    }),
    "it names 2 service accounts, expected one",
  ],
  ...["ForAllValues:StringEquals", "StringEqualsIfExists", "StringEqualsIgnoreCase"].map((operator): Case => [
    `with the operator ${operator}`,
    ML,
    trust((statement) => (statement["Condition"] = { [operator]: statement["Condition"].StringEquals })),
    `compared with ${operator}, expected StringEquals`,
  ]),
  [
    "with https:// in the issuer",
    ML,
    ({ cluster }) => (cluster.locals.oidc_issuer = "${aws_eks_cluster.main.identity[0].oidc[0].issuer}"),
    "includes https://",
  ],
  [
    "with the issuer of another cluster",
    ML,
    trust(({ Condition }) => {
      Condition.StringEquals = {
        "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:aud": "sts.amazonaws.com",
        "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:sub":
          "system:serviceaccount:ml-inference:ml-inference-api",
      };
    }),
    "the issuer of aud is not the cluster's",
  ],
  [
    "with a literal provider ARN",
    ML,
    trust(
      (statement) => (statement["Principal"] = { Federated: "arn:aws:iam::222233334444:oidc-provider/x" }),
    ),
    "its principal is not the OIDC provider",
  ],
  [
    "with every provider",
    ML,
    trust((statement) => (statement["Principal"] = { Federated: "*" })),
    "its principal is not the OIDC provider",
  ],
  [
    "with sts:AssumeRole",
    ML,
    trust((statement) => (statement["Action"] = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRole"])),
    "its action is sts:AssumeRoleWithWebIdentity, sts:AssumeRole",
  ],
  [
    "with a second statement",
    ML,
    ({ models }) => {
      within(models.resource.aws_iam_role.ml_inference_api, "assume_role_policy", ({ Statement }) => {
        Statement.push({ ...Statement[0] });
      });
    },
    "it has several statements, expected one",
  ],
])("irsa-trust finds a trust policy %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
