import { type IamRequest } from "../../../real/terraform/harness/policy-evaluator";
import { type Layer } from "../../../../src/shared/terraform/layers";

/** Calls in sequence with a stolen apply role of one layer. It succeeds where every call is allowed. */
export interface Attack {
  readonly attack: string;
  /** Requests as IAM sees them, one for each resource that a call names, with the tags that earlier calls left. */
  readonly calls: readonly IamRequest[];
  /** The object that it reaches. */
  readonly attacked: string;
  /**
   * `never`: refused for every role. `bounded`: allowed only where the role carries, or gets, the permissions boundary. Layers: a right
   * that these layers need on what is their own, refused for the others.
   */
  readonly expected: "never" | "bounded" | readonly Layer[];
  /** Whether the policies of a creation are attached too. @default false */
  readonly creates?: true;
}

export const ENVIRONMENT = "ml-platform";
export const REGION = "eu-central-1";
export const ACCOUNT = "444455556666";
/** The boundary of the environment, which `policy` writes for the emitted roles. */
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/${ENVIRONMENT}-emitted-roles-boundary`;

/** ARN of an object of the account. */
export function arn(service: string, object: string): string {
  const region = ["iam", "route53", "s3"].includes(service) ? "" : REGION;
  return `arn:aws:${service}:${region}:${["route53", "s3"].includes(service) ? "" : ACCOUNT}:${object}`;
}

type Context = IamRequest["context"];

/** A call of an action on an object of the same service. */
export function call(action: string, object?: string, context: Context = {}): IamRequest {
  const [service = ""] = action.split(":");
  return {
    action,
    ...(object === undefined ? {} : { resource: object.startsWith("arn:") ? object : arn(service, object) }),
    context: { "aws:RequestedRegion": REGION, "aws:ResourceAccount": ACCOUNT, ...context },
  };
}

const tags = (prefix: string, environment: string, layer: string): Context => ({
  [`${prefix}/environment`]: environment,
  [`${prefix}/layer`]: layer,
});

/** Tags of an object of another environment of this project, in the same account. */
export const FOREIGN_TAGS = tags("aws:ResourceTag", "other", "cluster");
/** Tags of an object of a layer. */
export const ownTags = (layer: Layer): Context => tags("aws:ResourceTag", ENVIRONMENT, layer);
/** Tags that a request gives, as Terraform does in a layer. */
export const givenTags = (layer: Layer): Context => tags("aws:RequestTag", ENVIRONMENT, layer);
