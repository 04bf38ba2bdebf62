import { type Json } from "../terraform/stack-json";
import documents from "./managed-policies/documents.json";

/** A policy of AWS as its default version has it. */
export interface ManagedPolicy {
  readonly version: string;
  readonly Statement: Json;
}

/**
 * AWS managed policies by the path below `policy/`: those that roles of environments have, those that give wide rights, and service roles of common
 * jobs. `npm run managed-policies` writes the documents from the copy in moto, which takes them from AWS (version in `source`). A policy
 * that is not here is not judged.
 */
export const MANAGED_DOCUMENTS: {
  readonly source: string;
  readonly policies: Readonly<Record<string, ManagedPolicy>>;
} = documents;

/**
 * Policies that AWS wrote for roles of one service, by the names that begin so. Such a role can have what the service needs, also where that
 * gives rights: nobody but the service uses it. Source: AWS managed policy reference (unconfirmed).
 */
export const MADE_FOR: readonly { readonly policy: RegExp; readonly service: string }[] = [
  { policy: /^(service-role\/)?AWSBackupServiceRolePolicy/, service: "backup.amazonaws.com" },
  { policy: /^AmazonEKS(Cluster|VPCResource)/, service: "eks.amazonaws.com" },
  { policy: /^service-role\/AWSGlue/, service: "glue.amazonaws.com" },
  { policy: /^service-role\/AWSLambda/, service: "lambda.amazonaws.com" },
  { policy: /^service-role\/AmazonECSTask/, service: "ecs-tasks.amazonaws.com" },
];
