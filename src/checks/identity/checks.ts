import { type Check } from "../check";
import { actionKnown } from "./action-known";
import { actionNotJudged } from "./action-not-judged";
import { bucketPolicies } from "./bucket-policies";
import { callsAllowed } from "./calls-allowed";
import { chartPolicy } from "./chart-policy";
import { clusterAccess } from "./cluster-access";
import { clusterAdmins } from "./cluster-admins";
import { dataReach } from "./data-reach";
import { exclusivePolicies } from "./exclusive-policies";
import { identityProviders } from "./identity-providers";
import { irsaTrust } from "./irsa-trust";
import { keyPolicies } from "./key-policies";
import { logBucketPolicy } from "./log-bucket-policy";
import { logWriters } from "./log-writers";
import { modelData } from "./model-data";
import { modelPermissions } from "./model-permissions";
import { oidcProvider } from "./oidc-provider";
import { platformRoles } from "./platform-roles";
import { peopleRights } from "./people-rights";
import { podIdentity } from "./pod-identity";
import { policiesReadable } from "./policies-readable";
import { policyActions } from "./policy-actions";
import { policyPrincipals } from "./policy-principals";
import { policyResources } from "./policy-resources";
import { rightsEscalation } from "./rights-escalation";
import { roleBoundaries } from "./role-boundaries";
import { roleChains } from "./role-chains";
import { serviceAccountRoles } from "./service-account-roles";
import { serviceTrust } from "./service-trust";
import { signIn } from "./sign-in";
import { topicPolicies } from "./topic-policies";
import { unusedRoles } from "./unused-roles";

/** Checks on identities: trust policies, permissions, and the policies of keys and buckets. */
export const IDENTITY_CHECKS: readonly Check[] = [
  policiesReadable,
  irsaTrust,
  oidcProvider,
  identityProviders,
  signIn,
  serviceTrust,
  serviceAccountRoles,
  roleBoundaries,
  unusedRoles,
  platformRoles,
  policyPrincipals,
  actionKnown,
  actionNotJudged,
  policyActions,
  policyResources,
  rightsEscalation,
  roleChains,
  podIdentity,
  dataReach,
  exclusivePolicies,
  callsAllowed,
  chartPolicy,
  modelPermissions,
  modelData,
  logWriters,
  logBucketPolicy,
  clusterAdmins,
  clusterAccess,
  peopleRights,
  keyPolicies,
  bucketPolicies,
  topicPolicies,
];
