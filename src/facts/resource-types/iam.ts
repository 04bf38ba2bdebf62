import { limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

const NAME = [/^[\w+=,.@-]+$/, "letters, digits and _+=,.@-"] as const;
const TEXT = [/^[\t\n\r\x20-\x7e\xa1-\xff]*$/, "Latin-1 characters"] as const;
const DESCRIPTION = limit("description", 1000, ...TEXT, 0);

export const IAM: TypeRows = {
  aws_iam_role: {
    file: "iam",
    cost: "none",
    limits: [limit("name", 64, ...NAME), DESCRIPTION],
    unique: { attribute: "name", within: "account" },
    arn: "arn:{partition}:iam::{account}:role/{name}",
    idIsName: true,
    held: { noun: "role", loss: "the rights of running pods and services", rank: 8 },
    json: ["assume_role_policy"],
  },
  aws_iam_policy: {
    cost: "none",
    limits: [limit("name", 128, ...NAME), DESCRIPTION],
    unique: { attribute: "name", within: "account" },
  },
  aws_iam_role_policy: {
    file: "iam",
    cost: "none",
    limits: [limit("name", 128, ...NAME)],
    unique: { attribute: "name", within: ["role"] },
    json: ["policy"],
  },
  aws_iam_instance_profile: {
    cost: "none",
    limits: [limit("name", 128, ...NAME)],
    unique: { attribute: "name", within: "account" },
  },
  ...each(["aws_iam_openid_connect_provider", "aws_iam_role_policy_attachment"], {
    file: "iam",
    cost: "none",
  }),
};
