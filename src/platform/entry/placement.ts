import { entryReach } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { type NetworkOutputs } from "../stack-outputs/network";
import { loadBalancerLogBucket } from "../names/access-logs";

/** Where a load balancer of the controller is, with its certificate and its log. */
export function placementOf(environment: Environment, network: LayerReader<NetworkOutputs>) {
  const { entry } = environment.config;
  const logBucket = loadBalancerLogBucket(environment);
  const isApart = environment.config.network.loadBalancerSubnets !== undefined;
  // A list has no zone by name, so that an apply before that of the network, which appends one, finds its subnets.
  const internal = () => network.list(isApart ? "load_balancer_subnet_ids" : "private_workload_subnet_ids");
  return {
    internetFacing: entryReach(entry).isInternetFacing,
    subnetIds: entryReach(entry).isInternetFacing ? network.list("public_alb_subnet_ids") : internal(),
    securityGroupId: network.text("alb_security_group_id"),
    ...(logBucket ? { logBucket } : {}),
    ...(entryReach(entry).servesHttps ? { certificateArn: network.text("certificate_arn") } : {}),
  };
}
