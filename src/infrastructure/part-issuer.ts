import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type Role } from "./identity-roles";

/** An issuer of tokens, beside the cluster, that roles trust for a part. Its own checks judge this trust. */
export interface TokenIssuer {
  readonly rolesOf: (plan: EnvironmentPlan) => ReadonlySet<Role>;
  /** Whether an OIDC provider is the one of this issuer. */
  readonly isProvider: (plan: EnvironmentPlan, provider: PlannedResource) => boolean;
}
