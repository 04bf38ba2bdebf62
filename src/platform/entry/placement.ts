import { isInternetFacing, servesHttps } from "../../environment/entry";
import { type Environment } from "../../environment/environment";
import { type LayerReader } from "../stack-outputs/layer-reader";
import { type NetworkOutputs } from "../stack-outputs/network";
import { loadBalancerLogBucket } from "../names/access-logs";
import { type ModelIngress } from "../model-ingress";

type ModelIngressProps = ConstructorParameters<typeof ModelIngress>[2];

/** Where a load balancer of the controller is, with its certificate and its log. */
export function placementOf(
  environment: Environment,
  network: LayerReader<NetworkOutputs>,
): Pick<
  ModelIngressProps,
  "internetFacing" | "subnetIds" | "securityGroupId" | "logBucket" | "certificateArn"
> {
  const { entry } = environment.config;
  const logBucket = loadBalancerLogBucket(environment);
  return {
    internetFacing: isInternetFacing(entry),
    subnetIds: network.list(
      isInternetFacing(entry) ? "public_alb_subnet_ids" : "private_workload_subnet_ids",
    ),
    securityGroupId: network.text("alb_security_group_id"),
    ...(logBucket ? { logBucket } : {}),
    ...(servesHttps(entry) ? { certificateArn: network.text("certificate_arn") } : {}),
  };
}
