import { type AcceptedSurvivors, PLANNED, REFUSED, VALIDATED, apiOf, pagesOf, sourceOf } from "./row";

const row = (confirmedBy: string, address: RegExp, change: RegExp, reason = REFUSED): AcceptedSurvivors => ({
  address,
  change,
  reason,
  confirmedBy,
});

const NOT_READ = "nothing reads it beside the emitted arguments";

/** Silent changes from the schemas that an apply refuses, or that nothing reads. */
export const ACCEPTED_REFUSED: readonly AcceptedSurvivors[] = [
  row(VALIDATED, /^aws_route\./, /^add (\w+_id|destination_ipv6_cidr_block) /),
  row(
    VALIDATED,
    /^aws_(route53_record|eip|route_table_association)\./,
    /^add (ttl|(multivalue_answer|cidr|failover|geolocation|weighted)_routing_policy|vpc|gateway_id)\b/,
  ),
  row(
    VALIDATED,
    /^aws_vpc_security_group_(in|e)gress_rule\./,
    /^add (cidr_ipv[46]|referenced_security_group_id) /,
  ),
  row(VALIDATED, /^aws_network_acl_rule\./, /^add ipv6_cidr_block /),
  row(
    VALIDATED,
    /^aws_launch_template\./,
    /^add (instance_requirements|network_interfaces\.associate_carrier_ip_address)\b/,
  ),
  row(VALIDATED, /^aws_lb_target_group\./, /^add (preserve_client_ip|stickiness|target_failover)\b/),
  row(VALIDATED, /^aws_subnet\./, /^add (map_customer_owned_ip_on_launch|availability_zone_id) /),
  row(VALIDATED, /^aws_flow_log\./, /^add (subnet_id|transit_gateway_id)\b/),
  row(VALIDATED, /^aws_backup_vault_notifications\./, /^add \* to backup_vault_events$/),
  row(
    VALIDATED,
    /^aws_eks_node_group\./,
    /^(unset update_config\.max_unavailable|set update_config\.max_unavailable to 0)$/,
  ),
  row(VALIDATED, /^aws_eks_cluster\./, /^add (kubernetes_network_config|\* to )/),
  row(VALIDATED, /^aws_kms_key\./, /^add rotation_period_in_days /),
  row(VALIDATED, /^aws_db_instance\./, /^add domain_dns_ips\b/),
  row(VALIDATED, /^aws_s3_bucket_lifecycle_configuration\./, /^add rule\.noncurrent_version_transition$/),
  row(PLANNED, /^aws_sns_topic\./, /^add content_based_deduplication /),
  row(PLANNED, /^aws_nat_gateway\./, /^add secondary_private_ip_address_count /),
  row(
    PLANNED,
    /^aws_eks_cluster\./,
    /^add storage_config$/,
    "without enabled it is off, and the provider refuses enabled storage without the rest of EKS Auto Mode",
  ),

  row(
    "EKS user guide, Customize managed nodes with launch templates (read 2026-11-26)",
    /^aws_launch_template\./,
    /^add (image_id|vpc_security_group_ids|hibernation_options|network_interfaces\.subnet_id)\b/,
  ),
  row(
    "Amazon EC2 API, LaunchTemplateInstanceNetworkInterfaceSpecificationRequest (unconfirmed)",
    /^aws_launch_template\./,
    /^add network_interfaces\.(network_interface_id|private_ip_address|\w+_count|ipv[46]_addresses)\b/,
    "an Auto Scaling group starts no nodes with one address or interface, with more addresses than an interface has, or with IPv6 in a VPC without it",
  ),
  row(
    apiOf("ec2 RequestLaunchTemplateData.ElasticGpuSpecifications"),
    /^aws_launch_template\./,
    /^add elastic_\w+$/,
    "AWS ended the service, as terraform validate warns",
  ),
  row(
    PLANNED,
    /^aws_launch_template\./,
    /^add (instance_market_options|network_interfaces\.connection_tracking_specification)$/,
    "it is an empty block",
  ),
  row(
    apiOf("ec2 LaunchTemplateEbsBlockDeviceRequest.VolumeSize"),
    /^aws_launch_template\./,
    /^set block_device_mappings\.ebs\.volume_size to 0$/,
  ),
  row(
    [
      apiOf("ec2 CreateVpcEndpoint.SecurityGroupIds", "SubnetIds", "PrivateDnsEnabled"),
      pagesOf("vpc_endpoint"),
    ].join("; "),
    /^aws_vpc_endpoint\./,
    /^add (security_group_ids|subnet_ids|subnet_configuration|dns_options|auto_accept)\b/,
    "they are of interface endpoints, and AWS accepts its own endpoints itself",
  ),
  row(
    [apiOf("elbv2 TargetGroupAttribute.Key"), pagesOf("lb_target_group")].join("; "),
    /^aws_lb_target_group\./,
    /^add (lambda_multi_value_headers_enabled|proxy_protocol_v2|connection_termination|target_health_state)\b/,
    "they are of Network Load Balancers and of functions",
  ),
  row(
    apiOf("ec2 CreateVpc.Ipv6CidrBlockNetworkBorderGroup"),
    /^aws_vpc\./,
    /^add ipv6_cidr_block_network_border_group /,
  ),
  row(
    "VPC user guide, NAT gateway basics: private addresses are of the subnet (unconfirmed)",
    /^aws_nat_gateway\./,
    /^add (secondary_private_ip_addresses|private_ip) /,
  ),
  row(
    "hashicorp/terraform-provider-aws, resourceEIPCreate of internal/service/ec2/ec2_eip.go (read 2026-11-26)",
    /^aws_eip\./,
    /^add associate_with_private_ip\b/,
    "the provider reads it with an instance or an interface only",
  ),
  row(
    apiOf(
      "rds CreateDBInstance.MasterUsername",
      "EnableCustomerOwnedIp",
      "PerformanceInsightsRetentionPeriod",
    ),
    /^aws_db_instance\./,
    /^add (customer_owned_ip_enabled|performance_insights_retention_period)\b|^unset username$/,
  ),
  row(
    "Amazon S3 and Amazon ECR APIs, one rule and one configuration (unconfirmed)",
    /^aws_(ecr_repository|s3_bucket_server_side_encryption_configuration)\./,
    /^add another (encryption_configuration|rule)$/,
    "a registry and a bucket have one of these",
  ),

  row(
    sourceOf(
      "validateHandler, validateVolumeSource, ValidateVolumeDevices and validateEnvVarValueFrom of pkg/apis/core/validation",
    ),
    /^kubernetes_deployment_v1\./,
    /^add .*(_probe\.(exec|grpc|tcp_socket)|pre_stop\.(http_get|tcp_socket)|volume\.(config_map|downward_api|ephemeral|persistent_volume_claim|projected|secret)|volume_device|env\.value_from)$/,
  ),
  row(
    sourceOf("GetPodFromTemplate of pkg/controller/controller_utils.go"),
    /^kubernetes_deployment_v1\./,
    /^add .*template\.metadata\.namespace kube-system$/,
    "pods are made in the namespace of their Deployment",
  ),
  row(
    sourceOf("ValidatePersistentVolumeSpec of pkg/apis/core/validation"),
    /^kubernetes_persistent_volume_v1\./,
    /^add spec\.persistent_volume_source\.(?!csi)/,
  ),
  row(
    sourceOf("validateMetricSpec of pkg/apis/autoscaling/validation"),
    /^kubernetes_horizontal_pod_autoscaler_v2\./,
    /^add spec\.metric\./,
  ),
  row(
    sourceOf(
      "ipallocator of pkg/registry/core/service, validateServiceExternalTrafficFieldsValue of pkg/apis/core/validation",
    ),
    /^kubernetes_service_v1\./,
    /^add spec\.(cluster_ips?|health_check_node_port) /,
  ),
  row(
    sourceOf("ValidateService of pkg/apis/core/validation"),
    /^kubernetes_service_v1\./,
    /^add spec\.external_name /,
    `${NOT_READ}: the name is of Services of type ExternalName`,
  ),
  row(
    sourceOf("ValidateNetworkPolicySpec of pkg/apis/networking/validation"),
    /^kubernetes_network_policy_v1\./,
    /^add (\* to spec\.policy_types|spec\.ingress\.ports\.end_port 2222)$/,
  ),
];
