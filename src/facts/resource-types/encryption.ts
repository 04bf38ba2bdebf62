import { ANY_CHARACTERS, limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

/** Keys and secrets. */
export const ENCRYPTION: TypeRows = {
  aws_kms_alias: {
    file: "encryption",
    cost: "none",
    limits: [
      limit(
        "name",
        256,
        /^alias\/(?!aws\/)[\w/-]+$/,
        "alias/ followed by letters, digits, _, / and -, not alias/aws/",
      ),
    ],
    unique: { attribute: "name", within: "region" },
  },
  aws_kms_key: {
    file: "encryption",
    cost: "lines",
    limits: [limit("description", 8192, ...ANY_CHARACTERS, 0)],
    json: ["policy"],
  },
  ...each(["aws_kms_grant", "aws_kms_key_policy"], { cost: "none" }),
  aws_secretsmanager_secret: {
    file: "secrets",
    cost: "lines",
    limits: [limit("name", 512, /^[\w/+=.@-]+$/, "letters, digits and /_+=.@-")],
    unique: { attribute: "name", within: "region" },
  },
  aws_secretsmanager_secret_policy: { cost: "none" },
};
