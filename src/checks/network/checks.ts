import { type Check } from "../check";
import {
  nodesReachApi,
  apiReachesNodes,
  podsReachEachOther,
  workloadsReachEndpoints,
  workloadsReachS3,
  workloadsReachDatabase,
  loadBalancerReachesPods,
} from "./required-flows";
import { attachmentCrossing } from "./attachment-crossing";
import { attachmentRoutes } from "./attachment-routes";
import { attachmentStated } from "./attachment-stated";
import { attachmentWide } from "./attachment-wide";
import { clientsHaveReturnPath } from "./clients-have-return-path";
import { clientsReachLoadBalancer } from "./clients-reach-load-balancer";
import { endpointClients } from "./endpoint-clients";
import { endpointByNat } from "./endpoint-by-nat";
import { endpointCallers } from "./endpoint-callers";
import { endpointMissing } from "./endpoint-missing";
import { endpointServiceKnown } from "./endpoint-service-known";
import { endpointServiceRegion } from "./endpoint-service-region";
import { endpointUsable } from "./endpoint-usable";
import { endpointWithoutCaller } from "./endpoint-without-caller";
import { extraRules } from "./extra-rules";
import { flowHasOwnRule } from "./flow-has-own-rule";
import { foundOnce } from "./found-once";
import { gitModelPolicies } from "./git-model-policies";
import { gitReachable } from "./git-reachable";
import { internetGatewayUnused } from "./internet-gateway-unused";
import { internetIngress, ruleTooWide, ruleUnused } from "./security-group-surplus";
import { loadBalancerPlacement } from "./load-balancer-placement";
import { foreignResolver, zoneConflicts } from "./name-resolution";
import { natWithoutCaller } from "./nat-without-caller";
import { natInZone } from "./nat-in-zone";
import { natPath } from "./nat-path";
import { networkAclPaths, networkAclWide } from "./network-acls";
import { networkPolicyPaths } from "./network-policy-paths";
import { networkPolicyWide } from "./network-policy-wide";
import { nodesInOneZone } from "./nodes-in-one-zone";
import { oneVpc } from "./one-vpc";
import { operatorsReachApi } from "./operators-reach-api";
import { privateSubnetIsolated } from "./private-subnet-isolated";
import { programLogIn } from "./program-log-in";
import { providerReachable } from "./provider-reachable";
import { s3EndpointPolicy } from "./s3-endpoint-policy";
import { s3EndpointPolicyWide } from "./s3-endpoint-policy-wide";
import { routeNeeded } from "./route-needed";
import { routeTableKnown } from "./route-table-known";
import { s3EndpointRoutes } from "./s3-endpoint-routes";
import { subnetRanges } from "./subnet-ranges";
import { subnetsAndGroupsKnown } from "./subnets-and-groups-known";
import { twoZones } from "./two-zones";
import { vllmCalls } from "./vllm-calls";
import { vpcSettings } from "./vpc-settings";
import { workloadsReachInternet } from "./workloads-reach-internet";
import { wayIntoVpc } from "./way-into-vpc";
import { zonesWithEks } from "./zones-with-eks";
import { vpcRange } from "./vpc-range";

/** Checks of the network: required paths exist, other paths do not, and every rule and route has a user. */
export const NETWORK_CHECKS: readonly Check[] = [
  nodesReachApi,
  apiReachesNodes,
  podsReachEachOther,
  workloadsReachEndpoints,
  workloadsReachS3,
  workloadsReachInternet,
  gitReachable,
  gitModelPolicies,
  providerReachable,
  extraRules,
  workloadsReachDatabase,
  loadBalancerReachesPods,
  clientsReachLoadBalancer,
  clientsHaveReturnPath,
  operatorsReachApi,
  attachmentRoutes,
  attachmentStated,
  attachmentWide,
  attachmentCrossing,
  endpointClients,
  zoneConflicts,
  foreignResolver,
  wayIntoVpc,
  flowHasOwnRule,
  ruleUnused,
  ruleTooWide,
  internetIngress,
  privateSubnetIsolated,
  internetGatewayUnused,
  endpointCallers,
  endpointMissing,
  endpointByNat,
  endpointServiceKnown,
  endpointServiceRegion,
  endpointUsable,
  endpointWithoutCaller,
  s3EndpointRoutes,
  s3EndpointPolicy,
  s3EndpointPolicyWide,
  networkAclPaths,
  networkAclWide,
  networkPolicyPaths,
  networkPolicyWide,
  vllmCalls,
  programLogIn,
  loadBalancerPlacement,
  natPath,
  natInZone,
  natWithoutCaller,
  vpcSettings,
  oneVpc,
  foundOnce,
  routeTableKnown,
  routeNeeded,
  subnetRanges,
  subnetsAndGroupsKnown,
  twoZones,
  nodesInOneZone,
  zonesWithEks,
  vpcRange,
];
