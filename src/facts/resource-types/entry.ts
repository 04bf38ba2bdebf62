import { HYPHENS, WORD_CHARACTERS, limit } from "./name-limit";
import { type TypeRows, each } from "./resource-type";

/** Load balancers, and the certificates, records and web ACLs before them. */
export const ENTRY: TypeRows = {
  aws_lb: {
    file: "load-balancer",
    cost: "lines",
    limits: [
      limit(
        "name",
        32,
        /^(?!internal-)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
        `${HYPHENS[1]}, not starting with internal-`,
      ),
    ],
    unique: { attribute: "name", within: "region" },
    held: { noun: "load balancer", loss: "its address", rank: 13 },
  },
  aws_lb_target_group: {
    file: "load-balancer",
    cost: "none",
    limits: [limit("name", 32, ...HYPHENS)],
    unique: { attribute: "name", within: "region" },
    held: { noun: "target group", loss: "all its targets", rank: 14 },
  },
  aws_lb_listener: {
    file: "load-balancer",
    cost: "none",
    unique: { attribute: "port", within: ["load_balancer_arn"] },
  },
  ...each(["aws_lb_hosted_zone_id", "aws_lbs"], { file: "load-balancer" }),
  ...each(["aws_lb_listener_certificate", "aws_lb_listener_rule", "aws_lb_target_group_attachment"], {
    cost: "none",
  }),
  aws_wafv2_web_acl: {
    limits: [limit("name", 128, ...WORD_CHARACTERS)],
    unique: { attribute: "name", within: "region" },
  },
  aws_wafv2_web_acl_association: { file: "load-balancer", cost: "none" },
  ...each(["aws_acm_certificate", "aws_acm_certificate_validation"], { file: "certificate", cost: "none" }),
  aws_route53_record: {
    file: "dns",
    cost: "none",
    limits: [limit("name", 255, /^(\*\.)?[\w-]+(\.[\w-]+)*\.?$/, "a host name")],
  },
  aws_route53_zone: {
    file: "dns",
    cost: "lines",
    limits: [limit("name", 255, /^[\w-]+(\.[\w-]+)*\.?$/, "a host name")],
  },
  aws_route53_resolver_endpoint: {
    file: "dns",
    cost: "lines",
    limits: [limit("name", 64, /^(?!\d+$)[\w' -]+$/, "letters, digits, spaces and _'-, not only digits")],
  },
  aws_route53_zone_association: { cost: "none" },
};
