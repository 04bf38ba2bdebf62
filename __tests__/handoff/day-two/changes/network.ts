import { type DayTwoChange, edit, held } from "../day-two-change";

/** Written from the files of the environments, before the modules had maps. */
export const CHANGES_OF_NETWORK: readonly DayTwoChange[] = [
  {
    name: "a range of operators",
    environment: "ml-platform",
    yaml: { cluster: { apiAccess: { cidrs: ["10.64.0.0/16", "10.65.0.0/16"] } } },
    edits: [edit("network/ml-platform.tfvars", '["10.64.0.0/16"]', '["10.64.0.0/16", "10.65.0.0/16"]')],
    plan: ["network + aws_vpc_security_group_ingress_rule.control_plane_from_10_65_0_0_16_443"],
  },
  {
    name: "a zone",
    environment: "ml-inference-prod",
    yaml: { network: { zones: ["a", "b", "c"] }, cluster: { zones: ["a", "b"] } },
    edits: [
      edit(
        "network/ml-inference-prod.tfvars",
        "b = {",
        'c = { private_cidr_block = "10.32.64.0/19", public_cidr_block = "10.32.226.0/24" }\n  b = {',
      ),
      edit("cluster/ml-inference-prod.tfvars", 'zones = ["a", "b"]', 'zones = ["a", "b", "c"]'),
      edit(
        "models/network-policies.tf",
        "to { ip_block { cidr = cidrsubnet(var.vpc_cidr, 3, 1) } }",
        `to {
        ip_block {
          cidr = cidrsubnet(var.vpc_cidr, 3, 1)
        }
      }

      to {
        ip_block {
          cidr = cidrsubnet(var.vpc_cidr, 3, 2)
        }
      }`,
      ),
      edit(
        "models/network-policies.tf",
        "from { ip_block { cidr = cidrsubnet(var.vpc_cidr, 3, 1) } }",
        `from {
        ip_block {
          cidr = cidrsubnet(var.vpc_cidr, 3, 1)
        }
      }

      from {
        ip_block {
          cidr = cidrsubnet(var.vpc_cidr, 3, 2)
        }
      }`,
      ),
    ],
    plan: [
      "network + aws_eip.nat_c",
      "network + aws_nat_gateway.c",
      "network + aws_route.organization_10_0_0_0_8_private_c",
      "network + aws_route.private_internet_c",
      "network + aws_route_table.private_c",
      "network + aws_route_table_association.private_c",
      "network + aws_route_table_association.public_c",
      "network + aws_subnet.private_c",
      "network + aws_subnet.public_c",
      "network + data.aws_availability_zone.c",
      "network ~ aws_ec2_transit_gateway_vpc_attachment.organization: subnet_ids",
      "network ~ aws_network_acl.private: subnet_ids",
      "network ~ aws_network_acl.public: subnet_ids",
      "network ~ aws_vpc_endpoint.ec2: subnet_ids",
      "network ~ aws_vpc_endpoint.ecr_api: subnet_ids",
      "network ~ aws_vpc_endpoint.ecr_dkr: subnet_ids",
      "network ~ aws_vpc_endpoint.elasticloadbalancing: subnet_ids",
      "network ~ aws_vpc_endpoint.logs: subnet_ids",
      "network ~ aws_vpc_endpoint.s3: route_table_ids",
      "network ~ aws_vpc_endpoint.secretsmanager: subnet_ids",
      "network ~ aws_vpc_endpoint.sts: subnet_ids",
      "network ~ output.private_workload_subnet_ids: value",
      "network ~ output.private_workload_subnet_ids_by_zone: value.c",
      "network ~ output.public_alb_subnet_ids: value",
      "cluster + aws_eks_node_group.general_c",
      "models ~ kubernetes_network_policy_v1.all_models: spec.egress.to.ip_block.cidr, spec.ingress.from.ip_block.cidr",
    ],
  },
  {
    name: "an endpoint",
    environment: "ml-inference-prod",
    yaml: { network: { endpoints: { sagemakerRuntime: true } } },
    edits: [
      edit(
        "network/ml-inference-prod.tfvars",
        "sts = {",
        '"sagemaker.runtime" = { requested_by = "SageMaker clients" }\n  sts = {',
      ),
    ],
    plan: [
      "network + aws_vpc_endpoint.sagemaker_runtime",
      'network + data.aws_vpc_endpoint_service.created["sagemaker.runtime"]',
      "network + output.sagemaker_runtime_vpc_endpoint_id",
    ],
  },
  {
    name: "the demo on or off",
    environment: "retail-forecast-option-b",
    yaml: { entry: { demoEnabled: true } },
    edits: [edit("network/retail-forecast-option-b.tfvars", "demo_enabled = false", "demo_enabled = true")],
    plan: [
      "network + aws_lb.demo[0]",
      "network + aws_lb_listener.http[0]",
      "network + aws_lb_listener.https[0]",
      "network + aws_route53_record.alias_demo_retail_example_com[0]",
      "network + aws_wafv2_web_acl_association.guard[0]",
      "network ~ output.alb_arn: value",
      "network ~ output.alb_dns_name: value",
      "network ~ output.alb_zone_id: value",
      "network ~ output.api_demo_config: value.health_check, value.predict_endpoint, value.public_endpoint",
    ],
  },
  {
    name: "a certificate",
    environment: "retail-forecast-option-b",
    yaml: {
      entry: {
        certificateArn:
          "arn:aws:acm:ap-southeast-1:555566667777:certificate/1b2c3d4e-0000-4000-8000-555566667777",
      },
    },
    edits: [
      edit(
        "network/retail-forecast-option-b.tfvars",
        "certificate/0a1b2c3d-0000-4000-8000-555566667777",
        "certificate/1b2c3d4e-0000-4000-8000-555566667777",
      ),
    ],
    plan: ["network ~ output.certificate_arn: value"],
  },
  {
    name: "the address of an alarm",
    environment: "retail-forecast",
    yaml: { network: { costAlarm: { email: "platform-costs@example.com" } } },
    edits: [held("network", "retail-ml-platform@example.com", "platform-costs@example.com")],
    plan: ["network -/+ aws_sns_topic_subscription.cost_alarm_email: endpoint"],
  },
];
