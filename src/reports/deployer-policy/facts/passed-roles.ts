import facts from "./passed-rights.json";

/** Roles that a resource passes to a service, for which AWS requires `iam:PassRole` of the deployer. */
export interface PassedRole {
  readonly type: string;
  /** Attribute with the ARN, below the blocks that contain it. */
  readonly attribute: readonly string[];
  /** Services that get the role. */
  readonly services: readonly string[];
}

export const PASSED_ROLES: readonly PassedRole[] = facts.passedRoles;

/** Service-linked roles that a service creates with the first resource of a type in an account. */
export const LINKED_ROLES: readonly { readonly type: string; readonly service: string }[] = facts.linkedRoles;

/**
 * Form of the request for a grant of a key: from a service that sets `kms:GrantIsForAWSResource`, or from one whose
 * call does not carry it.
 */
export type GrantRequest = "for a resource" | "without the condition";

/** Use of a customer managed key on behalf of the deployer, while it creates a resource of a type. */
export interface KeyUse {
  readonly type: string;
  /** Attribute that names the key. */
  readonly attribute: readonly string[];
  readonly actions: readonly string[];
  /** How AWS makes grants of the key. @default - it makes none */
  readonly grants?: GrantRequest;
}

export const KEY_USES = facts.keyUses as readonly KeyUse[];
