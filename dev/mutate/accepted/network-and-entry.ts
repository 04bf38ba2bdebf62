import { type AcceptedSurvivors, apiOf } from "./row";

const row = (address: RegExp, change: RegExp, reason: string): AcceptedSurvivors => ({
  address,
  change,
  reason,
});

const NLB = "service\\.beta\\.kubernetes\\.io\\/aws-load-balancer";

/** Silent changes of the network and of the ways in. */
export const ACCEPTED_NETWORK_AND_ENTRY: readonly AcceptedSurvivors[] = [
  {
    address: /^aws_vpc_endpoint_service\./,
    change: /^turn acceptance_required to false$/,
    reason:
      "its principals are of the own account, whose identities need a right of IAM to create an endpoint; with those of another account, private-link-consumers names it",
  },
  {
    address: /^data\.aws_(ec2_instance_type_offerings|vpc_dhcp_options|vpc_endpoint_service|s3_bucket)\.\w+$/,
    change:
      /^(remove postcondition \d+|empty filter\.values|unset (filter|location_type|dhcp_options_id|service|service_type|bucket|for_each)|set service_type to \w+)$/,
    reason:
      "not proved: without the condition, the premise fails in an apply and not in its plan, and opens nothing",
    isGap: true,
  },
  row(
    /^data\.aws_vpc_endpoint\.ec2$/,
    /^remove postcondition 5$/,
    "no network policy admits the addresses of this endpoint, and nodes reach it in the whole range of the VPC",
  ),
  {
    address: /^aws_lb\.\w+$/,
    change: /^change load_balancer_type$/,
    reason:
      "not proved: an apply replaces the load balancer by one of the other type, and then AWS refuses its listener of HTTP",
    confirmedBy: apiOf("elbv2 CreateListener.Protocol"),
    isGap: true,
  },
  row(
    /^aws_lb\.\w+$/,
    /^add (enable_xff_client_port|preserve_host_header) true$/,
    "targets get the Host header of the client, and its port in X-Forwarded-For; no request goes elsewhere (ELB API reference, LoadBalancerAttribute, read 2026-11-26)",
  ),
  row(
    /^aws_lb\.\w+$/,
    /^add minimum_load_balancer_capacity$/,
    "AWS refuses a reservation above 15,000 capacity units (Application Load Balancers guide, Quotas, read 2026-11-26)",
  ),
  row(
    /^(aws_lb_target_group|aws_launch_template)\.\w+$/,
    /^add (target_group_health|capacity_reservation_specification)$/,
    "a block without any argument leaves the defaults of AWS",
  ),
  row(
    /^aws_lb_target_group\.\w+_another$/,
    /^add another one with wider values$/,
    "no listener forwards to another target group, and no pod joins it",
  ),
  row(
    /^aws_launch_template\.(general|reserved)$/,
    /^unset user_data$/,
    "it has only the maximum of pods; EKS then gives nodes a maximum of its own, with which the checks of capacity compute",
  ),
  row(
    /^aws_network_acl_rule\.private_(in|e)gress_10_64_0_0_16_/,
    /^(raise from_port by one|remove the resource)$/,
    "a wider entry of the same ACL allows the same traffic",
  ),
  row(
    /^aws_network_acl_rule\.\w+_100$/,
    /^set (from|to)_port to 1000$/,
    "AWS allows traffic on all ports with protocol -1, regardless of any ports (EC2 API reference, CreateNetworkAclEntry, read 2026-11-26)",
  ),
  row(
    /^aws_network_acl_rule\.\w+$/,
    /^set rule_number to \d+$/,
    "all entries of the ACL allow, so their order decides nothing",
  ),
  row(
    /^aws_vpc_endpoint\.(?!s3$)\w+$/,
    /^add policy /,
    "it is the policy that an endpoint without one has (AWS PrivateLink guide, Default endpoint policy, read 2026-11-26)",
  ),
  row(
    /^kubernetes_service_v1\.\w+_nlb$/,
    new RegExp(`^remove annotation ${NLB}-ssl-ports$`),
    "without it, all ports use TLS, and the Service has one port; https-entry reads it the same way",
  ),
  row(
    /^kubernetes_service_v1\.\w+_nlb$/,
    new RegExp(`^remove annotation ${NLB}-target-group-attributes$`),
    "client addresses are off by default for IP targets, and the default delay of 300 s is within the grace period, which graceful-stop compares",
  ),
  row(
    /^kubernetes_service_v1\.kubeflow_pipelines_api_server$/,
    /^unset spec\.port\.target_port$/,
    "the default is the port of the Service, which is that of the container",
  ),
  row(
    /^kubernetes_service_v1\./,
    /^add spec\.load_balancer_ip /,
    "Kubernetes ignores it on a Service of another type than LoadBalancer (Kubernetes API reference, ServiceSpec, read 2026-11-26)",
  ),
  row(
    /^kubernetes_ingress_v1\./,
    /^add spec\.rule\.http\.path\.backend\.resource$/,
    "Kubernetes refuses a backend with a resource and a Service (kubernetes/kubernetes, networking validation: cannot set both; read 2026-11-26)",
  ),
  row(
    /^kubernetes_ingress_v1\./,
    /^add spec\.tls$/,
    "Kubernetes refuses the host *, and the controller reads hosts of tls only without certificate-arn (Load Balancer Controller guide, Certificate Discovery, read 2026-11-26)",
  ),
  row(
    /^kubernetes_network_policy_v1\.(ml_inference_api|demand_forecast|fraud_detection)$/,
    /^remove label spec\.pod_selector: app\.kubernetes\.io\/(name|component)$/,
    "its other label selects the same pods: the namespace has one model, or no other pods with that name",
  ),
  row(
    /^kubernetes_network_policy_v1\.(all_models|kubeflow_pipelines_ml_pipeline)$/,
    /^add another spec\.egress$/,
    "it allows the same DNS again: the wider copy of the first rule has its peer and one of its ports",
  ),
];
