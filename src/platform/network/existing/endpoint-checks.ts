import { addressesOf, cidrAt, prefixLength } from "../../../base/cidr";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";
import { type GatewayCall } from "../endpoints/gateway-policies";
import { awsCommand } from "./aws-command";
import { type Claim, claim, inVpc } from "./check";

export interface ExpectedInterfaceEndpoint {
  readonly region: string;
  readonly service: string;
  readonly vpcCidr: string;
  /** Security group that the endpoint must have. @default - it may have any; their rules are read */
  readonly securityGroupId: string | undefined;
  /** Private subnets, by the name of their zone. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** All subnets of the VPC, by id. */
  readonly subnets: string;
}

const modify = (region: string, option: string, value: string | readonly string[]): string =>
  awsCommand(region, "ec2 modify-vpc-endpoint", { "vpc-endpoint-id": "${self.id}", [option]: value });

/**
 * Checks that an existing interface endpoint answers to the service's own name in each zone of the private subnets. AWS allows one
 * subnet of a zone, whose address serves all subnets. A zone without one would depend on another zone.
 */
export function interfaceEndpointChecks(expected: ExpectedInterfaceEndpoint): Claim[] {
  const { region, service, vpcCidr, securityGroupId, subnetIds, subnets } = expected;
  const check = (condition: string, problem: string, command: string): Claim =>
    claim(`\${${condition}}`, `the endpoint of ${service} ${problem}`, command);
  const ofEach = (attribute: string) => `[for id in self.subnet_ids : ${subnets}[id].${attribute}]`;
  const [first, prefix] = vpcCidr.split("/");
  return [
    check(
      "self.private_dns_enabled",
      "has no private DNS, so its name leads out of the VPC",
      modify(region, "private-dns-enabled", []),
    ),
    ...(securityGroupId === undefined
      ? []
      : [
          check(
            `contains(self.security_group_ids, ${securityGroupId})`,
            "lacks the endpoints' security group",
            modify(region, "add-security-group-ids", securityGroupId),
          ),
        ]),
    ...Object.entries(subnetIds).map(([zone, id]) =>
      check(
        `contains(${ofEach("availability_zone")}, "${zone}")`,
        `has no address in ${zone}`,
        modify(region, "add-subnet-ids", id),
      ),
    ),
    {
      condition: `\${alltrue([for cidr in ${ofEach("cidr_block")} : cidrhost(replace(cidr, "/[/].*/", "/${prefix}"), 0) == "${first}"])}`,
      errorMessage: `the endpoint of ${service} has addresses outside of ${vpcCidr}, which the policies of models admit; give it subnets in that range, or correct the file`,
    },
  ];
}

/** Checks that a group of an endpoint admits a private subnet, by a range that holds it. `self` has the ids of the groups. */
export function admissionCheck(region: string, service: string, cidr: string, rules: string): Claim {
  const first = addressesOf(cidr)?.first ?? 0;
  const ranges = [...Array(prefixLength(cidr) + 1).keys()]
    .map((prefix) => cidrAt(first - (first % 2 ** (32 - prefix)), prefix))
    .reverse();
  const isOpen = `rule.ip_protocol == "-1" || rule.ip_protocol == "tcp" && try(rule.from_port <= 443 && rule.to_port >= 443, false)`;
  const admits = `contains(self.ids, rule.security_group_id) && !rule.is_egress && try(contains(${JSON.stringify(ranges)}, rule.cidr_ipv4), false) && (${isOpen})`;
  const add = awsCommand(region, "ec2 authorize-security-group-ingress", {
    "group-id": "${self.ids[0]}",
    "ip-permissions": `IpProtocol=tcp,FromPort=443,ToPort=443,IpRanges=[{CidrIp=${cidr}}]`,
  });
  return claim(
    `\${anytrue([for rule in ${rules} : ${admits}])}`,
    `no group of the endpoint of ${service} admits TCP 443 from ${cidr}`,
    add,
  );
}

/** Checks that a gateway endpoint is in the route table of each private subnet. */
export function gatewayCheck(region: string, service: string, routeTableIds: readonly string[]): Claim {
  const missing = `setsubtract([${routeTableIds.join(", ")}], self.route_table_ids)`;
  return claim(
    `\${length(${missing}) == 0}`,
    `private subnets have no route to the gateway endpoint of ${service}`,
    modify(region, "add-route-table-ids", `\${join(" ", ${missing})}`),
  );
}

export interface GivenEndpoint {
  readonly account: string;
  readonly region: string;
  readonly service: EndpointService;
  readonly id: string;
  readonly vpcId: string;
  /** Calls of nodes and pods to S3 and DynamoDB. */
  readonly calls: readonly GatewayCall[];
}

/** Checks that an id is that of an available endpoint of a service in the VPC, whose policy allows what nodes call. */
export function givenEndpointChecks(endpoint: GivenEndpoint): Claim[] {
  const { region, service, id, vpcId, calls } = endpoint;
  const type = endpointTypeOf(service) === "gateway" ? "Gateway" : "Interface";
  const is = (attribute: string, value: string, fix: string): Claim => ({
    condition: `\${self.${attribute} == "${value}"}`,
    errorMessage: `the endpoint ${id} has the ${attribute.replaceAll("_", " ")} \${self.${attribute}}, network.existing.endpointIds needs ${value} for ${service}; ${fix}`,
  });
  return [
    inVpc(`the endpoint ${id} of ${service}`, vpcId),
    is("service_name", `com.amazonaws.${region}.${service}`, "correct the id"),
    is("vpc_endpoint_type", type, "correct the id"),
    is("state", "available", "correct the id, or wait until the endpoint is available"),
    ...(type === "Gateway"
      ? calls
          .filter(({ action }) => action.startsWith(`${service}:`))
          .map(({ action, arn }) => policyCheck(endpoint, action, arn))
      : [policyCheck(endpoint)]),
  ];
}

/**
 * Checks that a statement of the endpoint's policy allows an action on objects, or everything, and that none denies it to everyone.
 * A condition that is not known, such as that of an organization, denies nothing, and its statement may allow.
 */
function policyCheck(endpoint: GivenEndpoint, action = "*", arn = "*"): Claim {
  const { region, service } = endpoint;
  const tests = testsOf(endpoint, arn);
  const prefix = `${service.split(".")[0]}:`;
  const actions = action === "*" ? ["*", `${prefix}*`] : ["*", `${prefix}*`, verbsOf(action), action];
  const resources = arn === "*" ? ["*"] : ["*", arn.replace(/:::.*/, ":::*"), arn.replace(/\/.*/, "/*"), arn];
  const isOne = (key: string, values: readonly string[]) =>
    `length(setintersection(flatten([statement.${key}]), ${JSON.stringify(values)})) > 0`;
  // Where everything must be allowed, each action of the service counts, on any resource.
  const [isDenied, ofDenied] =
    action === "*"
      ? [
          `strcontains(join(",", flatten(["", statement.Action])), ",${prefix}")`,
          "length(flatten([statement.Resource])) > 0",
        ]
      : ["false", isOne("Resource", resources)];
  const allows = `statement.Effect == "Allow" && ${isOne("Action", actions)} && ${isOne("Resource", resources)} && !contains(${tests}, "false")`;
  const toAll = `statement.Effect == "Deny" && alltrue([for test in ${tests} : test == "true"]) && contains(flatten([try(statement.Principal.AWS, statement.Principal)]), "*")`;
  const denies = `${toAll} && try(${isOne("Action", actions)} || ${isDenied}, !(${isOne("NotAction", actions)})) && try(${ofDenied}, !(${isOne("NotResource", resources)}))`;
  const anyOf = (condition: string) =>
    `anytrue([for statement in flatten([jsondecode(self.policy).Statement]) : try(${condition}, false)])`;
  const what = arn === "*" ? "everything" : `${action} on ${arn}`;
  return claim(
    `\${${anyOf(allows)} && !${anyOf(denies)}}`,
    `the policy of the endpoint of ${service} does not allow ${what}, which nodes or pods need, or denies it`,
    modify(region, "reset-policy", []),
  );
}

/**
 * Whether the tests of a condition hold for calls of nodes and pods: `true`, `false` or `unknown`. Their signatures are those of the
 * account, except for tokens that STS exchanges, and for objects in buckets of AWS.
 */
function testsOf({ account, region, service, id, vpcId }: GivenEndpoint, arn: string): string {
  const isOwn = arn === "*" || arn.includes(account);
  const known = {
    "aws:sourcevpc": vpcId,
    ...{ "aws:sourcevpce": `"${id}"`, "aws:requestedregion": `"${region}"` },
    ...{ "aws:principalisawsservice": `"false"`, "aws:securetransport": `"true"` },
    ...(isOwn ? { "aws:resourceaccount": `"${account}"` } : {}),
    ...(isOwn && service !== "sts" ? { "aws:principalaccount": `"${account}"` } : {}),
  };
  // An expression of cdktf has no references inside braces.
  const table = `zipmap(${JSON.stringify(Object.keys(known))}, [${Object.values(known).join(", ")}])`;
  const texts = "[for value in flatten([values]) : tostring(value)]";
  const isNegated = 'startswith(operator, "StringNot")';
  const isKnown = `can(regex("^(String(Not)?(Equals|Like)|Bool)(IfExists)?$", operator)) && !can(regex("[*?$]", join("", ${texts})))`;
  const result = `${isKnown} ? tostring(contains(${texts}, ${table}[lower(key)]) != ${isNegated}) : "unknown"`;
  return `flatten([for operator, tests in try(statement.Condition, []) : [for key, values in tests : try(${result}, "unknown")]])`;
}

/** `s3:Get*` of `s3:GetObject`. */
const verbsOf = (action: string): string => action.replace(/(:[A-Z][a-z]+).*$/, "$1*");
