import { clientCidrs, listenerPorts } from "../environment/entry";
import { nodeModelPorts } from "../environment/model-ports";
import { type ComposedEnvironment } from "../parts/compose";
import { controlPlanePorts } from "../parts/needs";
import { type SecurityGroupRule, securityGroupRules } from "../network/security-groups/security-group-rules";

/** Rules of the security groups that an environment needs. */
export function neededRules(environment: ComposedEnvironment): SecurityGroupRule[] {
  const { entry, network, cluster } = environment.config;
  return securityGroupRules({
    vpcCidr: network.vpcCidr,
    egress: network.egress,
    listenerPorts: listenerPorts(entry),
    clientCidrs: clientCidrs(entry, network.vpcCidr),
    modelPorts: nodeModelPorts(environment.config),
    controlPlanePorts: controlPlanePorts(environment),
    apiCidrs: cluster.apiAccess.cidrs,
    apiSecurityGroupIds: cluster.apiAccess.securityGroupIds,
    hasInterfaceEndpoints: network.endpoints.interfaces,
    admitVpcToEndpoints: network.endpoints.admitVpcCidr,
  });
}
