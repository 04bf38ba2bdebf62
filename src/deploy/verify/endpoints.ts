import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { LAYERS } from "../../base/layers";
import { type Aws } from "../deploy/aws";
import {
  type EnvironmentPlan,
  filterValues,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text } from "../../terraform/stack-json";
import { absent, comparedTexts, type Outcome } from "./finding";
import { read } from "./reading";
import { type LiveSubnet } from "./subnets";
import { type LiveVpc } from "./vpcs";
import { attributesOf } from "../../infrastructure/text-attributes";

const AREA = "endpoints";

/** Compares the endpoints of a VPC by service and kind: state, private names, subnets and security groups. */
export async function verifyEndpoints(
  plan: EnvironmentPlan,
  aws: Aws,
  { vpc, liveId }: LiveVpc,
  subnets: readonly LiveSubnet[],
): Promise<Outcome[]> {
  const filter = `Name=vpc-id,Values=${liveId}`;
  const answer = await read(aws, "ec2 describe-vpc-endpoints", "--filters", filter);
  // AWS lists a deleted endpoint for some time, also beside a new one.
  const there = asArray(answer["VpcEndpoints"])
    .map(asObject)
    .filter(({ State }) => !/^delet/i.test(String(State)));
  const live = new Map(subnets.map(({ subnet, liveId: id }) => [id, subnet.cidr]));
  return endpointsOf(plan)
    .filter(({ resource }) => isIn(plan, resource, vpc.id))
    .flatMap((endpoint) => {
      const { service, kind } = endpoint;
      if (service === undefined) return [];
      const found = there.find(
        ({ ServiceName, VpcEndpointType }) =>
          String(ServiceName).endsWith(`.${service}`) && VpcEndpointType === kind,
      );
      const name = `${service} (${kind.toLowerCase()})`;
      if (found === undefined) return [absent(AREA, name, "an endpoint")];
      return [comparedTexts(AREA, name, expectedOf(plan, endpoint), foundOf(plan, found, endpoint, live))];
    });
}

const isIn = (plan: EnvironmentPlan, resource: PlannedResource, vpc: string): boolean =>
  plan.identity(inLayer(resource, attributesOf(resource)["vpc_id"])) === vpc;

function expectedOf(plan: EnvironmentPlan, endpoint: Endpoint): string {
  if (endpoint.kind === "Gateway") return "available";
  return described("available", endpoint.privateDns, rangesOf(endpoint), groupsOf(plan, endpoint));
}

function foundOf(
  plan: EnvironmentPlan,
  found: JsonObject,
  endpoint: Endpoint,
  live: ReadonlyMap<string, string>,
): string {
  // Interface endpoints and gateway endpoints have their states in different cases.
  const state = String(found["State"]).toLowerCase();
  if (endpoint.kind === "Gateway") return state;
  const ranges = asArray(found["SubnetIds"]).map((id) => live.get(String(id)) ?? String(id));
  // The file has the id of a group that exists, or a name.
  const expected = groupsOf(plan, endpoint);
  const groups = asArray(found["Groups"])
    .map(asObject)
    .map(({ GroupId, GroupName }) => String(expected.includes(String(GroupId)) ? GroupId : GroupName));
  // An existing endpoint may have more than the file declares.
  const declared = isFound(endpoint.resource) ? groups.filter((each) => expected.includes(each)) : groups;
  const places = isFound(endpoint.resource) ? undefined : ranges;
  return described(state, found["PrivateDnsEnabled"] === true, places, declared);
}

/** Ranges of the subnets of an endpoint. An existing one has any of the VPC, in the zones that a plan verifies. */
const rangesOf = ({ resource, subnets }: Endpoint): string[] | undefined =>
  isFound(resource) ? undefined : subnets.map(({ cidr }) => cidr);

/** Groups of the file. Those that an existing endpoint has beside them are its own. */
const groupsOf = (plan: EnvironmentPlan, { groups }: Endpoint): string[] =>
  groups
    .filter((group) => !group.includes("/data.aws_security_groups."))
    .map((group) => groupName(plan, group));

const described = (
  state: string,
  privateDns: boolean,
  subnets: readonly string[] | undefined,
  groups: readonly string[],
): string =>
  [
    state,
    privateDns ? "private names" : "no private names",
    ...(subnets ? [`in ${[...subnets].sort().join(" and ") || "no subnet"}`] : []),
    ...(groups.length === 0 ? [] : [[...groups].sort().join(" and ")]),
  ].join(", ");

/** Name of a security group, created or existing. */
function groupName(plan: EnvironmentPlan, id: string): string {
  const [name, address = ""] = id.split("/");
  const layer = LAYERS.find((each) => each === name);
  const group = layer && plan.find(layer, address);
  if (group === undefined) return id;
  const own = text(group.config["name"]);
  if (own !== undefined) return own;
  const search = plan.target(inLayer(group, group.config["id"]));
  return (
    (search && filterValues(search, "group-name")[0]) ?? plan.text(inLayer(group, group.config["id"])) ?? id
  );
}
