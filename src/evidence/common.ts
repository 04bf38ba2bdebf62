import { OTHER_ACTIONS } from "./harmless/actions";
import { type HarmlessArguments, type HarmlessType } from "./harmless";

/** Reasons of several rows. */
export const NAMES = "it names or describes the block, and gives no right";
export const BOUNDS = "it bounds what the block does or keeps, and permits nothing";
export const MEASURES = "it counts or shows, and what it sends a message to is a block that is judged itself";
export const JUDGED_ITSELF = "it refers to a block that is judged by itself";
export const READS =
  "a read changes nothing, and what uses its value is not judged where a check cannot read it";

export const row = (reason: string, names: readonly string[], values?: RegExp): HarmlessArguments => ({
  reason,
  arguments: names,
  ...(values ? { values } : {}),
});

/** Arguments that are harmless in each block that is judged or harmless. */
export const COMMON_ARGUMENTS: HarmlessType = [
  row(NAMES, ["description", "tags.*", "tags_all.*", "comment"]),
  row("it changes the order or the wait of an apply, and nothing in the account", [
    "depends_on",
    "timeouts.*",
  ]),
  row("the block of the provider is judged by itself", ["provider"]),
  row("it stops an apply, and permits nothing", [
    "lifecycle.prevent_destroy",
    "lifecycle.create_before_destroy",
    "lifecycle.precondition.*",
    "lifecycle.postcondition.*",
  ]),
];

/** Kinds of blocks besides resources, data sources, providers and modules. */
export const HARMLESS_BLOCKS: Readonly<Record<string, HarmlessType>> = {
  locals: [
    row("a value does nothing until a block reads it, and is part of the digest of that block", ["*"]),
  ],
  variable: [row("a value does nothing until a block reads it; what reads it is not judged", ["*"])],
  output: [row("it names a value of the state, which its readers have", ["*"])],
  moved: [row("it renames an address of the owner, since those of generated blocks are refused", ["*"])],
  check: [row("an assertion warns in a plan", ["assert.*"])],
};

/** Elements of a policy in an argument that permit nothing by themselves. */
export const policyRows = (argument: string): HarmlessType => [
  row(
    NAMES,
    ["Version", "Id", "Statement.Sid"].map((name) => `${argument}.${name}`),
  ),
  row(
    "what a statement allows is judged by its actions, resources and principals; one that denies permits nothing",
    [`${argument}.Statement.Effect`],
  ),
  row("a condition takes from what a statement allows", [`${argument}.Statement.Condition`]),
];

/** Values that no check reads although it reads the argument. */
export interface NotRead {
  readonly reason: string;
  readonly types: readonly string[];
  readonly path: string;
  readonly values: RegExp;
}

export const NOT_READ: readonly NotRead[] = [
  {
    reason:
      "actions that run code, reveal, end or forward data; rights-escalation and data-reach judge rights and data of others only",
    types: ["aws_iam_role_policy", "aws_iam_policy", "aws_iam_user_policy", "aws_iam_group_policy"],
    path: "policy.Statement.Action",
    values: OTHER_ACTIONS,
  },
  {
    reason: "actions that run code, reveal, end or forward data, as in a policy of its own",
    types: ["aws_iam_role"],
    path: "inline_policy.policy.Statement.Action",
    values: OTHER_ACTIONS,
  },
  ...["policy_arn", "policy_arns", "managed_policy_arns"].map((path) => ({
    reason: "a policy that no block has: what it allows beside rights and data of others is not judged",
    types: [
      "aws_iam_role",
      "aws_iam_policy_attachment",
      ...["role", "user", "group"].flatMap((kind) => [
        `aws_iam_${kind}_policy_attachment`,
        `aws_iam_${kind}_policy_attachments_exclusive`,
      ]),
    ],
    path,
    values: /^arn:/,
  })),
  {
    reason: "the objects of a chart are not in the plan",
    types: ["helm_release"],
    path: "chart",
    values: /^/,
  },
  {
    reason: "programs of the cluster read objects of these namespaces, such as aws-auth",
    types: ["kubernetes_config_map_v1", "kubernetes_config_map"],
    path: "metadata.namespace",
    values: /^(kube-|amazon-|aws-)/,
  },
];
