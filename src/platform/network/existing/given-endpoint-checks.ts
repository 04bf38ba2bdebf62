import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { type EndpointService, endpointTypeOf } from "../../../environment/endpoints";
import { type S3Call } from "../endpoints/s3-endpoint-policy";
import { awsCommand } from "./aws-command";
import { type Claim, inVpc, withCommand } from "./check";
import { eachOf, literal, path, self, call, tupleOf, compare, equal, both } from "../expression";

export interface GivenEndpoint {
  readonly region: string;
  readonly service: EndpointService;
  readonly id: string;
  readonly vpcId: string;
  /** Calls of nodes and pods to S3. */
  readonly calls: readonly S3Call[];
}

/** Checks that an id is that of an available endpoint of a service in the VPC, whose policy allows what nodes call. */
export function givenEndpointChecks({ region, service, id, vpcId, calls }: GivenEndpoint): Claim[] {
  const serviceName = `com.amazonaws.${region}.${service}`;
  const type = endpointTypeOf(service) === "gateway" ? "Gateway" : "Interface";
  const is = (attribute: string, value: string, fix: string): Claim => ({
    condition: template(equal(self(attribute), literal(value))),
    errorMessage: `the endpoint ${id} has the ${attribute.replaceAll("_", " ")} \${self.${attribute}}, network.existing.endpointIds needs ${value} for ${service}; ${fix}`,
  });
  return [
    inVpc(`the endpoint ${id} of ${service}`, vpcId),
    is("service_name", serviceName, "correct the id"),
    is("vpc_endpoint_type", type, "correct the id"),
    is("state", "available", "correct the id, or wait until the endpoint is available"),
    ...(service === "s3"
      ? calls.map(({ action, arn }) => policyCheck(region, service, action, arn))
      : [policyCheck(region, service)]),
  ];
}

/**
 * Checks that a statement of the endpoint's policy allows an action on objects, or everything. Conditions of the statement and
 * denials are not read.
 */
function policyCheck(region: string, service: string, action = "*", arn = "*"): Claim {
  const actions = action === "*" ? ["*", `${prefixOf(service)}:*`] : ["*", "s3:*", verbsOf(action), action];
  const resources = arn === "*" ? ["*"] : ["*", arn.replace(/:::.*/, ":::*"), arn.replace(/\/.*/, "/*"), arn];
  const allows = both(
    equal(path("statement", "Effect"), literal("Allow")),
    meets(path("statement", "Action"), actions),
    meets(path("statement", "Resource"), resources),
  );
  const statements = call("flatten", tupleOf([attribute(call("jsondecode", self("policy")), "Statement")]));
  const reset = awsCommand(region, "ec2 modify-vpc-endpoint", {
    "vpc-endpoint-id": "${self.id}",
    "reset-policy": [],
  });
  const what = arn === "*" ? "everything" : `${action} on ${arn}`;
  return {
    condition: template(
      call("anytrue", eachOf("statement", statements, call("try", allows, literal(false)))),
    ),
    errorMessage: withCommand(
      `no statement in the policy of the endpoint of ${service} allows ${what}, which nodes or pods need`,
      reset,
    ),
  };
}

/** `s3:Get*` of `s3:GetObject`. */
const verbsOf = (action: string): string => action.replace(/(:[A-Z][a-z]+).*$/, "$1*");

const attribute = (of: Expression, name: string): Expression => ({ kind: "attribute", of, name });

/** Whether a text or a list of texts has one of the values. */
const meets = (value: Expression, values: readonly string[]): Expression =>
  compare(
    call("length", call("setintersection", call("flatten", tupleOf([value])), tupleOf(values.map(literal)))),
    ">",
    literal(0),
  );

/** Prefix of the actions of a service: `ecr` of `ecr.api`. */
const prefixOf = (service: string): string => service.split(".")[0] ?? service;
