import { type Json } from "../terraform/stack-json";
import documents from "./managed-policies/documents.json";

/** A policy of AWS as its default version has it. */
interface ManagedPolicy {
  readonly version: string;
  readonly Statement: Json;
}

export const MANAGED_POLICIES: {
  readonly source: string;
  /**
   * AWS managed policies by the path below `policy/`: those that roles of environments have, those that give wide
   * rights, and service roles of common jobs. `npm run managed-policies` writes the documents from the copy in moto,
   * which takes them from AWS (version in `source`). A policy that is not here is not judged.
   */
  readonly policies: Readonly<Record<string, ManagedPolicy>>;
  /**
   * Policies that AWS wrote for roles of one service. Such a role can have what the service needs, also where that
   * gives rights: nobody but the service uses it. Source: AWS managed policy reference (unconfirmed).
   */
  readonly servicePolicies: readonly { readonly policy: RegExp; readonly service: string }[];
} = {
  ...documents,
  servicePolicies: [
    { policy: /^(service-role\/)?AWSBackupServiceRolePolicy/, service: "backup.amazonaws.com" },
    { policy: /^AmazonEKS(Cluster|VPCResource)/, service: "eks.amazonaws.com" },
    { policy: /^service-role\/AWSGlue/, service: "glue.amazonaws.com" },
    { policy: /^service-role\/AWSLambda/, service: "lambda.amazonaws.com" },
    { policy: /^service-role\/AmazonECSTask/, service: "ecs-tasks.amazonaws.com" },
  ],
};
