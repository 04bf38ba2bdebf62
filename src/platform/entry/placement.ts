import { entryReach } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { type NetworkOutputs } from "../stack-outputs/network";
import { loadBalancerLogBucket } from "../names/access-logs";

/** Where a load balancer of the controller is, with its certificate and its log. */
export function placementOf(environment: Environment, network: LayerReader<NetworkOutputs>) {
  const { entry } = environment.config;
  const logBucket = loadBalancerLogBucket(environment);
  return {
    internetFacing: entryReach(entry).isInternetFacing,
    subnetIds: network.list(
      entryReach(entry).isInternetFacing ? "public_alb_subnet_ids" : "private_workload_subnet_ids",
    ),
    securityGroupId: network.text("alb_security_group_id"),
    ...(logBucket ? { logBucket } : {}),
    ...(entryReach(entry).servesHttps ? { certificateArn: network.text("certificate_arn") } : {}),
  };
}
