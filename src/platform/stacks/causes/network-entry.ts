import { type CauseTable, type Shaped } from "./table";

/** Settings of a certificate that Terraform makes. */
const CERTIFICATE: Shaped["by"] = {
  "entry.type": "exists",
  "entry.httpOnly": "exists",
  "entry.certificateArn": "exists",
  "entry.host": "exists",
};

const ENTRY_OUTPUT: Shaped = {
  part: "entry",
  by: {
    "entry.type": "*",
    "entry.host": "*",
    "entry.alsoHosts": "*",
    "entry.httpOnly": "*",
    "entry.certificateArn": "*",
    "entry.port": "*",
    "models[].paths": "value",
    "models[].healthPath": "value",
  },
};

const LOAD_BALANCER: Shaped = {
  part: "entry",
  by: {
    "entry.type": "exists",
    namePrefix: "name tags",
    "entry.name": "name tags",
    "entry.targetGroupName": "aws_lb_target_group:name aws_lb_target_group:tags data.aws_lb_target_group:*",
    "entry.loadBalancerName": "data.aws_lb:* data.aws_lb_listener:lifecycle",
    "entry.scheme": "aws_lb:subnets aws_lb:internal aws_lb:depends_on data.aws_lb:lifecycle",
    "network.zones": "aws_lb:subnets data.aws_lb:lifecycle",
    "network.publicSubnets.cidrs": "aws_lb:subnets data.aws_lb:lifecycle",
    accessLogs: "aws_lb:access_logs",
    account: "aws_lb:access_logs",
    region: "data.aws_lb:lifecycle data.aws_lb_target_group:lifecycle",
    "entry.certificateArn": "aws_lb_listener:certificate_arn",
    "entry.httpOnly": "aws_lb_listener:*",
    "entry.host": "data.aws_lb_listener:*",
    "models[].port": "port data.aws_lb_target_group:lifecycle",
    "models[].healthPath": "health_check data.aws_lb_target_group:lifecycle",
    "entry.demoEnabled": "default count",
    "entry.webAclArn": "aws_wafv2_web_acl_association:*",
  },
};

const RECORDS: Shaped = {
  part: "entry",
  by: {
    "entry.demoEnabled": "count",
    "entry.type": "exists",
    "entry.dnsRecord": "exists",
    "entry.host": "exists lifecycle name",
    "entry.alsoHosts": "exists lifecycle name",
    "entry.hostedZoneId": "*",
    "entry.scheme": "lifecycle",
  },
};

/** The load balancer of Terraform, its certificate and records, and the outputs about them. */
export const NETWORK_ENTRY_CAUSES: CauseTable = {
  entry: {
    part: "entry",
    by: {
      ...CERTIFICATE,
      "entry.host": "exists domain_name for_each",
      "entry.alsoHosts": "domain_name subject_alternative_names for_each",
      "entry.hostedZoneId": "exists zone_id",
    },
  },
  DemoAlb: LOAD_BALANCER,
  "DemoAlb/Records": RECORDS,
  certificate_arn: { part: "entry", by: { ...CERTIFICATE, "entry.certificateArn": "*" } },
  alb_arn: { part: "entry", by: { "entry.type": "*" } },
  alb_dns_name: { part: "entry", by: { "entry.type": "*" } },
  alb_zone_id: { part: "entry", by: { "entry.type": "*" } },
  eks_api_target_group_arn: { part: "entry", by: { "entry.type": "*" } },
  api_demo_config: ENTRY_OUTPUT,
};
