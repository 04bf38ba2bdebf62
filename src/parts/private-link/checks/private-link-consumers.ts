import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { loadBalancersOf } from "../../../infrastructure/network-load-balancers";
import { homeOf, resolveReferences } from "../../../infrastructure/text-references";
import { type EnvironmentPlan, inLayer, type PlannedResource } from "../../../terraform/environment-plan";
import { isTrue, texts } from "../../../terraform/stack-json";
import TEXTS from "./texts.json";

export const privateLinkConsumers: Check = {
  ...ruleOf(TEXTS, "private-link-consumers"),
  run: (plan) =>
    plan
      .resources("aws_vpc_endpoint_service")
      .flatMap((service) =>
        combinedFinding(service, "the consumers", [
          ...(consumersOf(plan, service).length === 0 ? ["it allows nobody to connect"] : []),
          ...addressTypeProblems(service),
          ...acceptanceProblems(plan, service),
          ...rangeProblems(plan, service),
        ]),
      ),
};

/** An NLB of these stacks has addresses of IPv4 alone. */
const addressTypeProblems = ({ config }: PlannedResource): string[] =>
  texts(config["supported_ip_address_types"])
    .filter((type) => type !== "ipv4")
    .map((type) => `it supports the address type ${type}, expected ipv4, which its load balancer has`);

function acceptanceProblems(plan: EnvironmentPlan, service: PlannedResource): string[] {
  if (isTrue(service.config["acceptance_required"])) return [];
  const others = consumersOf(plan, service).filter((account) => account !== homeOf(plan).accountId);
  return others.length === 0
    ? []
    : [
        `each connection is accepted without approval, and ${[...new Set(others)].map(words).join(", ")} may connect`,
      ];
}

const words = (account: string): string => (/^\d+$/.test(account) ? `account ${account}` : account);

/** Accounts of the principals, also of those that other blocks add; the principal itself where it shows none. */
function consumersOf(plan: EnvironmentPlan, service: PlannedResource): string[] {
  const added = plan
    .resources("aws_vpc_endpoint_service_allowed_principal")
    .filter((each) => plan.target(inLayer(each, each.config.vpc_endpoint_service_id)) === service)
    .map((each) => inLayer(each, each.config.principal_arn));
  return [...plan.items(inLayer(service, service.config["allowed_principals"])), ...added].map(
    (principal) => {
      const arn = resolveReferences(plan, principal);
      return /^arn:[^:]+:iam::(\d+):/.exec(arn)?.[1] ?? arn;
    },
  );
}

const rangeProblems = (plan: EnvironmentPlan, service: PlannedResource): string[] =>
  loadBalancersOf(plan)
    .filter(({ endpointServices, judgesConsumers }) => endpointServices.includes(service) && !judgesConsumers)
    .map(
      ({ listeners }) =>
        `no rule judges their addresses: each accepted consumer reaches TCP ${listeners.join(", ")} from every address of its network`,
    );
