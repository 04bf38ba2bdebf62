import { type Statement, type Principal } from "../../identity-policies";
import { type PlannedResource } from "../../../terraform/environment-plan";
import { type RequestKeys } from "./conditions";

/** The policies that decide on a request of one account. */
export interface IamPolicies {
  /** Statements of the caller, with references resolved. */
  readonly identity: readonly Statement[];
  /** Names of policies of the caller that no file shows. They can allow and deny. @default - none */
  readonly notRead?: readonly string[];
  /** Statements of the permissions boundary. @default - no boundary */
  readonly boundary?: readonly Statement[];
  /** Statements of the policy of the session. @default - the session has none */
  readonly session?: readonly Statement[];
  /** Statements of the VPC endpoint. @default - the call passes no endpoint, or one that allows everything */
  readonly endpoint?: readonly Statement[];
  /** Names of boundaries and of policies of endpoints that no file shows. They take rights. @default - none */
  readonly limitsNotRead?: readonly string[];
  /** Statements of the resource. @default - it has no policy */
  readonly resource?: readonly Statement[];
  /** True if the policy of the resource has to allow the call too: a key of KMS, the trust of a role. @default false */
  readonly resourceMustAllow?: boolean;
}

/** A policy of an identity. */
export interface HeldPolicy {
  /** The block that gives it. */
  readonly by: PlannedResource;
  /** Its name, or its ARN. */
  readonly name: string;
  /** Statements with references resolved; undefined if no file shows them. */
  readonly statements: readonly Statement[] | undefined;
}

/** A call, or a set of calls: action and resource may be patterns of IAM. */
export interface IamRequest {
  /** The caller. @default - nobody that a policy of a resource names is known */
  readonly principal?: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestKeys;
}
