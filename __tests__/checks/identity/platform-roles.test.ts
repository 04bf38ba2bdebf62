import { platformRoles } from "../../../src/checks/identity/platform-roles";
import { newlyFound, within } from "../../support/findings";
import { type Case, ML } from "./edits";

const CHECK = [platformRoles];
const HARDENED = "ml-inference-hardened";

test.each<Case>([
  [
    "a role of an add-on whose pods call nothing",
    ML,
    ({ cluster }) => {
      cluster.resource.aws_eks_addon.coredns.service_account_role_arn = "${aws_iam_role.nodes.arn}";
    },
    "role ml-inference-nodes of add-on coredns: EKS does not require arn:aws:iam::aws:policy/",
  ],
  [
    "nodes that can read model files",
    ML,
    ({ cluster }) => {
      cluster.resource.aws_iam_role_policy = {
        nodes: {
          role: "${aws_iam_role.nodes.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
          }),
        },
      };
    },
    "it has inline permissions: s3:GetObject",
  ],
  [
    "nodes with an extra policy",
    ML,
    ({ cluster }) =>
      (cluster.resource.aws_iam_role_policy_attachment.extra = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
      }),
    "EKS does not require arn:aws:iam::aws:policy/AmazonS3FullAccess",
  ],
  [
    "nodes with a policy that a data source finds",
    ML,
    ({ cluster }) => {
      cluster.data.aws_iam_policy = { extra: { arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" } };
      cluster.resource.aws_iam_role_policy_attachment.extra = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "${data.aws_iam_policy.extra.arn}",
      };
    },
    "EKS does not require arn:aws:iam::aws:policy/AmazonS3FullAccess",
  ],
  [
    "nodes with a policy that a data source finds by its name",
    ML,
    ({ cluster }) => {
      cluster.data.aws_iam_policy = { extra: { name: "AmazonS3FullAccess" } };
      cluster.resource.aws_iam_role_policy_attachment.extra = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "${data.aws_iam_policy.extra.arn}",
      };
    },
    "EKS does not require ",
  ],
  [
    "nodes that can read every parameter of the account",
    HARDENED,
    ({ cluster }) =>
      (cluster.resource.aws_iam_role_policy_attachment.extra = {
        role: "${aws_iam_role.nodes.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      }),
    "EKS does not require arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  ],
  [
    "an SSM Agent that can read a parameter",
    HARDENED,
    ({ cluster }) =>
      within(cluster.resource.aws_iam_role_policy.nodes_session_manager, "policy", ({ Statement }) =>
        Statement[0].Action.push("ssm:GetParameter"),
      ),
    "it has inline permissions: ssm:GetParameter",
  ],
  [
    "an add-on role without its policy",
    ML,
    ({ cluster }) => delete cluster.resource.aws_iam_role_policy_attachment.vpc_cni,
    "AmazonEKS_CNI_Policy is not attached",
  ],
])("platform-roles finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
