import { WIDEST_OWN_PREFIX } from "../../base/cidr";
import { type Expression } from "../../terraform/expression";
import { block, type JsonObject, text } from "../../terraform/stack-json";
import { blockId, subnetsOf } from "../../infrastructure/network-routes";
import { isTemplate } from "../../terraform/terraform-templates";
import { claims, conjuncts, partsIn, partsInText } from "../../infrastructure/claims";
import {
  type EnvironmentPlan,
  filterValues,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { attributesOf } from "../../infrastructure/text-attributes";
import facts from "./claims-of-groups.json";
import TEXTS from "./texts.json";

export const foundOnce: Check = {
  ...ruleOf(TEXTS, "found-once"),
  run: (plan) => [
    ...SEARCHES.flatMap((type) =>
      plan.resources(`data.${type}`).flatMap((search) => searchProblems(plan, search)),
    ),
    ...READINGS.flatMap(([type, search]) =>
      plan.resources(`data.${type}`).flatMap((reading) => readingProblems(plan, reading, search)),
    ),
    ...plan.resources("data.aws_vpc_endpoint").flatMap((endpoint) => {
      if (isById(endpoint)) return byIdProblems(plan, endpoint);
      return endpoint.config.state === "available"
        ? []
        : combinedFinding(endpoint, "the endpoint", ["may match an endpoint that is being deleted"]);
    }),
    ...plan
      .resources("data.aws_ec2_transit_gateway_vpc_attachment")
      .flatMap((attachment) => byIdProblems(plan, attachment)),
    ...ruleProblems(plan),
    ...openings(plan),
    ...untagged(plan),
  ],
};

const FOUND = ["vpc", "subnet", "security_group"];
const SEARCHES = FOUND.map((each) => `aws_${each}s`);
const READINGS = FOUND.map((each) => [`aws_${each}`, `data.aws_${each}s`] as const);

function searchProblems(plan: EnvironmentPlan, search: PlannedResource): Finding[] {
  const vpcs = filterValues(search, "vpc-id").map((value) => plan.target(inLayer(search, value))?.type);
  const names = [...Object.keys(block(search.config["tags"])), ...filterValues(search, "group-name")];
  // Subnets of an attachment are those that AWS returned, one in a zone.
  const isOfAttachment = filterValues(search, "subnet-id").length > 0;
  if (isOfEndpoint(plan, search)) return [];
  // An existing endpoint has some of all subnets of the VPC.
  const isOfAll = plan.resources("data.aws_subnet").some((reading) => readsAll(plan, reading) === search);
  return combinedFinding(search, "the lookup", [
    ...(search.type === "aws_vpcs" || isOfAttachment || vpcs.includes("aws_vpc")
      ? []
      : ["has no filter for the VPC"]),
    ...(names.length === 0 && !isOfAttachment && !isOfAll ? ["has no filter for a name"] : []),
    ...(isOfAll || claims(search.config, "length(self.ids) == 1").length > 0
      ? []
      : ["does not verify that it has one result"]),
  ]);
}

/** Whether a search has the groups that an existing endpoint has. */
const isOfEndpoint = (plan: EnvironmentPlan, search: PlannedResource): boolean =>
  filterValues(search, "group-id").some(
    (value) => plan.target(inLayer(search, value))?.type === "aws_vpc_endpoint",
  );

/** The search of which a data source reads each result. */
const readsAll = (plan: EnvironmentPlan, reading: PlannedResource): PlannedResource | undefined =>
  plan.target(inLayer(reading, reading.config["for_each"]));

function readingProblems(plan: EnvironmentPlan, reading: PlannedResource, search: string): Finding[] {
  if (isById(reading)) return reading.type === "aws_vpc" ? [] : byIdProblems(plan, reading);
  if (`data.${readsAll(plan, reading)?.type}` === search) return [];
  const named = plan.referred(inLayer(reading, reading.config["id"]));
  return `data.${named?.target.type}` === search && isOfIds(named)
    ? []
    : combinedFinding(reading, "the data source", ["does not read the id that a lookup returned"]);
}

const isOfIds = (named: ReturnType<EnvironmentPlan["referred"]>): boolean =>
  named?.isValue === true && named.path[0] === "ids";

/** Whether the file has the id, so that no lookup can match another resource. */
const isById = ({ config }: PlannedResource): boolean => {
  const id = text(config["id"]);
  return id !== undefined && !isTemplate(id);
};

/** An id can be of another VPC, and those of endpoints of another service. */
function byIdProblems(plan: EnvironmentPlan, reading: PlannedResource): Finding[] {
  const attributes = attributesOf(reading);
  const vpc = plan.target(inLayer(reading, attributes["vpc_id"]));
  const isEndpoint = reading.type === "aws_vpc_endpoint";
  const verified = isEndpoint ? ["service_name", "vpc_endpoint_type", "state"] : [];
  return combinedFinding(reading, "the data source", [
    ...(vpc?.type === "aws_vpc" ? [] : ["does not verify that it is in the VPC"]),
    ...verified
      .filter((name) => text(attributes[name]) === undefined)
      .map((name) => `does not verify the attribute ${name}`),
    ...(isEndpoint && !JSON.stringify(reading.config).includes("jsondecode(self.policy)")
      ? ["does not verify what the policy of the endpoint allows"]
      : []),
  ]);
}

/** Findings for existing groups whose rules are not read: their postconditions evaluate an empty list. */
function ruleProblems(plan: EnvironmentPlan): Finding[] {
  const groups = [
    ...plan.resources("data.aws_security_groups"),
    ...plan.resources("data.aws_security_group").filter(isById),
  ];
  if (groups.length === 0) return [];
  const lists = plan.resources("data.aws_vpc_security_group_rules");
  const read = new Set(
    lists.flatMap((list) =>
      filterValues(list, "group-id").map((value) => plan.identity(inLayer(list, value))),
    ),
  );
  const isEach = plan.resources("data.aws_vpc_security_group_rule").some((rule) => {
    const named = plan.referred(inLayer(rule, rule.config.for_each));
    const id = text(rule.config.security_group_rule_id);
    const isOfKey = ["each.value", "each.key"].some((form) => partsInText(form, id));
    return lists.some((list) => list === named?.target) && isOfIds(named) && isOfKey;
  });
  return groups.flatMap((group) =>
    combinedFinding(group, "the security group", [
      ...(idsOf(plan, group).every((id) => read.has(id)) && isEach
        ? []
        : ["exists, but its rules are not read"]),
    ]),
  );
}

/** How a list of rules names a group, or the groups of an endpoint. */
const idsOf = (plan: EnvironmentPlan, group: PlannedResource): string[] =>
  isById(group)
    ? [String(group.config["id"])]
    : isOfEndpoint(plan, group)
      ? filterValues(group, "group-id").map((value) => plan.identity(inLayer(group, value)))
      : [blockId(group)];

/** Findings for existing groups whose undeclared rules may allow the internet. */
function openings(plan: EnvironmentPlan): Finding[] {
  return plan
    .resources("data.aws_security_group")
    .flatMap((group) =>
      combinedFinding(group, "the security group", [
        ...(verifiesOpenings(group.config) ? [] : ["may allow the internet through undeclared rules"]),
      ]),
    );
}

/** Whether a claim says that no rule of the group allows the internet, except rules for the ports that it lists. */
const verifiesOpenings = (config: JsonObject): boolean =>
  claims(config, "!anytrue([for rule in RULES : RESULT])").some((parts) => {
    const result = parts.get("RESULT");
    const conditions = result ? conjuncts(result) : [];
    const others = conditions.filter(
      (each) => ![...facts.opening, ...facts.declared].some((form) => partsIn(form, each)),
    );
    return (
      others.length === 0 && facts.opening.every((form) => conditions.some((each) => isOpening(form, each)))
    );
  });

/** True for a claim of a form. A range that is wider than the widest own range is of the internet. */
function isOpening(form: string, claim: Expression): boolean {
  const parts = partsIn(form, claim);
  const prefix = parts?.get("PREFIX");
  return parts !== undefined && (!prefix || isAtLeast(prefix, WIDEST_OWN_PREFIX));
}

const isAtLeast = (expression: Expression, least: number): boolean =>
  expression.kind === "constant" && Number(expression.value) >= least;

/** Findings for existing subnets that verify fewer tags than others. */
function untagged(plan: EnvironmentPlan): Finding[] {
  const found = [...subnetsOf(plan).values()].filter(({ resource }) => isFound(resource));
  const most = Math.max(0, ...found.map(({ tags }) => Object.keys(tags).length));
  return found
    .filter(({ tags }) => Object.keys(tags).length < most)
    .flatMap(({ resource }) =>
      combinedFinding(resource, "the subnet", ["does not verify a tag that other subnets verify"]),
    );
}
