import { z } from "../../base/zod";
import { expects } from "../expects";
import { byKey } from "../values";
import { freeText } from "./values";

/** Services whose actions give a role, or an account, any right. */
const REFUSED_SERVICES = /^(?!(iam|organizations|account|sso|sso-admin|identitystore):)/;

const action = () =>
  z
    .string()
    .max(128)
    .regex(
      /^[a-z0-9-]+:[A-Za-z][A-Za-z0-9]*\*?$/,
      expects(
        "an action such as sqs:SendMessage, or the beginning of actions such as sqs:Get*",
        "list the actions that the program calls, each with the prefix of its service",
      ),
    )
    .regex(
      REFUSED_SERVICES,
      expects(
        "no action of IAM, IAM Identity Center, AWS Organizations or accounts, with which a program could give itself any right",
        "let an administrator call it, outside of the pods",
      ),
    );

const resource = () =>
  z
    .string()
    .max(1024)
    .regex(
      /^(\*|arn:[^\s"\\]+)$/,
      expects(
        "the ARN of a resource such as arn:aws:sqs:eu-west-1:111122223333:predictions, or * for an action without resources",
        "copy the ARN of the resource",
      ),
    );

const operator = () =>
  z
    .string()
    .regex(
      /^(ForAllValues:|ForAnyValue:)?(String(Not)?(Equals(IgnoreCase)?|Like)|(Numeric|Date)(Not)?(Equals|LessThan(Equals)?|GreaterThan(Equals)?)|Bool|Null|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?$/,
      expects("an operator of IAM conditions such as StringEquals", "correct the operator"),
    );

const conditions = z
  .record(
    operator(),
    z
      .record(
        z
          .string()
          .regex(
            /^[a-z0-9-]+:[^\s"\\]+$/,
            expects("a condition key such as aws:ResourceTag/team", "correct the condition key"),
          ),
        z.array(freeText(1024)).min(1, expects("at least one value", "add a value, or remove the key")),
      )
      .overwrite(byKey),
  )
  .overwrite(byKey)
  .optional()
  .describe("Conditions of the statement: lists of values by condition key, by operator. Default: none.");

const statement = z
  .strictObject({
    actions: z
      .array(action())
      .min(1, expects("at least one action", "add an action, or remove the statement"))
      .describe("Actions that the pods may call, such as `sqs:SendMessage`."),
    resources: z
      .array(resource())
      .min(1, expects("at least one resource", "add the ARN of a resource, or remove the statement"))
      .describe("ARNs of the resources, or `*` for actions without resource-level permissions."),
    conditions,
    reason: freeText(300)
      .optional()
      .describe(
        "Why the statement needs a wildcard. Required for one in an action or a resource, except for the objects below a prefix of a bucket.",
      ),
  })
  .describe("A statement that allows actions.");

/** Statements of an IAM role. */
export const statements = () => z.array(statement);

export const permissions = statements()
  .default([])
  .describe(
    "Permissions in AWS beside those for the model's files and secrets, as statements of its IAM role. Synth adds the VPC endpoints of their services, and buckets and tables to the policies of the gateway endpoints of S3 and DynamoDB. With `permissionsBoundary`, the boundary has to allow them too.",
  );

export type Permission = z.output<typeof statement>;
