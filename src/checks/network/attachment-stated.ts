import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { type Stated } from "../../infrastructure/stated";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { isTrue } from "../../terraform/stack-json";
import TEXTS from "./texts.json";

type StatedAttachment = NonNullable<Stated["attachments"]>[number];

export const attachmentStated: Check = {
  ...ruleOf(TEXTS, "attachment-stated"),
  run: (plan, { statedOf }) => {
    const { attachments } = statedOf(plan.name);
    return [
      ...plan
        .resources("aws_vpc_peering_connection")
        .flatMap((peering) => [
          ...acceptFindings(plan, peering),
          ...(attachments ? placeFindings(plan, peering, networkOfPeering(plan, peering), attachments) : []),
        ]),
      ...plan
        .resources("aws_ec2_transit_gateway_vpc_attachment")
        .flatMap((gateway) =>
          attachments ? placeFindings(plan, gateway, networkOfGateway(plan, gateway), attachments) : [],
        ),
    ];
  },
};

/** The other network of an attachment, by references where only an apply shows it; undefined if it is not given. */
type Network = StatedAttachment | undefined;

function written(plan: EnvironmentPlan, holder: PlannedResource, argument: string): string | undefined {
  const { [argument]: value } = holder.config;
  const name = typeof value === "string" ? resolveReferences(plan, inLayer(holder, value)) : "";
  return name === "" ? undefined : name;
}

/** An argument that is known as text. Plans have null or an empty text for one that is not set. */
function given(plan: EnvironmentPlan, holder: PlannedResource, argument: string): string | undefined {
  const known = plan.text(inLayer(holder, holder.config[argument]));
  return known === "" ? undefined : known;
}

function networkOfPeering(plan: EnvironmentPlan, peering: PlannedResource): Network {
  const vpc = written(plan, peering, "peer_vpc_id");
  const account = written(plan, peering, "peer_owner_id");
  const region = written(plan, peering, "peer_region");
  return vpc === undefined
    ? undefined
    : { kind: "peering", vpc, ...(account ? { account } : {}), ...(region ? { region } : {}) };
}

function networkOfGateway(plan: EnvironmentPlan, attachment: PlannedResource): Network {
  const gateway = written(plan, attachment, "transit_gateway_id");
  return gateway === undefined ? undefined : { kind: "transit-gateway", gateway };
}

function placeFindings(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  network: Network,
  stated: readonly StatedAttachment[],
): Finding[] {
  if (network === undefined) return [];
  const name = nameOfNetwork(plan, network);
  const expected = stated
    .filter(({ kind }) => kind === network.kind)
    .map((each) => nameOfNetwork(plan, each));
  if (expected.includes(name)) return [];
  const found = `the attachment leads to ${name}`;
  const message =
    expected.length > 0
      ? `${found}, expected ${expected.join(" or ")}, as network.attachments has it`
      : `${found}, which network.attachments does not have`;
  return [{ ...at(resource), message }];
}

/** A network in words, with the account and the region that AWS takes where none is set. */
function nameOfNetwork(plan: EnvironmentPlan, network: StatedAttachment): string {
  if (network.kind === "transit-gateway") return network.gateway;
  const home = homeOf(plan);
  const { vpc, account = home.accountId, region = home.region } = network;
  return `${vpc} of account ${account}${region === home.region ? "" : ` in ${region}`}`;
}

/** Terraform accepts a connection only within one account and region. */
function acceptFindings(plan: EnvironmentPlan, peering: PlannedResource): Finding[] {
  if (!isTrue(peering.config["auto_accept"])) return [];
  const { accountId, region } = homeOf(plan);
  const owner = given(plan, peering, "peer_owner_id") ?? accountId;
  const place = given(plan, peering, "peer_region") ?? region;
  if (owner === accountId && place === region) return [];
  const where = owner === accountId ? `region ${place}` : `account ${owner}`;
  const message = `auto_accept is true, but the peer is in ${where}: only its owner accepts the connection`;
  return [{ ...at(peering), message }];
}
