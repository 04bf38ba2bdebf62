import { z } from "../../base/zod";
import { QUOTAS, type QuotaName } from "../../facts/quotas";

/** Larger than any quota that AWS grants. */
const MOST = 1_000_000;

const quota = (name: QuotaName) => {
  const { what, most } = QUOTAS[name];
  return z.int().min(0).max(MOST).optional().describe(`Number of ${what}. Default: ${most}, that of AWS.`);
};

export const quotas = z
  .strictObject({
    inboundRules: quota("inboundRules"),
    outboundRules: quota("outboundRules"),
    aclInbound: quota("aclInbound"),
    aclOutbound: quota("aclOutbound"),
    groupsPerInterface: quota("groupsPerInterface"),
    interfaceEndpoints: quota("interfaceEndpoints"),
    subnets: quota("subnets"),
    routeTables: quota("routeTables"),
    routes: quota("routes"),
    natGateways: quota("natGateways"),
    vpcs: quota("vpcs"),
    elasticAddresses: quota("elasticAddresses"),
    nodeGroups: quota("nodeGroups"),
    nodesPerGroup: quota("nodesPerGroup"),
    fargateProfiles: quota("fargateProfiles"),
    fargateSelectors: quota("fargateSelectors"),
    rulesPerAlb: quota("rulesPerAlb"),
    targetsPerAlb: quota("targetsPerAlb"),
    certificatesPerAlb: quota("certificatesPerAlb"),
    listenersPerLoadBalancer: quota("listenersPerLoadBalancer"),
    targetsPerNlb: quota("targetsPerNlb"),
    albs: quota("albs"),
    nlbs: quota("nlbs"),
    policiesPerRole: quota("policiesPerRole"),
    roles: quota("roles"),
    standardVcpus: quota("standardVcpus"),
    standardSpotVcpus: quota("standardSpotVcpus"),
    gpuVcpus: quota("gpuVcpus"),
    gpuSpotVcpus: quota("gpuSpotVcpus"),
    largeGpuVcpus: quota("largeGpuVcpus"),
    largeGpuSpotVcpus: quota("largeGpuSpotVcpus"),
    infVcpus: quota("infVcpus"),
    infSpotVcpus: quota("infSpotVcpus"),
    trnVcpus: quota("trnVcpus"),
    trnSpotVcpus: quota("trnSpotVcpus"),
    largeMemoryVcpus: quota("largeMemoryVcpus"),
    largeMemorySpotVcpus: quota("largeMemorySpotVcpus"),
    fargateVcpus: quota("fargateVcpus"),
  })
  .default({})
  .describe(
    "Quotas of the account in its region, as Service Quotas shows them, for the check `account-quotas`. State a value that AWS raised, or that is lower in a new account. Environments of one account and region share them, so one of them can state a value for all. An environment that extends one of another account inherits its values.",
  );
